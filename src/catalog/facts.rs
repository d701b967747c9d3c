//! The facts that conditions, maps and texts can name. Source of each Windows value: the `doc` column, all below
//! `HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion` where nothing else is said.

use super::table;
use crate::condition::Type;
use serde::{Serialize, Serializer};
use std::sync::LazyLock;

/// A fact: an index into the catalogue.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FactId(usize);

struct Row {
    name: String,
    ty: Type,
    may_be_absent: bool,
    doc: String,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    table::rows(include_str!("facts.csv"))
        .map(|row| Row {
            name: row[0].clone(),
            ty: Type::named(&row[1]).expect("the catalogue's types are the language's"),
            may_be_absent: row[2] == "none",
            doc: row[3].clone(),
        })
        .collect()
});

impl FactId {
    /// The fact with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        ROWS.iter().position(|row| row.name == name).map(Self)
    }

    /// Whether a target of this version reads it.
    #[must_use]
    pub fn is_read(self) -> bool {
        !["now", "machine.domain-role", "powershell.version"].contains(&self.name())
    }

    /// All facts, in the order of the catalogue.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..ROWS.len()).map(Self)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        &ROWS[self.0].name
    }

    /// Its type.
    #[must_use]
    pub fn ty(self) -> Type {
        ROWS[self.0].ty
    }

    /// Whether there are machines that have none: there it equals `none`.
    #[must_use]
    pub fn may_be_absent(self) -> bool {
        ROWS[self.0].may_be_absent
    }

    /// What it is on Windows.
    #[must_use]
    pub fn doc(self) -> &'static str {
        &ROWS[self.0].doc
    }
}

impl std::fmt::Debug for FactId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for FactId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
