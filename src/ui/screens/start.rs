//! Start: where no plan is open. A new plan, a file, what was open last, and plans to start from.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Align2, CursorIcon, Id, Rect, Response, Role, ScrollArea, Sense, Shape, Stroke};
use egui::{StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::Out;
use crate::app::{Command, State};
use crate::engine;
use crate::figure::{self, Figure};
use crate::format::money_usd;
use crate::look::{TextStyle, Weight, layout, radius, text, text_width};
use crate::plan::Plan;
use crate::store::{self, Recent};
use crate::ui::shell::recovery;
use crate::ui::theme;
use crate::ui::widgets::button::{Button, focus_ring};
use crate::ui::widgets::icons::{self, Icon};
use crate::ui::widgets::list::fitted;
use crate::ui::widgets::plot;
use crate::words::{Arg, Text, say, tr};

/// Width of everything on the screen.
const WIDTH: f32 = 752.0;
/// From the window's left and top to the text.
const INSET: [f32; 2] = [64.0, 36.0];
/// Height of the word on what a crash left.
const FOUND: f32 = 44.0;
/// Height of a recent plan's row.
const ROW: f32 = 48.0;
/// Between templates.
const GAP: f32 = 16.0;
/// Height of the words below a template's picture.
const WORDS: f32 = 54.0;

/// Shows the screen.
pub fn show_ui(ui: &mut Ui, state: &State, out: &mut Out) {
    let whole = ui.max_rect();
    let left = whole.left() + INSET[0].min(whole.width() * 0.05);
    let width = WIDTH.min(whole.right() - 24.0 - left);
    let top = whole.top() + INSET[1];
    let page = Rect::from_min_max(pos2(left, top), pos2(left + width, whole.bottom() - 24.0));
    let mut ui = ui.new_child(UiBuilder::new().id_salt("start").max_rect(page));
    let ui = &mut ui;
    head_ui(ui, page, out);
    let tall = page.height() > 700.0;
    let picture = if tall { 86.0 } else { 56.0 };
    let card = vec2((width - 2.0 * GAP) / 3.0, picture + WORDS);
    let templates = templates(ui);
    let lines = (templates.len() + 1).div_ceil(3) as f32;
    let height = lines * (card.y + GAP) - GAP + 30.0;
    let mut from = page.top() + 136.0;
    if !state.found.is_empty() {
        let rect = Rect::from_min_size(pos2(left, from), vec2(width, FOUND));
        found_ui(ui, rect, state, out);
        from = rect.bottom() + 24.0;
    }
    let recent_height = (page.bottom() - height - 28.0 - from).max(ROW + 30.0);
    let count = state.settings.recent.len().max(1) as f32;
    let recent_height = recent_height.min(30.0 + count * ROW);
    let recents = Rect::from_min_size(pos2(left, from), vec2(width, recent_height));
    recents_ui(ui, recents, state, out);
    let below = pos2(left, recents.bottom() + 28.0);
    section(ui, below, tr("start.templates"));
    for at in 0..=templates.len() {
        let (column, line) = ((at % 3) as f32, (at / 3) as f32);
        let corner = below + vec2(column * (card.x + GAP), 30.0 + line * (card.y + GAP));
        let rect = Rect::from_min_size(corner, card);
        match templates.get(at) {
            Some(template) => {
                if template_ui(ui, rect, picture, template).clicked() {
                    out.commands.push(Command::OpenTemplate(at));
                }
            }
            None => drop_ui(ui, rect),
        }
    }
}

fn head_ui(ui: &mut Ui, page: Rect, out: &mut Out) {
    let palette = theme::palette(ui);
    let at = page.min + vec2(0.0, 15.0);
    theme::place(ui, at, Align2::LEFT_CENTER, tr("start.title"), text::HEADLINE, palette.text);
    let at = page.min + vec2(0.0, 45.0);
    theme::place(ui, at, Align2::LEFT_CENTER, tr("start.text"), text::LEAD, palette.text2);
    let new = Button::primary(tr("command.new_plan"));
    let open = Button::new(tr("command.open"));
    let first = Rect::from_min_size(page.min + vec2(0.0, 72.0), new.size(ui));
    if new.show_at(ui, first).clicked() {
        out.commands.push(Command::NewPlan);
    }
    let size = vec2(open.size(ui).x, layout::BUTTON_PRIMARY);
    let second = Rect::from_min_size(pos2(first.right() + 8.0, first.top()), size);
    if open.show_at(ui, second).clicked() {
        out.commands.push(Command::Open(None));
    }
}

/// Says that a crash left plans, and leads to them.
fn found_ui(ui: &mut Ui, rect: Rect, state: &State, out: &mut Out) {
    let palette = theme::palette(ui);
    let (fill, border) = (theme::color(palette.bg1), theme::hairline(palette.warn));
    ui.painter().rect(rect, radius::CARD, fill, border, StrokeKind::Inside);
    let mark = pos2(rect.left() + 20.0, rect.center().y);
    icons::paint(ui.painter(), mark, 12.0, Icon::Warning, theme::color(palette.warn));
    let at = rect.left_center() + vec2(40.0, 0.0);
    let words = format!("{}: {}", tr("recovery.title"), recovery::count(state));
    theme::place(ui, at, Align2::LEFT_CENTER, words, text::BODY, palette.text);
    let review = Button::small(tr("recovery.review"));
    let size = review.size(ui);
    let min = pos2(rect.right() - 12.0 - size.x, rect.center().y - size.y / 2.0);
    if review.show_at(ui, Rect::from_min_size(min, size)).clicked() {
        out.commands.push(Command::ShowRecovery);
    }
}

fn section(ui: &mut Ui, at: egui::Pos2, title: &str) {
    let ink = theme::palette(ui).text;
    theme::place(ui, at, Align2::LEFT_TOP, title, text::TITLE, ink);
}

/// Recent plans as their files say.
type Looked = Arc<Vec<(PathBuf, Option<Recent>)>>;

/// Looks into the recent files where the list has changed or Start was not shown in the frame before.
fn looked(ui: &Ui, paths: &[PathBuf]) -> Looked {
    let id = Id::unique("recent plans");
    let now = ui.ctx().cumulative_frame_nr();
    let kept: Option<(u64, Looked)> = ui.data(|data| data.get_temp(id));
    let stands = |(seen, looked): &(u64, Looked)| {
        seen + 1 >= now && looked.iter().map(|(path, _)| path).eq(paths)
    };
    let look = || Arc::new(paths.iter().map(|path| (path.clone(), store::recent(path))).collect());
    let looked = kept.filter(stands).map_or_else(look, |(_, looked)| looked);
    ui.data_mut(|data| data.insert_temp(id, (now, Arc::clone(&looked))));
    looked
}

fn recents_ui(ui: &mut Ui, rect: Rect, state: &State, out: &mut Out) {
    let palette = theme::palette(ui);
    section(ui, rect.min, tr("start.recent"));
    let line = rect.top() + 25.5;
    ui.painter().hline(rect.x_range(), line, theme::hairline(palette.stroke2));
    let body = Rect::from_min_max(pos2(rect.left(), line + 0.5), rect.max);
    let recent = looked(ui, &state.settings.recent);
    let mut body_ui = ui.new_child(UiBuilder::new().id_salt("recent").max_rect(body));
    if recent.is_empty() {
        let at = body.min + vec2(0.0, 24.0);
        let words = tr("start.no_recent");
        theme::place(&mut body_ui, at, Align2::LEFT_CENTER, words, text::BODY, palette.text3);
        return;
    }
    ScrollArea::vertical().auto_shrink(false).show(&mut body_ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (path, found) in recent.iter() {
            if recent_ui(ui, path, found.as_ref()).clicked() {
                out.commands.push(Command::Open(Some(path.clone())));
            }
        }
    });
}

