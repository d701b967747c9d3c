//! What the catalogue and the compiler list: editions, releases, facts, kinds, targets.

use super::TOPICS;
use regimen::catalog::facts::FactId;
use regimen::catalog::{editions, keys};
use regimen::condition::Type;
use regimen::emit::Target;
use regimen::schema::summary;
use regimen::states::KINDS;
use std::fmt::Write as _;

/// The editions with their releases, and what Microsoft's list of KMS client keys calls them.
pub(super) fn editions() -> String {
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
pub(super) fn releases() -> String {
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

/// The list that has the words of a fact, where they are many.
pub(super) fn list_of(fact: FactId) -> Option<&'static str> {
    let own = fact.name().strip_prefix("os.")?;
    TOPICS.iter().map(|(name, ..)| *name).find(|name| name.starts_with(own))
}

/// The facts with their types; the words of those that have few.
pub(super) fn facts() -> String {
    let mut out = String::new();
    for fact in FactId::all() {
        let _ = writeln!(out, "{:<22} {:<13} {}", fact.name(), fact.ty().to_string(), fact.doc());
        if let Type::Enum(of) = fact.ty() {
            let words = of.words();
            let _ = match list_of(fact) {
                Some(topic) => writeln!(out, "{:<36} see `regimen explain {topic}`", ""),
                None => writeln!(out, "{:<36} {}", "", words.join(", ")),
            };
        }
    }
    out
}

/// The kinds of states.
pub(super) fn kinds() -> String {
    let mut out = String::new();
    for kind in KINDS {
        let _ = writeln!(out, "{:<9} {}", kind.name(), summary(*kind));
    }
    out
}

/// The targets.
pub(super) fn targets() -> String {
    let mut out = String::new();
    for target in Target::ALL {
        let _ = writeln!(out, "{:<11} {}", target.name(), target.summary());
    }
    out
}
