//! Quoting: the only code that decides how text travels into a script. What it gives is a type of its own, and the
//! templates print nothing else.

pub(super) mod batch;
pub(super) mod mof;
pub(super) mod powershell;
