//! `regimen explain`: the long text of a code, a kind of state, a key, a fact; and what the catalogue lists. What is said comes
//! from what the compiler itself reads: its types, its tables, the language reference, and the targets' own answers.

mod key;
mod kind;
mod lists;

use super::output::Output;
use super::{FINE, Format, USAGE};
use clap::Args;
use regimen::catalog::facts::FactId;
use regimen::diag::{Code, LINTS, Lint, closest};
use regimen::emit::Target;
use regimen::schema::{keys, summary};
use regimen::states::{self, KINDS};
use std::fmt::Write as _;

/// Its name, what it is, and the list.
type Topic = (&'static str, &'static str, fn() -> String);

/// What can be explained beside codes, lints, kinds, keys and facts.
const TOPICS: [Topic; 5] = [
    (
        "editions",
        "the editions of Windows, as `os.edition` has them, with the releases that have them",
        lists::editions,
    ),
    ("releases", "the releases of Windows, as `os.release` has them, with their builds", lists::releases),
    ("facts", "what conditions, maps and texts can name of a machine", lists::facts),
    ("kinds", "the kinds of states, which checks observe and actions bring about", lists::kinds),
    ("targets", "what plans are compiled to", lists::targets),
];

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The code of a message (R0403), a lint (`unused`), a kind of state (`service`), a key (`retry`, `service.startup`), a
    /// fact (`os.edition`), or one of the lists `editions`, `releases`, `facts`, `kinds` and `targets`; an overview, where it
    /// is left out.
    #[arg(value_name = "WHAT")]
    what: Option<String>,
}

pub(super) fn run(arguments: &ExplainArgs) -> u8 {
    let mut output = Output::new(Format::Human);
    let Some(what) = &arguments.what else {
        output.line(&overview());
        return output.end(FINE);
    };
    if let Some(text) = explained(what) {
        output.line(&text);
        return output.end(FINE);
    }
    output.failure(&format!("there is nothing called `{what}` to explain"));
    output.say(&match meant(what) {
        Some(near) => format!("help: did you mean `{near}`? `regimen explain` lists all"),
        None => "help: `regimen explain` lists all".to_owned(),
    });
    USAGE
}

fn explained(what: &str) -> Option<String> {
    // One of a list, or the list: nobody remembers which.
    let is_list = |name: &str| [Some(name), name.strip_suffix('s')].contains(&Some(&what.to_ascii_lowercase()));
    if let Some((.., list)) = TOPICS.iter().find(|(name, ..)| is_list(name)) {
        return Some(list());
    }
    if Target::named(what).is_some() {
        return Some(lists::targets());
    }
    if let Some(code) = code(what) {
        return Some(explained_code(code));
    }
    if let Some(fact) = FactId::named(what) {
        return Some(key::fact(fact));
    }
    match states::kind(what) {
        Some(found) => Some(kind::explained(found)),
        None => key::explained(what),
    }
}

/// What may be meant by a word that is nothing.
fn meant(what: &str) -> Option<String> {
    // Codes are alike; only where something like a code is asked for is another one meant.
    if what.bytes().any(|byte| byte.is_ascii_digit()) && !what.contains('.') {
        return closest(what, Code::ALL.iter().map(|code| code.as_str())).map(str::to_owned);
    }
    let keys: Vec<String> = keys().into_iter().map(|key| key.field.name).collect();
    let mut words: Vec<&str> = TOPICS.iter().map(|(name, ..)| *name).collect();
    words.extend(Target::ALL.iter().map(|target| target.name()));
    words.extend(KINDS.iter().map(|kind| kind.name()));
    words.extend(FactId::all().map(|fact| fact.name()));
    words.extend(LINTS.iter().map(|lint| lint.name));
    words.extend(keys.iter().map(String::as_str));
    closest(what, words).map(str::to_owned)
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

fn explained_code(code: Code) -> String {
    let mut out = format!("{}: {}", code.as_str(), code.explanation().trim_start());
    if let Some(lint) = Lint::of(code) {
        let name = lint.name;
        let _ = writeln!(
            out,
            "\nIt warns, unless `lint: {{ {name}: allow }}` or `deny` in the plan, or `--lint {name}=...` on\n\
             the command line, which comes first, says otherwise."
        );
    }
    out
}

/// Everything that can be explained, a line each.
fn overview() -> String {
    let mut out =
        String::from("`regimen explain WHAT` says more of each of these, of each key (`retry`) and of each fact.\n\n");
    for (name, about, _) in TOPICS {
        let _ = writeln!(out, "{name:<9} {about}");
    }
    out.push('\n');
    for kind in KINDS {
        let _ = writeln!(out, "{:<9} {}", kind.name(), summary(*kind));
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

/// A text in lines of at most 100 characters behind an indent.
fn wrapped(text: &str, indent: usize) -> String {
    const WIDTH: usize = 100;
    let mut out = String::new();
    let mut width = WIDTH;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if width + 1 + length > WIDTH {
            let _ = write!(out, "{}{:indent$}{word}", if out.is_empty() { "" } else { "\n" }, "");
            width = indent + length;
        } else {
            let _ = write!(out, " {word}");
            width += 1 + length;
        }
    }
    out.push('\n');
    out
}
