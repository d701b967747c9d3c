//! Scenarios: a machine, what happens to it, and what is expected.
