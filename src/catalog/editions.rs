//! Releases, builds, types, architectures and editions that may be met. Source of the table: its own columns; rows of low
//! confidence may inform a message and never cause an error.

use super::table;
use std::sync::LazyLock;

/// One row: a release with one edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// `windows-7` ...
    pub release: String,
    /// `6.1`, `10.0` ...
    pub version: String,
    /// Its builds, as ranges with both ends included.
    pub builds: Vec<(u32, u32)>,
    /// `client`, `server` (a server may be a domain controller).
    pub types: Vec<String>,
    /// `x86`, `x64`, `arm64`.
    pub archs: Vec<String>,
    /// The EditionID.
    pub edition: String,
    /// How sure the table is.
    pub confidence: Confidence,
}

/// How sure a table of the catalogue is of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// From memory: it may inform a message, never cause an error.
    Low,
    /// Well known.
    Medium,
    /// Seen in a public source.
    High,
}

impl Confidence {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "low" => Self::Low,
            "medium" => Self::Medium,
            "high" => Self::High,
            _ => return None,
        })
    }
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let list = |text: &str| text.split('|').map(str::to_owned).collect::<Vec<_>>();
    table::rows(include_str!("editions.csv"))
        .filter_map(|row| {
            let [release, version, builds, types, archs, edition, _, _, confidence, ..] = row.as_slice() else {
                return None;
            };
            Some(Row {
                release: release.clone(),
                version: version.clone(),
                builds: builds.split('|').filter_map(range).collect(),
                types: list(types),
                archs: list(archs),
                edition: edition.clone(),
                confidence: Confidence::named(confidence)?,
            })
        })
        .collect()
});

/// `7601`, or `19041..19045`.
fn range(text: &str) -> Option<(u32, u32)> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    Some((from.parse().ok()?, to.parse().ok()?))
}

/// All rows.
#[must_use]
pub fn rows() -> &'static [Row] {
    &ROWS
}

static RELEASES: LazyLock<Vec<&'static str>> = LazyLock::new(|| distinct(|row| &row.release));
static EDITIONS: LazyLock<Vec<&'static str>> = LazyLock::new(|| distinct(|row| &row.edition));

fn distinct(field: impl Fn(&'static Row) -> &'static String) -> Vec<&'static str> {
    let mut words: Vec<&'static str> = Vec::new();
    for row in ROWS.iter() {
        let word = field(row).as_str();
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// The releases, in the order of the table.
#[must_use]
pub fn releases() -> Vec<&'static str> {
    RELEASES.clone()
}

/// The EditionIDs, in the order of the table.
#[must_use]
pub fn edition_ids() -> Vec<&'static str> {
    EDITIONS.clone()
}

/// The builds at which a range of the table begins for clients or for servers, ascending.
#[must_use]
pub fn builds(client: bool) -> Vec<u32> {
    let kind = |row: &&'static Row| row.types.iter().any(|ty| (ty == "client") == client);
    let mut starts: Vec<u32> =
        ROWS.iter().filter(kind).flat_map(|row| row.builds.iter().map(|(from, _)| *from)).collect();
    starts.sort_unstable();
    starts.dedup();
    starts
}

/// The release of a machine: by its build and whether it is a client; where several share a build (Server 2019 and
/// Server, version 1809), by its edition. A build that the table does not have counts as the newest one below it of the
/// same kind.
#[must_use]
pub fn release(build: u32, client: bool, edition: &str) -> Option<&'static str> {
    let kind = |row: &&'static Row| row.types.iter().any(|ty| (ty == "client") == client);
    let exact: Vec<&'static Row> = ROWS
        .iter()
        .filter(kind)
        .filter(|row| row.builds.iter().any(|(from, to)| (*from..=*to).contains(&build)))
        .collect();
    if let Some(row) = exact.iter().find(|row| row.edition.eq_ignore_ascii_case(edition)).or(exact.first()) {
        return Some(&row.release);
    }
    let floor = |row: &&'static Row| row.builds.iter().map(|(_, to)| *to).filter(|to| *to <= build).max();
    ROWS.iter()
        .filter(kind)
        .filter(|row| floor(row).is_some())
        .max_by_key(|row| floor(row))
        .map(|row| row.release.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_are_found_by_build_kind_and_edition() {
        assert_eq!(release(7601, true, "Enterprise"), Some("windows-7"));
        assert_eq!(release(7601, false, "ServerStandard"), Some("server-2008-r2"));
        assert_eq!(release(22631, true, "Professional"), Some("windows-11"));
        assert_eq!(release(17763, false, "ServerStandard"), Some("server-2019"));
        assert_eq!(release(17763, false, "ServerStandardACor"), Some("server-1809"));
        assert_eq!(release(6002, true, "Business"), None);
    }

    #[test]
    fn every_row_is_read() {
        assert_eq!(rows().len(), include_str!("editions.csv").lines().count() - 1);
        assert!(rows().iter().all(|row| !row.builds.is_empty()));
    }
}
