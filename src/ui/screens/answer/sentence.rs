//! The answer in three sentences, with what can be done about it at the right.

use egui::{Align, Layout, Rect, Ui, UiBuilder, pos2, vec2};

use super::Page;
use super::hero;
use crate::app::Command;
use crate::engine::advice::Limit;
use crate::format;
use crate::look::{Color, TextStyle, Weight, text};
use crate::plan::{FieldRef, Owner};
use crate::ui::screens::Out;
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::field_slider_ui;
use crate::ui::widgets::list::link_ui;
use crate::words::{Arg, Text, lower_first, say, tr};

/// Width of the block at the right, and the space before it.
const RIGHT: f32 = 332.0;
const SPACE: f32 = 32.0;

pub fn show_ui(ui: &mut Ui, rect: Rect, page: &Page<'_>, out: &mut Out) {
    let split = rect.right() - RIGHT;
    let left = Rect::from_min_max(rect.min, pos2(split - SPACE, rect.bottom()));
    let right = Rect::from_min_max(pos2(split, rect.top()), rect.max);
    let mut left_ui = ui.new_child(
        UiBuilder::new().id_salt("sentence").max_rect(left).layout(Layout::top_down(Align::Min)),
    );
    words_ui(&mut left_ui, page, out);
    let mut right_ui = ui.new_child(
        UiBuilder::new().id_salt("act").max_rect(right).layout(Layout::top_down(Align::Min)),
    );
    act_ui(&mut right_ui, page, out);
}

/// A line of words and links; the spaces belong to the words.
struct Sentence<'a> {
    ui: &'a mut Ui,
    style: TextStyle,
    ink: Color,
}

impl Sentence<'_> {
    fn say(&mut self, words: &str) {
        theme::label(self.ui, words, self.style, self.ink);
    }

    fn strong(&mut self, words: &str, ink: Color) {
        let style = TextStyle { weight: Weight::SemiBold, ..self.style };
        theme::label(self.ui, words, style, ink);
    }

    fn link(&mut self, noun: &str, owner: &Owner, out: &mut Out) {
        if link_ui(self.ui, noun, self.style).clicked() {
            out.go_to_owner(owner);
        }
    }

    fn field_link(&mut self, noun: &str, field: &FieldRef, out: &mut Out) {
        if link_ui(self.ui, noun, self.style).clicked() {
            out.go_to(self.ui.ctx(), field);
        }
    }
}

fn line_ui(ui: &mut Ui, style: TextStyle, ink: Color, add: impl FnOnce(&mut Sentence<'_>)) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(style.size * 0.3, 2.0);
        add(&mut Sentence { ui, style, ink });
    });
}

fn words_ui(ui: &mut Ui, page: &Page<'_>, out: &mut Out) {
    let palette = theme::palette(ui);
    let advice = page.advice;
    ui.add_space(if page.tall { 10.0 } else { 4.0 });
    line_ui(ui, text::HEADLINE, palette.text, |line| first_line(line, page, palette.link, out));
    ui.add_space(if page.tall { 8.0 } else { 4.0 });
    let second = TextStyle { weight: Weight::Regular, ..text::FIGURE };
    line_ui(ui, second, palette.text2, |line| {
        let over_yours = advice.gain_over_yours_usd();
        let mw = |mw: f64| say(&Text::key("answer.mw").with("mw", whole_mw(mw)));
        if over_yours.abs() < 500.0 {
            line.say(tr("answer.is_best"));
        } else {
            line.strong(&format::money_usd(over_yours), palette.text);
            line.say(tr("answer.more_than"));
            line.link(tr("answer.your_plan"), &Owner::Plan, out);
            line.say(&format!("({}),", mw(advice.yours.ai_mw)));
        }
        line.strong(&format::money_usd(advice.best.gain_usd), palette.text);
        line.say(tr("answer.more_than_mining_only"));
    });
    ui.add_space(if page.tall { 8.0 } else { 4.0 });
    line_ui(ui, text::LEAD, palette.text2, |line| match advice.held_back_by() {
        Some(limit) => {
            line.say(tr("answer.held_back_by"));
            line.field_link(&lower_first(&limit_name(page, limit)), &limit.field, out);
            let used = Text::key("answer.one_more_is_worth")
                .with("used", whole_mw(limit.used_mw))
                .with("of", whole_mw(limit.of_mw));
            line.say(&say(&used));
            line.strong(&format::money_usd(limit.one_more_usd), palette.text);
        }
        None => match advice.next_mw_usd {
            Some(next) => {
                line.say(tr("answer.next_mw_loses"));
                line.strong(&format::money_usd(-next), palette.text);
            }
            None if page.open.plan.options.is_empty() => {
                line.say(tr("answer.no_options"));
                line.link(tr("ui.nav.options"), &Owner::Option(String::new()), out);
            }
            None => line.say(tr("answer.no_room")),
        },
    });
    ui.add_space(2.0);
    let offers = Arg::Quantity(advice.offers as f64, 0, "unit.none");
    let basis = match (advice.offers, advice.keeps_offers) {
        (0, _) => tr("answer.basis").to_owned(),
        (_, true) => say(&Text::key("answer.basis_kept").with("offers", offers)),
        (_, false) => say(&Text::key("answer.basis_left").with("offers", offers)),
    };
    theme::label(ui, basis, text::CAPTION, palette.text3);
}

