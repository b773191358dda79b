//! The document's text: RON, refused with place and cure where it cannot be read; older versions become today's.

use std::collections::BTreeSet;

use ron::ser::PrettyConfig;

use super::{FORMAT_VERSION, Plan, old};

/// Largest document, bytes.
pub const MAX_BYTES: u64 = 32 * 1024 * 1024;

/// A document that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// No text.
    #[error("the file is empty; open another, or its .bak copy")]
    Empty,
    /// Not text.
    #[error("the file is not text from byte {byte} on; a plan is a RON text file")]
    NotText {
        /// First byte that is no UTF-8.
        byte: usize,
    },
    /// A syntax error, a wrong type, an unknown, missing or duplicate field.
    #[error("line {line}, column {column}: {what}")]
    Syntax {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What is wrong, and what to do.
        what: String,
    },
    /// A version this program does not know.
    #[error(
        "line {line}: the plan has format version {version}, and this Wattsplit reads {FORMAT_VERSION}; open it with a newer Wattsplit"
    )]
    Version {
        /// Line, from 1.
        line: usize,
        /// The version found.
        version: u32,
    },
    /// Two items with one id.
    #[error("line {line}: the id “{id}” stands twice in {list}; give one of them another id")]
    DuplicateId {
        /// Line of the second, from 1.
        line: usize,
        /// The list.
        list: &'static str,
        /// The id.
        id: String,
    },
}

/// Reads a plan from the bytes of its file.
///
/// # Errors
/// Where the document cannot be read, with line, column and cure.
pub fn read(bytes: &[u8]) -> Result<Plan, DocumentError> {
    let text = std::str::from_utf8(bytes)
        .map_err(|error| DocumentError::NotText { byte: error.valid_up_to() })?;
    if text.trim().is_empty() {
        return Err(DocumentError::Empty);
    }
    refuse_not_finite(text)?;
    let plan = match version(text) {
        Some((_, 1)) => ron::from_str::<old::v1::Plan>(text).map(Plan::from),
        None | Some((_, FORMAT_VERSION)) => ron::from_str(text),
        Some((line, version)) => return Err(DocumentError::Version { line, version }),
    };
    let plan = plan.map_err(|error| syntax(&error))?;
    refuse_duplicates(&plan, text)?;
    Ok(plan)
}

/// Writes a plan as the text of its file: `read` and `write` again give the same bytes.
///
/// # Errors
/// Never for plans made by this program; the serializer's own otherwise.
pub fn write(plan: &Plan) -> Result<String, ron::Error> {
    let config = PrettyConfig::new().new_line("\n").indentor("  ").depth_limit(32);
    let mut text = ron::ser::to_string_pretty(plan, config)?;
    text.push('\n');
    Ok(text)
}

fn syntax(error: &ron::error::SpannedError) -> DocumentError {
    let place = error.span.start;
    let what = match &error.code {
        ron::Error::ExceededRecursionLimit => {
            "brackets are nested too deeply; the file is damaged or no plan".to_owned()
        }
        ron::Error::MissingStructField { field, .. } => {
            format!("the field {field} is missing in the block that ends here; add it")
        }
        ron::Error::NoSuchStructField { expected, found, .. } => {
            format!("there is no field {found}; the fields here are {}", expected.join(", "))
        }
        ron::Error::DuplicateStructField { field, .. } => {
            format!("the field {field} stands twice; take one away")
        }
        ron::Error::Eof => "the file ends too early; open its .bak copy".to_owned(),
        other => other.to_string(),
    };
    DocumentError::Syntax { line: place.line, column: place.col, what }
}

/// Numbers and words of the text outside of strings, with their place.
fn tokens(text: &str) -> impl Iterator<Item = (usize, usize, &str)> {
    let mut quoted = false;
    let mut escaped = false;
    let mut outside = String::with_capacity(text.len());
    for character in text.chars() {
        let was_quoted = quoted;
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ => {}
        }
        let blank = was_quoted || quoted;
        if blank && character != '\n' {
            (0..character.len_utf8()).for_each(|_| outside.push(' '));
        } else {
            outside.push(character);
        }
    }
    let mut found = Vec::new();
    for (number, (line, masked)) in text.lines().zip(outside.lines()).enumerate() {
        let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-' | '_');
        let mut rest = 0;
        for part in masked.split(|c: char| !word(c)) {
            if !part.is_empty() {
                let column = masked[..rest].chars().count() + 1;
                found.push((number + 1, column, &line[rest..rest + part.len()]));
            }
            rest += part.len();
            rest += masked[rest..].chars().next().map_or(0, char::len_utf8);
        }
    }
    found.into_iter()
}

