//! Inputs in which two plans differ, read from the registry, their items paired.

use super::{FieldInfo, FieldRef, Owner, Plan, Value};
use crate::words::tr;

/// An input in which two plans differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The field in the first plan, or in the second where only that has it.
    pub field: FieldRef,
    /// What the field is; none for an item that only one of the plans has.
    pub info: Option<&'static FieldInfo>,
    /// Name of the item or section.
    pub name: String,
    /// Value in the first plan; none where it has no such field or item.
    pub base: Option<Value>,
    /// Value in the second plan; none where it has no such field or item.
    pub other: Option<Value>,
    /// Name of the item whose id is the value in the first plan, and in the second; none where the value is no id.
    pub names: [Option<String>; 2],
}

impl Difference {
    /// Both values for people: an item by its name in place of its id.
    pub fn shown(&self) -> [Option<Value>; 2] {
        let [base, other] = &self.names;
        [(&self.base, base), (&self.other, other)].map(|(value, name)| match name {
            Some(name) => Some(Value::Text(name.clone())),
            None => value.clone(),
        })
    }
}

/// Sections and items of two plans side by side: items of one lineage by id, others by kind and name.
pub fn paired(base: &Plan, other: &Plan) -> Vec<(Option<Owner>, Option<Owner>)> {
    let mut left = other.owners();
    let mut pairs = Vec::new();
    for owner in base.owners() {
        let same_kind = |of: &Owner| std::mem::discriminant(of) == std::mem::discriminant(&owner);
        let at = if owner.id().is_none() || base.lineage == other.lineage {
            left.iter().position(|of| *of == owner)
        } else {
            let name = base.name_of(&owner);
            left.iter().position(|of| same_kind(of) && other.name_of(of) == name)
        };
        let partner = at.map(|at| left.remove(at));
        pairs.push((Some(owner), partner));
    }
    pairs.extend(left.into_iter().map(|owner| (None, Some(owner))));
    pairs
}

/// Every input in which `other` differs from `base`, in the order of the screens; names of plans are no inputs.
pub fn differences(base: &Plan, other: &Plan) -> Vec<Difference> {
    let mut found = Vec::new();
    for pair in paired(base, other) {
        match pair {
            (Some(one), Some(two)) => of_pair((base, &one), (other, &two), &mut found),
            (Some(one), None) => found.push(item(base, one, true)),
            (None, Some(two)) => found.push(item(other, two, false)),
            (None, None) => {}
        }
    }
    found
}

/// An item that only one of the plans has, by its name.
fn item(plan: &Plan, owner: Owner, in_base: bool) -> Difference {
    let name = plan.name_of(&owner);
    let value = Some(Value::Text(name.clone()));
    let (base, other) = if in_base { (value, None) } else { (None, value) };
    Difference {
        field: FieldRef::new(owner, "name"),
        info: None,
        name,
        base,
        other,
        names: [None, None],
    }
}

fn of_pair(
    (base, one): (&Plan, &Owner),
    (other, two): (&Plan, &Owner),
    found: &mut Vec<Difference>,
) {
    let (ones, mut twos) = (base.fields_of(one), other.fields_of(two));
    let name = base.name_of(one);
    for (info, value) in ones {
        let at = twos.iter().position(|(other, _)| other.key == info.key);
        let against = at.map(|at| twos.remove(at).1);
        if against.as_ref() == Some(&value) || (*one == Owner::Plan && info.key == "name") {
            continue;
        }
        let names = [
            base.referred(one, info.key, Some(&value)),
            other.referred(two, info.key, against.as_ref()),
        ];
        // Items of other lineages pair by name, and so does what they refer to.
        if base.lineage != other.lineage && names[0].is_some() && names[0] == names[1] {
            continue;
        }
        found.push(Difference {
            field: FieldRef::new(one.clone(), info.key),
            info: Some(info),
            name: name.clone(),
            base: Some(value),
            other: against,
            names,
        });
    }
    found.extend(twos.into_iter().map(|(info, value)| Difference {
        field: FieldRef::new(two.clone(), info.key),
        info: Some(info),
        name: name.clone(),
        base: None,
        names: [None, other.referred(two, info.key, Some(&value))],
        other: Some(value),
    }));
}

