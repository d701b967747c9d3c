//! Updates whose packages are not named `Package_for_<id>`.

use super::table;

/// The identity pattern of an update that is packaged under another name.
#[must_use]
pub fn package_of(id: &str) -> Option<String> {
    table::rows(include_str!("updates.csv")).find(|row| row[0].eq_ignore_ascii_case(id)).map(|row| row[1].clone())
}
