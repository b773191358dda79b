//! Rows of every list, in the ways tables come.

use super::*;
use crate::plan::testing;

fn read(text: &str, list: PastedList) -> Pasted<(Owner, Change)> {
    read_rows(text, &testing::plan(), list, DecimalSign::Asked)
}

/// The plan with what was read.
fn with(pasted: &Pasted<(Owner, Change)>) -> Plan {
    let mut plan = testing::plan();
    let changes = pasted.values.iter().map(|(_, change)| change.clone()).collect();
    plan.apply(Change::All(changes)).unwrap();
    plan
}

/// What is said of a cell.
fn said<'a>(pasted: &'a Pasted<(Owner, Change)>, target: &str) -> Vec<&'a str> {
    let of = pasted.lines.iter().filter(|line| line.is_cell && line.target == target);
    of.map(|line| line.read.as_deref().unwrap_or_else(String::as_str)).collect()
}

#[test]
fn rows_with_headings_become_items_in_order() {
    let text = "name\tunits\tTH/s\tEfficiency (J/TH)\tIn service\n\
        Old hall\t1 200\t110\t29.5\t2024-03\n\
        \n\
        New hall\t2.5k\t234\t15\tJan 2027\n";
    let pasted = read(text, PastedList::Asics);
    let plan = with(&pasted);
    let machines: Vec<_> = plan.asics.iter().skip(1).collect();
    assert_eq!(machines.len(), 2);
    assert_eq!((machines[0].name.as_str(), machines[0].units), ("Old hall", 1_200.0));
    assert_eq!((machines[0].th_per_s, machines[0].j_per_th), (110.0, 29.5));
    assert_eq!(machines[0].in_service.to_string(), "2024-03");
    assert_eq!(
        (machines[1].units, machines[1].in_service.to_string().as_str()),
        (2_500.0, "2027-01")
    );
    // Nobody gave a price: it is zero, and said with each row.
    assert_eq!((machines[0].price_usd, machines[0].origin.is_none()), (0.0, true));
    assert_eq!(said(&pasted, "Price"), ["0 USD a unit, taken"; 2]);
    assert_eq!(said(&pasted, "Uptime").len(), 0, "usual figures are not listed");
    let causes: Vec<_> = pasted.lines.iter().filter_map(|line| line.read.as_ref().err()).collect();
    assert_eq!(causes.len(), 2, "the headings and the blank line: {causes:?}");
}

#[test]
fn a_model_of_the_catalogue_brings_its_figures_and_their_source() {
    let row = catalog::asics().iter().find(|row| row.price_usd.is_some()).unwrap();
    let text = format!("Name;Machines;J/TH\n{};100;16.25", row.model.to_uppercase());
    let pasted = read(&text, PastedList::Asics);
    let plan = with(&pasted);
    let batch = &plan.asics[1];
    assert_eq!((batch.th_per_s, batch.j_per_th), (row.th_per_s, 16.25));
    assert_eq!(batch.price_usd, row.price_usd.unwrap());
    assert!(said(&pasted, "Hashrate")[0].ends_with("from the catalogue"));
    let noted = |key: &str| plan.notes.contains_key(&format!("asics[{}].{key}", batch.id));
    assert!(noted("th_per_s") && !noted("j_per_th"), "a figure of one's own has no other source");
}

#[test]
fn what_cannot_be_read_leaves_its_row_out_with_every_cause() {
    let text = "Name,Units,TH/s,J/TH,Uptime\n\
        A,many,110,29.5,96\n\
        B,100,,29.5,250%\n\
        C,100,110,29.5,96,7\n\
        ,100,110,29.5,96\n\
        D,100,110,29.5,0.5";
    let pasted = read(text, PastedList::Asics);
    assert_eq!(with(&pasted).asics.len(), 2, "{:?}", pasted.lines);
    assert!(said(&pasted, "Machines")[0].contains("“many” is not a number"));
    assert_eq!(said(&pasted, "Hashrate")[1], tr("paste.needed"));
    assert!(said(&pasted, "Uptime")[1].contains("outside"), "{:?}", said(&pasted, "Uptime"));
    let skipped = pasted.lines.iter().filter(|line| !line.is_cell && line.read.is_err());
    assert_eq!(skipped.count(), 5, "the headings and four rows");
}

