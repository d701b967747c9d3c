//! Messages for programs: one JSON object a diagnostic, one a line; `regimen schema diagnostics` is their schema.
//!
//! ```json
//! {"code":"R0301","level":"error","title":"...","file":"plan.yaml","line":3,"column":5,"endLine":3,"endColumn":9,
//!  "span":[20,24],"label":"...","related":[{"line":1,"column":1,"span":[0,7],"text":"..."}],"help":["..."],
//!  "fix":{"line":3,"column":5,"span":[20,24],"text":"when","sure":true}}
//! ```
//!
//! Keys come in alphabetical order, and none is left out. What is here stays: a later version may add keys and codes.

use super::{Report, escaped, within};
use crate::diag::{Diagnostic, Level};
use crate::source::{SourceFile, Span};
use schemars::JsonSchema;
use serde::Serialize;

/// One line of `--message-format json` of `check` and `build`.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub enum JsonLine {
    /// Something found in a plan.
    Message(Box<Message>),
    /// More was found in the plan than is kept.
    Omitted(Omitted),
    /// Something went wrong that has no place in a plan.
    Failure(Failure),
}

/// Something found in a plan.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Message {
    /// Its code, for `regimen explain`; never used for anything else.
    #[schemars(extend("pattern" = "^R[0-9]{4}$"))]
    code: &'static str,
    /// How grave it is; nothing is built where there is an error.
    level: JsonLevel,
    /// What is wrong, one line.
    title: String,
    /// The plan, as it was named.
    file: String,
    /// The line, from 1.
    #[schemars(extend("minimum" = 1))]
    line: usize,
    /// The column, from 1, in characters.
    #[schemars(extend("minimum" = 1))]
    column: usize,
    /// The range of bytes in the decoded text (without a byte-order mark), its end excluded.
    span: [usize; 2],
    /// The line of its end, from 1.
    #[schemars(extend("minimum" = 1))]
    end_line: usize,
    /// The column behind its end, from 1, in characters.
    #[schemars(extend("minimum" = 1))]
    end_column: usize,
    /// What is at its place; may be empty.
    label: String,
    /// Other places that belong to it.
    related: Vec<Related>,
    /// What to do, a line each.
    help: Vec<String>,
    /// An edit that mends it; null where there is none.
    fix: Option<Fix>,
}

/// Another place, and what is there.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Related {
    /// The line, from 1.
    #[schemars(extend("minimum" = 1))]
    line: usize,
    /// The column, from 1, in characters.
    #[schemars(extend("minimum" = 1))]
    column: usize,
    /// The range of bytes in the decoded text (without a byte-order mark), its end excluded.
    span: [usize; 2],
    /// What is there.
    text: String,
}

/// An edit.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Fix {
    /// The line, from 1.
    #[schemars(extend("minimum" = 1))]
    line: usize,
    /// The column, from 1, in characters.
    #[schemars(extend("minimum" = 1))]
    column: usize,
    /// The range of bytes in the decoded text (without a byte-order mark), its end excluded.
    span: [usize; 2],
    /// What is put in the place of the range.
    text: String,
    /// Whether `check --fix` makes it.
    sure: bool,
}

/// How many were left out of a plan's messages.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Omitted {
    /// How many.
    #[schemars(extend("minimum" = 1))]
    omitted: usize,
}

/// Something went wrong that has no place in a plan: a file that cannot be read.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Failure {
    level: JsonLevel,
    /// What went wrong, one line.
    title: String,
}

/// How grave a message is.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum JsonLevel {
    /// Nothing is built.
    Error,
    /// It is built all the same.
    Warning,
    /// For information.
    Note,
}

/// All diagnostics of a report as JSON lines.
#[must_use]
pub fn json(report: &Report, source: &SourceFile) -> String {
    let mut out = String::new();
    for diagnostic in &report.diagnostics {
        out.push_str(&line(&JsonLine::Message(Box::new(message(diagnostic, source)))));
    }
    if report.omitted > 0 {
        out.push_str(&line(&JsonLine::Omitted(Omitted { omitted: report.omitted })));
    }
    out
}

/// Something that went wrong and has no place in a plan, as a JSON line.
#[must_use]
pub fn json_failure(title: &str) -> String {
    line(&JsonLine::Failure(Failure { level: JsonLevel::Error, title: title.to_owned() }))
}

fn line(object: &JsonLine) -> String {
    // By way of a value, whose keys are in order.
    let value = serde_json::to_value(object).expect("a message has no map with other keys than text");
    format!("{}\n", escaped(&value.to_string()))
}

fn message(diagnostic: &Diagnostic, source: &SourceFile) -> Message {
    let (line, column, span) = place(source, diagnostic.place.span);
    let end = source.position(span[1]);
    let related = diagnostic.related.iter().map(|label| {
        let (line, column, span) = place(source, label.span);
        Related { line, column, span, text: label.text.clone() }
    });
    Message {
        code: diagnostic.code.as_str(),
        level: match diagnostic.level {
            Level::Error => JsonLevel::Error,
            Level::Warning => JsonLevel::Warning,
            Level::Note => JsonLevel::Note,
        },
        title: diagnostic.title.clone(),
        file: source.name.clone(),
        line,
        column,
        span,
        end_line: end.line,
        end_column: end.column,
        label: diagnostic.place.text.clone(),
        related: related.collect(),
        help: diagnostic.help.clone(),
        fix: diagnostic.fix.as_ref().map(|fix| {
            let (line, column, span) = place(source, fix.span);
            Fix { line, column, span, text: fix.text.clone(), sure: fix.sure }
        }),
    }
}

/// Line, column and bytes of a span.
fn place(source: &SourceFile, span: Span) -> (usize, usize, [usize; 2]) {
    let span = within(source, span);
    let start = source.position(span.start);
    (start.line, start.column, [span.start, span.end])
}
