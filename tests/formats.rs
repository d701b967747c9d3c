//! What is printed for programs is what their formats ask for, over every case of `tests/cases/fail`.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

fn cases() -> (PathBuf, Vec<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/fail");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("there are cases")
        .map(|entry| entry.expect("an entry can be read").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".yaml"))
        .collect();
    names.sort();
    (folder, names)
}

fn printed(format: &str) -> String {
    let (folder, names) = cases();
    let output = Command::new(env!("CARGO_BIN_EXE_regimen"))
        .args(["check", "--message-format", format])
        .args(&names)
        .arg("gone.yaml")
        .current_dir(folder)
        .output()
        .expect("it was built");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("it is UTF-8")
}

/// The structure that SARIF 2.1.0 (OASIS Standard, 27 March 2020) asks for: each object by its section, its properties with
/// `!` where they are required, and what each holds. An object may have no other property.
const OBJECTS: &[(&str, &[(&str, Holds)])] = &[
    ("sarifLog 3.13", &[("$schema", Uri), ("version!", Word(&["2.1.0"])), ("runs!", List("run 3.14"))]),
    (
        "run 3.14",
        &[
            ("tool!", Object("tool 3.18")),
            ("columnKind", Word(&["utf16CodeUnits", "unicodeCodePoints"])),
            ("invocations", List("invocation 3.20")),
            ("artifacts", List("artifact 3.24")),
            ("results", List("result 3.27")),
        ],
    ),
    ("tool 3.18", &[("driver!", Object("toolComponent 3.19"))]),
    ("toolComponent 3.19", &[("name!", Text), ("semanticVersion", Text), ("rules", List("reportingDescriptor 3.49"))]),
    (
        "reportingDescriptor 3.49",
        &[
            ("id!", Text),
            ("name", Text),
            ("shortDescription", Object("message 3.11")),
            ("fullDescription", Object("message 3.11")),
            ("properties", Anything),
        ],
    ),
    ("invocation 3.20", &[("executionSuccessful!", Bool), ("toolExecutionNotifications", List("notification 3.58"))]),
    ("notification 3.58", &[("message!", Object("message 3.11")), ("level", LEVEL)]),
    ("artifact 3.24", &[("location", Object("artifactLocation 3.4")), ("sourceLanguage", Text)]),
    (
        "result 3.27",
        &[
            ("ruleId", Text),
            ("ruleIndex", Number(0)),
            ("level", LEVEL),
            ("message!", Object("message 3.11")),
            ("locations", List("location 3.28")),
            ("relatedLocations", List("location 3.28")),
            ("fixes", List("fix 3.55")),
        ],
    ),
    (
        "location 3.28",
        &[
            ("id", Number(0)),
            ("physicalLocation", Object("physicalLocation 3.29")),
            ("message", Object("message 3.11")),
        ],
    ),
    (
        "physicalLocation 3.29",
        &[("artifactLocation", Object("artifactLocation 3.4")), ("region", Object("region 3.30"))],
    ),
    ("artifactLocation 3.4", &[("uri", Uri), ("index", Number(0))]),
    (
        "region 3.30",
        &[("startLine", Number(1)), ("startColumn", Number(1)), ("endLine", Number(1)), ("endColumn", Number(1))],
    ),
    ("message 3.11", &[("text", Text)]),
    ("fix 3.55", &[("description", Object("message 3.11")), ("artifactChanges!", List("artifactChange 3.56"))]),
    (
        "artifactChange 3.56",
        &[("artifactLocation!", Object("artifactLocation 3.4")), ("replacements!", List("replacement 3.57"))],
    ),
    (
        "replacement 3.57",
        &[("deletedRegion!", Object("region 3.30")), ("insertedContent", Object("artifactContent 3.3"))],
    ),
    ("artifactContent 3.3", &[("text", Text)]),
];

const LEVEL: Holds = Word(&["none", "note", "warning", "error"]);

