//! Random commands on lists: every item keeps its figures, and undo leads back to the first bytes.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use wattsplit::app::{Command, Results, Setup, State};
use wattsplit::engine::advice::Control;
use wattsplit::plan::fields::Kind;
use wattsplit::plan::template::{self, NewPlan};
use wattsplit::plan::{Change, FieldRef, Item, Note, Owner, Plan, Value, write};

/// What a user does; numbers choose among what is there.
#[derive(Clone, Debug)]
enum Act {
    Edit(usize, usize, f64),
    Drag(usize, usize, f64, f64),
    Note(usize, usize),
    Add(usize),
    Duplicate(usize),
    Delete(usize),
    Move(usize, usize),
    Sort(usize, usize),
    Undo,
    Redo,
}

fn act() -> impl Strategy<Value = Act> {
    let pick = || 0..64_usize;
    prop_oneof![
        3 => (pick(), pick(), 0.0..1.0).prop_map(|(item, field, to)| Act::Edit(item, field, to)),
        1 => (pick(), pick(), 0.0..1.0, 0.0..1.0)
            .prop_map(|(item, field, via, to)| Act::Drag(item, field, via, to)),
        1 => (pick(), pick()).prop_map(|(item, field)| Act::Note(item, field)),
        1 => pick().prop_map(Act::Add),
        2 => pick().prop_map(Act::Duplicate),
        2 => pick().prop_map(Act::Delete),
        2 => (pick(), pick()).prop_map(|(item, to)| Act::Move(item, to)),
        2 => (pick(), pick()).prop_map(|(list, by)| Act::Sort(list, by)),
        3 => Just(Act::Undo),
        2 => Just(Act::Redo),
    ]
}

fn nothing(_: &Plan, _: &Control, give: &mut dyn FnMut(Results)) {
    give(Results::default());
}

fn opened() -> State {
    let mut state =
        State::new(Setup { compute: nothing, repaint: Arc::new(|| {}), config: None, keep: None })
            .unwrap();
    let mut plan = template::new_plan(&NewPlan {
        id: "lists".to_owned(),
        place: "us-tx-ercot-west".to_owned(),
        grid_mw: 100.0,
        convertible_mw: 60.0,
        power_price_usd_per_mwh: 42.0,
        renewable_share: 0.7,
        machine: "antminer-s21-200t".to_owned(),
        units: 1_000.0,
        start: wattsplit::format::Month::new(2027, 1),
        horizon_months: 120,
        discount_rate: 0.1,
    });
    for id in ["one", "two"] {
        let lease = template::colocation_lease(id, plan.start.plus(12));
        plan.apply(Change::Add(Box::new(Item::Lease(lease)))).unwrap();
    }
    state.run(Command::Create(Box::new(plan)));
    state
}

fn plan(state: &State) -> &Plan {
    &state.active().unwrap().plan
}

fn items(plan: &Plan) -> Vec<Owner> {
    plan.owners().into_iter().filter(|owner| owner.id().is_some()).collect()
}

/// What each item says, whatever its place.
type Figures = BTreeMap<Owner, BTreeMap<&'static str, String>>;

fn of_item(plan: &Plan, owner: &Owner) -> BTreeMap<&'static str, String> {
    let fields = plan.fields_of(owner).into_iter();
    fields.map(|(info, value)| (info.key, format!("{value:?}"))).collect()
}

fn figures(plan: &Plan) -> Figures {
    items(plan).into_iter().map(|owner| (owner.clone(), of_item(plan, &owner))).collect()
}

fn field_of(plan: &Plan, item: usize, field: usize) -> Option<(FieldRef, Kind)> {
    let owners = items(plan);
    let owner = owners.get(item % owners.len().max(1))?;
    let fields: Vec<_> = plan
        .fields_of(owner)
        .into_iter()
        .map(|(info, _)| info)
        .filter(|info| matches!(info.kind, Kind::Number { .. } | Kind::Count { .. }))
        .collect();
    let info = fields.get(field % fields.len().max(1))?;
    Some((FieldRef::new(owner.clone(), info.key), info.kind))
}

fn value(kind: Kind, share: f64) -> Value {
    match kind {
        Kind::Number { min, max } => Value::Number(min + (max - min) * share),
        Kind::Count { min, max } => Value::Count(min + (f64::from(max - min) * share) as u32),
        other => panic!("{other:?} is no number"),
    }
}

