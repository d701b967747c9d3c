//! The canonical form of a program, and the hash that names the plan by it.

use super::Program;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

impl Program {
    /// The resolved plan as JSON, byte for byte the same for the same plan: what `regimen show --format json` prints, and
    /// what the plan's hash is taken over. Comments, the order of keys and line ends of the file do not change it.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a program has no map with other keys than text");
        text.push('\n');
        text
    }

    /// SHA-256 over the canonical form, 64 hexadecimal digits.
    #[must_use]
    pub(super) fn digest(&self) -> String {
        Sha256::digest(self.canonical()).iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}
