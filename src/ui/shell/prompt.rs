//! The question whether to save before closing.

use egui::{Context, Key};

use crate::app::{CloseAnswer, Command, State};
use crate::look::text;
use crate::ui::actions::{Actions, said};
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::overlay::{buttons_ui, modal_ui};
use crate::words::tr;

/// Shows the question, where there is one.
pub fn prompt_ui(ctx: &Context, state: &State, actions: &mut Actions) {
    let Some(prompt) = &state.prompt else { return };
    let Some(open) = state.plans.iter().find(|open| open.key == prompt.plan) else { return };
    let title = said("prompt.title", &[("plan", &open.plan.name)]);
    let (answer, away) = modal_ui(ctx, &title, 420.0, |ui| {
        theme::label(ui, tr("prompt.text"), text::BODY, theme::palette(ui).text2);
        ui.add_space(16.0);
        let mut answer = None;
        buttons_ui(ui, |ui| {
            for (given, primary) in [
                (CloseAnswer::Save, true),
                (CloseAnswer::Discard, false),
                (CloseAnswer::Cancel, false),
            ] {
                let words = tr(Command::AnswerPrompt(given).label());
                let button = if primary { Button::primary(words) } else { Button::new(words) };
                if button.show(ui).clicked() {
                    answer = Some(given);
                }
            }
        });
        if ui.input(|input| input.key_pressed(Key::Enter)) && !ui.memory(|m| m.focused().is_some())
        {
            answer = answer.or(Some(CloseAnswer::Save));
        }
        answer
    });
    let answer = answer.or_else(|| away.then_some(CloseAnswer::Cancel));
    if let Some(answer) = answer {
        actions.run(Command::AnswerPrompt(answer));
    }
}
