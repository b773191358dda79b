//! Texts by key: pure layers name a `Text`, the outer ones say it in a language.

mod say;
mod table;

pub use say::say;
pub use table::{has, keys, tr};

use crate::format::Month;

/// A text to be said: a key of `assets/text` and what fills its places.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Key in the language's table.
    pub key: &'static str,
    /// Fillings by place name: `{mw}` in the table takes the argument named `mw`.
    pub args: Vec<(&'static str, Arg)>,
}

/// What fills a place of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// A number with its decimals and unit key (`unit.mw`; empty for a bare number).
    Quantity(f64, u8, &'static str),
    /// A proper name, said as it stands.
    Name(String),
    /// Another key, said in the same language: a field's label, a line's label.
    Field(&'static str),
    /// A month.
    Month(Month),
}

impl Text {
    /// A text without places.
    pub const fn key(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    /// The same text with one more place filled.
    #[must_use]
    pub fn with(mut self, place: &'static str, arg: Arg) -> Self {
        self.args.push((place, arg));
        self
    }
}

/// A label within a sentence: its first letter small, unless the word is an abbreviation such as GPU.
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    if letters.next().is_some_and(|second| !second.is_lowercase()) {
        return text.to_owned();
    }
    first.to_lowercase().chain(text.chars().skip(1)).collect()
}