#[test]
fn columns_that_are_unknown_doubtful_or_missing_are_named() {
    let text = "Name\tColour\tMachines [crates]\tTH/s\nA\tred\t5\t100";
    let pasted = read(text, PastedList::Asics);
    assert!(pasted.values.is_empty());
    let all = pasted.remarks.join("\n");
    for named in ["“Colour”", "“Machines [crates]”: its unit here is units", "Machines, Efficiency"]
    {
        assert!(all.contains(named), "{named}: {all}");
    }
    let headless = read("A\t5\t100\t20\nB\t5\t100\t20", PastedList::Asics);
    assert!(headless.values.is_empty() && headless.remarks[0].contains("heading"));
    // Two fields of a lease have this label: only the unit tells them apart.
    let rate = read("Name\tRate, first year\nA\t100", PastedList::Leases);
    assert!(rate.remarks[0].contains("unit"), "{:?}", rate.remarks);
}

#[test]
fn figures_with_two_readings_wait_for_the_decimal_sign() {
    let text = "Name\tMachines\tTH/s\tJ/TH\nA\t1,250\t110\t29.5";
    let asked = read(text, PastedList::Asics);
    assert!(asked.asks_sign && asked.values.is_empty());
    let plan = testing::plan();
    for (sign, units) in [(DecimalSign::Point, 1250.0), (DecimalSign::Comma, 1.25)] {
        // With a comma for decimals 29.5 has a point too many for thousands, and one reading left.
        let pasted = read_rows(text, &plan, PastedList::Asics, sign);
        assert_eq!(with(&pasted).asics[1].units, units);
    }
}

#[test]
fn headings_that_are_copied_are_all_known_and_hold_what_is_needed() {
    use PastedList::{Asics, Contracts, Gpus, Leases};
    for list in [Asics, Contracts, Gpus, Leases] {
        let heads = list.headings();
        let fields = list.fields();
        let found: Vec<_> =
            heads.split('\t').map(|head| field_of(head, &fields).unwrap().key).collect();
        assert!(list.needed().iter().all(|key| found.contains(key)), "{found:?}");
    }
}

#[test]
fn contracts_fleets_and_leases_are_read_from_their_tables() {
    let text = "Name\tTechnology\tVolume\tCapacity [MW]\tCapacity factor [%]\tPrice, first year\tFirst month\n\
        West wind\twind\tblock\t40\t38\t27.5\t2027-03";
    let plan = with(&read(text, PastedList::Contracts));
    let contract = &plan.power.contracts[0];
    assert_eq!(
        (contract.mw, contract.capacity_factor, contract.price_usd_per_mwh),
        (40.0, 0.38, 27.5)
    );
    assert_eq!(contract.from.to_string(), "2027-03");
    let text = "Name,GPUs,kW IT,capex_usd_per_gpu,USD/GPU-hour\nRack A,512,1.4,35000,2.1";
    let plan = with(&read(text, PastedList::Gpus));
    assert_eq!((plan.gpus[0].units, plan.gpus[0].kw_it), (512.0, 1.4));
    let text = "Name\tMW IT\tRate, first year [USD/kW-month]\tStart\tTerm\n\
        Tenant A\t12.5\t130\t2028-07\t180";
    let pasted = read(text, PastedList::Leases);
    let plan = with(&pasted);
    let terms = plan.leases[0].colocation().unwrap();
    assert_eq!((terms.it_mw, terms.rate_usd_per_kw_month), (12.5, 130.0));
    assert_eq!(said(&pasted, "Hall ready"), ["2028-07, taken"]);
    let none = read("Name\tGPU fleet\tGPUs reserved\nA\tno such\t5", PastedList::Leases);
    assert!(none.values.is_empty());
}