fn refuse_not_finite(text: &str) -> Result<(), DocumentError> {
    for (line, column, token) in tokens(text) {
        let bare = token.trim_start_matches(['+', '-']).replace('_', "");
        let named = matches!(bare.as_str(), "NaN" | "inf");
        let too_large = bare.starts_with(|c: char| c.is_ascii_digit() || c == '.')
            && bare.parse::<f64>().is_ok_and(f64::is_infinite);
        if named || too_large {
            let what = format!("{token} is not a finite number; write a figure");
            return Err(DocumentError::Syntax { line, column, what });
        }
    }
    Ok(())
}

fn version(text: &str) -> Option<(usize, u32)> {
    let mut tokens = tokens(text).skip_while(|(_, _, token)| *token != "format_version").skip(1);
    let (line, _, token) = tokens.next()?;
    Some((line, token.parse().ok()?))
}

fn refuse_duplicates(plan: &Plan, text: &str) -> Result<(), DocumentError> {
    let lists: [(&'static str, Vec<&String>); 9] = [
        ("contracts", plan.power.contracts.iter().map(|item| &item.id).collect()),
        ("asics", plan.asics.iter().map(|item| &item.id).collect()),
        ("gpus", plan.gpus.iter().map(|item| &item.id).collect()),
        ("leases", plan.leases.iter().map(|item| &item.id).collect()),
        ("options", plan.options.iter().map(|item| &item.id).collect()),
        ("what_ifs", plan.what_ifs.iter().map(|item| &item.id).collect()),
        ("works", plan.works.iter().map(|item| &item.id).collect()),
        ("debts", plan.debts.iter().map(|item| &item.id).collect()),
        ("lines", plan.lines.iter().map(|item| &item.id).collect()),
    ];
    for (list, ids) in lists {
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id) {
                let quoted = format!("\"{id}\"");
                let after =
                    text.lines().position(|line| line.trim().starts_with(&format!("{list}:")));
                let of_list = text.lines().enumerate().skip(after.unwrap_or(0));
                let mut places = of_list
                    .filter(|(_, line)| line.trim().starts_with("id:") && line.contains(&quoted));
                let line = places.nth(1).map_or(1, |(line, _)| line + 1);
                return Err(DocumentError::DuplicateId { line, list, id: id.clone() });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing;

    fn text() -> String {
        write(&testing::plan()).unwrap()
    }

    fn refused(text: &str) -> String {
        read(text.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn a_plan_reads_what_it_writes_to_the_byte() {
        let text = text();
        let plan = read(text.as_bytes()).unwrap();
        assert_eq!(plan, testing::plan());
        assert_eq!(write(&plan).unwrap(), text);
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_place_and_cure() {
        let text = text();
        let cases = [
            (text.replacen("    grid_mw: 20.0,\n", "", 1), "the field grid_mw is missing"),
            (text.replacen("grid_mw: 20.0", "grid_mw: \"20\"", 1), "line "),
            (text.replacen("grid_mw: 20.0", "grid_mw: NaN", 1), "NaN is not a finite number"),
            (text.replacen("grid_mw: 20.0", "grid_mw: 1e999", 1), "1e999 is not a finite number"),
            (text.replacen("grid_mw: 20.0", "grid_mv: 20.0", 1), "there is no field grid_mv"),
            (text.replacen("format_version: 2", "format_version: 9", 1), "format version 9"),
            (text[..text.len() / 2].to_owned(), "line "),
            (String::new(), "empty"),
            ("[".repeat(100_000), "line 1"),
        ];
        for (text, expect) in cases {
            let said = refused(&text);
            assert!(said.contains(expect), "{said}");
        }
        let nan_line = text.lines().position(|line| line.contains("grid_mw: 20.0")).unwrap() + 1;
        let said = refused(&text.replacen("grid_mw: 20.0", "grid_mw: NaN", 1));
        assert!(said.starts_with(&format!("line {nan_line}, column ")), "{said}");
        assert_eq!(read(&[0xff, 0xfe, 0, 1]), Err(DocumentError::NotText { byte: 0 }));
    }

    #[test]
    fn an_id_that_stands_twice_is_refused_at_the_second() {
        let mut plan = testing::plan();
        plan.asics = vec![testing::batch("a"), testing::batch("a")].into();
        let text = write(&plan).unwrap();
        let at =
            text.lines().enumerate().filter(|(_, l)| l.trim() == "id: \"a\",").nth(1).unwrap().0;
        let expect = DocumentError::DuplicateId { line: at + 1, list: "asics", id: "a".to_owned() };
        assert_eq!(read(text.as_bytes()), Err(expect));
    }

    #[test]
    fn words_in_strings_are_no_numbers() {
        let plan = Plan { name: "NaN and inf, 1e999 \"quoted\"".to_owned(), ..testing::plan() };
        assert_eq!(read(write(&plan).unwrap().as_bytes()).unwrap(), plan);
    }
}