fn first_line(line: &mut Sentence<'_>, page: &Page<'_>, accent: Color, out: &mut Out) {
    let advice = page.advice;
    let site = &page.open.plan.site;
    let grid = say(&Text::key("answer.mw").with("mw", whole_mw(site.grid_mw)));
    let grid_field = FieldRef::new(Owner::Site, "grid_mw");
    if advice.best.ai_mw < 0.05 {
        line.say(tr("answer.give_none"));
        line.field_link(&grid, &grid_field, out);
        line.say(tr("answer.to_mining"));
        return;
    }
    line.say(tr("answer.give"));
    let best = say(&Text::key("answer.mw").with("mw", whole_mw(advice.best.ai_mw)));
    line.strong(&best, accent);
    line.say(tr("answer.of"));
    line.field_link(&grid, &grid_field, out);
    match advice.by_year {
        Some(year) => {
            line.say(tr("answer.to_ai_by"));
            line.link(&year.to_string(), &Owner::Option(String::new()), out);
        }
        None => line.say(tr("answer.to_ai")),
    }
}

/// MW as a figure: whole where they are large.
pub fn whole_mw(mw: f64) -> Arg {
    let decimals = u8::from(mw < 10.0 && (mw - mw.round()).abs() > 0.05);
    Arg::Quantity(mw, decimals, "unit.none")
}

/// The limit's name in words: the site's field, or the option's.
pub fn limit_name(page: &Page<'_>, limit: &Limit) -> String {
    let label = page.open.plan.info(&limit.field).map_or("", |info| tr(info.label));
    if limit.option.is_empty() {
        return label.to_owned();
    }
    let text = Text::key("answer.limit_of_option")
        .with("option", Arg::Name(limit.option.clone()))
        .with("limit", Arg::Name(label.to_lowercase()));
    say(&text)
}

/// The power price at hand, and what to do with the answer.
fn act_ui(ui: &mut Ui, page: &Page<'_>, out: &mut Out) {
    let palette = theme::palette(ui);
    ui.add_space(if page.tall { 10.0 } else { 4.0 });
    let field = FieldRef::new(Owner::Power, "price_usd_per_mwh");
    let plan = &page.open.plan;
    if let (Some(info), Some(value)) = (plan.info(&field), plan.get(&field)) {
        let said = crate::ui::widgets::value::with_unit(info, &value);
        ui.horizontal(|ui| {
            theme::label(ui, tr("answer.power_price"), text::SMALL, palette.text2);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let strong = TextStyle { weight: Weight::SemiBold, ..text::BODY };
                theme::label(ui, said, strong, palette.text);
            });
        });
        let range = (0.0, slider_top(plan.power.price_usd_per_mwh), 0.5);
        out.edit(field_slider_ui(ui, &field, info, &value, range));
    }
    ui.add_space(if page.tall { 12.0 } else { 6.0 });
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let mw = hero::chosen_mw(ui, page);
        let label = say(&Text::key("answer.apply").with("mw", whole_mw(mw)));
        let applied = (mw - page.advice.yours.ai_mw).abs() < 0.05
            && (mw - page.advice.best.ai_mw).abs() > 0.05
            || page.advice.gain_over_yours_usd().abs() < 500.0
                && (mw - page.advice.best.ai_mw).abs() < 0.05;
        let reason = applied.then(|| tr("answer.applied"));
        let open_width = Button::new(tr("answer.as_new_plan")).size(ui).x;
        let width = ui.available_width() - open_width - 8.0;
        if Button::primary(&label).width(width).disabled(reason).show(ui).clicked() {
            hero::forget(ui);
            out.commands.push(Command::ApplyAi(mw));
        }
        let copy = Button::new(tr("answer.as_new_plan")).show(ui);
        if copy.on_hover_text(tr("answer.as_new_plan_hover")).clicked() {
            hero::forget(ui);
            out.commands.push(Command::DuplicateWithAi(mw));
        }
    });
}

/// The slider's right end: room above the price as it stands, in steps so that it does not creep.
fn slider_top(price: f64) -> f64 {
    if price <= 100.0 { 100.0 } else { (price / 100.0).ceil() * 100.0 + 100.0 }
}
