//! The order of the house: which folder may name which, and what stands in one folder alone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// For each folder of `src` the other folders its code may name. Phases read the phase before them; libraries stand below.
const ARROWS: &[(&str, &[&str])] = &[
    // Libraries.
    ("source", &["diag"]),
    ("diag", &["source"]),
    ("catalog", &["condition"]),
    ("condition", &["catalog", "source", "diag"]),
    ("states", &["catalog", "condition", "diag", "program", "simulate", "source", "syntax"]),
    // Phases.
    ("syntax", &["source", "diag"]),
    ("plan", &["program", "states", "syntax", "source", "diag"]),
    ("resolve", &["plan", "program", "states", "syntax", "condition", "catalog", "source", "diag"]),
    ("order", &["resolve", "condition", "source", "diag"]),
    ("rules", &["order", "resolve", "plan", "program", "states", "syntax", "condition", "catalog", "source", "diag"]),
    ("program", &["order", "resolve", "states", "condition", "catalog"]),
    ("emit", &["order", "program", "condition", "catalog", "source", "diag"]),
    ("show", &["program", "condition", "diag"]),
    ("graph", &["program", "diag"]),
    ("schema", &["emit", "plan", "simulate", "states", "syntax", "condition", "catalog", "source", "diag"]),
    ("simulate", &["program", "syntax", "condition", "catalog", "source", "diag"]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of this crate can be read") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The text of every source file by its path below `src`.
fn texts() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&root, &mut paths);
    let texts = paths.into_iter().map(|path| {
        let name = path.strip_prefix(&root).expect("it was found below").to_string_lossy().replace('\\', "/");
        (name, std::fs::read_to_string(&path).expect("a source file is text"))
    });
    texts.collect()
}

/// A source file up to its tests, which stand at its end; what is only there for tests elsewhere is read as well.
fn without_tests(text: &str) -> &str {
    let tests = text.match_indices("\n#[cfg(test)]\n").find(|(at, attribute)| {
        let item = text[at + attribute.len()..].lines().find(|line| !line.starts_with("#["));
        item.is_some_and(|item| item.starts_with("mod tests"))
    });
    tests.map_or(text, |(at, _)| &text[..at])
}

/// The names behind `crate::`, in code and in documentation.
fn named(text: &str) -> Vec<&str> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.match_indices("crate::").map(|(at, _)| &line[at + "crate::".len()..]))
        .map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default())
        .collect()
}

#[test]
fn folders_name_only_what_they_may() {
    let mut wrong = Vec::new();
    for (name, text) in texts() {
        let Some((folder, _)) = name.split_once('/') else { continue };
        if folder == "cli" {
            continue;
        }
        let Some((_, allowed)) = ARROWS.iter().find(|(known, _)| *known == folder) else {
            wrong.push(format!("{name}: the folder has no row in ARROWS"));
            continue;
        };
        for other in named(&text) {
            let is_folder = ARROWS.iter().any(|(known, _)| *known == other);
            if is_folder && other != folder && !allowed.contains(&other) {
                wrong.push(format!("{name} names {other}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_stands_in_one_folder_stands_nowhere_else() {
    let alone = [
        ("granit_parser", "syntax/"),
        ("annotate_snippets", "diag/render/"),
        ("petgraph", "order/"),
        ("pest::", "condition/"),
        ("minijinja", "emit/"),
        ("layout::core", "graph/"),
        ("include_str!", "catalog/ emit/"),
        ("clap", "cli/"),
        ("quick_junit", "cli/ diag/render/"),
        ("std::io::std", "cli/"),
        ("std::fs::", "cli/"),
        ("SystemTime", "nowhere"),
    ];
    let mut wrong = Vec::new();
    for (name, text) in texts() {
        for (what, folders) in alone {
            let here = folders.split(' ').any(|folder| name.starts_with(folder));
            let code = without_tests(&text);
            if !here && code.contains(what) {
                wrong.push(format!("{name} names {what}, which belongs to {folders}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
