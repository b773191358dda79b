//! What a value of a field stands on: the user's word, an assumption or a source.

use super::fields::Kind;
use super::{FieldInfo, FieldRef, Note, Plan, Value};

/// What a value stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis<'a> {
    /// The user entered it and named no source.
    Yours,
    /// It is assumed.
    Assumption,
    /// It has a source: of the note on it, else of the default.
    Source(&'a str),
}

impl<'a> Basis<'a> {
    /// Of a value and the note on it.
    pub fn of(info: &FieldInfo, value: &Value, note: Option<&'a Note>) -> Self {
        match note {
            Some(Note { assumption: true, .. }) => Self::Assumption,
            Some(Note { source, .. }) if source.is_empty() => Self::Yours,
            Some(Note { source, .. }) => Self::Source(source),
            None if info.is_changed(value) => Self::Yours,
            None if info.is_assumption() => Self::Assumption,
            None => Self::Source(info.source),
        }
    }
}

impl FieldInfo {
    /// The default as a value of the field.
    pub fn default_value(&self) -> Option<Value> {
        let default = self.default?;
        Some(match self.kind {
            Kind::Count { .. } => Value::Count(default.round().max(0.0) as u32),
            _ => Value::Number(default),
        })
    }

    /// Whether a value is another one than the default.
    pub fn is_changed(&self, value: &Value) -> bool {
        self.default_value().is_some_and(|default| default != *value)
    }
}

impl Plan {
    /// The note on a field.
    pub fn note(&self, field: &FieldRef) -> Option<&Note> {
        self.notes.get(&field.to_string())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::plan::{Owner, testing};

    #[test]
    fn a_note_goes_before_the_default_and_an_assumption_before_its_source() {
        let mut plan = testing::plan();
        let field = FieldRef::new(Owner::Finance, "discount_rate");
        let info = plan.info(&field).unwrap();
        let basis = |plan: &Plan, value: f64| -> String {
            format!("{:?}", Basis::of(info, &Value::Number(value), plan.note(&field)))
        };
        assert_eq!(basis(&plan, 0.10), "Assumption");
        assert_eq!(basis(&plan, 0.12), "Yours");
        let mut note = Note {
            source: "The board, minutes of May".to_owned(),
            as_of: "2026-05-01".to_owned(),
            assumption: false,
            text: String::new(),
        };
        let put = |plan: &mut Plan, note: &Note| {
            Arc::make_mut(&mut plan.notes).insert(field.to_string(), note.clone());
        };
        put(&mut plan, &note);
        assert_eq!(basis(&plan, 0.12), "Source(\"The board, minutes of May\")");
        note.assumption = true;
        put(&mut plan, &note);
        assert_eq!(basis(&plan, 0.12), "Assumption");
    }
}
