//! Messages for programs: one JSON object a diagnostic, one a line.
//!
//! ```json
//! {"code":"R0301","level":"error","title":"...","file":"plan.yaml","line":3,"column":5,"endLine":3,"endColumn":9,
//!  "span":[20,24],"label":"...","related":[{"line":1,"column":1,"span":[0,7],"text":"..."}],"help":["..."],
//!  "fix":{"line":3,"column":5,"span":[20,24],"text":"when","sure":true}}
//! ```
//!
//! Lines and columns count from 1, columns in characters; `span` is a range of bytes in the decoded text (without a
//! byte-order mark), end excluded; keys come in alphabetical order. `related` and `help` may be empty, `fix` is null where
//! there is none, and `sure` says whether `check --fix` makes it. When more was found than is kept, a last object says
//! so: `{"omitted":12}`.

use super::{Report, escaped, within};
use crate::diag::{Diagnostic, Level};
use crate::source::{SourceFile, Span};
use serde_json::{Value, json};

/// All diagnostics of a report as JSON lines.
#[must_use]
pub fn json(report: &Report, source: &SourceFile) -> String {
    let mut out = String::new();
    for diagnostic in &report.diagnostics {
        out.push_str(&escaped(&object(diagnostic, source).to_string()));
        out.push('\n');
    }
    if report.omitted > 0 {
        out.push_str(&json!({ "omitted": report.omitted }).to_string());
        out.push('\n');
    }
    out
}

fn object(diagnostic: &Diagnostic, source: &SourceFile) -> Value {
    let span = within(source, diagnostic.place.span);
    let (start, end) = (source.position(span.start), source.position(span.end));
    let level = match diagnostic.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    };
    let related = diagnostic.related.iter().map(|label| place(source, label.span, &label.text));
    json!({
        "code": diagnostic.code.as_str(),
        "level": level,
        "title": diagnostic.title,
        "file": source.name,
        "line": start.line,
        "column": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "span": [span.start, span.end],
        "label": diagnostic.place.text,
        "related": related.collect::<Vec<_>>(),
        "help": diagnostic.help,
        "fix": diagnostic.fix.as_ref().map(|fix| {
            let mut edit = place(source, fix.span, &fix.text);
            edit["sure"] = json!(fix.sure);
            edit
        }),
    })
}

fn place(source: &SourceFile, span: Span, text: &str) -> Value {
    let span = within(source, span);
    let start = source.position(span.start);
    json!({ "line": start.line, "column": start.column, "span": [span.start, span.end], "text": text })
}
