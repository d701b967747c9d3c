//! From a tree into ordinary `serde` structs, with every mistake in one run.
//!
//! Any `#[derive(Deserialize)]` type is read. Beside what `serde` knows, a field can be a
//! [`Spanned`](crate::source::Spanned), a [`Text`], a [`Node`], a [`Table`](super::Table), a
//! [`OneOrMany`](super::OneOrMany), [`Seconds`](super::Seconds), and a [`Field`](super::Field) of any of them: its
//! mistakes are said, and the struct around it goes on with `None`. An absent key may be an `Option<Field<T>>`.
//!
//! * A text takes the source text of any scalar. A boolean is a plain `true` or `false`. An integer is decimal or hex.
//! * A key with nothing behind it is a mistake, in an `Option` too; `null` is a text like any other.
//! * Keys that a struct does not know, and words that an enum does not know, are mistakes with a suggestion.
//!
//! `serde` stops a struct at its first mistake. So a value that has mistakes is read again, with a stand-in at every place
//! whose mistake was said, until nothing new is found; what comes out of it is thrown away.

mod access;
mod error;
mod shape;
mod standin;
mod value;

use super::Node;
use crate::diag::{Diagnostic, Sink};
use crate::source::Text;
use error::Error;
use serde::de::{DeserializeOwned, DeserializeSeed};
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use value::Value;

pub use shape::unknown_key;

/// How often one value is read again.
const MAX_ATTEMPTS: usize = 100;

/// Reads `node` as a `T`. Every mistake goes into `sink`; with one that no [`Field`](super::Field) holds, the result is `None`.
pub fn decode<T: DeserializeOwned>(node: &Node, sink: &mut Sink) -> Option<T> {
    let context = Context::new(sink, None);
    let value = read(&context, node);
    *sink = context.sink.into_inner();
    value
}

/// As [`decode`], but the keys of this mapping that `T` does not know are handed back with their values. Those that turn
/// out to be wrong are for [`unknown_key`].
pub fn decode_open<T: DeserializeOwned>(node: &Node, sink: &mut Sink) -> Option<(T, Vec<(Text, Node)>)> {
    let context = Context::new(sink, Some(node));
    let value = read(&context, node);
    *sink = context.sink.into_inner();
    Some((value?, context.handed_back.into_inner()))
}

fn read<T: DeserializeOwned>(context: &Context, node: &Node) -> Option<T> {
    for _ in 0..MAX_ATTEMPTS {
        match attempt(context, Value::root(node, context), std::marker::PhantomData) {
            Attempt::Done(result) => return result,
            Attempt::Again => {}
        }
    }
    None
}

/// What one reading came to.
enum Attempt<T> {
    /// Nothing more can be found: the value, or nothing where stand-ins were used.
    Done(Option<T>),
    /// A mistake was said, and there may be more.
    Again,
}

/// Reads a value once.
fn attempt<'de, S: DeserializeSeed<'de>>(context: &'de Context, value: Value<'de>, seed: S) -> Attempt<S::Value> {
    let known = context.given_up.borrow().len() + context.missing_count.get();
    let outer = context.stood_in.replace(false);
    let result = value.read(seed);
    let stood_in = context.stood_in.replace(outer);
    match result {
        Ok(value) => Attempt::Done((!stood_in).then_some(value)),
        Err(_) if context.given_up.borrow().len() + context.missing_count.get() == known => Attempt::Done(None),
        Err(_) => Attempt::Again,
    }
}

/// What all parts of one reading share.
struct Context {
    sink: RefCell<Sink>,
    /// The mapping whose unknown keys are handed back.
    open: Option<*const Node>,
    handed_back: RefCell<Vec<(Text, Node)>>,
    /// Nodes that could not be read; their mistakes have been said.
    given_up: RefCell<HashSet<*const Node>>,
    /// The keys that a mapping lacks, as far as known.
    missing: RefCell<HashMap<*const Node, Vec<&'static str>>>,
    missing_count: Cell<usize>,
    /// Mappings with unknown keys, and the keys that are known there.
    with_unknown: RefCell<HashMap<*const Node, &'static [&'static str]>>,
    /// Mappings whose unknown keys have been said.
    checked: RefCell<HashSet<*const Node>>,
    /// Whether a stand-in was used.
    stood_in: Cell<bool>,
}

impl Context {
    fn new(sink: &mut Sink, open: Option<&Node>) -> Self {
        Self {
            sink: RefCell::new(std::mem::take(sink)),
            open: open.map(std::ptr::from_ref),
            handed_back: RefCell::default(),
            given_up: RefCell::default(),
            missing: RefCell::default(),
            missing_count: Cell::new(0),
            with_unknown: RefCell::default(),
            checked: RefCell::default(),
            stood_in: Cell::new(false),
        }
    }

    /// Says an error that has no place yet, and gives the node up.
    fn say(&self, value: Value<'_>, error: Error) -> Error {
        let is_given_up = value.node.is_poisoned() || self.was_given_up(value.node);
        match error {
            Error::Said => {}
            // The stand-in itself was refused: the value around it has to be given up.
            _ if is_given_up && !matches!(error, Error::Missing(_)) => {
                self.given_up.borrow_mut().insert(value.node);
                return Error::StandIn;
            }
            // No stand-in was found for a part of this value, so there is none for the value.
            Error::StandIn => {
                self.given_up.borrow_mut().insert(value.node);
            }
            // The mapping itself stays readable: a stand-in takes the place of the key.
            Error::Missing(key) if shape::is_mapping(value.node) => self.say_missing(value, key),
            error => self.give_up(value, shape::mistake(value, error)),
        }
        Error::Said
    }

    fn say_missing(&self, value: Value<'_>, key: &'static str) {
        let mut missing = self.missing.borrow_mut();
        let keys = missing.entry(value.node).or_default();
        if keys.contains(&key) {
            self.given_up.borrow_mut().insert(value.node);
            return;
        }
        keys.push(key);
        self.missing_count.set(self.missing_count.get() + 1);
        // A key that stands there under another, misspelt name was said as such.
        let known = self.with_unknown.borrow().get(&std::ptr::from_ref(value.node)).copied();
        let is_misspelt = known.is_some_and(|known| shape::is_misspelt(value.node, key, known));
        if let (false, Some(diagnostic)) = (is_misspelt, shape::missing_key(value.node, value.place(), key)) {
            self.sink.borrow_mut().push(diagnostic);
        }
    }

    /// Says a mistake, once a node; what is said later about the node is a consequence.
    fn give_up(&self, value: Value<'_>, diagnostic: Diagnostic) {
        if self.given_up.borrow_mut().insert(value.node) {
            let span = value.node.span;
            let mut sink = self.sink.borrow_mut();
            sink.push(diagnostic);
            if span.end > span.start {
                sink.poison(span);
            }
        }
    }

    fn was_given_up(&self, node: &Node) -> bool {
        self.given_up.borrow().contains(&std::ptr::from_ref(node))
    }

    /// Whether a stand-in is to be read in place of the node.
    fn is_given_up(&self, node: &Node) -> bool {
        let is = node.is_poisoned() || self.was_given_up(node);
        if is {
            self.stood_in.set(true);
        }
        is
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests;
