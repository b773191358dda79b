//! The order of a list: heads that sort it, rows that are dragged, and the keys of a row.

use std::cmp::Ordering;

use egui::{Align2, Context, Event, EventFilter, Id, Key, Modifiers, Popup, Rect, Response, Role};
use egui::{Sense, Ui, WidgetInfo, pos2, vec2};

use super::super::Out;
use crate::app::Command;
use crate::look::{layout, text};
use crate::plan::{Change, Owner, PastedList, Plan};
use crate::ui::actions::{Asked, ask};
use crate::ui::shell::paste::{self, Target};
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::button::focus_ring;
use crate::ui::widgets::card::PADDING;
use crate::ui::widgets::icons::{self, Icon};
use crate::ui::widgets::table::Columns;
use crate::words::{Arg, Text, tr};

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Name,
    Mw,
    Npv,
    Start,
    Price,
}

impl By {
    /// What every list can be sorted by.
    const ALL: [Self; 4] = [Self::Name, Self::Mw, Self::Npv, Self::Start];

    const fn key(self) -> &'static str {
        match self {
            Self::Name => "lists.by_name",
            Self::Mw => "lists.by_mw",
            Self::Npv => "lists.by_npv",
            Self::Start => "lists.by_start",
            Self::Price => "lists.by_price",
        }
    }
}

/// The heads of a list: the left one opens what it can be sorted by, the right one sorts by its figure.
///
/// `npv_usd` is what an item is worth, where that is known.
pub fn sort_heads_ui(
    ui: &mut Ui,
    heads: [&str; 2],
    plan: &Plan,
    list: &[Owner],
    npv_usd: impl Fn(&Owner) -> Option<f64>,
    out: &mut Out,
) {
    let [left, right] = heads;
    if list.len() < 2 {
        super::heads_ui(ui, left, right);
        return;
    }
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 18.0));
    let sorts = head_at(ui, rect.left_center(), Align2::LEFT_CENTER, left, Icon::Down);
    let by_menu = Popup::menu(&sorts).accessible_name(tr("lists.sort")).show(|ui| {
        theme::menu_style(ui);
        let mut all = By::ALL.into_iter().filter(|by| *by != By::Mw || has_mw(plan, list));
        all.find(|by| ui.button(tr(by.key())).clicked())
    });
    let npv = head_at(ui, rect.right_center(), Align2::RIGHT_CENTER, right, Icon::Down);
    let by = by_menu.and_then(|shown| shown.inner).or(npv.clicked().then_some(By::Npv));
    let across = rect.x_range().expand(PADDING - 1.0);
    ui.painter().hline(across, rect.bottom() + 0.5, theme::hairline(theme::palette(ui).stroke));
    ui.add_space(1.0);
    if let Some(by) = by {
        sort(plan, list, by, npv_usd, out);
    }
}

/// The heads of a table of items; each sorts by what stands under it, once more turns that around.
///
/// `figure` is an item's NPV or price, where that is known.
pub fn sort_columns_ui(
    ui: &mut Ui,
    columns: &Columns,
    by: &[By],
    (plan, list): (&Plan, &[Owner]),
    figure: impl Fn(By, &Owner) -> Option<f64>,
    out: &mut Out,
) {
    if list.len() < 2 {
        columns.head_ui(ui);
        return;
    }
    let pressed = columns.sort_ui(ui, (usize::MAX, false));
    if let Some(by) = pressed.and_then(|at| by.get(at).copied()) {
        sort(plan, list, by, |owner| figure(by, owner), out);
    }
}

fn sort(
    plan: &Plan,
    list: &[Owner],
    by: By,
    figure: impl Fn(&Owner) -> Option<f64>,
    out: &mut Out,
) {
    let change = Plan::order(&sorted(plan, list, by, figure));
    let step = Text::key("step.sort").with("by", Arg::Field(by.key()));
    out.run(Command::EditAs(change, step));
}

/// Whether any item of a list has megawatts; money alone has none to be sorted by.
fn has_mw(plan: &Plan, list: &[Owner]) -> bool {
    list.iter().any(|owner| plan.item(owner).is_some_and(|item| item.measure(plan).mw > 0.0))
}

