//! Product keys: their shape, and the published KMS client setup keys.
//!
//! Source of the table: Microsoft, "KMS client activation and product keys" (windowsserverdocs, CC-BY-4.0), edition of
//! 2024-10-01; the six Windows 7 keys also stand in KB4487266.

use super::editions::Confidence;
use super::{editions, table};
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
    /// The EditionIDs that take the key: the edition's own, and that of the same edition installed as Server Core, where
    /// the release gives it one of its own.
    pub editions: Vec<String>,
    /// The key.
    pub key: ProductKey,
    /// What Microsoft calls the edition.
    pub edition: String,
    /// How sure the table is of the EditionID.
    pub confidence: Confidence,
}

static PUBLISHED: LazyLock<Vec<Published>> = LazyLock::new(|| {
    table::rows(include_str!("kms-client-keys.csv"))
        .filter_map(|row| {
            let [release, build_min, build_max, _, edition_id, key, edition, confidence, ..] = row.as_slice() else {
                return None;
            };
            Some(Published {
                release: release.clone(),
                build_min: build_min.parse().ok()?,
                build_max: build_max.parse().ok(),
                editions: takers(release, edition_id),
                key: ProductKey::parse(key)?,
                edition: edition.clone(),
                confidence: Confidence::named(confidence)?,
            })
        })
        .collect()
});

fn takers(release: &str, edition: &str) -> Vec<String> {
    let core = |other: &&editions::Row| {
        other.release == release && other.edition.strip_suffix("Core").is_some_and(|plain| plain == edition)
    };
    let cores = editions::rows().iter().filter(core).map(|other| other.edition.clone());
    std::iter::once(edition.to_owned()).chain(cores).collect()
}

/// All published keys.
#[must_use]
pub fn published() -> &'static [Published] {
    &PUBLISHED
}

/// The rows of a key: one key may serve several releases.
pub fn rows_of(key: &ProductKey) -> impl Iterator<Item = &'static Published> {
    PUBLISHED.iter().filter(move |row| row.key == *key)
}

/// The published key that a key most likely was meant to be: one of its characters is another one, or two neighbours have
/// changed places.
#[must_use]
pub fn misspelt(key: &ProductKey) -> Option<&'static Published> {
    let one_slip = |published: &ProductKey| {
        let (one, two) = (key.0.as_bytes(), published.0.as_bytes());
        let differ: Vec<usize> = (0..one.len()).filter(|&at| one[at] != two[at]).collect();
        match differ.as_slice() {
            [_] => true,
            // The groups' `-` lies between two neighbours too.
            [first, second] => {
                let apart = second - first == 1 || (second - first == 2 && one[first + 1] == b'-');
                apart && one[*first] == two[*second] && one[*second] == two[*first]
            }
            _ => false,
        }
    };
    PUBLISHED.iter().find(|row| one_slip(&row.key))
}

impl Published {
    /// Whether a machine of this build and edition takes the key.
    #[must_use]
    pub fn fits(&self, build: i64, edition: &str) -> bool {
        i64::from(self.build_min) <= build
            && self.build_max.is_none_or(|max| build <= i64::from(max))
            && self.editions.iter().any(|taker| taker == edition)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_published_key_is_read() {
        assert_eq!(published().len(), include_str!("kms-client-keys.csv").lines().count() - 1);
    }

    #[test]
    fn server_core_takes_the_key_of_its_edition() {
        let key = ProductKey::parse("YC6KT-GKW9T-YTKYR-T4X34-R7VHC").expect("a key");
        let row = rows_of(&key).next().expect("it is published");
        assert!(row.fits(7601, "ServerStandardCore") && row.fits(7600, "ServerStandard"));
        assert!(!row.fits(9200, "ServerStandard") && !row.fits(7601, "ServerEnterprise"));
    }

    #[test]
    fn one_machine_has_one_published_key() {
        let rows = published();
        for (index, one) in rows.iter().enumerate() {
            for two in &rows[index + 1..] {
                let same = one.editions.iter().any(|edition| two.editions.contains(edition));
                let apart = one.build_max.is_some_and(|max| max < two.build_min)
                    || two.build_max.is_some_and(|max| max < one.build_min);
                assert!(!same || apart, "{} and {}", one.edition, two.edition);
            }
        }
    }

    #[test]
    fn one_slip_of_a_published_key_is_found() {
        let meant = |text: &str| misspelt(&ProductKey::parse(text).expect("a key")).map(|row| row.edition.clone());
        let right = "33PXH-7Y6KF-2VJC9-XBBR8-HVTHH";
        let edition = rows_of(&ProductKey::parse(right).expect("a key")).next().map(|row| row.edition.clone());
        assert_eq!(meant("33PXH-7Y6KF-2VJC9-XBBR8-HVTHG"), edition);
        assert_eq!(meant("33PXH-7Y6KF-2VJC9-XBRB8-HVTHH"), edition);
        assert_eq!(meant("33PX7-HY6KF-2VJC9-XBBR8-HVTHH"), edition);
        assert_eq!(meant(right), None);
        assert_eq!(meant("33PXH-7Y6KF-2VJC9-XBBR9-HVTHG"), None);
    }

    #[test]
    fn only_the_last_group_is_ever_shown() {
        let key = ProductKey::parse("33pxh-7y6kf-2vjc9-xbbr8-hvthh").expect("a key");
        assert_eq!(format!("{key:?}"), "ProductKey(...-HVTHH)");
        assert_eq!(rows_of(&key).next().map(|row| row.editions.as_slice()), Some(&["Enterprise".to_owned()][..]));
        assert!(ProductKey::parse("33PXH-7Y6KF-2VJC9-XBBR8").is_none());
        assert!(ProductKey::parse("33PXH-7Y6KF-2VJC9-XBBR8-HVTH ").is_none());
    }
}
