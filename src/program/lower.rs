//! Lowering: states become probes and operations; everything else is carried over.

use super::depends;
use super::{Action, Check, CheckTest, Op, Part, Probe, Program, Reboot, Step};
use crate::condition::{CheckId, Cond};
use crate::order::Schedule;
use crate::resolve::{self, Model};

/// Makes the program.
#[must_use]
pub fn lower(schedule: &Schedule) -> Program {
    let model = &schedule.model;
    let mut program = Program {
        plan: model.id.clone(),
        title: model.title.clone(),
        description: model.description.clone(),
        references: model.references.clone(),
        hash: String::new(),
        edition: None,
        scope: model.scope.clone(),
        goal: model.goal.clone(),
        maps: model.maps.clone(),
        checks: model.checks.iter().map(|check| self::check(model, check)).collect(),
        actions: Vec::with_capacity(model.actions.len()),
        order: schedule.order.clone(),
    };
    for (index, action) in model.actions.iter().enumerate() {
        let steps: Vec<Step> = action.steps.iter().map(step).collect();
        let finally: Vec<Step> = action.finally.iter().map(step).collect();
        let asks = |step: &Step| step.parts.iter().any(|part| part.op.may_ask_for_restart());
        let removes = |step: &Step| step.parts.iter().any(|part| matches!(part.op, Op::PackageRemove { .. }));
        let may_restart = match action.reboot {
            Reboot::Never => steps.iter().chain(&finally).any(removes),
            Reboot::IfChanged => true,
            Reboot::IfNeeded => steps.iter().chain(&finally).any(asks),
        };
        program.actions.push(Action {
            id: action.id.value.clone(),
            title: action.title.clone(),
            when: action.when.clone(),
            needs: schedule.needs[index].clone(),
            after: schedule.after[index].clone(),
            consumers: schedule.consumers[index].clone(),
            depends: Vec::new(),
            requires: action.requires.clone(),
            steps,
            finally,
            retry: action.retry,
            reboot: action.reboot,
            may_restart,
        });
    }
    mark_used(&mut program);
    for (action, depends) in program.actions.iter_mut().zip(depends::depends(schedule)) {
        action.depends = depends;
    }
    program.hash = program.digest();
    program
}

fn step(step: &resolve::Step) -> Step {
    Step {
        title: step.title.clone(),
        when: step.when.clone(),
        parts: step.state.parts(),
        retry: step.retry,
        settle: step.settle,
    }
}

fn check(model: &Model, check: &resolve::Check) -> Check {
    let test = match &check.test {
        resolve::CheckTest::State(state) => CheckTest::State(state.probes()),
        resolve::CheckTest::When(condition) => CheckTest::When(condition.clone()),
        resolve::CheckTest::Action(id, steps) => {
            let states = steps.iter().map(|step| &model.actions[id.0].steps[*step].state);
            CheckTest::State(states.flat_map(|state| state.parts()).map(|Part { probe, .. }| probe).collect())
        }
    };
    let observable = !matches!(&test, CheckTest::When(condition) if !condition.cond.results().is_empty());
    Check {
        id: check.id.value.clone(),
        title: check.title.clone(),
        test,
        value: check.value.clone(),
        used: false,
        observable,
    }
}

/// Which checks a condition of the plan uses, through other checks too.
fn mark_used(program: &mut Program) {
    let steps = program.actions.iter().flat_map(|a| a.steps.iter().chain(&a.finally));
    let conditions = [&program.scope, &program.goal]
        .into_iter()
        .chain(program.actions.iter().filter_map(|a| a.when.as_ref()))
        .chain(steps.clone().filter_map(|step| step.when.as_ref()))
        .map(|condition| &condition.cond);
    let inside = steps.flat_map(|step| &step.parts).filter_map(|part| match &part.probe {
        Probe::Holds(cond) => Some(cond),
        _ => None,
    });
    let mut todo: Vec<CheckId> = conditions.chain(inside).flat_map(Cond::checks).collect();
    while let Some(id) = todo.pop() {
        let check = &mut program.checks[id.0];
        if !check.used {
            check.used = true;
            if let CheckTest::When(condition) = &check.test {
                todo.extend(condition.cond.checks());
            }
        }
    }
}
