//! What is printed for programs is what their formats ask for, over every case of `tests/cases/fail`.

use jsonschema::Validator;
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

/// The schema of the OASIS Standard, formats (URIs) included.
fn sarif_schema() -> Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/sarif-schema-2.1.0.json");
    let schema = serde_json::from_slice(&std::fs::read(path).expect("the schema is there")).expect("it is JSON");
    // Draft 4 has no such format yet.
    let is_reference = |text: &str| text.bytes().all(|b| b.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&b));
    let options =
        jsonschema::draft4::options().should_validate_formats(true).with_format("uri-reference", is_reference);
    options.build(&schema).expect("it is a schema of draft 4")
}

#[test]
fn the_official_schema_rejects_what_is_no_log() {
    let schema = sarif_schema();
    let log = |run: Value| serde_json::json!({ "version": "2.1.0", "runs": [run] });
    let driver = serde_json::json!({ "driver": { "name": "regimen" } });
    assert!(schema.is_valid(&log(serde_json::json!({ "tool": driver }))));
    for run in [
        serde_json::json!({}),
        serde_json::json!({ "tool": driver, "columnKind": "bytes" }),
        serde_json::json!({ "tool": driver, "more": 1 }),
        serde_json::json!({ "tool": driver, "artifacts": [{ "location": { "uri": "a b" } }] }),
        serde_json::json!({ "tool": driver, "results": [{ "ruleId": "R0301" }] }),
    ] {
        assert!(!schema.is_valid(&log(run.clone())), "{run}");
    }
}

#[test]
fn the_sarif_log_is_what_the_official_schema_says() {
    let text = printed("sarif");
    let log: Value = serde_json::from_str(&text).expect("it is JSON");
    let schema = sarif_schema();
    let wrong: Vec<String> =
        schema.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
