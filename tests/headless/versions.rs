//! Plans written by older versions open for ever, and say what they said.

use std::path::Path;

use wattsplit::engine::solve;
use wattsplit::plan::{FORMAT_VERSION, Severity, findings, read, write};

/// The samples of a version by file name, with their bytes.
fn samples(version: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(version);
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

#[test]
fn plans_of_version_1_become_todays_and_keep_their_npv() {
    // Net present values in USD as the program that wrote the samples gave them.
    let published = [
        ("core-scientific-coreweave.ron", 1_594_036_611.61),
        ("hive-hybrid.ron", 22_724_167.36),
        ("hut8-new-fleet.ron", 42_997_681.65),
        ("terawulf-core42.ron", 36_550_553.63),
        ("texas-100mw.ron", 152_334_552.83),
    ];
    let samples = samples("v1");
    assert_eq!(samples.len(), published.len());
    for ((name, bytes), (of, npv_usd)) in samples.iter().zip(published) {
        assert_eq!(name, of);
        let plan = read(bytes).unwrap();
        assert_eq!(plan.format_version, FORMAT_VERSION);
        assert_eq!(read(write(&plan).unwrap().as_bytes()).unwrap(), plan, "{name}");
        assert!(findings(&plan).iter().all(|found| found.severity != Severity::Error), "{name}");
        let now_usd = solve(&plan).plan.value.npv_usd;
        assert!((now_usd - npv_usd).abs() < 0.01, "{name}: {now_usd:?}, was {npv_usd:?}");
    }
}