/// A head that can be pressed, with a small arrow.
fn head_at(ui: &mut Ui, at: egui::Pos2, align: Align2, head: &str, icon: Icon) -> Response {
    let palette = theme::palette(ui);
    let galley = theme::galley(ui, head, text::CAPTION, palette.text3);
    let rect = align.anchor_size(at, galley.size() + vec2(13.0, 2.0));
    // Two lists of a screen may have a head of the same words.
    let id = ui.make_persistent_id(("sort", head, at.y as i32));
    let response = ui.interact(rect, id, Sense::click());
    let name = format!("{}: {head}", tr("lists.sort"));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name));
    let ink = theme::color(if response.hovered() { palette.text } else { palette.text3 });
    let place = Align2::LEFT_CENTER.anchor_size(rect.left_center(), galley.size());
    ui.painter().galley_with_override_text_color(place.min, galley, ink);
    icons::paint(ui.painter(), pos2(rect.right() - 5.0, rect.center().y), 8.0, icon, ink);
    focus_ring(ui, &response);
    response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(tr("lists.sort_hover"))
}

/// The list sorted: names and months ascending, figures descending; the other way where it already is.
fn sorted(
    plan: &Plan,
    list: &[Owner],
    by: By,
    npv_usd: impl Fn(&Owner) -> Option<f64>,
) -> Vec<Owner> {
    let mut rows: Vec<_> = list
        .iter()
        .filter_map(|owner| Some((owner, plan.item(owner)?.measure(plan), npv_usd(owner))))
        .collect();
    rows.sort_by(|(_, a, npv_a), (_, b, npv_b)| match by {
        By::Name => a.name.to_lowercase().cmp(&b.name.to_lowercase()),
        By::Mw => b.mw.total_cmp(&a.mw),
        // Items whose worth is not known stand last.
        By::Npv | By::Price => match (npv_a, npv_b) {
            (Some(a), Some(b)) => b.total_cmp(a),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        },
        By::Start => a.start.cmp(&b.start),
    });
    let mut sorted: Vec<Owner> = rows.into_iter().map(|(owner, ..)| owner.clone()).collect();
    if sorted == list {
        sorted.reverse();
    }
    sorted
}

/// What a click, a key or a drag on the row of `owner` does; `shown` are all rows of the screen, in order.
///
/// Arrows move the selection, Alt and arrows the item, Delete takes it out; a drag puts it elsewhere.
pub fn row_actions(
    ui: &Ui,
    plan: &Plan,
    shown: &[Owner],
    owner: &Owner,
    response: &Response,
    out: &mut Out,
) {
    if response.clicked() || take_wanted(ui.ctx(), owner) {
        response.request_focus();
    }
    if response.clicked() {
        out.run(Command::Select(owner.clone()));
    }
    let list = plan.list_of(owner);
    if response.has_focus() {
        take_pasted(ui, owner);
        let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
        keys(ui, &list, shown, owner, out);
    }
    if owner.id().is_some() && list.len() > 1 {
        drag(ui, &list, owner, response, out);
    }
}

/// A table that is pasted while a row has the keyboard becomes rows of its list.
fn take_pasted(ui: &Ui, owner: &Owner) {
    let Some(target) = paste::rows_of(owner) else { return };
    let pasted = ui.input_mut(|input| {
        let at = input.events.iter().position(|event| matches!(event, Event::Paste(_)))?;
        match input.events.remove(at) {
            Event::Paste(text) => Some(text),
            _ => None,
        }
    });
    if let Some(text) = pasted {
        ask(ui.ctx(), Asked::Paste(target, Some(text)));
    }
}

/// The button that opens the sheet for rows of a list.
pub fn paste_rows_ui(ui: &mut Ui, list: PastedList) {
    let button = Button::small(tr("paste.rows")).show(ui).on_hover_text(tr("paste.rows_hover"));
    if button.clicked() {
        ask(ui.ctx(), Asked::Paste(Target::Rows(list), None));
    }
}

