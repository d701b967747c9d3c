//! Names as Windows compares them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A name that Windows compares without regard to case, kept as it was written.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Name(pub String);

impl Name {
    /// Both without what they begin with alike: keys and paths share most of their length, and equal bytes need no folding.
    fn behind_the_same<'a>(&'a self, other: &'a Self) -> (&'a [u8], &'a [u8]) {
        const AT_ONCE: usize = 16;
        let (mut one, mut two) = (self.0.as_bytes(), other.0.as_bytes());
        while let (Some((first, rest)), Some((second, others))) =
            (one.split_first_chunk::<AT_ONCE>(), two.split_first_chunk::<AT_ONCE>())
            && first == second
        {
            (one, two) = (rest, others);
        }
        (one, two)
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}
impl Eq for Name {}
impl Ord for Name {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let (one, two) = self.behind_the_same(other);
        one.iter().map(u8::to_ascii_lowercase).cmp(two.iter().map(u8::to_ascii_lowercase))
    }
}
impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl std::fmt::Debug for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
impl std::ops::Deref for Name {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}
impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}
