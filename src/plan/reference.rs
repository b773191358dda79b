//! Fields that name an item of the plan by its id, and the items they can name.

use super::{Debt, DebtSize, FieldRef, Owner, Plan};

/// What a field that names an item can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Key of what an empty id stands for; none where an item has to be named.
    pub empty: Option<&'static str>,
    /// Id and name of each item, in the order of its list.
    pub items: Vec<(String, String)>,
}

impl Plan {
    /// What a field can name; none where it names no item of the plan.
    pub fn reference(&self, field: &FieldRef) -> Option<Reference> {
        match (&field.owner, field.key.as_str()) {
            (Owner::Debt(id), "lease") => {
                let debt = self.debts.iter().find(|debt| &debt.id == id)?;
                let leases = self.leases.iter().filter(|lease| self.carries(debt, &lease.id));
                Some(Reference {
                    empty: Some("reference.all_colocation"),
                    items: leases.map(|lease| (lease.id.clone(), lease.name.clone())).collect(),
                })
            }
            (Owner::Lease(_), "fleet") => Some(Reference {
                empty: None,
                items: self.gpus.iter().map(|of| (of.id.clone(), of.name.clone())).collect(),
            }),
            _ => None,
        }
    }

    /// Whether a lease of that id can carry a loan: one is sized to halls, any lease's cash flow can be sculpted on.
    pub(super) fn carries(&self, debt: &Debt, lease: &str) -> bool {
        self.lease(lease)
            .is_some_and(|lease| debt.size != DebtSize::Sized || lease.colocation().is_some())
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::{Debt, DebtSize, FieldRef, Owner, Plan, Value, template, testing};

    #[test]
    fn every_field_that_holds_an_id_names_the_items_it_can() {
        let mut plan = Plan {
            gpus: vec![testing::fleet("f")].into(),
            leases: vec![testing::colocation("a")].into(),
            ..testing::plan()
        };
        let reserved = template::reserved_lease("r", &plan.gpus[0]);
        plan.leases = vec![testing::colocation("a"), reserved].into();
        let sized = Debt { size: DebtSize::Sized, ..Debt::new("d", "Loan", &plan) };
        plan.debts = vec![sized].into();
        let named = |plan: &Plan, owner: Owner, key: &str| -> Vec<String> {
            let field = FieldRef::new(owner, key);
            assert!(matches!(plan.get(&field), Some(Value::Text(_))), "{field}");
            plan.reference(&field).unwrap().items.into_iter().map(|(id, _)| id).collect()
        };
        let lease_of = |plan: &Plan| named(plan, Owner::Debt("d".to_owned()), "lease");
        assert_eq!(named(&plan, Owner::Lease("r".to_owned()), "fleet"), ["f"]);
        assert_eq!(lease_of(&plan), ["a"], "reserved GPUs have no halls to size a loan to");
        let sculpted =
            Debt { repayment: crate::plan::Repayment::Sculpted, ..Debt::new("d", "Loan", &plan) };
        plan.debts = vec![sculpted].into();
        assert_eq!(lease_of(&plan), ["a", "r"]);
        assert_eq!(plan.reference(&FieldRef::new(Owner::Lease("a".to_owned()), "name")), None);
    }
}
