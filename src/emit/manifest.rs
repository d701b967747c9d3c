//! What a plan's folder holds, and how it is written: whole or not at all.

use super::Artifact;
use crate::program::Program;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The name of the manifest in a plan's folder.
pub const MANIFEST: &str = "manifest.json";
/// Keeps git from touching the bytes of what is made.
pub const ATTRIBUTES: &str = ".gitattributes";
/// What it says.
pub const KEEP_BYTES: &[u8] = b"* -text\n";

/// What was made, by which compiler, from which plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The plan's id.
    pub plan: String,
    /// SHA-256 of the resolved plan.
    pub hash: String,
    /// The compiler's version.
    pub compiler: String,
    /// The files, by path.
    pub files: Vec<Entry>,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its path in the plan's folder, with `/` between parts.
    pub path: String,
    /// Its size in bytes.
    pub size: usize,
    /// SHA-256, 64 hexadecimal digits.
    pub sha256: String,
}

/// Adds the manifest and the git attributes to what the targets made.
#[must_use]
pub fn complete(program: &Program, mut artifacts: Vec<Artifact>) -> Vec<Artifact> {
    artifacts.push(Artifact { path: ATTRIBUTES.to_owned(), bytes: KEEP_BYTES.to_vec() });
    artifacts.sort_by(|a, b| a.path.cmp(&b.path));
    let files = artifacts
        .iter()
        .map(|artifact| Entry {
            path: artifact.path.clone(),
            size: artifact.bytes.len(),
            sha256: Sha256::digest(&artifact.bytes).iter().fold(String::new(), |mut hex, byte| {
                let _ = write!(hex, "{byte:02x}");
                hex
            }),
        })
        .collect();
    let manifest = Manifest {
        plan: program.plan.clone(),
        hash: program.hash.clone(),
        compiler: env!("CARGO_PKG_VERSION").to_owned(),
        files,
    };
    let mut text = serde_json::to_string_pretty(&manifest).expect("a manifest has only text and numbers");
    text.push('\n');
    artifacts.push(Artifact { path: MANIFEST.to_owned(), bytes: text.into_bytes() });
    artifacts
}
