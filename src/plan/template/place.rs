//! What a place of the catalogue fills in a plan, and which of it would overwrite the user's own figures.

use crate::catalog::{self, PlaceRow};
use crate::format::number;
use crate::plan::{Change, FieldRef, Jurisdiction, Note, Owner, Plan, PriceSource, Value};

/// A field that places fill.
struct PlaceField {
    owner: Owner,
    key: &'static str,
    /// The word of [`PlaceRow::verified_fields`] that says the figure was read in a source.
    word: &'static str,
    /// The place's figure in a plan, and what its note says beside source and date.
    figure: fn(&PlaceRow, &Plan) -> (f64, String),
}

/// Every field that places fill; a plan without such a field is left as it is.
const FIELDS: [PlaceField; 4] = [
    PlaceField { owner: Owner::Power, key: "price_usd_per_mwh", word: "price", figure: price },
    PlaceField {
        owner: Owner::Site,
        key: "grid_carbon_kg_per_mwh",
        word: "carbon",
        figure: |row, _| (row.carbon_kg_per_mwh, row.carbon_method.clone()),
    },
    PlaceField {
        owner: Owner::Site,
        key: "grid_renewable_share",
        word: "shares",
        figure: |row, _| (row.renewable_share, String::new()),
    },
    PlaceField {
        owner: Owner::Finance,
        key: "tax_rate",
        word: "tax",
        figure: |row, _| (row.corporate_tax_rate, String::new()),
    },
];

/// Below this two figures are the same.
const SAME: f64 = 1e-9;

/// The place's price is that at the meter; the plan adds its delivery and adders to the price it holds.
fn price(row: &PlaceRow, plan: &Plan) -> (f64, String) {
    let adder = plan.power.delivery_adder_usd_per_mwh;
    let text = format!(
        "{}: {} USD/MWh at the meter, less delivery and adders of {}",
        row.power_price_basis,
        number(row.power_price_usd_per_mwh, 1),
        number(adder, 1),
    );
    ((row.power_price_usd_per_mwh - adder).max(0.0), text)
}

/// What a place would set in one field.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceChange {
    /// The field.
    pub field: FieldRef,
    /// Its value in the plan.
    pub now: Value,
    /// The place's.
    pub to: Value,
    /// Where the place's comes from; an assumption where it was not read in a source.
    pub note: Note,
    /// Whether it would overwrite the user's own figure.
    pub yours: bool,
}

impl PlaceChange {
    /// Whether the two values differ.
    pub fn changes(&self) -> bool {
        match (&self.now, &self.to) {
            (Value::Number(now), Value::Number(to)) => (now - to).abs() > SAME,
            (now, to) => now != to,
        }
    }
}

/// What a place would set in a plan, field by field.
///
/// A figure is the user's own where its note says so, or where it is neither empty, nor the registry's default, nor
/// what the plan's present place gives.
pub fn place_changes(row: &PlaceRow, plan: &Plan) -> Vec<PlaceChange> {
    let present = catalog::place(&plan.site.place_id);
    let of_field = |of: &PlaceField| {
        let field = FieldRef::new(of.owner.clone(), of.key);
        let Value::Number(now) = plan.get(&field)? else { return None };
        let (to, text) = (of.figure)(row, plan);
        let given = present.map(|row| (of.figure)(row, plan).0);
        let note = Note {
            source: row.provenance.source.clone(),
            as_of: row.provenance.as_of.clone(),
            assumption: !row.is_verified(of.word),
            text,
        };
        let mut change = PlaceChange {
            now: Value::Number(now),
            to: Value::Number(to),
            note,
            yours: false,
            field,
        };
        change.yours = change.changes() && is_own(plan, &change.field, now, given);
        Some(change)
    };
    FIELDS.iter().filter_map(of_field).collect()
}

fn is_own(plan: &Plan, field: &FieldRef, now: f64, given: Option<f64>) -> bool {
    let note = plan.notes.get(&field.to_string());
    if note.is_some_and(|note| note.source.is_empty() && !note.assumption) {
        return true;
    }
    let same = |other: f64| (now - other).abs() <= SAME;
    let default = plan.info(field).and_then(|info| info.default);
    let market_start = match field.key.as_str() {
        "price_usd_per_mwh" => Some(catalog::market_start().ercot_hub_mean.value),
        _ => None,
    };
    let empty = note.is_none() && plan.site.place_id.is_empty();
    let untouched = given.is_some_and(same)
        || default.is_some_and(same)
        || (empty && (now == 0.0 || market_start.is_some_and(same)));
    !untouched
}