fn recent_ui(ui: &mut Ui, path: &Path, found: Option<&Recent>) -> Response {
    let palette = theme::palette(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let response = ui.interact(rect, ui.make_persistent_id(("recent", path)), Sense::click());
    let file = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let folder = path.parent().unwrap_or(path).display().to_string();
    let title = found.map_or(file, |found| found.name.clone());
    let below = match found {
        None => tr("start.gone").to_owned(),
        Some(Recent { saved_at: Some(time), .. }) => say(&Text::key("start.saved")
            .with("folder", Arg::Name(folder))
            .with("time", Arg::Name(time.clone()))),
        Some(_) => folder,
    };
    let name = format!("{title}, {}", path.display());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name));
    if response.hovered() && ui.is_enabled() {
        ui.painter().rect_filled(rect, 0.0, theme::color(palette.bg2));
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, theme::hairline(palette.stroke));
    let ink = if found.is_some() { palette.text } else { palette.text3 };
    let strong = TextStyle { weight: Weight::SemiBold, ..text::BODY };
    let [upper, lower] = [16.0, 33.0].map(|y| rect.top() + y);
    let words = |ui: &Ui, at, align: Align2, said: &str, style: TextStyle, ink, room: f32| {
        let galley = theme::galley(ui, fitted(said, style, room), style, ink);
        let place = align.anchor_size(at, galley.size());
        ui.painter().galley(place.min, galley, theme::color(ink));
    };
    let (left, right) = (rect.left(), rect.right());
    let room = rect.width() - 220.0;
    words(ui, pos2(left, upper), Align2::LEFT_CENTER, &title, strong, ink, room);
    words(ui, pos2(left, lower), Align2::LEFT_CENTER, &below, text::SMALL, palette.text2, room);
    if let Some(headline) = found.and_then(|found| found.headline.as_ref()) {
        if let Some(mw) = headline.best_ai_mw {
            let mw = Arg::Quantity(mw, 0, "unit.mw");
            let best = say(&Text::key("start.best").with("mw", mw));
            let at = pos2(right, upper);
            words(ui, at, Align2::RIGHT_CENTER, &best, text::BODY, palette.text, 200.0);
        }
        let npv = Arg::Name(money_usd(headline.npv_usd));
        let worth = say(&Text::key("start.worth").with("npv", npv));
        let at = pos2(right, lower);
        words(ui, at, Align2::RIGHT_CENTER, &worth, text::SMALL, palette.text2, 200.0);
    }
    focus_ring(ui, &response);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A plan to start from.