#[derive(Clone, Copy)]
enum Holds {
    Text,
    Bool,
    Uri,
    Anything,
    Number(u64),
    Word(&'static [&'static str]),
    Object(&'static str),
    List(&'static str),
}
use Holds::{Anything, Bool, List, Number, Object, Text, Uri, Word};

fn object(value: &Value, name: &str, at: &str) {
    let (_, properties) = OBJECTS.iter().find(|(known, _)| *known == name).expect("it is described");
    let fields = value.as_object().unwrap_or_else(|| panic!("{at} is no object"));
    for (property, _) in *properties {
        if let Some(required) = property.strip_suffix('!') {
            assert!(fields.contains_key(required), "{at}: {name} has no {required}");
        }
    }
    for (field, value) in fields {
        let at = format!("{at}.{field}");
        let known = properties.iter().find(|(property, _)| property.trim_end_matches('!') == field);
        let (_, holds) = known.unwrap_or_else(|| panic!("{at}: {name} has no such property"));
        let text = || value.as_str().unwrap_or_else(|| panic!("{at} is no text"));
        match holds {
            Text => assert!(!text().is_empty() || field == "text", "{at} is empty"),
            Bool => assert!(value.is_boolean(), "{at}"),
            Uri => {
                assert!(text().bytes().all(|b| b.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&b)), "{at}: {value}")
            }
            Anything => {}
            Number(least) => assert!(value.as_u64().is_some_and(|number| number >= *least), "{at}: {value}"),
            Word(words) => assert!(words.contains(&text()), "{at}: {value}"),
            Object(name) => object(value, name, &at),
            List(name) => {
                let items = value.as_array().unwrap_or_else(|| panic!("{at} is no list"));
                items.iter().enumerate().for_each(|(index, item)| object(item, name, &format!("{at}[{index}]")));
            }
        }
    }
}

#[test]
fn the_sarif_log_has_the_structure_of_the_standard() {
    let text = printed("sarif");
    let log: Value = serde_json::from_str(&text).expect("it is JSON");
    object(&log, "sarifLog 3.13", "log");
    let run = &log["runs"][0];
    let results = run["results"].as_array().expect("a list");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("a list");
    let artifacts = run["artifacts"].as_array().expect("a list");
    assert_eq!(artifacts.len(), cases().1.len());
    assert!(results.iter().any(|result| result["fixes"].is_array()));
    for result in results {
        let index = |value: &Value| usize::try_from(value.as_u64().expect("an index")).expect("a small one");
        assert_eq!(rules[index(&result["ruleIndex"])]["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        let artifact = &place["artifactLocation"];
        assert_eq!(artifacts[index(&artifact["index"])]["location"]["uri"], artifact["uri"]);
        let region = &place["region"];
        let point = |line: &str, column: &str| (region[line].as_u64(), region[column].as_u64());
        assert!(point("startLine", "startColumn") <= point("endLine", "endColumn"), "{region}");
    }
    let notes = run["invocations"][0]["toolExecutionNotifications"].as_array().expect("a list");
    assert!(notes[0]["message"]["text"].as_str().is_some_and(|text| text.contains("gone.yaml")));
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
}

#[test]
fn every_workflow_command_is_one_line_that_begins_with_it() {
    for line in printed("github").lines() {
        let rest = line.strip_prefix("::").unwrap_or_else(|| panic!("{line}"));
        let (command, text) = rest.split_once("::").unwrap_or_else(|| panic!("{line}"));
        let level = command.split(' ').next().unwrap_or_default();
        assert!(["error", "warning", "notice"].contains(&level) && !text.is_empty(), "{line}");
    }
}

#[test]
fn the_junit_document_is_balanced_and_counts_right() {
    let text = printed("junit");
    let mut open: Vec<&str> = Vec::new();
    for tag in text.split('<').skip(2).map(|part| part.split('>').next().unwrap_or_default()) {
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None if tag.ends_with('/') => {}
            None => open.push(tag.split(' ').next().unwrap_or_default()),
        }
    }
    assert!(open.is_empty(), "{open:?}");
    let all = text.split("<testsuites ").nth(1).and_then(|rest| rest.split('>').next()).expect("the first element");
    let number = |name: &str| -> usize {
        let value = all.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
        value.and_then(|digits| digits.parse().ok()).expect("a number")
    };
    assert_eq!(number("tests"), text.matches("<testcase").count());
    assert_eq!(number("failures"), text.matches("<failure").count());
    assert_eq!(number("errors"), text.matches("<error ").count());
}
