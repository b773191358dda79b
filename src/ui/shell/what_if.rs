//! What-ifs in the strip: chips to lay them over the plan, and the ribbon that says what they do.

use egui::{Align2, Rect, Ui, UiBuilder, Vec2, pos2, vec2};

use crate::app::{Command, OpenPlan};
use crate::format::{money_usd, number, signed_money_short};
use crate::look::{TextStyle, Weight, layout, text};
use crate::plan::WhatIf;
use crate::ui::actions::{Actions, said};
use crate::ui::screens::picker::{self, Group, Row};
use crate::ui::theme::{self, Line};
use crate::ui::widgets::button::{Button, icon_at};
use crate::ui::widgets::choice::chip_ui;
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::list::fitted;
use crate::words::tr;

/// Between two chips.
const GAP: f32 = 6.0;
/// Room of the sign that opens the list.
const PLUS: f32 = 22.0;

/// Shows chips, or the ribbon of what lies over the plan, from `left` to the end of the strip.
pub fn what_if_ui(ui: &mut Ui, open: &OpenPlan, left: f32, actions: &mut Actions) {
    let bar = ui.max_rect();
    let [caption_y, value_y] = layout::STRIP_TEXT_Y.map(|y| bar.top() + y);
    let room = Rect::from_min_max(pos2(left, bar.top()), pos2(bar.right() - 16.0, bar.bottom()));
    if open.what_ifs().is_empty() {
        let palette = theme::palette(ui);
        let caption = tr("ui.what_if");
        let at = pos2(left, caption_y);
        theme::place(ui, at, Align2::LEFT_TOP, caption, text::CAPTION, palette.text3);
        chips_ui(ui, open, Rect::from_min_max(pos2(left, value_y), room.max), actions);
    } else {
        ribbon_ui(ui, open, room, actions);
    }
}

/// Chips of the plan's own what-ifs and the program's, as many as there is room for, and a sign for all.
fn chips_ui(ui: &mut Ui, open: &OpenPlan, room: Rect, actions: &mut Actions) {
    let own = open.plan.what_ifs.iter().cloned();
    let built_in = WhatIf::built_in(&open.plan).into_iter().take(3);
    let place = Rect::from_min_size(room.min, vec2(room.width(), layout::CHIP));
    let mut row = ui.new_child(
        UiBuilder::new()
            .id_salt("what if")
            .max_rect(place)
            .layout(egui::Layout::left_to_right(egui::Align::Center)),
    );
    row.spacing_mut().item_spacing = vec2(GAP, 0.0);
    let end = room.right() - PLUS - GAP;
    for what_if in built_in.chain(own) {
        let width = crate::look::text_width(&what_if.name, text::SMALL.size, Weight::Regular);
        if row.cursor().left() + width.ceil() + 22.0 > end {
            break;
        }
        if chip_ui(&mut row, &what_if.name, false).clicked() {
            actions.run(Command::ToggleWhatIf(Box::new(what_if)));
        }
    }
    let left = row.cursor().left();
    let plus = Rect::from_center_size(pos2(left + 10.0, place.center().y), Vec2::splat(20.0));
    all_ui(ui, open, plus, actions);
}

/// What a row of the list does.
fn rows(open: &OpenPlan) -> (Vec<Group>, Vec<Vec<Command>>) {
    let plan = &open.plan;
    let toggle = |what_if: WhatIf| {
        let mark = if open.lies_over(&what_if.id) { tr("ui.what_if.on") } else { "" };
        let row = Row::new(what_if.name.clone(), mark);
        (row, Command::ToggleWhatIf(Box::new(what_if)))
    };
    let program = WhatIf::built_in(plan).into_iter().take(3).map(toggle);
    let leaving = plan.leases.iter().map(|lease| {
        let month = WhatIf::leaving_month(plan, lease);
        let name = said("ui.what_if.leaves", &[("lease", &lease.name)]);
        (Row::new(name, ""), Command::DraftWhatIf(Box::new(WhatIf::leaving(lease, month))))
    });
    let own = plan.what_ifs.iter().cloned().map(toggle);
    let change = plan.what_ifs.iter().map(|what_if| {
        let name = said("ui.what_if.change", &[("name", &what_if.name)]);
        (Row::new(name, ""), Command::DraftWhatIf(Box::new(what_if.clone())))
    });
    let new = [(Row::new(tr("command.new_what_if"), ""), Command::NewWhatIf)];
    let groups: [(&str, Vec<(Row, Command)>); 3] = [
        ("ui.what_if.own", own.collect()),
        ("ui.what_if.program", program.chain(leaving).collect()),
        ("ui.what_if.make", new.into_iter().chain(change).collect()),
    ];
    let filled = groups.into_iter().filter(|(_, rows)| !rows.is_empty());
    filled
        .map(|(title, rows)| {
            let (rows, commands) = rows.into_iter().unzip();
            (Group { title: tr(title).to_owned(), rows }, commands)
        })
        .unzip()
}

