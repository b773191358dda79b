//! What is said where no window can be opened: why, how to get one, and the answer all the same.

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;

use super::{Asked, Failure, advise, finish, open, solve};
use crate::words::{self, Arg, Text, tr};

/// Whether the system names a display; elsewhere than on Linux and its kin there always is one.
///
/// `variable` reads an environment variable.
pub fn display_is_named(variable: impl Fn(&str) -> Option<OsString>) -> bool {
    let named = |name| variable(name).is_some_and(|value| !value.is_empty());
    let needs_name = cfg!(all(unix, not(target_vendor = "apple")));
    !needs_name || ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"].into_iter().any(named)
}

/// Says why there is no window and how to get one, then answers for the plan, or for the example.
///
/// Returns the code to exit with: 0 where there is an answer.
pub fn no_window(why: &str, path: Option<&Path>, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    finish(text(why, path).map(Into::into), out, err)
}

fn text(why: &str, path: Option<&Path>) -> Result<String, Failure> {
    let asked = Asked { plan: open(path)?, what_ifs: Vec::new() };
    let (solution, _) = super::solved(&asked.plan)?;
    let (advice, _) = super::advised(&asked.plan)?;
    let why = Text::key("cli.no_window").with("why", Arg::Name(why.to_owned()));
    let which = if path.is_some() { "cli.this_plan" } else { "cli.the_example" };
    Ok(format!(
        "{}\n{}\n\n{}\n\n{}\n{}",
        words::say(&why),
        tr("cli.get_a_window"),
        tr(which),
        advise::answer(&asked.plan, &advice),
        solve::text(&asked, &solution),
    ))
}
