//! Plans that come with the program.

use crate::plan::{self, DocumentError, Plan};

/// A plan that comes with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its file in `saves/`.
    pub file: &'static str,
    /// The file's text.
    pub text: &'static str,
}

/// The plans that come with the program, the example first.
pub const TEMPLATES: &[Template] = &[
    Template { file: "texas-100mw.ron", text: include_str!("../../saves/texas-100mw.ron") },
    Template { file: "hive-hybrid.ron", text: include_str!("../../saves/hive-hybrid.ron") },
    Template { file: "hut8-new-fleet.ron", text: include_str!("../../saves/hut8-new-fleet.ron") },
    Template {
        file: "core-scientific-coreweave.ron",
        text: include_str!("../../saves/core-scientific-coreweave.ron"),
    },
    Template { file: "terawulf-core42.ron", text: include_str!("../../saves/terawulf-core42.ron") },
];

impl Template {
    /// The plan of the template.
    ///
    /// # Errors
    /// Never for those of [`TEMPLATES`], which a test reads.
    pub fn plan(&self) -> Result<Plan, DocumentError> {
        plan::read(self.text.as_bytes())
    }
}

/// The built-in example.
///
/// # Errors
/// Never: a test reads it.
pub fn example() -> Result<Plan, DocumentError> {
    plan::read(TEMPLATES[0].text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Severity;

    #[test]
    fn every_template_is_read_and_sound() {
        for template in TEMPLATES {
            let plan = template.plan().unwrap_or_else(|error| panic!("{}: {error}", template.file));
            let errors: Vec<_> = plan::findings(&plan)
                .into_iter()
                .filter(|finding| finding.severity == Severity::Error)
                .collect();
            assert!(errors.is_empty(), "{}: {errors:?}", template.file);
        }
        assert_eq!(example().unwrap(), TEMPLATES[0].plan().unwrap());
    }
}
