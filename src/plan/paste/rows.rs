//! Rows of a table as new items of a list: each cell read, or the row left out with every cause.

use super::head::{field_of, heading};
use super::{Pasted, PastedLine, figure, is_missing, outside, plain_cell};
use crate::catalog;
use crate::format::{DecimalSign, read_month};
use crate::plan::{
    AsicBatch, Change, Contract, FieldInfo, FieldRef, Fields, GpuFleet, Item, Lease, Note, Owner,
    Plan, fresh_id, read_value_with, template,
};
use crate::words::{Arg, Text, say, tr};

/// A list that takes rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PastedList {
    /// Power contracts.
    Contracts,
    /// Mining machines.
    Asics,
    /// GPU fleets.
    Gpus,
    /// Leases.
    Leases,
}

impl PastedList {
    /// The list an item stands in; none for options and sections.
    pub const fn of(owner: &Owner) -> Option<Self> {
        match owner {
            Owner::Contract(_) => Some(Self::Contracts),
            Owner::Asic(_) | Owner::Refresh => Some(Self::Asics),
            Owner::Gpu(_) => Some(Self::Gpus),
            Owner::Lease(_) => Some(Self::Leases),
            _ => None,
        }
    }

    fn fields(self) -> Vec<&'static FieldInfo> {
        fn all<T: Fields>() -> Vec<&'static FieldInfo> {
            T::FIELDS.iter().map(|field| &field.info).collect()
        }
        match self {
            Self::Contracts => all::<Contract>(),
            Self::Asics => all::<AsicBatch>(),
            Self::Gpus => all::<GpuFleet>(),
            Self::Leases => all::<Lease>(),
        }
    }

    /// The figures nobody else can know: a row without them is no item.
    pub const fn needed(self) -> &'static [&'static str] {
        match self {
            Self::Contracts => {
                &["name", "technology", "volume", "mw", "capacity_factor", "price_usd_per_mwh"]
            }
            Self::Asics => &["name", "units", "th_per_s", "j_per_th"],
            Self::Gpus => &["name", "units", "kw_it", "capex_usd_per_gpu", "rate_usd_per_gpu_hour"],
            Self::Leases => &["name", "it_mw", "rate_usd_per_kw_month", "start", "term_months"],
        }
    }

    /// The same where the row reserves GPUs of a fleet.
    const RESERVED: &'static [&'static str] =
        &["name", "units", "rate_usd_per_gpu_hour", "start", "term_months"];

    /// The headings of the list's own figures, parted by tabs.
    pub fn headings(self) -> String {
        let needed = |key| self.needed().contains(&key) || Self::RESERVED.contains(&key);
        let fields = self.fields().into_iter();
        let own = fields.filter(|info| info.default.is_none() || needed(info.key));
        own.map(heading).collect::<Vec<_>>().join("\t")
    }
}

/// Reads rows as new items of a list; the first line names the columns.
///
/// A row whose name is a model of the catalogue takes the figures it lacks from there.
pub fn read_rows(
    text: &str,
    plan: &Plan,
    list: PastedList,
    sign: DecimalSign,
) -> Pasted<(Owner, Change)> {
    let mut pasted = Pasted::new();
    let Some((head_at, head)) = (1..).zip(text.lines()).find(|(_, line)| !line.trim().is_empty())
    else {
        return pasted;
    };
    let separator = ['\t', ';', ','].into_iter().find(|of| head.contains(*of)).unwrap_or('\t');
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            pasted.skip(number, tr("paste.blank"));
        }
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator as u8)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut table = Table { list, plan: plan.clone(), sign, columns: Vec::new() };
    for record in reader.records() {
        let Ok(record) = record else { continue };
        let at = record.position().map_or(head_at, |position| position.line() as usize);
        let cells: Vec<&str> = record.iter().map(str::trim).collect();
        if cells.iter().all(|cell| cell.is_empty()) {
            if !pasted.lines.iter().any(|line| line.number == at) {
                pasted.skip(at, tr("paste.blank"));
            }
        } else if table.columns.is_empty() {
            table.take_heads(at, &cells, &mut pasted);
        } else {
            table.take_row(at, &cells, &mut pasted);
        }
    }
    pasted.lines.sort_by_key(|line| line.number);
    pasted
}

