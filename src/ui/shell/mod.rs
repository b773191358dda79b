//! What frames every screen: menu, tabs, strip, navigation, status, dialogs.

pub mod dialogs;
pub mod export;
pub mod find;
pub mod first_steps;
pub mod history;
pub mod keys;
pub mod menu;
pub mod navigation;
pub mod paste;
pub mod prompt;
pub mod question;
pub mod recovery;
pub mod status;
pub mod strip;
pub mod tabs;
pub mod what_if;

use std::time::{Duration, Instant};

use egui::{Align2, Context, Id, Rect, Stroke, StrokeKind, Ui};

use super::actions::Actions;
use super::theme;
use super::widgets::overlay::{self, Pressed, Toast};
use crate::app::{Command, Message, MessageKind, State};
use crate::look::{layout, radius, text};
use crate::words::tr;

/// How long old results stay as they are while new ones are on their way.
pub const DIM_AFTER: Duration = Duration::from_millis(150);

/// Messages that stand at once.
const MOST_MESSAGES: usize = 3;

/// How long a message that something is done stands; the list of messages keeps it.
const DONE_STANDS: Duration = Duration::from_secs(10);

/// The title of the window: the plan and the program.
pub fn title(state: &State) -> String {
    match state.active() {
        Some(open) => {
            let mark = if open.is_dirty() { "* " } else { "" };
            format!("{mark}{} – Wattsplit", open.plan.name)
        }
        None => "Wattsplit".to_owned(),
    }
}

/// The newest messages at the foot of the window.
pub fn messages_ui(ctx: &Context, state: &State, actions: &mut Actions) {
    let palette = state.theme().palette();
    let from = state.messages.len().saturating_sub(MOST_MESSAGES);
    let newest = state.messages.get(from..).unwrap_or_default();
    let toasts: Vec<Toast<'_>> = newest
        .iter()
        .map(|message| Toast {
            words: &message.text,
            mark: history::mark(message, palette),
            action: state.takes_back(message).then_some(tr("command.undo")),
        })
        .collect();
    for done in newest.iter().filter(|message| message.kind == MessageKind::Info) {
        if has_stood(ctx, done) {
            actions.run(Command::Dismiss(done.id));
        }
    }
    if let Some((at, pressed)) = overlay::toasts_ui(ctx, &toasts)
        && let Some(message) = newest.get(at)
    {
        actions.run(Command::Dismiss(message.id));
        if pressed == Pressed::Action {
            actions.run(Command::Undo);
        }
    }
}

/// Whether a message has stood long enough since it was first shown; wakes the window when it will have.
fn has_stood(ctx: &Context, message: &Message) -> bool {
    let id = Id::unique(("message shown", message.id));
    let since = ctx.data_mut(|data| *data.get_temp_mut_or_insert_with(id, Instant::now));
    let left = DONE_STANDS.saturating_sub(since.elapsed());
    if !left.is_zero() {
        ctx.request_repaint_after(left);
    }
    left.is_zero()
}

/// Says that a file over the window can be let go.
pub fn drop_ui(ui: &Ui, body: Rect) {
    if ui.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let palette = theme::palette(ui);
    let rect = body.shrink(8.0);
    let border = Stroke::new(layout::ACCENT_BAR, theme::color(palette.accent));
    let fill = theme::color(palette.accent_bg);
    ui.painter().rect(rect, radius::CARD, fill, border, StrokeKind::Inside);
    let galley = theme::galley(ui, tr("ui.drop"), text::FIGURE, palette.text);
    let at = Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size()).min;
    ui.painter().galley(at, galley, theme::color(palette.text));
}
