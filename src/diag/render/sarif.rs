//! SARIF 2.1.0, for code scanning: one log for all plans.
//!
//! Columns are UTF-16 units, as the format has them unless it is told otherwise (it is told so all the same). Paths become
//! URIs with `/`, relative where the path is.

use super::{Report, escaped, text_of, within};
use crate::diag::{Code, Diagnostic, Level, Lint};
use crate::source::{SourceFile, Span};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The reports of all plans, and what went wrong beside them, as one log.
#[must_use]
pub fn sarif(reports: &[(Report, SourceFile)], failures: &[String]) -> String {
    let used: BTreeSet<Code> =
        reports.iter().flat_map(|(report, _)| report.diagnostics.iter().map(|found| found.code)).collect();
    let codes: Vec<Code> = used.into_iter().collect();
    let mut results = Vec::new();
    let mut notifications: Vec<Value> =
        failures.iter().map(|text| json!({ "level": "error", "message": { "text": text } })).collect();
    for (index, (report, source)) in reports.iter().enumerate() {
        results.extend(report.diagnostics.iter().map(|found| result(found, source, index, &codes)));
        if report.omitted > 0 {
            let text = format!("{}: {} more were found than are listed", source.name, report.omitted);
            notifications.push(json!({ "level": "warning", "message": { "text": text } }));
        }
    }
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "regimen",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
            } },
            "columnKind": "utf16CodeUnits",
            "invocations": [{
                "executionSuccessful": failures.is_empty(),
                "toolExecutionNotifications": notifications,
            }],
            "artifacts": reports
                .iter()
                .map(|(_, source)| json!({ "location": { "uri": uri(&source.name) }, "sourceLanguage": "yaml" }))
                .collect::<Vec<_>>(),
            "results": results,
        }],
    });
    let mut text = escaped(&serde_json::to_string_pretty(&log).expect("a log has no map with other keys than text"));
    text.push('\n');
    text
}

fn rule(code: Code) -> Value {
    let explanation = code.explanation();
    let (short, rest) = explanation.trim().split_once('\n').unwrap_or((explanation.trim(), ""));
    let mut rule = json!({
        "id": code.as_str(),
        "name": format!("{code:?}"),
        "shortDescription": { "text": short },
        "fullDescription": { "text": if rest.trim().is_empty() { short } else { rest.trim() } },
    });
    if let Some(lint) = Lint::of(code) {
        rule["properties"] = json!({ "lint": lint.name });
    }
    rule
}

fn result(found: &Diagnostic, source: &SourceFile, artifact: usize, codes: &[Code]) -> Value {
    let level = match found.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    };
    let place = |span: Span| {
        json!({
            "artifactLocation": { "uri": uri(&source.name), "index": artifact },
            "region": region(source, span),
        })
    };
    let related = found.related.iter().enumerate().map(|(index, label)| {
        let mut location = json!({ "id": index + 1, "physicalLocation": place(label.span) });
        if !label.text.is_empty() {
            location["message"] = json!({ "text": label.text });
        }
        location
    });
    let mut result = json!({
        "ruleId": found.code.as_str(),
        "ruleIndex": codes.binary_search(&found.code).unwrap_or_default(),
        "level": level,
        "message": { "text": text_of(found) },
        "locations": [{ "physicalLocation": place(found.place.span) }],
        "relatedLocations": related.collect::<Vec<_>>(),
    });
    if let Some(fix) = &found.fix {
        result["fixes"] = json!([{
            "description": { "text": found.help.first().map_or("the fix", String::as_str) },
            "artifactChanges": [{
                "artifactLocation": { "uri": uri(&source.name), "index": artifact },
                "replacements": [{
                    "deletedRegion": region(source, fix.span),
                    "insertedContent": { "text": fix.text },
                }],
            }],
        }]);
    }
    result
}

/// Lines and columns from 1, the end column behind the last unit.
fn region(source: &SourceFile, span: Span) -> Value {
    let span = within(source, span);
    let (start, end) = (source.position_utf16(span.start), source.position_utf16(span.end));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// A path as a URI reference: `/` between parts, everything that is no plain character of one by its UTF-8 bytes.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes()[0].is_ascii_alphabetic();
    let mut uri = match (drive, path.starts_with('/')) {
        (true, _) => "file:///".to_owned(),
        (false, true) => "file://".to_owned(),
        (false, false) => String::new(),
    };
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) || (drive && byte == b':') {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("plans/a b.yaml"), "plans/a%20b.yaml");
        assert_eq!(uri("plans\\計.yaml"), "plans/%E8%A8%88.yaml");
        assert_eq!(uri("C:\\plans\\a.yaml"), "file:///C:/plans/a.yaml");
        assert_eq!(uri("/srv/a.yaml"), "file:///srv/a.yaml");
        assert_eq!(uri("a:b.yaml"), "file:///a:b.yaml");
        assert_eq!(uri("ab:c%.yaml"), "ab%3Ac%25.yaml");
    }
}
