//! Phase 4: a [`Plan`] becomes a [`Model`]: every name is looked up, every value typed, every `each` unrolled. Nothing
//! unresolved can be written in a Model.

mod actions;
mod goal;
mod ids;
mod interpolate;
mod keys;
mod lints;
mod maps;
mod names;
mod params;

pub use ids::{PlanIdMistake, plan_id};

use crate::condition::{ActionId, Cond, Truth, Type};
use crate::diag::Sink;
use crate::plan::Plan;
use crate::program::{Condition, Map, Piece, Reading, Reboot, Retry};
use crate::source::{Span, Spanned};
use crate::states::{Resource, State};
use names::Tables;
use std::collections::HashSet;

/// A plan whose names and types fit.
#[derive(Debug)]
pub struct Model {
    /// Its id.
    pub id: String,
    /// Its title, one line.
    pub title: String,
    /// Its description; empty where there is none.
    pub description: String,
    /// KB ids and URLs.
    pub references: Vec<String>,
    /// The machines it is for.
    pub scope: Condition,
    /// True when the machine is right.
    pub goal: Condition,
    /// Tables, in declaration order.
    pub maps: Vec<Map>,
    /// Observations, in declaration order; those that the default goal needs at the end.
    pub checks: Vec<Check>,
    /// Changes, in declaration order, `each` unrolled.
    pub actions: Vec<Action>,
    /// Where its id stands.
    pub id_span: Span,
    /// Where `scope` stands, where the plan has one.
    pub scope_span: Option<Span>,
    /// Where `goal` stands, where the plan has one.
    pub goal_span: Option<Span>,
    /// Where the parts of each map stand.
    pub map_places: Vec<MapPlaces>,
    /// Checks, maps and params that nothing names.
    pub unused: Vec<Unused>,
    /// Params without a value: a plan with them can be checked and not built.
    pub unset: Vec<(String, Span)>,
}

impl Model {
    /// What each check reads, through other checks too.
    #[must_use]
    pub fn reads_of_checks(&self) -> Vec<Vec<Resource>> {
        self.reads_of_checks_by(|state| state.resources())
    }

    /// The same, where something else than its resources is asked of each state.
    #[must_use]
    pub fn reads_of_checks_by(&self, of: fn(&dyn State) -> Vec<Resource>) -> Vec<Vec<Resource>> {
        let mut reads: Vec<Vec<Resource>> = Vec::with_capacity(self.checks.len());
        for check in &self.checks {
            let mut found = Vec::new();
            let mut todo = vec![check];
            let mut seen = HashSet::new();
            while let Some(check) = todo.pop() {
                match &check.test {
                    CheckTest::State(state) => found.extend(of(&**state)),
                    CheckTest::Action(id, steps) => {
                        found.extend(steps.iter().flat_map(|s| of(&*self.actions[id.0].steps[*s].state)));
                    }
                    CheckTest::When(condition) => {
                        for id in condition.cond.checks() {
                            if seen.insert(id) {
                                todo.push(&self.checks[id.0]);
                            }
                        }
                    }
                }
            }
            reads.push(found);
        }
        reads
    }
}

/// Where the parts of a map stand.
#[derive(Clone, Debug)]
pub struct MapPlaces {
    /// Its id.
    pub id: Span,
    /// For each entry its innermost key and its value; empty for a table of the catalogue.
    pub entries: Vec<EntryPlaces>,
    /// Whether it is a table of the catalogue.
    pub built_in: bool,
    /// The type of its values.
    pub ty: Type,
}

/// Where an entry of a map stands.
#[derive(Clone, Copy, Debug)]
pub struct EntryPlaces {
    /// Its innermost key.
    pub key: Span,
    /// Its value.
    pub value: Span,
}

/// Something that nothing in the plan names.
#[derive(Clone, Debug)]
pub struct Unused {
    /// `check`, `map` or `param`.
    pub what: &'static str,
    /// Its name.
    pub name: Spanned<String>,
}

/// A named observation.
#[derive(Debug)]
pub struct Check {
    /// Its id.
    pub id: Spanned<String>,
    /// Its title; the id where the plan gives none.
    pub title: String,
    /// What is observed.
    pub test: CheckTest,
    /// What `.value` reads.
    pub value: Option<(Reading, Type)>,
}

