//! Indexes into the tables of a plan.

use serde::Serialize;

/// A check, by its place in the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct CheckId(pub usize);

/// An action, by its place in the plan; after `each` is unrolled, by its place among the instances.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct ActionId(pub usize);

/// A map, by its place in the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct MapId(pub usize);
