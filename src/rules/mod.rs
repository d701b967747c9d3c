//! Rules: what is wrong, or doubtful, in a plan whose names and types fit.
//!
//! In: the [`Plan`] for places, the [`Schedule`] for meaning. Out: diagnostics. One rule, one file, one code; what may be
//! allowed or denied by name is in [`LINTS`](crate::diag::LINTS). What the catalogue is unsure of never causes an error.

mod absent_value;
mod apart;
mod commute;
pub mod conditions;
mod conflict;
mod constant;
mod constant_condition;
mod duplicate_product_key;
mod edit;
mod files_of_service;
mod half_done;
mod left_disabled;
mod left_out;
mod localized_name;
pub mod machines;
mod missing_entry;
mod misspelt_product_key;
mod never_runs;
mod open_map;
mod other_machines_key;
mod paths;
mod removal_without_reboot;
mod retired_tool;
mod scope_reads_its_own;
mod secret;
mod unreachable_entry;
mod unreachable_goal;
mod unused;
mod users_own;
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
    Rule { code: Code::BadProductKey, judge: misspelt_product_key::judge },
    Rule { code: Code::UnreachableGoal, judge: unreachable_goal::judge },
    Rule { code: Code::ConstantCondition, judge: constant_condition::judge },
    Rule { code: Code::NeverRuns, judge: never_runs::judge },
    Rule { code: Code::ScopeReadsItsOwn, judge: scope_reads_its_own::judge },
    Rule { code: Code::FilesOfService, judge: files_of_service::judge },
    Rule { code: Code::LeftDisabled, judge: left_disabled::judge },
    Rule { code: Code::UsersOwn, judge: users_own::judge },
    Rule { code: Code::RetiredTool, judge: retired_tool::judge },
    Rule { code: Code::LocalizedName, judge: localized_name::judge },
    Rule { code: Code::RemovalWithoutReboot, judge: removal_without_reboot::judge },
    Rule { code: Code::Secret, judge: secret::judge },
    Rule { code: Code::Unused, judge: unused::judge },
    Rule { code: Code::AbsentValue, judge: absent_value::judge },
    Rule { code: Code::HalfDone, judge: half_done::judge },
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

impl Subject<'_> {
    /// Whether a condition names a param or `each`, so that it is another one each time.
    fn is_set_from_outside(&self, text: &str) -> bool {
        let params = self.plan.params.iter().map(|(name, _)| name.value.as_str());
        let words: Vec<&str> =
            text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').filter(|word| !word.is_empty()).collect();
        params.chain(["each"]).any(|name| words.contains(&name))
    }
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

#[cfg(test)]
mod tests {
    use super::RULES;

    #[test]
    fn one_rule_has_one_code() {
        assert!(RULES.is_sorted_by(|one, two| one.code < two.code), "in the order of the codes, none twice");
    }
}
