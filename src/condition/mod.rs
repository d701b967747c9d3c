//! The condition language: text becomes a typed tree, which is evaluated with three values.

pub mod truth;

pub use truth::Truth;
