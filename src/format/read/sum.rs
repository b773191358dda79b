//! Works out a typed sum: numbers, signs and brackets.

use super::digits::interpret;
use super::{DecimalSign, ReadError, ungrouped};

/// A number on its way, in percent where it was so written.
#[derive(Clone, Copy)]
struct Term {
    value: f64,
    percent: bool,
}

impl Term {
    fn share(self) -> f64 {
        if self.percent { self.value / 100.0 } else { self.value }
    }
}

/// A sum being read, one character after the other.
pub(super) struct Sum<'a> {
    typed: &'a str,
    plain: &'a [char],
    left: &'a [char],
    percent_field: bool,
    sign: DecimalSign,
    literal: bool,
}

impl<'a> Sum<'a> {
    pub(super) fn new(
        typed: &'a str,
        plain: &'a [char],
        percent_field: bool,
        sign: DecimalSign,
    ) -> Self {
        Self { typed, plain, left: plain, percent_field, sign, literal: true }
    }

    /// Whether the text was one number, written as we would write it.
    pub(super) fn is_literal(&self) -> bool {
        self.literal
    }

    /// The value of the whole text in the unit of its field.
    pub(super) fn value(&mut self) -> Result<f64, ReadError> {
        let term = self.additions(None)?;
        match self.peek() {
            None => {}
            Some(')') => return Err(ReadError::Bracket(')')),
            Some(_) => return Err(ReadError::Unknown(self.left.iter().collect())),
        }
        let value = if self.percent_field { term.value } else { term.share() };
        if value.is_finite() { Ok(value) } else { Err(self.too_large()) }
    }

    /// The next character that is not a space.
    fn peek(&mut self) -> Option<char> {
        while let Some((' ', rest)) = self.left.split_first() {
            self.left = rest;
        }
        self.left.first().copied()
    }

    /// Takes the next character if it is one of `wanted`.
    fn take(&mut self, wanted: &[char]) -> Option<char> {
        let found = self.peek().filter(|c| wanted.contains(c))?;
        self.left = self.left.get(1..).unwrap_or_default();
        Some(found)
    }

    fn additions(&mut self, before: Option<char>) -> Result<Term, ReadError> {
        let mut sum = self.products(before)?;
        while let Some(sign) = self.take(&['+', '-']) {
            self.literal = false;
            let next = self.products(Some(sign))?;
            let direction = if sign == '-' { -1.0 } else { 1.0 };
            sum = self.added(sum, next, direction)?;
        }
        Ok(sum)
    }

    /// A percentage added to a plain number may be a part of that number or a share of one: both are named.
    fn added(&self, sum: Term, next: Term, direction: f64) -> Result<Term, ReadError> {
        let plain = |term: Term| if self.percent_field { term.value } else { term.share() };
        let together = plain(sum) + direction * plain(next);
        match (sum.percent, next.percent) {
            (false, true) => {
                let first = ungrouped(together);
                let second = ungrouped(sum.value * (1.0 + direction * next.share()));
                let choices = [first.clone(), second.clone()];
                Err(ReadError::Ambiguous { text: self.typed.to_owned(), first, second, choices })
            }
            (true, true) => Ok(Term { value: sum.value + direction * next.value, percent: true }),
            (percent, false) => {
                Ok(Term { value: together, percent: percent && self.percent_field })
            }
        }
    }

    fn products(&mut self, before: Option<char>) -> Result<Term, ReadError> {
        let mut product = self.factor(before)?;
        while let Some(sign) = self.take(&['*', '/']) {
            self.literal = false;
            let next = self.factor(Some(sign))?;
            product = if sign == '*' {
                Term {
                    value: if product.percent {
                        product.value * next.share()
                    } else {
                        product.value * next.value
                    },
                    percent: product.percent || next.percent,
                }
            } else if next.value == 0.0 {
                return Err(ReadError::DivisionByZero);
            } else if product.percent && !next.percent {
                Term { value: product.value / next.value, percent: true }
            } else if product.percent {
                Term { value: product.value / next.value, percent: false }
            } else {
                Term { value: product.value / next.share(), percent: false }
            };
        }
        Ok(product)
    }

