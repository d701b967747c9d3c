//! What lints know of Windows: whose files are whose, which tools are gone, which names are translated. Sources stand in
//! the tables.

use super::table;
use std::sync::LazyLock;

/// Files that a service holds open, or makes anew.
#[derive(Clone, Debug)]
pub struct ServiceFiles {
    /// The service.
    pub service: String,
    /// What the paths of its files begin with; case folded, Windows in its default place.
    pub folder: String,
}

/// A tool that is gone.
#[derive(Clone, Debug)]
pub struct RetiredTool {
    /// Its name, without `.exe`.
    pub tool: String,
    /// The first build without it.
    pub build: i64,
    /// What to use.
    pub instead: String,
}

static FILES: LazyLock<Vec<ServiceFiles>> = LazyLock::new(|| {
    table::rows(include_str!("service-files.csv"))
        .map(|row| ServiceFiles { service: row[0].clone(), folder: row[1].clone() })
        .collect()
});

static TOOLS: LazyLock<Vec<RetiredTool>> = LazyLock::new(|| {
    table::rows(include_str!("retired-tools.csv"))
        .map(|row| RetiredTool {
            tool: row[0].clone(),
            build: row[1].parse().expect("a build is a number"),
            instead: row[2].clone(),
        })
        .collect()
});

static SIDS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    table::rows(include_str!("well-known-sids.csv")).map(|row| (row[0].clone(), row[1].clone())).collect()
});

/// Every row of the services' files.
#[must_use]
pub fn service_files() -> &'static [ServiceFiles] {
    &FILES
}

/// Every tool that is gone somewhere.
#[must_use]
pub fn retired_tools() -> &'static [RetiredTool] {
    &TOOLS
}

/// The SID of a well-known account or group, by its English name.
#[must_use]
pub fn sid(name: &str) -> Option<&'static str> {
    SIDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, sid)| sid.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read_whole() {
        let rows = |csv: &str| csv.lines().count() - 1;
        assert_eq!(service_files().len(), rows(include_str!("service-files.csv")));
        assert_eq!(retired_tools().len(), rows(include_str!("retired-tools.csv")));
        assert!(service_files().iter().all(|row| row.folder == row.folder.to_lowercase()));
        assert_eq!(sid("everyone"), Some("S-1-1-0"));
    }
}
