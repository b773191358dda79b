//! The inputs that carry the plan, each with its source and date.

use super::sheet::{Ink, ROW, Sheet};
use crate::engine::LineId;
use crate::figure::{Anchor, ChartContext};
use crate::format::{Month, number};
use crate::plan::written::with_unit;
use crate::plan::{Basis, Build, FieldRef, Owner, Plan, Value};
use crate::words::{Arg, Text, say, tr};

/// An input as it is written.
struct Input {
    /// Its label.
    label: String,
    /// Its value with its unit.
    value: String,
    /// What it stands on.
    basis: Source,
}

/// What an input stands on, and of when.
struct Source {
    words: String,
    as_of: String,
}

impl Source {
    /// Both as one text; where that is wider than `room`, whole words of the source are left away.
    fn within(&self, room: f32) -> String {
        let Self { words, as_of } = self;
        let day = if as_of.is_empty() { String::new() } else { format!(", {as_of}") };
        let mut kept = words.clone();
        let mut written = format!("{kept}{day}");
        while Ink::CAPTION.width(&written) > room {
            let Some((before, _)) = kept.trim_end_matches('…').rsplit_once(' ') else { break };
            kept = format!("{}…", before.trim_end());
            written = format!("{kept}{day}");
        }
        written
    }
}

/// Share of the width that labels take, and labels with values.
const COLUMNS: [f32; 2] = [0.35, 0.62];

/// Draws the table; returns where it ends.
pub(super) fn draw(
    sheet: &mut Sheet,
    (left, right): (f32, f32),
    top: f32,
    context: &ChartContext<'_>,
) -> f32 {
    let mut middle = sheet.head((left, right), top, tr("page.inputs"), "") + ROW / 2.0;
    let [label, value] = COLUMNS.map(|share| left + share * (right - left));
    let source = value + 8.0;
    let heads = [("page.value", value, Anchor::End), ("page.source", source, Anchor::Start)];
    for (words, x, anchor) in heads {
        sheet.text((x, top + 6.0), anchor, Ink::CAPTION, tr(words), right - source);
    }
    for Input { label: name, value: written, basis } in inputs(context) {
        let before_value = value - left - Ink::FIGURE.width(&written) - 4.0;
        let room = before_value.max(label - left - 4.0);
        let used = sheet.text((left, middle), Anchor::Start, Ink::LABEL, &name, room);
        let room = value - left - used - 4.0;
        sheet.text((value, middle), Anchor::End, Ink::FIGURE, &written, room);
        let basis = basis.within(right - source);
        sheet.text((source, middle), Anchor::Start, Ink::CAPTION, &basis, right - source);
        middle += ROW;
    }
    middle - ROW / 2.0
}

/// The inputs in the order in which they are read; what a plan does not have is left out.
fn inputs(context: &ChartContext<'_>) -> Vec<Input> {
    let plan = context.plan;
    let mut inputs: Vec<Input> =
        fields(plan).iter().filter_map(|(owner, key)| input(plan, owner, key)).collect();
    inputs.extend(gpu_rate(plan));
    let series = context.solution.plan.ledger.series(LineId::Hashprice);
    if let (Some(first), Some(last)) = (series.first(), series.last()) {
        let year = |month: Month| Arg::Name(month.year().to_string());
        let months = Text::key("page.hashprice")
            .with("first", year(plan.start))
            .with("last", year(plan.end().plus(-1)));
        let shown = format!("{} … {}", number(*first, 1), number(*last, 1));
        let written = Input {
            label: tr("line.hashprice_usd_per_ph_day").to_owned(),
            value: format!("{shown} {}", tr("unit.usd_per_ph_day")),
            basis: Source { words: say(&months), as_of: String::new() },
        };
        let after_network = inputs.len().min(NETWORK_AT);
        inputs.insert(after_network, written);
    }
    inputs
}

/// Labels of fields that are said otherwise than in their own section.
const LABELS: [(&str, &str); 5] = [
    ("escalation_per_year", "page.power_growth"),
    ("btc_price_growth_per_year", "page.btc_growth"),
    ("colocation_growth_per_year", "page.rent_growth"),
    ("gpu_rate_decline_per_year", "page.gpu_decline"),
    ("rate_usd_per_gpu_hour", "page.gpu_rate"),
];

/// Where the hashprice that comes of the network stands among the inputs.
const NETWORK_AT: usize = 8;