/// The change that fills a place in: its name, and those of its fields that `takes` says yes to.
pub fn filled_from(row: &PlaceRow, plan: &Plan, takes: impl Fn(&PlaceChange) -> bool) -> Change {
    let site = |key, text: &str| {
        Change::Set(FieldRef::new(Owner::Site, key), Value::Text(text.to_owned()))
    };
    let mut changes = vec![site("place", &row.name), site("place_id", &row.id)];
    changes.extend(hub_of(row, plan));
    changes.extend(tax_law_of(row, plan));
    for change in place_changes(row, plan).into_iter().filter(|change| takes(change)) {
        changes.push(Change::Set(change.field.clone(), change.to));
        changes.push(Change::Note(change.field, Some(change.note)));
    }
    Change::All(changes)
}

/// The hours of the place's hub; where it has no measured one, one price for all hours. Own prices stay.
fn hub_of(row: &PlaceRow, plan: &Plan) -> Vec<Change> {
    let power = &plan.power;
    let hub = match (catalog::hub_of_place(&row.id), power.source) {
        (_, PriceSource::OwnYear) | (None, PriceSource::Tariff) => return Vec::new(),
        (Some(hub), _) => hub.id.as_str(),
        (None, PriceSource::Hub) => catalog::FLAT_HUB,
    };
    let set = |key, value| Change::Set(FieldRef::new(Owner::Power, key), value);
    vec![
        set("source", Value::Choice(PriceSource::Hub.key())),
        set("hub", Value::Text(hub.to_owned())),
    ]
}

/// The tax law of the place, where income is taxed: bonus and accelerated depreciation end at the border.
fn tax_law_of(row: &PlaceRow, plan: &Plan) -> Option<Change> {
    let home = row.id.starts_with("us-");
    let there = if home { Jurisdiction::UnitedStates } else { Jurisdiction::Elsewhere };
    let now = plan.finance.jurisdiction;
    let field = FieldRef::new(Owner::Finance, "jurisdiction");
    let differs = now != Jurisdiction::Untaxed && now != there;
    differs.then(|| Change::Set(field, Value::Choice(there.key())))
}

/// The same plan at another place: the fields that `takes` says yes to are the place's.
#[must_use]
pub fn at_place(row: &PlaceRow, plan: &Plan, takes: impl Fn(&PlaceChange) -> bool) -> Plan {
    let mut there = plan.clone();
    if let Err(error) = there.apply(filled_from(row, plan, takes)) {
        // Each field was read from this plan a line above, so it can be set.
        tracing::error!("{} cannot be filled in: {error}", row.id);
    }
    there
}

