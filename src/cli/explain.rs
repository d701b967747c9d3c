//! `regimen explain`: the long text of a code, and what the catalogue lists.

use super::output::Output;
use super::{FINE, Format, USAGE};
use clap::Args;
use regimen::catalog::facts::FactId;
use regimen::catalog::{editions, keys};
use regimen::condition::Type;
use regimen::diag::{Code, LINTS, Lint, closest};
use std::fmt::Write as _;

/// Its name, what it is, and the list.
type Topic = (&'static str, &'static str, fn() -> String);

/// What can be explained beside codes and lints.
const TOPICS: [Topic; 3] = [
    ("editions", "the editions of Windows, as `os.edition` has them, with the releases that have them", list_editions),
    ("releases", "the releases of Windows, as `os.release` has them, with their builds", list_releases),
    ("facts", "what conditions, maps and texts can name of a machine", list_facts),
];

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The code of a message, such as R0403, the name of a lint, such as `unused`, or one of `editions`, `releases` and
    /// `facts`; a list of all of them, where it is left out.
    #[arg(value_name = "WHAT")]
    what: Option<String>,
}

pub(super) fn run(arguments: &ExplainArgs) -> u8 {
    let mut output = Output::new(Format::Human);
    let Some(what) = &arguments.what else {
        output.line(&overview());
        return output.end(FINE);
    };
    let topic = TOPICS.iter().find(|(name, ..)| name.eq_ignore_ascii_case(what));
    let text = topic
        .map(|(.., list)| list())
        .or_else(|| code(what).map(|code| format!("{}: {}", code.as_str(), code.explanation().trim_start())));
    if let Some(text) = text {
        output.line(&text);
        return output.end(FINE);
    }
    output.failure(&format!("there is no code `{what}`"));
    let codes = Code::ALL.iter().map(|code| code.as_str());
    let words = TOPICS.iter().map(|(name, ..)| *name).chain(LINTS.iter().map(|lint| lint.name));
    // Codes are alike; only where something like a code is asked for is another one meant.
    let is_code = what.bytes().any(|byte| byte.is_ascii_digit());
    let near = if is_code { closest(what, codes) } else { closest(what, words) };
    output.say(&match near {
        Some(near) => format!("help: did you mean `{near}`? `regimen explain` lists all"),
        None => "help: `regimen explain` lists all".to_owned(),
    });
    USAGE
}

/// A code by its name, or by the name of its lint. `403` and `R403` are R0403, too.
fn code(what: &str) -> Option<Code> {
    if let Some(lint) = Lint::named(what) {
        return Some(lint.code);
    }
    let digits = what.strip_prefix(['R', 'r']).unwrap_or(what);
    let is_short = (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let name = format!("R{digits:0>4}");
    Code::ALL.iter().copied().find(|code| is_short && code.as_str() == name)
}

/// Everything that can be explained, a line each.
fn overview() -> String {
    let mut out = String::from("`regimen explain WHAT` says more of each of these.\n\n");
    for (name, about, _) in TOPICS {
        let _ = writeln!(out, "{name:<9} {about}");
    }
    out.push('\n');
    for code in Code::ALL {
        let explanation = code.explanation();
        let first = explanation.trim_start().lines().next().unwrap_or_default();
        let lint = LINTS.iter().find(|lint| lint.code == *code).map(|lint| format!(" (lint `{}`)", lint.name));
        let _ = writeln!(out, "{}     {first}{}", code.as_str(), lint.unwrap_or_default());
    }
    out
}

/// The editions with their releases, and what Microsoft's list of KMS client keys calls them.
fn list_editions() -> String {
    let mut out = String::from(
        "`os.edition` is the EditionID: Home is `Core`, Pro is `Professional`, LTSB and LTSC are `EnterpriseS`. It is written\n\
         without quotes: `os.edition in [Professional, Enterprise]`.\n\n",
    );
    for edition in editions::edition_ids() {
        let mut releases: Vec<&str> = Vec::new();
        for row in editions::rows().iter().filter(|row| row.edition == edition) {
            if !releases.contains(&row.release.as_str()) {
                releases.push(&row.release);
            }
        }
        let _ = writeln!(out, "{edition}\n    {}", releases.join(", "));
        let mut names: Vec<&str> = Vec::new();
        let own = keys::published().iter().filter(|row| row.editions.first().is_some_and(|first| first == edition));
        for row in own.filter(|row| row.confidence > editions::Confidence::Low) {
            if !names.contains(&row.edition.as_str()) {
                names.push(&row.edition);
            }
        }
        if !names.is_empty() {
            let _ = writeln!(out, "    KMS client key of {}", names.join("; "));
        }
    }
    out
}

/// The releases with version and builds.
fn list_releases() -> String {
    let mut out =
        String::from("`os.release` is told by the build and by whether it is a client: `os.release == windows-7`.\n\n");
    for release in editions::releases() {
        let rows = || editions::rows().iter().filter(|row| row.release == release);
        let mut builds: Vec<(u32, u32)> = rows().flat_map(|row| row.builds.iter().copied()).collect();
        builds.sort_unstable_by_key(|(from, to)| (*from, std::cmp::Reverse(*to)));
        // An edition's own builds lie within those of the release.
        let mut spans: Vec<(u32, u32)> = Vec::new();
        let singles: Vec<(u32, u32)> = builds.iter().copied().filter(|(from, to)| to - from < SPAN).collect();
        for (from, to) in singles {
            match spans.last_mut() {
                Some((_, end)) if from <= *end => *end = to.max(*end),
                _ => spans.push((from, to)),
            }
        }
        let builds: Vec<String> = spans
            .iter()
            .map(|(from, to)| if from == to { from.to_string() } else { format!("{from}..{to}") })
            .collect();
        let version = rows().next().map_or("", |row| row.version.as_str());
        let _ = writeln!(out, "{release:<16} {version:<5} {}", builds.join(", "));
    }
    out
}

/// Longer spans of builds only say that a table does not know where an edition begins.
const SPAN: u32 = 100;

/// The facts with their types; the words of those that have few.
fn list_facts() -> String {
    let mut out = String::new();
    for fact in FactId::all() {
        let _ = writeln!(out, "{:<22} {:<13} {}", fact.name(), fact.ty().to_string(), fact.doc());
        if let Type::Enum(of) = fact.ty() {
            let words = of.words();
            let listed = TOPICS
                .iter()
                .find(|(name, ..)| fact.name().strip_prefix("os.").is_some_and(|own| name.starts_with(own)));
            let _ = match listed {
                Some((topic, ..)) => writeln!(out, "{:<36} see `regimen explain {topic}`", ""),
                None => writeln!(out, "{:<36} {}", "", words.join(", ")),
            };
        }
    }
    out
}
