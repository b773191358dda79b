//! Plans that a crash left: each waits until the user decides.

use egui::{Align2, Context, Id, Rect, Ui, pos2, vec2};

use crate::app::{Command, Recoverable, Recovery, State};
use crate::look::{TextStyle, Weight, text};
use crate::store::Found;
use crate::ui::actions::{Actions, said};
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::list::fitted;
use crate::ui::widgets::overlay::{buttons_ui, modal_ui};
use crate::words::tr;

const WIDTH: f32 = 720.0;
const ROW: f32 = 56.0;
/// The height at which the list begins to scroll.
const HIGHEST: f32 = 5.0 * ROW;

/// Shows the plans that a crash left.
pub fn recovery_ui(ctx: &Context, state: &State, actions: &mut Actions) {
    let (later, away) = modal_ui(ctx, tr("recovery.title"), WIDTH, |ui| {
        theme::label(ui, tr("recovery.text"), text::BODY, theme::palette(ui).text2);
        ui.add_space(12.0);
        let list = egui::ScrollArea::vertical().max_height(HIGHEST);
        list.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for found in &state.found {
                let decision = ui.push_id(found.id, |ui| row_ui(ui, found)).inner;
                if let Some(decision) = decision {
                    actions.run(Command::Decide(found.id, decision));
                }
            }
        });
        ui.add_space(16.0);
        buttons_ui(ui, |ui| Button::new(tr("recovery.later")).show(ui).clicked())
    });
    if later || away {
        actions.run(Command::CloseSheet);
    }
}

/// How many plans wait, in words.
pub fn count(state: &State) -> String {
    match state.found.len() {
        1 => tr("recovery.one").to_owned(),
        count => said("recovery.many", &[("count", &count.to_string())]),
    }
}

fn row_ui(ui: &mut Ui, Recoverable { id, found }: &Recoverable) -> Option<Recovery> {
    let palette = theme::palette(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, theme::hairline(palette.stroke));
    let sure_id = Id::unique(("discard for good", *id));
    let is_asked = ui.data(|data| data.get_temp::<bool>(sure_id).unwrap_or_default());
    let discard = if is_asked { "recovery.discard_sure" } else { Recovery::Discard.label() };
    let unsaved = found.original.is_none().then_some(tr("recovery.never_saved"));
    let mut right = rect.right();
    let mut place = |ui: &Ui, button: &Button<'_>| {
        let size = button.size(ui);
        let min = pos2(right - size.x, rect.center().y - size.y / 2.0);
        right = min.x - 8.0;
        Rect::from_min_size(min, size)
    };
    let discard = Button::new(tr(discard));
    let open = Button::new(tr(Recovery::OpenSaved.label())).disabled(unsaved);
    let recover = Button::new(tr(Recovery::Recover.label()));
    let [discard_at, open_at, recover_at] =
        [&discard, &open, &recover].map(|button| place(ui, button));
    let room = right - 12.0 - rect.left();
    let strong = TextStyle { weight: Weight::SemiBold, ..text::BODY };
    for (y, words, style, ink) in [
        (19.0, found.plan.name.clone(), strong, palette.text),
        (38.0, kept(found), text::SMALL, palette.text2),
    ] {
        let words = fitted(&words, style, room);
        let at = rect.left_top() + vec2(0.0, y);
        theme::place(ui, at, Align2::LEFT_CENTER, words, style, ink);
    }
    let mut decision = None;
    if recover.show_at(ui, recover_at).clicked() {
        decision = Some(Recovery::Recover);
    }
    if open.show_at(ui, open_at).clicked() {
        decision = Some(Recovery::OpenSaved);
    }
    if discard.show_at(ui, discard_at).clicked() {
        // Nothing brings it back: the second press does it.
        if is_asked {
            decision = Some(Recovery::Discard);
        }
        ui.data_mut(|data| data.insert_temp(sure_id, true));
    }
    decision
}

/// When a plan was kept, and of which file.
fn kept(found: &Found) -> String {
    let time = found.saved_at.as_deref().unwrap_or_default();
    match &found.original {
        Some(path) => {
            said("recovery.kept_of", &[("time", time), ("path", &path.display().to_string())])
        }
        None => said("recovery.untitled", &[("kept", &said("recovery.kept", &[("time", time)]))]),
    }
}
