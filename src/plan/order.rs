//! What the items of a list are sorted by.

use super::{Item, Plan};
use crate::format::Month;

/// What a list can be sorted by without computing the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// The item's name.
    pub name: String,
    /// Its megawatts, at the meter where it draws power.
    pub mw: f64,
    /// The month it starts.
    pub start: Month,
}

impl Item {
    /// What the item is sorted by within its list.
    pub fn measure(&self, plan: &Plan) -> Measure {
        let site = &plan.site;
        let (name, mw, start) = match self {
            Self::Contract(of) => (&of.name, of.mw, of.from),
            Self::Asic(of) => (&of.name, of.units * of.mw_per_unit(site.pue_mining), of.in_service),
            Self::Gpu(of) => (&of.name, of.it_mw() * site.gross_per_it, of.in_service),
            Self::Lease(of) => {
                let reserved = of.reserved().and_then(|terms| {
                    Some(plan.gpu_fleet(&terms.fleet)?.kw_it * terms.units / 1000.0)
                });
                let it_mw = of.colocation().map(|terms| terms.it_mw).or(reserved);
                (&of.name, it_mw.unwrap_or(0.0) * site.gross_per_it, of.start)
            }
            Self::Option(of) => (&of.name, of.max_mw, of.earliest),
            Self::Work(of) => (&of.name, 0.0, of.ready),
            Self::Debt(of) => (&of.name, 0.0, of.ready),
            Self::Line(of) => (&of.name, 0.0, of.from),
        };
        Measure { name: name.clone(), mw, start }
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::{Change, Item, Owner, Plan, testing};

    #[test]
    fn an_item_is_measured_at_the_meter() {
        let mut plan = testing::plan();
        plan.apply(Change::Add(Box::new(Item::Lease(testing::colocation("a"))))).unwrap();
        let measure = plan.item(&Owner::Lease("a".to_owned())).unwrap().measure(&plan);
        assert_eq!(measure.mw, 10.0 * plan.site.gross_per_it);
        assert_eq!(
            (measure.name.as_str(), measure.start.to_string().as_str()),
            ("Lease a", "2028-01")
        );
    }

    #[test]
    fn an_order_is_put_in_place_by_moves_and_taken_back_by_the_old_one() {
        let mut plan = Plan { asics: Vec::new().into(), ..testing::plan() };
        for id in ["a", "b", "c", "d"] {
            plan.apply(Change::Add(Box::new(Item::Asic(testing::batch(id))))).unwrap();
        }
        let before = plan.clone();
        let owner = |id: &str| Owner::Asic(id.to_owned());
        plan.apply(Plan::order(&["d", "b", "a", "c"].map(owner))).unwrap();
        let ids: Vec<&str> = plan.asics.iter().map(|batch| batch.id.as_str()).collect();
        assert_eq!(ids, ["d", "b", "a", "c"]);
        plan.apply(Plan::order(&before.list_of(&owner("a")))).unwrap();
        assert_eq!(plan, before);
    }
}