/// Does an act and changes what is expected of the items alike.
fn act_on(state: &mut State, act: &Act, expected: &mut Figures) {
    let before = plan(state).clone();
    let owners = items(&before);
    let owner = |at: usize| owners.get(at % owners.len().max(1)).cloned();
    match *act {
        Act::Edit(item, field, share) | Act::Drag(item, field, _, share) => {
            let Some((field, kind)) = field_of(&before, item, field) else { return };
            if let Act::Drag(_, _, via, _) = *act {
                state.run(Command::Drag(Change::Set(field.clone(), value(kind, via))));
                state.run(Command::Drag(Change::Set(field.clone(), value(kind, share))));
                state.run(Command::FinishDrag);
            } else {
                state.run(Command::Edit(Change::Set(field.clone(), value(kind, share))));
            }
            let said = format!("{:?}", value(kind, share));
            let info = before.info(&field).unwrap();
            expected.get_mut(&field.owner).unwrap().insert(info.key, said);
        }
        Act::Note(item, field) => {
            let Some((field, _)) = field_of(&before, item, field) else { return };
            let text = format!("note {item}");
            let note =
                Note { source: text, as_of: String::new(), assumption: false, text: String::new() };
            state.run(Command::Edit(Change::Note(field, Some(note))));
        }
        Act::Add(at) => {
            let id = state.new_id("added");
            let lease = template::colocation_lease(&id, before.start.plus(at as i32));
            state.run(Command::Edit(Change::Add(Box::new(Item::Lease(lease)))));
            let owner = Owner::Lease(id);
            expected.insert(owner.clone(), of_item(plan(state), &owner));
        }
        Act::Duplicate(at) => {
            let Some(owner) = owner(at) else { return };
            state.run(Command::DuplicateItem(owner.clone()));
            let fresh = items(plan(state)).into_iter().find(|of| !owners.contains(of)).unwrap();
            let mut copy = expected.get(&owner).unwrap().clone();
            copy.insert("name", of_item(plan(state), &fresh)["name"].clone());
            expected.insert(fresh, copy);
        }
        Act::Delete(at) => {
            let Some(owner) = owner(at) else { return };
            state.run(Command::DeleteItem(owner.clone()));
            expected.remove(&owner);
        }
        Act::Move(at, to) => {
            let Some(owner) = owner(at) else { return };
            let count = before.list_of(&owner).len();
            state.run(Command::Edit(Change::Move(owner, to % count)));
        }
        Act::Sort(at, by) => {
            let Some(owner) = owner(at) else { return };
            let mut list = before.list_of(&owner);
            let measure = |owner: &Owner| before.item(owner).unwrap().measure(&before);
            match by % 3 {
                0 => list.sort_by_key(|owner| measure(owner).name),
                1 => list.sort_by(|a, b| measure(b).mw.total_cmp(&measure(a).mw)),
                _ => list.sort_by_key(|owner| measure(owner).start),
            }
            state.run(Command::Edit(Plan::order(&list)));
        }
        Act::Undo | Act::Redo => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn lists_keep_their_figures_and_undo_leads_back_to_the_first_bytes(
        acts in prop::collection::vec(act(), 1..60)
    ) {
        let mut state = opened();
        let first = write(plan(&state)).unwrap();
        // What is expected at each depth of the history, the steps undone included.
        let mut known = vec![figures(plan(&state))];
        for act in &acts {
            let depth = state.active().unwrap().history.depth();
            match act {
                Act::Undo => drop(state.run(Command::Undo)),
                Act::Redo => drop(state.run(Command::Redo)),
                _ => {
                    let mut expected = known[depth].clone();
                    act_on(&mut state, act, &mut expected);
                    let now = state.active().unwrap().history.depth();
                    prop_assert!(now <= depth + 1, "{act:?} is one step");
                    if now > depth {
                        known.truncate(now);
                        known.push(expected);
                    } else {
                        prop_assert_eq!(&expected, &known[depth], "{:?} was no step", act);
                    }
                }
            }
            let now = state.active().unwrap().history.depth();
            prop_assert_eq!(&figures(plan(&state)), &known[now], "{:?}", act);
            for note in plan(&state).notes.keys() {
                prop_assert!(plan(&state).get(&note.parse().unwrap()).is_some(), "{}", note);
            }
        }
        let last = write(plan(&state)).unwrap();
        let depth = state.active().unwrap().history.depth();
        while Command::Undo.enabled(&state) {
            state.run(Command::Undo);
        }
        prop_assert_eq!(write(plan(&state)).unwrap(), first);
        for _ in 0..depth {
            state.run(Command::Redo);
        }
        prop_assert_eq!(write(plan(&state)).unwrap(), last);
    }
}