/// Fills the site of a plan from a place of the catalogue, with sources.
pub fn place(row: &PlaceRow, plan: &mut Plan) {
    *plan = at_place(row, plan, |_| true);
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::format::Month;
    use crate::plan::template::empty_plan;
    use crate::plan::testing;

    fn row(id: &str) -> &'static PlaceRow {
        catalog::place(id).unwrap()
    }

    fn yours(changes: &[PlaceChange]) -> Vec<String> {
        changes
            .iter()
            .filter(|change| change.yours)
            .map(|change| change.field.to_string())
            .collect()
    }

    #[test]
    fn the_tax_law_is_the_place_s_where_income_is_taxed() {
        let at = |id: &str, law: Jurisdiction| {
            let mut plan = testing::plan();
            Arc::make_mut(&mut plan.finance).jurisdiction = law;
            at_place(row(id), &plan, |_| true).finance.jurisdiction
        };
        assert_eq!(at("ca-mb", Jurisdiction::UnitedStates), Jurisdiction::Elsewhere);
        assert_eq!(at("us-tx", Jurisdiction::Elsewhere), Jurisdiction::UnitedStates);
        assert_eq!(at("ca-mb", Jurisdiction::Untaxed), Jurisdiction::Untaxed);
    }

    #[test]
    fn an_empty_plan_takes_all_of_a_place_and_another_place_replaces_it() {
        let mut plan = empty_plan("a", Month::new(2027, 1), 120);
        assert_eq!(yours(&place_changes(row("us-al"), &plan)), Vec::<String>::new());
        place(row("us-al"), &mut plan);
        // Alabama's 71.1 USD/MWh at the meter less 10 of delivery.
        assert!((plan.power.price_usd_per_mwh - 61.1).abs() < 1e-9);
        assert_eq!(plan.site.grid_carbon_kg_per_mwh, 323.9);
        assert_eq!((plan.site.place.as_str(), plan.site.place_id.as_str()), ("Alabama", "us-al"));
        assert_eq!(yours(&place_changes(row("ca-mb"), &plan)), Vec::<String>::new());
        place(row("ca-mb"), &mut plan);
        assert!((plan.power.price_usd_per_mwh - 32.5).abs() < 1e-9);
    }

    #[test]
    fn a_place_brings_the_hours_of_its_hub_and_leaves_own_prices() {
        let mut plan = empty_plan("a", Month::new(2027, 1), 120);
        place(row("us-al"), &mut plan);
        assert_eq!(plan.power.source, PriceSource::Tariff);
        place(row("us-tx-ercot-west"), &mut plan);
        assert_eq!(
            (plan.power.source, plan.power.hub.as_str()),
            (PriceSource::Hub, "ercot_rt_2025")
        );
        place(row("us-al"), &mut plan);
        assert_eq!(plan.power.hub, catalog::FLAT_HUB);
        Arc::make_mut(&mut plan.power).source = PriceSource::OwnYear;
        place(row("se-se1"), &mut plan);
        assert_eq!(plan.power.source, PriceSource::OwnYear);
    }

    #[test]
    fn what_the_user_typed_is_never_taken_unasked() {
        let mut plan = empty_plan("a", Month::new(2027, 1), 120);
        place(row("us-al"), &mut plan);
        Arc::make_mut(&mut plan.power).price_usd_per_mwh = 38.0;
        let changes = place_changes(row("us-tx"), &plan);
        assert_eq!(yours(&changes), ["power.price_usd_per_mwh"]);
        let there = at_place(row("us-tx"), &plan, |change| !change.yours);
        assert_eq!(there.power.price_usd_per_mwh, 38.0);
        assert_eq!(there.site.grid_carbon_kg_per_mwh, row("us-tx").carbon_kg_per_mwh);
        // Asked and agreed, it is.
        let there = at_place(row("us-tx"), &plan, |_| true);
        assert!(
            (there.power.price_usd_per_mwh - (row("us-tx").power_price_usd_per_mwh - 10.0)).abs()
                < 1e-9
        );
    }

    #[test]
    fn a_note_of_one_s_own_holds_a_figure_that_the_place_also_gives() {
        let mut plan = empty_plan("a", Month::new(2027, 1), 120);
        place(row("us-al"), &mut plan);
        let own = Note {
            source: String::new(),
            as_of: String::new(),
            assumption: false,
            text: "our utility's letter".to_owned(),
        };
        Arc::make_mut(&mut plan.notes).insert("site.grid_carbon_kg_per_mwh".to_owned(), own);
        assert_eq!(yours(&place_changes(row("us-tx"), &plan)), ["site.grid_carbon_kg_per_mwh"]);
    }

    #[test]
    fn a_figure_without_a_place_behind_it_is_the_user_s() {
        let plan = testing::plan();
        assert!(plan.site.place_id.is_empty());
        let asked = yours(&place_changes(row("us-al"), &plan));
        assert!(asked.contains(&"power.price_usd_per_mwh".to_owned()), "{asked:?}");
    }

    #[test]
    fn every_field_has_source_and_date_and_says_where_it_is_an_assumption() {
        let plan = empty_plan("a", Month::new(2027, 1), 120);
        for row in catalog::places() {
            let changes = place_changes(row, &plan);
            assert_eq!(changes.len(), FIELDS.len(), "{}", row.id);
            for (change, of) in changes.iter().zip(&FIELDS) {
                assert!(!change.note.source.is_empty() && !change.note.as_of.is_empty());
                assert_eq!(change.note.assumption, !row.is_verified(of.word), "{}", row.id);
                assert!(plan.info(&change.field).is_some());
            }
        }
    }
}
