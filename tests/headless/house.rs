//! The house: which module may import which, as ARCHITECTURE.md says.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The table of ARCHITECTURE.md: module and what it may import.
fn table() -> BTreeMap<String, Vec<String>> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    let all: Vec<(String, String)> = rows
        .map(|row| {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            let name = cells[0].split('`').nth(1).unwrap().to_owned();
            (name, cells[2].to_owned())
        })
        .collect();
    let names: Vec<String> = all.iter().map(|(name, _)| name.clone()).collect();
    all.into_iter()
        .map(|(name, may)| {
            let may = match may.strip_prefix("all but ") {
                Some(but) => names.iter().filter(|other| *other != but).cloned().collect(),
                None => may.split(", ").map(str::to_owned).collect(),
            };
            (name, may)
        })
        .collect()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn every_module_imports_only_what_its_row_allows() {
    let table = table();
    let modules = fs::read_dir(root().join("src")).unwrap().map(Result::unwrap);
    let mut count = 0;
    for module in modules.filter(|entry| entry.path().is_dir()) {
        let name = module.file_name().into_string().unwrap();
        let may = table.get(&name).unwrap_or_else(|| panic!("{name} is not in ARCHITECTURE.md"));
        for path in sources(&module.path()) {
            let text = fs::read_to_string(&path).unwrap();
            for (number, line) in text.lines().enumerate() {
                if line.trim_start().starts_with("//") {
                    continue;
                }
                for used in line.split("crate::").skip(1) {
                    let used: String =
                        used.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                    if !table.contains_key(&used) || used == name {
                        continue;
                    }
                    count += 1;
                    let at = path.strip_prefix(root()).unwrap().display();
                    assert!(may.contains(&used), "{at}:{}: {name} imports {used}", number + 1);
                }
            }
        }
    }
    assert!(count > 100, "only {count} imports were seen");
}

#[test]
fn the_model_knows_no_window_files_or_clock() {
    for room in ["plan", "engine", "figure"] {
        for path in sources(&root().join("src").join(room)) {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for word in ["egui::", "std::fs", "SystemTime", "Instant::now", "std::thread"] {
                assert!(!code.contains(word), "{} names {word}", path.display());
            }
        }
    }
}

#[test]
fn no_file_has_grown_past_reading() {
    for room in ["src", "tests", "benches"] {
        for path in sources(&root().join(room)) {
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            assert!(lines <= 800, "{} has {lines} lines", path.display());
        }
    }
}
