//! Phase 4: a [`Plan`] becomes a [`Model`]: every name is looked up, every value typed, every `each` unrolled. Nothing
//! unresolved can be written in a Model.

mod actions;
mod goal;
mod ids;
mod interpolate;
mod maps;
mod names;
mod params;

pub use ids::{PlanIdMistake, plan_id};

use crate::condition::{ActionId, Cond, Truth, Type};
use crate::diag::Sink;
use crate::plan::{LintLevel, Plan};
use crate::program::{Condition, Map, Piece, Reading, Reboot, Retry};
use crate::source::{Span, Spanned};
use crate::states::State;
use names::Tables;

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
    /// Levels of lints.
    pub lint: Vec<(String, LintLevel)>,
    /// Params without a value: a plan with them can be checked and not built.
    pub unset: Vec<(String, Span)>,
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
}

/// What is set from outside: `--set name=value`.
pub type Settings = Vec<(String, String)>;

/// Looks every name up. `None` where a mistake was found; all of them are in the sink.
pub fn resolve(plan: &Plan, settings: &Settings, sink: &mut Sink) -> Option<Model> {
    ids::check(plan, sink);
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
    Some(Model {
        unset,
        id: plan.id.value.clone(),
        title: plan.title.value.clone(),
        description: plan.description.as_ref().map(|t| t.value.clone()).unwrap_or_default(),
        references: plan.references.iter().map(|t| t.value.clone()).collect(),
        scope: scope?,
        goal,
        maps: tables.maps.into_iter().map(|map| map.map).collect(),
        checks,
        actions,
        lint: plan.lint.iter().map(|(name, level)| (name.value.clone(), level.value)).collect(),
    })
}
