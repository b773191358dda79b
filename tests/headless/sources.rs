//! Every figure of a real plan has its source, and every source its figure.

use wattsplit::plan::{FieldRef, Value, read};

use super::plans::saves;

/// Whether a field holds the registry's default, whose source the registry names.
fn is_default(default: Option<f64>, value: &Value) -> bool {
    match value {
        Value::Number(number) => default == Some(*number),
        Value::Count(count) => default == Some(f64::from(*count)),
        Value::Curve(points) => points.is_empty(),
        Value::Choice(_) | Value::Month(_) | Value::Text(_) => true,
    }
}

#[test]
fn every_figure_is_a_default_or_has_a_note() {
    let mut missing = Vec::new();
    for (name, bytes) in saves() {
        let plan = read(&bytes).unwrap();
        for owner in plan.owners() {
            for (info, value) in plan.fields_of(&owner) {
                let field = FieldRef::new(owner.clone(), info.key).to_string();
                if !is_default(info.default, &value) && !plan.notes.contains_key(&field) {
                    missing.push(format!("{name}: {field} is {value:?} without a note"));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_note_names_a_field_and_its_source_and_date_or_an_assumption() {
    for (name, bytes) in saves() {
        let plan = read(&bytes).unwrap();
        assert!(!plan.notes.is_empty(), "{name} has no notes");
        for (key, note) in plan.notes.iter() {
            let field: FieldRef = key.parse().unwrap();
            assert!(plan.info(&field).is_some(), "{name}: {key} is no field of the plan");
            assert_eq!(field.to_string(), *key, "{name}");
            let published = !note.source.is_empty() && !note.as_of.is_empty();
            let explained = note.assumption && !note.text.is_empty();
            assert!(published || explained, "{name}: {key} has neither source nor reason");
        }
    }
}

#[test]
fn a_figure_picked_from_the_catalogue_is_the_row_s() {
    for (name, bytes) in saves() {
        let plan = read(&bytes).unwrap();
        for batch in plan.asics.iter() {
            let Some(origin) = &batch.origin else { continue };
            let row = wattsplit::catalog::asic(&origin.id).unwrap();
            assert_eq!(row.provenance.as_of, origin.as_of, "{name}: {}", batch.id);
            assert_eq!(batch.j_per_th, row.j_per_th, "{name}: {}", batch.id);
        }
        for fleet in plan.gpus.iter() {
            let origin = fleet.origin.as_ref().unwrap();
            let row = wattsplit::catalog::gpu(&origin.id).unwrap();
            assert_eq!(row.provenance.as_of, origin.as_of, "{name}: {}", fleet.id);
            assert_eq!(fleet.kw_it, row.kw_it, "{name}: {}", fleet.id);
        }
        if let Some(row) = wattsplit::catalog::place(&plan.site.place_id) {
            let site = (plan.site.grid_carbon_kg_per_mwh, plan.site.grid_renewable_share);
            assert_eq!(site, (row.carbon_kg_per_mwh, row.renewable_share), "{name}");
        }
    }
}

#[test]
fn plans_of_past_years_start_from_the_month_before_them() {
    for (name, bytes) in saves().into_iter().filter(|(name, _)| name != "texas-100mw") {
        let plan = read(&bytes).unwrap();
        let history = wattsplit::catalog::history();
        let row = history.iter().find(|row| row.month == plan.start.plus(-1)).unwrap();
        let market = &plan.market;
        assert_eq!(market.btc_price_usd, row.price_usd, "{name}");
        assert_eq!(Some(market.fees_btc_per_block), row.fees_btc_per_block, "{name}");
        assert_eq!(market.network_eh_s, row.network_eh_s, "{name}");
    }
}