impl Check {
    /// The action whose state it observes, where no plan wrote it but the goal needs it.
    #[must_use]
    pub const fn of_action(&self) -> Option<ActionId> {
        if let CheckTest::Action(id, _) = self.test { Some(id) } else { None }
    }
}

/// What a check observes.
#[derive(Debug)]
pub enum CheckTest {
    /// A state.
    State(Box<dyn State>),
    /// The states of an action's steps: what the default goal asks for.
    Action(ActionId, Vec<usize>),
    /// A condition.
    When(Condition),
}

/// A named change, or one instance of an `each`.
#[derive(Debug)]
pub struct Action {
    /// Its id, with `[n]` behind it for an instance of an `each`, and where it was declared.
    pub id: Spanned<String>,
    /// Its title; the id where the plan gives none.
    pub title: String,
    /// When it takes its turn.
    pub when: Option<Condition>,
    /// Where its `when` stands.
    pub when_span: Option<Span>,
    /// What must have succeeded before, as the plan says it.
    pub needs: Vec<Spanned<ActionId>>,
    /// What comes before, as the plan says it.
    pub after: Vec<Spanned<ActionId>>,
    /// Steps.
    pub steps: Vec<Step>,
    /// Steps that run at the end.
    pub finally: Vec<Step>,
    /// How often the steps are attempted.
    pub retry: Retry,
    /// When it asks for a restart.
    pub reboot: Reboot,
    /// What it needs a value of.
    pub requires: Vec<Piece>,
    /// The whole action.
    pub span: Span,
    /// Its index in the plan, which instances of an `each` share.
    pub declared: usize,
}

/// One step.
#[derive(Debug)]
pub struct Step {
    /// Its title.
    pub title: Option<String>,
    /// Whether it is taken.
    pub when: Option<Condition>,
    /// What to bring about.
    pub state: Box<dyn State>,
    /// How often it is attempted.
    pub retry: Retry,
    /// Seconds that the test after applying may take to become true.
    pub settle: u64,
    /// Where it stands.
    pub span: Span,
    /// Where its `when` stands.
    pub when_span: Option<Span>,
    /// Its index in the plan's `steps` or `finally`, which instances of an `each` share.
    pub declared: usize,
}

/// What is set from outside: `--set name=value`.
pub type Settings = Vec<(String, String)>;

/// Looks every name up. `None` where a mistake was found; all of them are in the sink.
pub fn resolve(plan: &Plan, settings: &Settings, sink: &mut Sink) -> Option<Model> {
    ids::check(plan, sink);
    lints::read(plan, sink);
    let mut tables = Tables::new(plan);
    params::resolve(plan, settings, &mut tables, sink);
    maps::resolve(plan, &mut tables, sink);
    let instances = actions::unroll(plan, &mut tables, sink);
    let checks = names::checks(plan, &mut tables, sink);
    let scope = match &plan.scope {
        Some(text) => names::scope(text, &tables, &checks, sink),
        None => Some(Condition { cond: Cond::Const(Truth::True), text: String::new() }),
    };
    let actions = actions::resolve(plan, &instances, &tables, &checks, sink);
    let explicit = plan.goal.as_ref().map(|text| names::goal(text, &tables, &checks, sink));
    if sink.has_errors() {
        return None;
    }
    let (mut checks, actions) = (names::observed(checks), actions?);
    let goal = match explicit {
        Some(goal) => goal?,
        None => goal::default(plan, &actions, &mut checks, sink)?,
    };
    let unset = plan
        .params
        .iter()
        .filter(|(name, _)| tables.params.get(&name.value).is_some_and(|param| param.text.is_none()))
        .map(|(name, _)| (name.value.clone(), name.span))
        .collect();
    let unused = tables.unused(plan);
    let (maps, map_places) = tables.maps.into_iter().map(|entry| (entry.map, entry.places)).unzip();
    Some(Model {
        unset,
        id_span: plan.id.span,
        scope_span: plan.scope.as_ref().map(|text| text.span),
        goal_span: plan.goal.as_ref().map(|text| text.span),
        map_places,
        unused,
        id: plan.id.value.clone(),
        title: plan.title.value.clone(),
        description: plan.description.as_ref().map(|t| t.value.clone()).unwrap_or_default(),
        references: plan.references.iter().map(|t| t.value.clone()).collect(),
        scope: scope?,
        goal,
        maps,
        checks,
        actions,
    })
}
