//! The question that a file asks: changed, held elsewhere, unreadable, or to be replaced.

use egui::{Context, Key};

use crate::app::{Command, Reply, State};
use crate::look::text;
use crate::ui::actions::Actions;
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::overlay::{buttons_ui, modal_ui};
use crate::words::{say, tr};

/// Shows the question, where there is one.
pub fn question_ui(ctx: &Context, state: &State, actions: &mut Actions) {
    let Some(question) = state.question() else { return };
    let replies = question.replies();
    let (reply, away) = modal_ui(ctx, &say(&question.title()), 480.0, |ui| {
        theme::label(ui, say(&question.text()), text::BODY, theme::palette(ui).text2);
        ui.add_space(16.0);
        let mut chosen = None;
        buttons_ui(ui, |ui| {
            for (at, reply) in replies.iter().enumerate() {
                let words = tr(reply.label());
                let button = if at == 0 { Button::primary(words) } else { Button::new(words) };
                if button.show(ui).clicked() {
                    chosen = Some(*reply);
                }
            }
        });
        let is_entered = ui.input(|input| input.key_pressed(Key::Enter));
        if is_entered && !ui.memory(|memory| memory.focused().is_some()) {
            chosen = chosen.or_else(|| replies.first().copied());
        }
        chosen
    });
    let reply = reply.or_else(|| away.then_some(Reply::Cancel));
    if let Some(reply) = reply {
        actions.run(Command::Reply(reply));
    }
}