/// A table under its headings.
struct Table {
    list: PastedList,
    /// The plan with the rows so far.
    plan: Plan,
    sign: DecimalSign,
    columns: Vec<Option<&'static FieldInfo>>,
}

impl Table {
    fn take_heads(&mut self, at: usize, cells: &[&str], pasted: &mut Pasted<(Owner, Change)>) {
        let fields = self.list.fields();
        let mut causes = Vec::new();
        for cell in cells {
            let mut found = field_of(cell, &fields);
            if found.as_ref().is_ok_and(|info| self.columns.contains(&Some(*info))) {
                found = Err(tr("paste.column_twice").to_owned());
            }
            if let Err(why) = &found
                && !cell.is_empty()
            {
                let head = Text::key("paste.unused").with("head", Arg::Name((*cell).to_owned()));
                causes.push(say(&head.with("why", Arg::Name(why.clone()))));
            }
            self.columns.push(found.ok());
        }
        if self.columns.iter().all(Option::is_none) {
            pasted.skip(at, tr("paste.no_heads"));
            pasted.remarks.push(tr("paste.no_heads").to_owned());
            return;
        }
        pasted.skip(at, tr("paste.header"));
        pasted.remarks.extend(causes);
        let is_there = |key: &str| self.columns.iter().flatten().any(|info| info.key == key);
        // A lease that reserves GPUs has other columns.
        let needed = self.list.needed();
        let reserves = self.list == PastedList::Leases && is_there("fleet");
        let missing =
            fields.iter().filter(|info| needed.contains(&info.key) && !is_there(info.key));
        let missing: Vec<&str> = missing.map(|info| tr(info.label)).collect();
        if !missing.is_empty() && !reserves {
            let names = Arg::Name(missing.join(", "));
            pasted.remarks.push(say(&Text::key("paste.no_column").with("columns", names)));
        }
    }

