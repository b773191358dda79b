//! `--what-if NAME`: a what-if of the program or of the plan, laid over it.

use super::near::distance;
use super::{Asked, Failure};
use crate::plan::{Plan, WhatIf};

/// How many names are offered in place of one that is unknown.
const MOST_NEAR: usize = 3;

/// The plan with the what-ifs of these names laid over it, in order.
pub(super) fn laid_over(plan: &Plan, names: &[String]) -> Result<Asked, Failure> {
    let what_ifs: Vec<WhatIf> =
        names.iter().map(|name| find(plan, name)).collect::<Result<_, _>>()?;
    let with = plan.with_what_ifs(&what_ifs);
    let plan = with.map_err(|error| Failure::Invalid(error.to_string()))?;
    Ok(Asked { plan, what_ifs: what_ifs.into_iter().map(|what_if| what_if.name).collect() })
}

fn find(plan: &Plan, name: &str) -> Result<WhatIf, Failure> {
    WhatIf::find(plan, name).ok_or_else(|| {
        let names = names(plan);
        let mut near: Vec<(usize, &String)> =
            names.iter().map(|known| (distance(name, known), known)).collect();
        near.sort();
        let near: Vec<String> =
            near.into_iter().take(MOST_NEAR).map(|(_, known)| format!("“{known}”")).collect();
        Failure::Invalid(format!(
            "there is no what-if “{name}” for this plan; near it are {}; all of them are\n  {}",
            near.join(", "),
            names.join("\n  "),
        ))
    })
}

/// The names by which a plan's what-ifs are asked for: its own by name, the program's by id.
fn names(plan: &Plan) -> Vec<String> {
    let own = plan.what_ifs.iter().map(|what_if| what_if.name.clone());
    let built_in = WhatIf::built_in(plan).into_iter().map(|what_if| what_if.id);
    own.chain(built_in).collect()
}
