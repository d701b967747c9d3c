//! The laws of the fuzz targets on the seeds they start from and on everything they ever found: `tests/fuzz/README.md`.

#[path = "fuzz/laws.rs"]
mod laws;

use std::fs;
use std::path::{Path, PathBuf};

/// The files below a folder, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of the repository can be read") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// Calls a law with every plan of the repository and with what was kept for its target; how many there were.
fn replay(target: &str, law: fn(&[u8])) -> usize {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let is_plan = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "yaml");
    let plans = ["plans", "tests/cases"].into_iter().flat_map(|folder| files(&root.join(folder))).filter(is_plan);
    let inputs: Vec<PathBuf> = plans.chain(files(&root.join("tests/fuzz/seeds").join(target))).collect();
    for path in &inputs {
        let bytes = fs::read(path).expect("a seed can be read");
        let held = std::panic::catch_unwind(|| law(&bytes));
        assert!(held.is_ok(), "the law of `{target}` does not hold for {}", path.display());
    }
    inputs.len()
}

#[test]
fn decode() {
    assert!(replay("decode", laws::decode) > 100);
}

#[test]
fn syntax() {
    assert!(replay("syntax", laws::syntax) > 100);
}

#[test]
fn condition() {
    assert!(replay("condition", laws::condition) > 100);
}

#[test]
fn check() {
    assert!(replay("check", laws::check) > 100);
}

#[test]
fn render() {
    assert!(replay("render", laws::render) > 100);
}
