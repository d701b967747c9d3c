//! The condition language: text becomes a typed tree, which is evaluated with three values.
//!
//! [`parse`] gives an untyped tree with spans inside, [`check`] a typed one in which nothing unresolved is left, [`eval`]
//! its value on a machine. Unknown is a value: an observation that cannot be made is never false.

mod eval;
mod glob;
mod ids;
mod parse;
mod tree;
pub mod truth;
mod types;
mod value;

pub use eval::{Observed, Observer, eval};
pub use glob::{Glob, Shape};
pub use ids::{ActionId, CheckId, MapId};
pub use parse::{Expr, ExprKind, Word, parse};
pub use tree::{Comparison, Cond, Operand, ResultKind, by_cost};
pub use truth::Truth;
pub use types::{Named, Names, Place, check, unread};
pub use value::{Enumeration, Type, Value};
