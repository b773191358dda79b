//! Arguments, log and panic hook; then the window, or a command.

use std::env;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use tracing_subscriber::EnvFilter;
use wattsplit::cli::{self, Args};

fn main() -> ExitCode {
    start_log();
    say_panics();
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let told = error.print();
            let code = u8::try_from(error.exit_code()).unwrap_or(2);
            return ExitCode::from(if told.is_ok() { code } else { 1 });
        }
    };
    let code = match &args.command {
        Some(command) => cli::run(command, &mut io::stdout(), &mut io::stderr()),
        None => window(args.plan.as_deref()),
    };
    ExitCode::from(code)
}

/// Opens the window; where there is none, answers in words.
fn window(plan: Option<&Path>) -> u8 {
    match open_window(plan) {
        Ok(()) => 0,
        Err(why) => cli::no_window(&why, plan, &mut io::stdout(), &mut io::stderr()),
    }
}

#[cfg(feature = "gui")]
fn open_window(plan: Option<&Path>) -> Result<(), String> {
    if !cli::display_is_named(|name| env::var_os(name)) {
        return Err(wattsplit::words::tr("cli.no_display").to_owned());
    }
    let plans = plan.map(Path::to_path_buf).into_iter().collect();
    wattsplit::ui::open(plans).map_err(|error| error.to_string())
}

#[cfg(not(feature = "gui"))]
fn open_window(_plan: Option<&Path>) -> Result<(), String> {
    let named = cli::display_is_named(|name| env::var_os(name));
    let why = if named { "cli.headless" } else { "cli.no_display" };
    Err(wattsplit::words::tr(why).to_owned())
}

/// Warnings and errors go to the error stream; `WATTSPLIT_LOG` asks for more.
fn start_log() {
    let filter = EnvFilter::builder()
        .with_default_directive(tracing::Level::WARN.into())
        .with_env_var("WATTSPLIT_LOG")
        .from_env_lossy();
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).without_time().init();
}

/// A fault of the program is said in words, with its place, and what to do.
fn say_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let what = panic.payload_as_str().unwrap_or("no more is known");
        let place = panic.location().map_or_else(String::new, ToString::to_string);
        let told = writeln!(
            io::stderr(),
            "Wattsplit met a fault of its own: {what} ({place}). Please report it with the plan; \
             what is saved on the disk is whole."
        );
        // Without an error stream there is nobody to tell.
        drop(told);
    }));
}
