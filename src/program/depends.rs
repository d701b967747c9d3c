//! For `/whatif`: the earlier actions that may change what an action reads.
//!
//! Where a thing is written again and again, the last writer stands for those before it: if one of them would change the
//! thing, `/whatif` cannot look past it at the last writer either. So a chain of writers costs each of them one line of its
//! script, and not one for every writer before it.

use crate::condition::ActionId;
use crate::order::Schedule;
use crate::states::{Resource, State, Touched};

/// How far an action's `needs` are followed back to find out whether it waits for what another one waits for.
const NEAR: usize = 64;

/// For each action those that it depends on, ascending.
pub(super) fn depends(schedule: &Schedule) -> Vec<Vec<ActionId>> {
    let model = &schedule.model;
    let reads_of_checks = model.reads_of_checks();
    let mut written: Touched<ActionId> = Touched::default();
    let mut depends = vec![Vec::new(); model.actions.len()];
    for &id in &schedule.order {
        let action = &model.actions[id.0];
        let mut ids: Vec<ActionId> = Vec::new();
        let steps = || action.steps.iter().chain(&action.finally);
        let conditions = action.when.iter().chain(steps().flat_map(|s| s.when.iter().chain(s.state.condition())));
        let mut checks = Vec::new();
        for condition in conditions {
            ids.extend(condition.cond.results().iter().map(|(id, _)| *id));
            checks.extend(condition.cond.checks());
        }
        let own: Vec<Resource> = steps().flat_map(|step| step.state.resources()).collect();
        let asked: Vec<Resource> = steps().filter_map(|step| step.state.unless()).flat_map(State::resources).collect();
        let needed = Needed::by(schedule, id);
        for read in checks.iter().flat_map(|check| &reads_of_checks[check.0]).chain(&own).chain(&asked) {
            for index in written.latest_first(read) {
                let (resource, writer) = written.get(index);
                ids.push(*writer);
                if resource == read && needed.speaks_for_those_before(schedule, *writer) {
                    break;
                }
            }
        }
        ids.sort_unstable();
        ids.dedup();
        depends[id.0] = ids;
        for resource in own {
            written.add(resource, id);
        }
    }
    depends
}

/// What an action needs, through others too, as far as that is followed.
struct Needed(Vec<ActionId>);

impl Needed {
    fn by(schedule: &Schedule, id: ActionId) -> Self {
        let mut found = schedule.needs[id.0].clone();
        let mut at = 0;
        while at < found.len() && found.len() < NEAR {
            for need in &schedule.needs[found[at].0] {
                if !found.contains(need) {
                    found.push(*need);
                }
            }
            at += 1;
        }
        Self(found)
    }

    /// Whether an earlier writer of the same thing speaks for all before it. Where one of those would change the thing, the
    /// writer itself `depends on` it, unless it is blocked or would wait, and then so is and does the action.
    fn speaks_for_those_before(&self, schedule: &Schedule, writer: ActionId) -> bool {
        self.0.contains(&writer) || schedule.needs[writer.0].iter().all(|need| self.0.contains(need))
    }
}
