//! Fields that open a list to search in, and the machines to choose from.

use egui::{Align2, Rect, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::super::picker::{self, Group};
use crate::catalog::AsicRow;
use crate::format::number;
use crate::look::{radius, text};
use crate::ui::theme;
use crate::ui::widgets::button::focus_ring;
use crate::ui::widgets::icons::{self, Icon};
use crate::ui::widgets::list::fitted;
use crate::words::{Arg, Text, say};

/// The machines, newest first.
pub fn machines(rows: &'static [AsicRow]) -> (Group, Vec<&'static AsicRow>) {
    let mut order: Vec<&AsicRow> = rows.iter().collect();
    order.sort_by(|a, b| {
        b.release_year.cmp(&a.release_year).then(a.j_per_th.total_cmp(&b.j_per_th))
    });
    let detail = |row: &AsicRow| {
        let text = Text::key("new_plan.machine_detail")
            .with("th", Arg::Name(number(row.th_per_s, 0)))
            .with("j", Arg::Name(number(row.j_per_th, 1)));
        say(&text)
    };
    let named = order.iter().map(|row| picker::Row::new(row.model.as_str(), detail(row)));
    (Group { title: String::new(), rows: named.collect() }, order)
}

/// A machine's model without its family's name, where something is left: `S21 (200T)`.
pub fn short(model: &str) -> &str {
    match model.split_once(' ') {
        Some((family, rest)) if family.chars().all(char::is_alphabetic) => rest,
        _ => model,
    }
}

/// A field that opens a list to search in.
pub fn picker_at(
    ui: &mut Ui,
    rect: Rect,
    name: &str,
    shown: &str,
    width: f32,
    groups: &[Group],
) -> Option<(usize, usize)> {
    let palette = theme::palette(ui);
    let response = ui.interact(rect, ui.make_persistent_id(("pick", name)), Sense::click());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(egui::Role::ComboBox, ui.is_enabled(), name);
        info.current_text_value = Some(shown.to_owned());
        info
    });
    let border = if response.hovered() { palette.text3 } else { palette.stroke2 };
    let fill = theme::color(palette.bg2);
    ui.painter().rect(rect, radius::CONTROL, fill, theme::hairline(border), StrokeKind::Inside);
    let said = fitted(shown, text::FIELD, rect.width() - 30.0);
    let galley = theme::galley(ui, said, text::FIELD, palette.text);
    let at = Align2::LEFT_CENTER.anchor_size(rect.left_center() + vec2(8.0, 0.0), galley.size());
    ui.painter().galley(at.min, galley, theme::color(palette.text));
    let chevron = pos2(rect.right() - 13.0, rect.center().y);
    icons::paint(ui.painter(), chevron, 10.0, Icon::Down, theme::color(palette.text2));
    focus_ring(ui, &response);
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    picker::show(&response, name, width, groups)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_is_called_by_its_model() {
        for (model, name) in [("Antminer S21 (200T)", "S21 (200T)"), ("A15-194T", "A15-194T")] {
            assert_eq!(short(model), name);
        }
    }
}