    fn factor(&mut self, mut before: Option<char>) -> Result<Term, ReadError> {
        let mut direction = 1.0;
        while let Some(sign) = self.take(&['+', '-']) {
            before = Some(sign);
            if sign == '-' {
                direction = -direction;
            }
        }
        let mut term = if self.take(&['(']).is_some() {
            self.literal = false;
            let inner = self.additions(Some('('))?;
            self.take(&[')']).ok_or(ReadError::Bracket('('))?;
            inner
        } else {
            Term { value: self.number(before)?, percent: false }
        };
        term.value *= direction;
        if self.take(&['%']).is_some() {
            self.literal &= self.percent_field;
            term = Term {
                value: if term.percent { term.value / 100.0 } else { term.value },
                percent: true,
            };
        }
        Ok(term)
    }

    fn number(&mut self, before: Option<char>) -> Result<f64, ReadError> {
        match (self.peek(), before) {
            (None | Some(')'), Some(sign)) => return Err(ReadError::Missing(sign)),
            (None, None) => return Err(ReadError::Empty),
            (Some(first), _) if !first.is_ascii_digit() && !"., '_".contains(first) => {
                let word = self.word();
                return Err(ReadError::NotANumber(if word.is_empty() {
                    first.to_string()
                } else {
                    word
                }));
            }
            _ => {}
        }
        let from = self.plain.len() - self.left.len();
        let token = self.digits();
        let digits = interpret(&token, self.sign).map_err(|error| self.in_whole(error, from))?;
        let exponent = match self.exponent() {
            Some(exponent) => exponent,
            None => self.suffix()?.to_owned(),
        };
        self.literal &= digits.english && exponent.is_empty();
        let power = if exponent.is_empty() { "0" } else { &exponent };
        match format!("{}e{power}", digits.plain).parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(value),
            _ => Err(self.too_large()),
        }
    }

    /// The choices of an ambiguous number as the whole text with one of its readings in its place.
    fn in_whole(&self, error: ReadError, from: usize) -> ReadError {
        let ReadError::Ambiguous { text, first, second, choices } = error else { return error };
        let (before, after) = (self.plain.get(..from).unwrap_or_default(), self.left);
        let whole = |reading: String| {
            before.iter().copied().chain(reading.chars()).chain(after.iter().copied()).collect()
        };
        ReadError::Ambiguous { text, first, second, choices: choices.map(whole) }
    }

    /// Takes digits and what may stand between them; a space only between two digits.
    fn digits(&mut self) -> String {
        let is_digit = |place: usize| self.left.get(place).is_some_and(char::is_ascii_digit);
        let length = (0..self.left.len())
            .find(|&place| match self.left.get(place) {
                Some(' ') => place == 0 || !is_digit(place - 1) || !is_digit(place + 1),
                Some('.' | ',' | '\'' | '_') => false,
                _ => !is_digit(place),
            })
            .unwrap_or(self.left.len());
        let (taken, left) = self.left.split_at(length);
        self.left = left;
        taken.iter().collect()
    }

    /// Takes the power of ten of `1e6`.
    fn exponent(&mut self) -> Option<String> {
        let ['e' | 'E', rest @ ..] = self.left else { return None };
        let signs = usize::from(matches!(rest, ['+' | '-', ..]));
        let digits = rest.iter().skip(signs).take_while(|c| c.is_ascii_digit()).count();
        if digits == 0 {
            return None;
        }
        let (taken, left) = rest.split_at(signs + digits);
        self.left = left;
        Some(taken.iter().collect())
    }

    /// Takes `k`, `M` or `bn`; the power of ten it stands for, empty where there is none.
    fn suffix(&mut self) -> Result<&'static str, ReadError> {
        self.peek();
        let word = self.word();
        let power = match word.as_str() {
            "" => "",
            "k" | "K" => "3",
            "M" | "m" => "6",
            "bn" | "b" | "B" => "9",
            _ => return Err(ReadError::Unknown(word)),
        };
        self.left = self.left.get(word.chars().count()..).unwrap_or_default();
        Ok(power)
    }

    /// The letters that come next.
    fn word(&self) -> String {
        self.left.iter().take_while(|c| c.is_alphabetic()).collect()
    }

    fn too_large(&self) -> ReadError {
        ReadError::TooLarge(self.typed.to_owned())
    }
}
