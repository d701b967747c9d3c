//! Regimen compiles remediation plans for Windows into scripts.
pub mod catalog;
pub mod condition;
pub mod diag;
pub mod source;