impl Plan {
    /// The name of the item that a field names by its id; none where it names none, or one that is not there.
    fn referred(&self, owner: &Owner, key: &str, value: Option<&Value>) -> Option<String> {
        let Some(Value::Text(id)) = value else { return None };
        let reference = self.reference(&FieldRef::new(owner.clone(), key))?;
        if id.is_empty() {
            return reference.empty.map(|empty| tr(empty).to_owned());
        }
        reference.items.into_iter().find(|(of, _)| of == id).map(|(_, name)| name)
    }

    /// The name of an item, its address where it has none; a section's address.
    pub fn name_of(&self, owner: &Owner) -> String {
        match (owner.id(), self.get(&FieldRef::new(owner.clone(), "name"))) {
            (Some(_), Some(Value::Text(name))) => name,
            _ => owner.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Change, Item, testing};

    fn said(base: &Plan, other: &Plan) -> Vec<String> {
        let all = differences(base, other);
        all.iter().map(|of| format!("{} {}", of.field, of.other.is_some())).collect()
    }

    #[test]
    fn plans_of_one_lineage_pair_by_id_whatever_the_items_are_called_and_wherever_they_stand() {
        let mut base = testing::plan();
        base.apply(Change::Add(Box::new(Item::Asic(testing::batch("b"))))).unwrap();
        let mut other = base.clone();
        other.name = "Other".to_owned();
        assert_eq!(differences(&base, &other), []);
        let set = |field: &str, value| Change::Set(field.parse().unwrap(), value);
        other.apply(set("asics[b].name", Value::Text("Renamed".to_owned()))).unwrap();
        other.apply(set("asics[b].units", Value::Number(5.0))).unwrap();
        other.apply(Change::Move(Owner::Asic("b".to_owned()), 0)).unwrap();
        other.apply(Change::Add(Box::new(Item::Lease(testing::colocation("new"))))).unwrap();
        other.apply(Change::Remove(Owner::Asic("s21".to_owned()))).unwrap();
        let expect = [
            "asics[s21].name false",
            "asics[b].name true",
            "asics[b].units true",
            "leases[new].name true",
        ];
        assert_eq!(said(&base, &other), expect);
    }

    #[test]
    fn what_a_field_names_by_id_is_shown_by_name_and_kept_by_id() {
        use crate::plan::{Debt, DebtSize};
        let mut base = Plan { leases: vec![testing::colocation("a")].into(), ..testing::plan() };
        let all = Debt { size: DebtSize::Sized, ..Debt::new("d", "Loan", &base) };
        base.debts = vec![all.clone()].into();
        let of_one = Debt { lease: "a".to_owned(), ..all };
        let other = Plan { debts: vec![of_one].into(), ..base.clone() };
        let found = differences(&base, &other);
        let of = found.iter().find(|of| of.field.key == "lease").unwrap();
        assert_eq!(of.other, Some(Value::Text("a".to_owned())));
        let name = other.leases[0].name.clone();
        let all = tr("reference.all_colocation").to_owned();
        assert_eq!(of.shown(), [all, name].map(|said| Some(Value::Text(said))));
    }

    #[test]
    fn plans_of_different_lineages_pair_by_kind_and_name() {
        let base = testing::plan();
        let mut other = Plan { lineage: "elsewhere".to_owned(), ..testing::plan() };
        let mut batch = testing::batch("own-id");
        (batch.name, batch.units) = ("Batch s21".to_owned(), 3.0);
        other.asics = vec![batch].into();
        assert_eq!(said(&base, &other), ["asics[s21].units true"]);
    }
}