fn all_ui(ui: &mut Ui, open: &OpenPlan, place: Rect, actions: &mut Actions) {
    let plus = icon_at(ui, place, Icon::Plus, tr("ui.what_if.all"));
    let (groups, commands) = rows(open);
    if let Some((group, row)) = picker::show(&plus, tr("ui.what_if.all"), 340.0, &groups)
        && let Some(command) = commands.get(group).and_then(|rows| rows.get(row))
    {
        actions.run(command.clone());
    }
}

/// What the results are with, what that changes, and ways to keep it or be rid of it.
fn ribbon_ui(ui: &mut Ui, open: &OpenPlan, room: Rect, actions: &mut Actions) {
    let palette = theme::palette(ui);
    let band = Rect::from_min_max(
        pos2(room.left() - 10.0, room.top() + 3.0),
        pos2(room.right() + 10.0, room.bottom() - 4.0),
    );
    let border = theme::hairline(palette.accent);
    let fill = theme::color(palette.accent_bg);
    let radius = crate::look::radius::CARD;
    ui.painter().rect(band, radius, fill, border, egui::StrokeKind::Inside);
    let [caption_y, value_y] = layout::STRIP_TEXT_Y.map(|y| room.top() + y);
    let (keep, clear) =
        (Button::small(tr("ui.what_if.keep")), Button::small(tr("ui.what_if.clear")));
    let (keep_width, clear_width) = (keep.size(ui).x, clear.size(ui).x);
    let top = room.center().y - layout::BUTTON_SMALL / 2.0;
    let at = |right: f32, width: f32| {
        Rect::from_min_size(pos2(right - width, top), vec2(width, layout::BUTTON_SMALL))
    };
    let clear_at = at(room.right(), clear_width);
    let keep_at = at(clear_at.left() - GAP, keep_width);
    if keep.show_at(ui, keep_at).clicked() {
        actions.run(Command::KeepAsPlan);
    }
    if clear.show_at(ui, clear_at).clicked() {
        actions.run(Command::ClearWhatIfs);
    }
    let plus =
        Rect::from_center_size(pos2(keep_at.left() - 16.0, room.center().y), Vec2::splat(20.0));
    all_ui(ui, open, plus, actions);
    let width = plus.left() - 6.0 - room.left();
    let names: Vec<&str> = open.what_ifs().iter().map(|what_if| what_if.name.as_str()).collect();
    let caption = said("ui.what_if.is", &[("names", &names.join(" + "))]);
    let words = fitted(&caption, text::CAPTION, width);
    let place = pos2(room.left(), caption_y);
    let head = theme::place(ui, place, Align2::LEFT_TOP, words, text::CAPTION, palette.text2);
    head.on_hover_text(caption);
    let strong = TextStyle { weight: Weight::SemiBold, ..text::SMALL };
    let line = Line::new().text(&gain(open), strong, palette.text);
    let best = best(open);
    let line = match &best {
        Some(best) => line.after(8.0, best, text::SMALL, palette.text2),
        None => line,
    };
    line.place(ui, pos2(room.left(), value_y + 2.0), Align2::LEFT_TOP);
}

/// “96 M USD (−88 M)”: the plan's NPV with the what-ifs, and what they change it by.
pub fn gain(open: &OpenPlan) -> String {
    let npv = |open: &OpenPlan| {
        let solution = open.results.solution.as_ref();
        solution.map(|solution| solution.plan.value.npv_usd)
    };
    match (npv(open), open.underlying().and_then(npv)) {
        (Some(with), Some(without)) => {
            format!("{} ({})", money_usd(with), signed_money_short(with - without))
        }
        (Some(with), None) => money_usd(with),
        (None, _) => tr("parts.computing").to_owned(),
    }
}

/// “best AI 62 → 71 MW”; none until both are known.
fn best(open: &OpenPlan) -> Option<String> {
    let mw = |open: &OpenPlan| Some(open.results.advice.as_ref()?.best.ai_mw);
    let (with, without) = (mw(open)?, mw(open.underlying()?)?);
    let [with, without] = [with, without].map(|mw| number(mw, 0));
    Some(if with == without {
        said("ui.what_if.best_stays", &[("mw", &with)])
    } else {
        said("ui.what_if.best_moves", &[("from", &without), ("to", &with)])
    })
}
