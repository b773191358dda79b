//! The screens of an open plan, one file each: they read the state and hand back what the user asks.

pub mod leases;
pub mod list_template;
pub mod machines;
pub mod options;
mod picker;
mod rent;
pub mod site_power;
mod timeline;
mod worth;

use egui::{Rect, Ui};

use super::widgets::field::Edit;
use super::widgets::plot::{self, Ask};
use crate::app::Command;
use crate::figure::Figure;
use crate::plan::{Change, Plan};

/// What a screen asks for in one frame.
#[derive(Debug, Default)]
pub struct Out {
    /// Commands, in order.
    pub commands: Vec<Command>,
    /// Charts to copy or export.
    pub charts: Vec<(Ask, Figure)>,
}

impl Out {
    /// Turns edits of a form into commands: drags while a gesture lasts, one step at its end.
    pub fn edit(&mut self, edits: impl IntoIterator<Item = Edit>) {
        for Edit { field, value, finished } in edits {
            let change = Change::Set(field, value);
            if finished {
                self.commands.push(Command::Drag(change));
                self.commands.push(Command::FinishDrag);
            } else {
                self.commands.push(Command::Drag(change));
            }
        }
    }

    /// Shows a chart as a card and keeps what was asked of it.
    pub fn chart_ui(&mut self, ui: &mut Ui, rect: Rect, figure: &Figure) -> plot::Shown {
        let shown = plot::card_ui(ui, rect, figure);
        self.keep(&shown, figure);
        shown
    }

    /// Shows a chart within a card and keeps what was asked of it.
    pub fn plain_chart_ui(&mut self, ui: &mut Ui, rect: Rect, figure: &Figure) -> plot::Shown {
        let shown = plot::show(ui, rect, figure, false);
        self.keep(&shown, figure);
        shown
    }

    fn keep(&mut self, shown: &plot::Shown, figure: &Figure) {
        if let Some(ask) = shown.ask {
            self.charts.push((ask, figure.clone()));
        }
    }
}

/// A new id for an item named `name`: its slug, counted up until no item of the plan has it.
pub fn fresh_id(plan: &Plan, name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let words: String = name.chars().map(plain).collect();
    let slug: Vec<&str> = words.split('-').filter(|word| !word.is_empty()).take(4).collect();
    let slug = if slug.is_empty() { "item".to_owned() } else { slug.join("-") };
    let owners = plan.owners();
    let is_taken = |id: &str| owners.iter().any(|owner| owner.id() == Some(id));
    if !is_taken(&slug) {
        return slug;
    }
    (2..).map(|count| format!("{slug}-{count}")).find(|id| !is_taken(id)).unwrap_or(slug)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Item, testing};

    #[test]
    fn a_fresh_id_is_the_slug_counted_up() {
        let mut plan = testing::plan();
        assert_eq!(fresh_id(&plan, "Antminer S21 (200T)"), "antminer-s21-200t");
        for taken in ["s21", "s21-2"] {
            plan.apply(Change::Add(Box::new(Item::Asic(testing::batch(taken))))).unwrap();
        }
        assert_eq!(fresh_id(&plan, "S21"), "s21-3");
        assert_eq!(fresh_id(&plan, "…"), "item");
    }
}
