//! JSON with stable names in a stable order; what is not finite is null.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::Asked;
use crate::plan::{Finding, Plan, Severity};
use crate::words;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// A number, or null where it is not finite.
    Number(f64),
    /// A whole number.
    Whole(i64),
    /// A text.
    Text(String),
    /// Nothing.
    Null,
    /// Values in order.
    List(Vec<Self>),
    /// Names and values in order.
    Object(Object),
}

/// Names and values in the order in which they were put.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object(Vec<(String, Json)>);

impl Object {
    /// Puts a value at the end.
    pub fn put(&mut self, name: &str, value: impl Into<Json>) -> &mut Self {
        self.0.push((name.to_owned(), value.into()));
        self
    }
}

impl From<f64> for Json {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl From<i32> for Json {
    fn from(value: i32) -> Self {
        Self::Whole(value.into())
    }
}

impl From<u32> for Json {
    fn from(value: u32) -> Self {
        Self::Whole(value.into())
    }
}

impl From<&str> for Json {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Json {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<Object> for Json {
    fn from(value: Object) -> Self {
        Self::Object(value)
    }
}

impl<T: Into<Self>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Self>> From<Vec<T>> for Json {
    fn from(values: Vec<T>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(value) if value.is_finite() => serializer.serialize_f64(*value),
            Self::Number(_) | Self::Null => serializer.serialize_unit(),
            Self::Whole(value) => serializer.serialize_i64(*value),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(values) => serializer.collect_seq(values),
            Self::Object(object) => object.serialize(serializer),
        }
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// The object as text, with a line for each value.
pub fn print(object: &Object) -> String {
    // Names are texts and numbers finite, so that nothing can fail.
    serde_json::to_string_pretty(object).map_or_else(|_never| String::new(), |text| text + "\n")
}

/// An object that begins with the program's version, the plan, what was laid over it and the basis of all figures.
pub(super) fn head(asked: &Asked) -> Object {
    let mut object = Object::default();
    object
        .put("app_version", env!("CARGO_PKG_VERSION"))
        .put("plan", about(&asked.plan))
        .put("what_ifs", asked.what_ifs.clone())
        .put("basis", words::tr("cli.basis"));
    object
}

/// Which plan it is.
pub(super) fn about(plan: &Plan) -> Object {
    let mut about = Object::default();
    about
        .put("id", plan.id.as_str())
        .put("name", plan.name.as_str())
        .put("start", plan.start.to_string())
        .put("horizon_months", plan.horizon_months);
    about
}

/// Findings with their field.
pub fn findings(findings: &[Finding]) -> Vec<Object> {
    let one = |finding: &Finding| {
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let mut object = Object::default();
        object
            .put("severity", severity)
            .put("field", finding.field.to_string())
            .put("text", words::say(&finding.text));
        object
    };
    findings.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_order_and_what_is_not_finite_is_null() {
        let mut inner = Object::default();
        inner.put("z", f64::NAN).put("a", f64::INFINITY).put("m", Some(1.5)).put("n", None::<f64>);
        let mut object = Object::default();
        object.put("list", vec![1.0, 2.0]).put("inner", inner).put("text", "“a”\n");
        let compact = serde_json::to_string(&object).unwrap();
        let expect =
            r#"{"list":[1.0,2.0],"inner":{"z":null,"a":null,"m":1.5,"n":null},"text":"“a”\n"}"#;
        assert_eq!(compact, expect);
    }
}
