//! Rules: what is wrong, or doubtful, in a plan whose names and types fit.
//!
//! In: the [`Plan`] for places, the [`Schedule`] for meaning. Out: diagnostics. One rule, one file, one code; what may be
//! allowed or denied by name is in [`LINTS`](crate::diag::LINTS). What the catalogue is unsure of never causes an error.

mod apart;
mod commute;
pub mod conditions;
mod conflict;
mod duplicate_product_key;
mod edit;
mod left_out;
pub mod machines;
mod missing_entry;
mod open_map;
mod other_machines_key;
mod paths;
mod scope_reads_its_own;
mod unreachable_entry;
mod uses;

use crate::diag::{Code, Sink};
use crate::order::Schedule;
use crate::plan::Plan;
use crate::resolve::Model;
use crate::source::{SourceFile, Span, Text};
use machines::{Set, Universe};
use std::rc::Rc;

/// A rule.
pub struct Rule {
    /// The code of what it finds.
    pub code: Code,
    /// Finds it.
    judge: fn(&Subject<'_>, &mut Sink),
}

/// Every rule, in the order of the codes.
pub const RULES: &[Rule] = &[
    Rule { code: Code::MissingEntry, judge: missing_entry::judge },
    Rule { code: Code::UnreachableEntry, judge: unreachable_entry::judge },
    Rule { code: Code::LeftOut, judge: left_out::judge },
    Rule { code: Code::DuplicateProductKey, judge: duplicate_product_key::judge },
    Rule { code: Code::OtherMachinesKey, judge: other_machines_key::judge },
    Rule { code: Code::OpenMap, judge: open_map::judge },
    Rule { code: Code::Conflict, judge: conflict::judge },
    Rule { code: Code::ScopeReadsItsOwn, judge: scope_reads_its_own::judge },
];

/// A plan as the rules see it.
struct Subject<'a> {
    source: &'a SourceFile,
    plan: &'a Plan,
    model: &'a Model,
    schedule: &'a Schedule,
    universe: Universe<'a>,
    /// The machines for which `scope` may hold.
    scope: Rc<Set>,
    /// For each action the machines on which it may take its turn.
    turns: Vec<Rc<Set>>,
}

/// Judges a plan by every rule.
pub fn judge(source: &SourceFile, plan: &Plan, schedule: &Schedule, sink: &mut Sink) {
    let model = &schedule.model;
    let universe = Universe::of(model);
    let scope = Rc::new(universe.all.without(universe.judge(&model.scope.cond).never()));
    let turns = model.actions.iter().map(|action| match &action.when {
        None => Rc::clone(&scope),
        Some(when) => Rc::new(scope.without(universe.judge(&when.cond).never())),
    });
    let turns = turns.collect();
    let subject = Subject { source, plan, model, schedule, universe, scope, turns };
    for rule in RULES {
        (rule.judge)(&subject, sink);
    }
}

/// Where a word stands in a text, as a word of its own.
fn word(text: &Text, word: &str) -> Option<Span> {
    let part = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
    text.value
        .match_indices(word)
        .find(|(at, _)| {
            !text.value[..*at].ends_with(part) && !text.value[at + word.len()..].starts_with(|c| part(c) && c != '.')
        })
        .map(|(at, _)| text.locate(at..at + word.len()))
}