fn keys(ui: &Ui, list: &[Owner], shown: &[Owner], owner: &Owner, out: &mut Out) {
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let at = list.iter().position(|other| other == owner);
    for (key, step) in [(Key::ArrowUp, -1_isize), (Key::ArrowDown, 1)] {
        let beside = |list: &[Owner], at: Option<usize>| {
            let to = at?.checked_add_signed(step)?;
            Some((to, list.get(to)?.clone()))
        };
        if pressed(Modifiers::ALT, key) {
            if let Some((to, _)) = beside(list, at).filter(|_| owner.id().is_some()) {
                out.run(Command::Edit(Change::Move(owner.clone(), to)));
                want(ui.ctx(), owner);
            }
        } else if pressed(Modifiers::NONE, key) {
            let row = shown.iter().position(|other| other == owner);
            if let Some((_, other)) = beside(shown, row) {
                want(ui.ctx(), &other);
                out.run(Command::Select(other));
            }
        }
    }
    if owner.id().is_some() && pressed(Modifiers::NONE, Key::Delete) {
        out.run(Command::DeleteItem(owner.clone()));
    }
}

/// A drag of a row: a line shows where it would stand.
fn drag(ui: &Ui, list: &[Owner], owner: &Owner, response: &Response, out: &mut Out) {
    response.dnd_set_drag_payload(owner.clone());
    let at = |owner: &Owner| list.iter().position(|other| other == owner);
    let held = response.dnd_hover_payload::<Owner>();
    let Some((from, here)) = held.as_deref().and_then(at).zip(at(owner)) else { return };
    let rect = response.rect;
    let pointer = ui.input(|input| input.pointer.hover_pos());
    let below = pointer.is_some_and(|pointer| pointer.y > rect.center().y);
    let y = if below { rect.bottom() } else { rect.top() };
    let line = Rect::from_x_y_ranges(rect.x_range(), y - 1.0..=y - 1.0 + layout::ACCENT_BAR);
    ui.painter().rect_filled(line, 0.0, theme::color(theme::palette(ui).accent));
    let gap = here + usize::from(below);
    let to = if from < gap { gap - 1 } else { gap };
    if let Some(dropped) = response.dnd_release_payload::<Owner>()
        && to != from
    {
        want(ui.ctx(), &dropped);
        out.run(Command::Edit(Change::Move((*dropped).clone(), to)));
    }
}

/// Notes that the keyboard shall go to the row of `owner` as soon as it is shown.
fn want(ctx: &Context, owner: &Owner) {
    ctx.data_mut(|data| data.insert_temp(wanted(), Some(owner.to_string())));
}

fn take_wanted(ctx: &Context, owner: &Owner) -> bool {
    ctx.data_mut(|data| {
        let found = data.get_temp::<Option<String>>(wanted()).flatten();
        let is_wanted = found == Some(owner.to_string());
        if is_wanted {
            data.remove::<Option<String>>(wanted());
        }
        is_wanted
    })
}

fn wanted() -> Id {
    Id::unique("wanted row")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Item, testing};

    #[test]
    fn a_list_is_sorted_by_each_column_and_turned_the_second_time() {
        let mut plan = Plan { asics: Vec::new().into(), ..testing::plan() };
        for (id, units, later) in [("b", 10.0, 2), ("a", 30.0, 1), ("c", 20.0, 3)] {
            let mut batch = testing::batch(id);
            batch.in_service = batch.in_service.plus(later);
            (batch.units, batch.name) = (units, id.to_owned());
            plan.apply(Change::Add(Box::new(Item::Asic(batch)))).unwrap();
        }
        let list = plan.list_of(&Owner::Asic("a".to_owned()));
        let npv = |owner: &Owner| match owner.id() {
            Some("a") => Some(1.0),
            Some("c") => Some(2.0),
            _ => None,
        };
        for (by, expected) in
            [(By::Name, "abc"), (By::Mw, "acb"), (By::Npv, "cab"), (By::Start, "abc")]
        {
            let ids = |list: &[Owner]| list.iter().filter_map(Owner::id).collect::<String>();
            let once = sorted(&plan, &list, by, npv);
            assert_eq!(ids(&once), expected, "{by:?}");
            let mut turned = plan.clone();
            turned.apply(Plan::order(&once)).unwrap();
            let twice = sorted(&turned, &once, by, npv);
            assert_eq!(ids(&twice), expected.chars().rev().collect::<String>(), "{by:?}");
        }
    }
}
