//! What is known of Windows: editions, releases, keys, update names, facts. The only folder that embeds data.

pub mod editions;
pub mod facts;
pub mod habits;
pub mod keys;
pub mod plans;
pub mod reference;
mod table;
pub mod updates;
pub mod windows;
