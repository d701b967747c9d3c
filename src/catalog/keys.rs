//! Product keys: their shape, and the published KMS client setup keys.
//!
//! Source of the table: Microsoft, "KMS client activation and product keys" (windowsserverdocs, CC-BY-4.0), edition of
//! 2024-10-01; the six Windows 7 keys also stand in KB4487266.

use super::table;
use std::fmt;
use std::sync::LazyLock;

/// A product key: five groups of five letters and digits.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ProductKey(String);

impl ProductKey {
    /// Reads a key; letters may be small.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let groups: Vec<&str> = text.split('-').collect();
        let fits = |group: &&str| group.len() == 5 && group.bytes().all(|b| b.is_ascii_alphanumeric());
        (groups.len() == 5 && groups.iter().all(fits)).then(|| Self(text.to_ascii_uppercase()))
    }

    /// The last five characters: all that logs and messages show.
    #[must_use]
    pub fn last5(&self) -> &str {
        &self.0[24..]
    }

    /// The whole key, for what installs it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ProductKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ProductKey(...-{})", self.last5())
    }
}

/// A published KMS client setup key.
#[derive(Clone, Debug)]
pub struct Published {
    /// The release it belongs to.
    pub release: String,
    /// The first build.
    pub build_min: u32,
    /// The last build; `None`: every later one.
    pub build_max: Option<u32>,
    /// The EditionID.
    pub edition_id: String,
    /// The key.
    pub key: ProductKey,
    /// What Microsoft calls the edition.
    pub edition: String,
}

static PUBLISHED: LazyLock<Vec<Published>> = LazyLock::new(|| {
    table::rows(include_str!("kms-client-keys.csv"))
        .filter_map(|row| {
            let [release, build_min, build_max, _, edition_id, key, edition, ..] = row.as_slice() else { return None };
            Some(Published {
                release: release.clone(),
                build_min: build_min.parse().ok()?,
                build_max: build_max.parse().ok(),
                edition_id: edition_id.clone(),
                key: ProductKey::parse(key)?,
                edition: edition.clone(),
            })
        })
        .collect()
});

/// All published keys.
#[must_use]
pub fn published() -> &'static [Published] {
    &PUBLISHED
}

/// The rows of a key: one key may serve several releases.
pub fn rows_of(key: &ProductKey) -> impl Iterator<Item = &'static Published> {
    PUBLISHED.iter().filter(move |row| row.key == *key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_published_key_is_read() {
        assert_eq!(published().len(), include_str!("kms-client-keys.csv").lines().count() - 1);
    }

    #[test]
    fn only_the_last_group_is_ever_shown() {
        let key = ProductKey::parse("33pxh-7y6kf-2vjc9-xbbr8-hvthh").expect("a key");
        assert_eq!(format!("{key:?}"), "ProductKey(...-HVTHH)");
        assert_eq!(rows_of(&key).next().map(|row| row.edition_id.as_str()), Some("Enterprise"));
        assert!(ProductKey::parse("33PXH-7Y6KF-2VJC9-XBBR8").is_none());
        assert!(ProductKey::parse("33PXH-7Y6KF-2VJC9-XBBR8-HVTH ").is_none());
    }
}