    fn cell<'a>(&self, cells: &[&'a str], key: &str) -> &'a str {
        let at = self.columns.iter().position(|column| column.is_some_and(|info| info.key == key));
        at.and_then(|at| cells.get(at))
            .copied()
            .filter(|cell| !is_missing(cell))
            .unwrap_or_default()
    }

    fn take_row(&mut self, at: usize, cells: &[&str], pasted: &mut Pasted<(Owner, Change)>) {
        let name = self.cell(cells, "name").to_owned();
        if cells.len() > self.columns.len() {
            return pasted.skip(at, tr("paste.more_cells"));
        }
        let fleet = self.cell(cells, "fleet").to_owned();
        let Some((item, notes)) = self.base(&name, &fleet, self.cell(cells, "start")) else {
            let none = Text::key("paste.no_fleet").with("fleet", Arg::Name(fleet));
            return pasted.skip(at, say(&none));
        };
        let owner = item.owner();
        let is_listed = !notes.is_empty();
        let before = self.plan.clone();
        let mut parts = Vec::new();
        let mut cell = |target: &str, read| {
            let target = target.to_owned();
            parts.push(PastedLine { number: at, is_cell: true, target, read });
        };
        // An item of the base is new, and so never refused.
        let _added = self.plan.apply(Change::Add(Box::new(item)));
        let needed = if fleet.is_empty() { self.list.needed() } else { PastedList::RESERVED };
        let mut given = Vec::new();
        for info in self.list.fields() {
            let typed = self.cell(cells, info.key);
            if typed.is_empty() || info.key == "fleet" {
                continue;
            }
            given.push(info.key);
            let read = read_value_with(info, plain_cell(info, typed), self.sign);
            pasted.asks_sign |= read.as_ref().is_err_and(|refused| !refused.choices.is_empty());
            let read = read
                .map_err(|refused| refused.words)
                .and_then(|(value, _)| outside(info, &value).map_or(Ok(value), Err));
            let read = read.and_then(|value| {
                let said = figure(info, &value);
                let field = FieldRef::new(owner.clone(), info.key);
                self.plan
                    .set(&field, value)
                    .map(|()| said)
                    .ok_or_else(|| tr("paste.no_field").to_owned())
            });
            if info.key != "name" || read.is_err() {
                cell(tr(info.label), read);
            }
        }
        for (info, value) in self.plan.fields_of(&owner) {
            let is_given = given.contains(&info.key) || info.key == "fleet";
            if is_given
                || matches!(info.kind, crate::plan::fields::Kind::Text) && info.key != "name"
            {
                continue;
            }
            let said = Arg::Name(figure(info, &value));
            let from_catalogue = is_listed && notes.iter().any(|(field, _)| field.key == info.key);
            if from_catalogue {
                cell(tr(info.label), Ok(say(&Text::key("paste.catalogue").with("figure", said))));
            } else if needed.contains(&info.key) || info.key == "shape" {
                // What a plant produces when is another for every place.
                cell(tr(info.label), Err(tr("paste.needed").to_owned()));
            } else if info.default.is_none() {
                cell(tr(info.label), Ok(say(&Text::key("paste.taken").with("figure", said))));
            }
        }
        let is_whole = parts.iter().all(|part| part.read.is_ok());
        let item = self.plan.item(&owner).filter(|_| is_whole);
        let Some(item) = item else {
            self.plan = before;
            let name = if name.is_empty() { tr("paste.unnamed").to_owned() } else { name };
            let left = Text::key("paste.left_out").with("name", Arg::Name(name));
            pasted.skip(at, say(&left));
            pasted.lines.extend(parts);
            return;
        };
        pasted.take(at, name, String::new());
        pasted.lines.extend(parts);
        let kept = notes.into_iter().filter(|(field, _)| !given.contains(&field.key.as_str()));
        let notes = kept.map(|(field, note)| Change::Note(field, Some(note)));
        let changes = std::iter::once(Change::Add(Box::new(item))).chain(notes).collect();
        pasted.values.push((owner, Change::All(changes)));
    }

    /// What a row starts from, and the notes on what the catalogue gives it; none where it names no fleet.
    fn base(&self, name: &str, fleet: &str, start: &str) -> Option<(Item, Vec<(FieldRef, Note)>)> {
        let plan = &self.plan;
        let id = fresh_id(plan, name);
        let is_named = |model: &str| model.eq_ignore_ascii_case(name);
        // A price the catalogue does not know is none of its figures.
        let (item, notes, unpriced) = match self.list {
            PastedList::Asics => {
                let row = catalog::asics().iter().find(|row| is_named(&row.model));
                let (mut batch, notes) =
                    template::asic(row.or(catalog::asics().first())?, &id, plan.start);
                if row.is_none() {
                    (batch.origin, batch.price_usd) = (None, 0.0);
                }
                let unknown = row.is_some_and(|row| row.price_usd.is_none());
                let unpriced = unknown.then_some("price_usd");
                (Item::Asic(batch), row.map(|_| notes), unpriced)
            }
            PastedList::Gpus => {
                let row = catalog::gpus().iter().find(|row| is_named(&row.model));
                let (mut fleet, notes) =
                    template::gpu(row.or(catalog::gpus().first())?, &id, plan.start.plus(12));
                if row.is_none() {
                    fleet.origin = None;
                }
                let unknown = row.is_some_and(|row| {
                    row.list_usd_per_gpu_hour.or(row.rental_mid_usd_per_gpu_hour).is_none()
                });
                let unpriced = unknown.then_some("rate_usd_per_gpu_hour");
                (Item::Gpu(fleet), row.map(|_| notes), unpriced)
            }
            PastedList::Leases if fleet.is_empty() => {
                let start = read_month(start).map_or(plan.start, |(month, _)| month);
                (Item::Lease(template::colocation_lease(&id, start)), None, None)
            }
            PastedList::Leases => {
                let is_it = |of: &&GpuFleet| of.id == fleet || of.name.eq_ignore_ascii_case(fleet);
                let of = plan.gpus.iter().find(is_it)?;
                (Item::Lease(template::reserved_lease(&id, of)), None, None)
            }
            PastedList::Contracts => (Item::Contract(template::contract(&id, plan)), None, None),
        };
        let notes = notes.unwrap_or_default().into_iter();
        let notes = notes.filter_map(|(field, note)| Some((field.parse::<FieldRef>().ok()?, note)));
        let known = notes.filter(|(field, _)| Some(field.key.as_str()) != unpriced);
        Some((item, known.collect()))
    }
}

#[cfg(test)]
#[path = "rows_tests.rs"]
mod tests;