fn fields(plan: &Plan) -> Vec<(Owner, &'static str)> {
    let market = &plan.market;
    let bitcoin = if !market.btc_price_curve.is_empty() {
        "btc_price_curve"
    } else if !market.btc_annual_prices.is_empty() {
        "btc_annual_prices"
    } else {
        "btc_price_growth_per_year"
    };
    let tax = if plan.finance.is_taxed() { "tax_rate" } else { "jurisdiction" };
    vec![
        (Owner::Site, "grid_mw"),
        (Owner::Site, "convertible_mw"),
        (Owner::Power, "price_usd_per_mwh"),
        (Owner::Power, "delivery_adder_usd_per_mwh"),
        (Owner::Power, "escalation_per_year"),
        (Owner::Market, "btc_price_usd"),
        (Owner::Market, bitcoin),
        (Owner::Market, "network"),
        (Owner::Market, "colocation_rent_usd_per_kw_month"),
        (Owner::Market, "colocation_growth_per_year"),
        (Owner::Finance, "discount_rate"),
        (Owner::Finance, tax),
        (Owner::Finance, "cost_escalation_per_year"),
        (Owner::Market, "gpu_rate_decline_per_year"),
    ]
}

/// The rental rate of the first GPUs there are, else of the first that could be.
fn gpu_rate(plan: &Plan) -> Option<Input> {
    let fleet = plan.gpus.first().map(|fleet| (Owner::Gpu(fleet.id.clone()), &fleet.name));
    let option = || {
        let rents = |build: &Build| matches!(build, Build::GpuRental(_));
        let option = plan.options.iter().find(|option| rents(&option.build))?;
        Some((Owner::Option(option.id.clone()), &option.name))
    };
    let (owner, name) = fleet.or_else(option)?;
    let rate = input(plan, &owner, "rate_usd_per_gpu_hour")?;
    Some(Input { label: format!("{}, {name}", rate.label), ..rate })
}

fn input(plan: &Plan, owner: &Owner, key: &str) -> Option<Input> {
    let field = FieldRef::new(owner.clone(), key);
    let (info, value) = (plan.info(&field)?, plan.get(&field)?);
    let note = plan.note(&field);
    let basis = match Basis::of(info, &value, note) {
        Basis::Assumption => tr("ui.field.assumption").to_owned(),
        // A choice is made; what stands with it says which is usual.
        Basis::Source(_) if matches!(value, Value::Choice(_)) => tr("page.entered").to_owned(),
        Basis::Yours => tr("page.entered").to_owned(),
        Basis::Source(source) => match clause(source) {
            // So the registry says that there is no usual figure.
            "yours" => tr("page.entered").to_owned(),
            clause => clause.to_owned(),
        },
    };
    let as_of = note.map_or("", |note| note.as_of.trim()).to_owned();
    let basis = Source { words: basis, as_of };
    // Beside the fields of other sections some labels need to say whose they are.
    let label = LABELS.iter().find(|(of, _)| *of == key).map_or(info.label, |(_, label)| label);
    Some(Input { label: tr(label).to_owned(), value: with_unit(info, &value), basis })
}

/// The first clause of a source.
fn clause(source: &str) -> &str {
    source.split([',', ';', '(']).next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::solve;
    use crate::figure::trial;

    #[test]
    fn sources_keep_their_day_and_lose_whole_words() {
        let source =
            |words: &str, as_of: &str| Source { words: words.to_owned(), as_of: as_of.to_owned() };
        let hub = source("ERCOT real-time hub average", "2025-11");
        assert_eq!(hub.within(200.0), "ERCOT real-time hub average, 2025-11");
        assert_eq!(hub.within(90.0), "ERCOT real-time…, 2025-11");
        assert_eq!(source("assumption", "").within(90.0), "assumption");
        assert_eq!(clause("yours; about 65 to 75, recalled"), "yours");
    }

    #[test]
    fn inputs_have_units_and_say_what_they_stand_on() {
        let plan = trial::plan();
        let solution = solve(&plan);
        let context =
            ChartContext { plan: &plan, solution: &solution, advice: None, what_ifs: &[] };
        let inputs = inputs(&context);
        let said: Vec<String> = inputs
            .iter()
            .map(|of| format!("{}: {}, {}", of.label, of.value, of.basis.within(100.0)))
            .collect();
        for expected in [
            "Power price: 32 USD/MWh, as entered",
            "Bitcoin price: 64,648 USD, as entered",
            "Network follows: Equilibrium, as entered",
            "Discount rate: 10 % a year, assumption",
            "Colocation rent: 121 USD/kW-month, equal over 15 years to the…",
        ] {
            assert!(said.iter().any(|said| said == expected), "{expected} is not in {said:#?}");
        }
        assert!(said[NETWORK_AT].starts_with("Hashprice: "), "{said:#?}");
        assert!(said.iter().any(|said| said.starts_with("GPU rate, H100: 2.2 USD/GPU-hour")));
    }
}
