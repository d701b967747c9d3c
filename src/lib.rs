//! Regimen compiles remediation plans for Windows into scripts.
//!
//! | phase | folder | from | to |
//! |---|---|---|---|
//! | 1 | [`source`] | bytes | `SourceFile` |
//! | 2 | [`syntax`] | `SourceFile` | `Node` |
//! | 3 | `plan` | `Node` | `Plan` |
//! | 4 | `resolve` | `Plan` | `Model` |
//! | 5 | `order` | `Model` | `Schedule` |
//! | 6 | `program` | `Schedule` | `Program` |
//! | 7 | `emit` | `Program` | `Artifact`s |

pub mod condition;
pub mod diag;
pub mod source;
pub mod syntax;
