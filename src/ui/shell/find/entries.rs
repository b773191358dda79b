//! What can be searched: commands, screens, open plans, templates, and every field of the plan.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::app::{Command, FinancePage, MENUS, OpenPlan, Screen, State};
use crate::plan::{FieldRef, Owner, Plan, Value};
use crate::store;
use crate::ui::shell::menu;
use crate::ui::widgets::value::with_unit;
use crate::words::tr;

/// The most that is shown at once.
const MOST_FOUND: usize = 60;

/// What leads where.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Target {
    /// Does something.
    Run(Command),
    /// Leads to a field.
    Field(FieldRef),
}

/// Something that can be found.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    /// What it is called.
    pub title: String,
    /// What it belongs to.
    pub of: String,
    /// Its value with unit, or the keys that do the same.
    pub figure: String,
    /// What else it is found by.
    also: String,
    pub target: Target,
}

/// Everything that can be found, in the order in which it is shown where nothing is searched.
pub(super) fn entries(state: &State) -> Vec<Entry> {
    let mut entries = commands(state);
    entries.extend(plans(state));
    if let Some(open) = state.active() {
        entries.extend(fields(open));
    }
    entries
}

/// Every command of the menus that can be given now.
fn commands(state: &State) -> Vec<Entry> {
    let mut entries = Vec::new();
    for of in MENUS {
        for command in of.commands.iter().flatten() {
            if *command == Command::Find {
                continue;
            }
            let is_screen = matches!(command, Command::Go(_));
            entries.push(Entry {
                title: menu::words(state, command),
                of: tr(if is_screen { "ui.find.screen" } else { of.label }).to_owned(),
                figure: command.shortcut().map(|keys| keys.to_string()).unwrap_or_default(),
                also: String::new(),
                target: Target::Run(command.clone()),
            });
        }
    }
    entries.extend(FinancePage::ALL.map(|page| Entry {
        title: tr(page.label()).to_owned(),
        of: tr(Screen::Finance.label()).to_owned(),
        figure: String::new(),
        also: String::new(),
        target: Target::Run(Command::GoFinance(page)),
    }));
    entries.retain(|entry| match &entry.target {
        Target::Run(command) => command.enabled(state),
        Target::Field(_) => true,
    });
    entries
}

/// The other open plans, and those that come with the program.
fn plans(state: &State) -> Vec<Entry> {
    let others = state.plans.iter().enumerate().filter(|(at, _)| Some(*at) != state.active);
    let open = others.map(|(at, open)| Entry {
        title: open.plan.name.clone(),
        of: tr("ui.find.plan").to_owned(),
        figure: String::new(),
        also: String::new(),
        target: Target::Run(Command::SwitchPlan(at)),
    });
    let templates = store::TEMPLATES.iter().enumerate().filter_map(|(at, template)| {
        let plan = template.plan().ok()?;
        Some(Entry {
            title: plan.name,
            of: tr("ui.find.template").to_owned(),
            figure: String::new(),
            also: String::new(),
            target: Target::Run(Command::OpenTemplate(at)),
        })
    });
    open.chain(templates).collect()
}

/// Every field of the plan with its value.
fn fields(open: &OpenPlan) -> Vec<Entry> {
    let plan = &open.plan;
    let mut entries = Vec::new();
    for owner in plan.owners() {
        let of = place(plan, &owner);
        for (info, value) in plan.fields_of(&owner) {
            let field = FieldRef::new(owner.clone(), info.key);
            entries.push(Entry {
                title: tr(info.label).to_owned(),
                of: of.clone(),
                figure: with_unit(info, &value),
                also: field.to_string(),
                target: Target::Field(field),
            });
        }
    }
    entries
}

/// Where a field stands: its screen, and its item's name where it is one's.
fn place(plan: &Plan, owner: &Owner) -> String {
    let screen = tr(Screen::of(owner).label());
    match plan.get(&FieldRef::new(owner.clone(), "name")) {
        Some(Value::Text(name)) if owner.id().is_some() => format!("{screen} · {name}"),
        _ => screen.to_owned(),
    }
}

/// Places of the entries that are found, the best first; where nothing is searched, commands and plans.
pub(super) fn found(entries: &[Entry], query: &str) -> Vec<usize> {
    if query.trim().is_empty() {
        let is_short = |at: &usize| matches!(entries[*at].target, Target::Run(_));
        return (0..entries.len()).filter(is_short).take(MOST_FOUND).collect();
    }
    let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut letters = Vec::new();
    let mut scored: Vec<(u32, usize)> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let mut score = |text: &str| pattern.score(Utf32Str::new(text, &mut letters), &mut matcher);
        // What is called so goes before what only stands there.
        let called = score(&entry.title).map(|score| 2 * score);
        let whole = format!("{} {} {}", entry.title, entry.of, entry.also);
        if let Some(score) = called.or_else(|| score(&whole)) {
            scored.push((score, at));
        }
    }
    scored.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    scored.into_iter().take(MOST_FOUND).map(|(_, at)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(title: &str, of: &str, also: &str) -> Entry {
        let target = match also.parse() {
            Ok(field) => Target::Field(field),
            Err(_) => Target::Run(Command::Quit),
        };
        let (title, of) = (title.to_owned(), of.to_owned());
        Entry { title, of, figure: String::new(), also: also.to_owned(), target }
    }

    #[test]
    fn fields_are_found_by_label_key_and_item() {
        let entries = [
            entry("Save as…", "File", ""),
            entry("Rent", "Leases · Core42 hall", "leases[core42].rate_usd_per_kw_month"),
            entry("Rent", "Leases · Meridian", "leases[meridian].rate_usd_per_kw_month"),
            entry("Grid power", "Site & power", "site.grid_mw"),
        ];
        for (query, first) in
            [("save", 0), ("rent merid", 2), ("core42", 1), ("grid_mw", 3), ("GRD pwr", 3)]
        {
            assert_eq!(found(&entries, query).first(), Some(&first), "{query}");
        }
        assert!(found(&entries, "hashprice").is_empty());
        assert_eq!(found(&entries, "  "), [0], "without a search, commands alone");
    }
}
