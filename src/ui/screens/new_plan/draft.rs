//! The draft of the sheet: what is entered so far, and the plan it makes.

use std::sync::Arc;

use egui::{Id, Ui};

use crate::catalog::{self, PlaceRow};
use crate::format::Month;
use crate::plan::Plan;
use crate::plan::template::{NewPlan, new_plan};

/// What is entered so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The eight figures.
    pub new: NewPlan,
    /// Whether the power price was typed, so that another place leaves it.
    pub own_price: bool,
    /// Whether the renewable share was.
    pub own_share: bool,
}

/// The draft and the plan it makes.
pub type Kept = Arc<(Draft, Plan)>;

impl Draft {
    /// A 100 MW site in West Texas from the January after the markets' start.
    pub fn first() -> Self {
        let price = &catalog::market_start().price;
        let year = price.month().map_or(2026, Month::year);
        let new = NewPlan {
            id: "new".to_owned(),
            place: "us-tx-ercot-west".to_owned(),
            grid_mw: 100.0,
            convertible_mw: 62.0,
            power_price_usd_per_mwh: 42.0,
            renewable_share: 0.65,
            machine: "antminer-s21-200t".to_owned(),
            units: 16_600.0,
            start: Month::new(year + 1, 1),
            horizon_months: 120,
            discount_rate: 0.10,
        };
        Self { new, own_price: false, own_share: false }
    }

    /// Takes another place with its price and share, where they were not typed.
    pub fn take_place(&mut self, row: &PlaceRow) {
        self.new.place.clone_from(&row.id);
        if !self.own_price {
            self.new.power_price_usd_per_mwh = row.power_price_usd_per_mwh;
        }
        if !self.own_share {
            self.new.renewable_share = row.renewable_share;
        }
    }
}

/// Id of the place in the sheet.
pub fn place_id(ui: &Ui) -> Option<String> {
    let kept: Option<Kept> = ui.data(|data| data.get_temp(draft_id()));
    kept.map(|kept| kept.0.new.place.clone())
}

/// Takes another place into the sheet, with its price and share where they were not typed.
pub fn take_place(ui: &Ui, row: &PlaceRow) {
    let kept: Option<Kept> = ui.data(|data| data.get_temp(draft_id()));
    let mut draft = kept.map_or_else(Draft::first, |kept| kept.0.clone());
    draft.take_place(row);
    keep(ui, draft);
}

/// The draft of the sheet; the first one where there is none yet.
pub fn kept(ui: &Ui) -> Kept {
    let kept: Option<Kept> = ui.data(|data| data.get_temp(draft_id()));
    kept.unwrap_or_else(|| keep(ui, Draft::first()))
}

fn draft_id() -> Id {
    Id::unique("new plan")
}

/// Makes the plan of a draft and keeps both.
pub fn keep(ui: &Ui, draft: Draft) -> Kept {
    let plan = new_plan(&draft.new);
    let kept = Arc::new((draft, plan));
    ui.data_mut(|data| data.insert_temp(draft_id(), Arc::clone(&kept)));
    kept
}

/// Forgets the draft.
pub fn forget(ui: &Ui) {
    ui.data_mut(|data| data.remove::<Kept>(draft_id()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_place_brings_its_price_and_share_unless_they_were_typed() {
        let row = catalog::places().iter().find(|row| row.id == "us-al").unwrap();
        let mut draft = Draft::first();
        draft.take_place(row);
        assert_eq!(draft.new.power_price_usd_per_mwh, row.power_price_usd_per_mwh);
        assert_eq!(draft.new.renewable_share, row.renewable_share);
        let mut typed = Draft { own_price: true, own_share: true, ..Draft::first() };
        typed.take_place(row);
        assert_eq!((typed.new.power_price_usd_per_mwh, typed.new.renewable_share), (42.0, 0.65));
        assert_eq!(typed.new.place, row.id);
    }
}