struct Template {
    name: String,
    words: String,
    picture: Figure,
}

/// The plans that come with the program, each run once for its picture.
fn templates(ui: &Ui) -> Arc<Vec<Template>> {
    let id = Id::unique("templates");
    if let Some(kept) = ui.data(|data| data.get_temp::<Arc<Vec<Template>>>(id)) {
        return kept;
    }
    let plans = store::TEMPLATES.iter().filter_map(|template| template.plan().ok());
    let templates = Arc::new(plans.map(|plan| template(&plan)).collect::<Vec<_>>());
    ui.data_mut(|data| data.insert_temp(id, Arc::clone(&templates)));
    templates
}

fn template(plan: &Plan) -> Template {
    let picture = figure::thumbnail(plan, &engine::run(plan));
    Template { name: plan.name.clone(), words: in_short(plan), picture }
}

/// What a plan is made of: its place, machines, GPUs and leases.
fn in_short(plan: &Plan) -> String {
    let mut parts = vec![without_brackets(&plan.site.place).to_owned()];
    parts.extend(plan.asics.iter().map(|batch| without_brackets(&batch.name).to_owned()));
    parts.extend(plan.gpus.iter().map(|fleet| without_brackets(&fleet.name).to_owned()));
    match plan.leases.len() {
        0 => {}
        1 => parts.push(tr("start.one_lease").to_owned()),
        count => {
            let count = Arg::Quantity(count as f64, 0, "");
            parts.push(say(&Text::key("start.leases").with("count", count)));
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.dedup();
    parts.join(", ")
}

/// A name up to what it says in brackets.
fn without_brackets(name: &str) -> &str {
    name.split_once(" (").map_or(name, |(name, _)| name)
}

/// As many parts of an enumeration as fit in `room`.
fn whole_parts(words: &str, style: TextStyle, room: f32) -> &str {
    let mut part = words;
    while text_width(part, style.size, style.weight) > room {
        let Some((shorter, _)) = part.rsplit_once(", ") else { break };
        part = shorter;
    }
    part
}

fn template_ui(ui: &mut Ui, rect: Rect, picture: f32, template: &Template) -> Response {
    let palette = theme::palette(ui);
    let Template { name, words, picture: figure } = template;
    let response = ui.interact(rect, ui.make_persistent_id(("template", name)), Sense::click());
    let said = say(&Text::key("start.template").with("name", Arg::Name(name.clone())));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &said));
    let hovered = response.hovered() && ui.is_enabled();
    let border = theme::hairline(if hovered { palette.stroke2 } else { palette.stroke });
    let fill = theme::color(palette.bg1);
    ui.painter().rect(rect, radius::CARD, fill, border, StrokeKind::Inside);
    let above = Rect::from_min_size(rect.min, vec2(rect.width(), picture)).shrink(1.0);
    let ground = theme::color(if hovered { palette.bg3 } else { palette.bg2 });
    let corners = egui::CornerRadius { nw: 5, ne: 5, sw: 0, se: 0 };
    ui.painter().rect_filled(above, corners, ground);
    plot::picture(ui, above.shrink2(vec2(8.0, 7.0)), figure);
    let (left, room) = (rect.left() + 14.0, rect.width() - 28.0);
    for (y, said, style, ink) in
        [(18.0, name, text::TITLE, palette.text), (37.0, words, text::SMALL, palette.text2)]
    {
        let at = pos2(left, rect.top() + picture + y);
        let galley =
            theme::galley(ui, fitted(whole_parts(said, style, room), style, room), style, ink);
        let place = Align2::LEFT_CENTER.anchor_size(at, galley.size());
        ui.painter().galley(place.min, galley, theme::color(ink));
    }
    focus_ring(ui, &response);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// Where a file can be let go; anywhere in the window does.
fn drop_ui(ui: &mut Ui, rect: Rect) {
    let palette = theme::palette(ui);
    let stroke = Stroke::new(layout::STROKE, theme::color(palette.stroke2));
    let inner = rect.shrink(0.5);
    let corners = [
        inner.left_top(),
        inner.right_top(),
        inner.right_bottom(),
        inner.left_bottom(),
        inner.left_top(),
    ];
    ui.painter().extend(Shape::dashed_line(&corners, stroke, 4.0, 3.0));
    let words = tr("start.drop");
    theme::place(ui, rect.center(), Align2::CENTER_CENTER, words, text::BODY, palette.text2);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_says_what_it_is_made_of() {
        let plan = store::example().unwrap();
        let said = in_short(&plan);
        assert!(said.starts_with(without_brackets(&plan.site.place)), "{said}");
        assert!(said.contains(without_brackets(&plan.asics[0].name)), "{said}");
        assert_eq!(without_brackets("West Texas (Permian)"), "West Texas");
        let picture = template(&plan).picture;
        assert!(!picture.layers.is_empty());
    }
}
