//! R0704: two actions touch one thing in an order that the plan leaves open.

use super::apart::{self, Pinned};
use super::commute::{Joined, commute};
use super::paths::Paths;
use super::{Subject, edit, uses};
use crate::catalog::facts::FactId;
use crate::condition::{ActionId, Value};
use crate::diag::{Code, Diagnostic, Sink};
use crate::program::{Op, Part};
use crate::resolve::Step;
use crate::source::Span;
use crate::states::{Resource, State, Touched};
use std::collections::{HashMap, HashSet};

/// One action touching one resource.
struct Touch<'a> {
    action: ActionId,
    /// The step that changes it; a condition reads it where there is none.
    step: Option<&'a Step>,
    /// The change, or the condition that reads it.
    span: Span,
    /// The check that observes it.
    check: Option<usize>,
    /// What the step consists of.
    parts: Vec<Part>,
    /// Whether the graph puts everything that touched it earlier before this.
    settled: bool,
    /// What was read before this place, of all that was read, is known to come before the action; so it does before whatever
    /// comes after the action.
    read_before: usize,
}

pub(super) fn judge(subject: &Subject<'_>, sink: &mut Sink) {
    let reads_of_checks = subject.model.reads_of_checks_by(uses::parts_of);
    let mut finder = Finder::of(subject);
    for &id in &subject.schedule.order {
        let mut touches = touches(subject, &reads_of_checks, id, finder.read.len());
        for (resource, touch) in &mut touches {
            (touch.settled, touch.read_before) = finder.look(resource, touch, sink);
        }
        for (resource, touch) in touches {
            let index = if touch.step.is_some() { &mut finder.changed } else { &mut finder.read };
            index.add(resource, touch);
        }
    }
}

/// What an action reads and changes, conditions first.
fn touches<'a>(
    subject: &Subject<'a>,
    reads_of_checks: &[Vec<Resource>],
    id: ActionId,
    read_before: usize,
) -> Vec<(Resource, Touch<'a>)> {
    let action = &subject.model.actions[id.0];
    let steps = || action.steps.iter().chain(&action.finally);
    let mut touches: Vec<(Resource, Touch<'_>)> = Vec::new();
    let touch = |step, span, check, parts| Touch { action: id, step, span, check, parts, settled: false, read_before };
    let whens = action.when.iter().map(|when| (when, action.when_span.unwrap_or(action.id.span)));
    let inner = steps().flat_map(|step| {
        let span = step.when_span.unwrap_or(step.span);
        step.when.iter().chain(step.state.condition()).map(move |when| (when, span))
    });
    for (condition, span) in whens.chain(inner) {
        for check in condition.cond.checks() {
            let read = reads_of_checks[check.0].iter();
            touches.extend(read.map(|resource| (resource.clone(), touch(None, span, Some(check.0), Vec::new()))));
        }
    }
    for step in steps() {
        let read = step.state.unless().map(uses::parts_of).unwrap_or_default().into_iter();
        touches.extend(read.map(|resource| (resource, touch(None, step.span, None, Vec::new()))));
        let changed = step.state.resources().into_iter();
        touches.extend(changed.map(|resource| (resource, touch(Some(step), step.span, None, step.state.parts()))));
    }
    touches
}

/// Changes that overlap one resource, up to an index, taken together.
#[derive(Default)]
struct Earlier {
    end: usize,
    joined: Joined,
    pinned: Pinned,
}

struct Finder<'a> {
    subject: &'a Subject<'a>,
    paths: Paths<'a>,
    changed: Touched<Touch<'a>>,
    read: Touched<Touch<'a>>,
    /// For each resource all changes that overlap it.
    earlier: HashMap<Resource, Earlier>,
    /// The pairs of actions of the plan that were reported.
    found: HashSet<(usize, usize)>,
    /// For each action the facts that its condition takes to be one value.
    pins: Vec<Vec<(FactId, Value)>>,
}

impl<'a> Finder<'a> {
    fn of(subject: &'a Subject<'a>) -> Self {
        Self {
            subject,
            paths: Paths::of(subject.schedule),
            changed: Touched::default(),
            read: Touched::default(),
            earlier: HashMap::new(),
            found: HashSet::new(),
            pins: subject.model.actions.iter().map(|action| apart::pins(action.when.as_ref())).collect(),
        }
    }

    /// Looks at what touched a resource earlier, the latest first; whether the graph puts all changes before this, and up to
    /// where what was read.
    fn look(&mut self, resource: &Resource, touch: &Touch<'a>, sink: &mut Sink) -> (bool, usize) {
        let mut settled = true;
        // How many had read something before the change behind which nothing has to be looked at again.
        let mut read_before = 0;
        let mut all = self.earlier.remove(resource).unwrap_or_default();
        // Of thousands that change one thing, and do not mind each other or never meet, only the new ones are looked at one by
        // one.
        let commutes = touch.step.is_some() && all.joined.commutes(&touch.parts);
        let does_not_matter = commutes || all.pinned.excludes(&self.pins[touch.action.0]);
        for index in self.changed.latest_first(resource) {
            if index < all.end && does_not_matter {
                settled = false;
                break;
            }
            let (other, earlier) = self.changed.get(index);
            match self.compare((other, earlier), (resource, touch)) {
                Order::Known if earlier.settled && other == resource => {
                    read_before = earlier.read_before;
                    break;
                }
                Order::Known => {}
                Order::DoesNotMatter => settled = false,
                Order::Open => {
                    let report = report(self.subject, &self.paths, &mut self.found, resource, earlier, touch);
                    report.into_iter().for_each(|found| sink.push(found));
                    // What follows is judged as if this were mended: one missing link is one mistake.
                    settled = true;
                    read_before = earlier.read_before;
                    break;
                }
            }
        }
        if touch.step.is_none() {
            self.earlier.insert(resource.clone(), all);
            return (settled, touch.read_before);
        }
        for index in self.changed.overlapping_from(resource, all.end) {
            let change = &self.changed.get(index).1;
            all.joined.add(&change.parts);
            all.pinned.add(&self.pins[change.action.0]);
        }
        all.end = self.changed.len();
        self.earlier.insert(resource.clone(), all);
        let mut ordered = touch.read_before;
        for index in self.read.overlapping_from(resource, read_before).into_iter().rev() {
            let (other, earlier) = self.read.get(index);
            match self.compare((other, earlier), (resource, touch)) {
                Order::Known => {}
                // What comes later may mind.
                Order::DoesNotMatter => ordered = index,
                Order::Open => {
                    let report = report(self.subject, &self.paths, &mut self.found, resource, earlier, touch);
                    report.into_iter().for_each(|found| sink.push(found));
                    break;
                }
            }
        }
        (settled, ordered)
    }

    fn compare(&self, (other, earlier): (&Resource, &Touch<'_>), (resource, later): (&Resource, &Touch<'_>)) -> Order {
        let model = self.subject.model;
        let (one, two) = (&model.actions[earlier.action.0], &model.actions[later.action.0]);
        if earlier.action == later.action {
            return Order::Known;
        }
        let both = earlier.step.zip(later.step);
        if both.is_some() && commute(&earlier.parts, &later.parts) {
            return Order::DoesNotMatter;
        }
        // What only reads one part of a thing does not mind changes of another.
        let read = if earlier.step.is_none() { (other, later.step) } else { (resource, earlier.step) };
        if let (None, (read, Some(step))) = (both, read) {
            let makes_keys = |part: &Part| matches!(part.op, Op::RegistryCreateKey { .. });
            if !uses::parts_of(&*step.state).iter().any(|part| part.overlaps(read))
                || (read.is_value() && step.state.parts().iter().all(makes_keys))
            {
                return Order::DoesNotMatter;
            }
        }
        // The instances of one `each` share their condition, and have no order that a plan could give them.
        if one.declared == two.declared && both.is_none() {
            return Order::DoesNotMatter;
        }
        if apart::pinned_apart(&self.pins[earlier.action.0], &self.pins[later.action.0]) {
            return Order::DoesNotMatter;
        }
        let turns = &self.subject.turns;
        let together = turns[earlier.action.0].and(&turns[later.action.0]);
        if !together.meets(&self.subject.universe.sure) || apart::apart(one.when.as_ref(), two.when.as_ref()) {
            return Order::DoesNotMatter;
        }
        if self.paths.lead(earlier.action, later.action) { Order::Known } else { Order::Open }
    }
}

/// Whether two states want different things of one and the same thing.
fn contradict(one: &dyn State, two: &dyn State) -> bool {
    let others = two.settled();
    one.settled().iter().any(|(thing, want)| others.iter().any(|(other, wants)| thing == other && want != wants))
}

enum Order {
    /// The graph gives it.
    Known,
    /// Either will do.
    DoesNotMatter,
    /// Only the order of the plan's lines gives it.
    Open,
}

fn report(
    subject: &Subject<'_>,
    paths: &Paths<'_>,
    found: &mut HashSet<(usize, usize)>,
    resource: &Resource,
    earlier: &Touch<'_>,
    later: &Touch<'_>,
) -> Option<Diagnostic> {
    let model = subject.model;
    let (one, two) = (&model.actions[earlier.action.0], &model.actions[later.action.0]);
    if !found.insert((one.declared, two.declared)) {
        return None;
    }
    let (first, second) = (&subject.plan.actions[one.declared], &subject.plan.actions[two.declared]);
    let title = format!(
        "`{}` and `{}` touch {} in an order that is left open",
        one.id.value,
        two.id.value,
        resource.described()
    );
    let word = |touch: &Touch<'_>| if touch.step.is_some() { "changed" } else { "read" };
    let mut mistake = Diagnostic::error(Code::Conflict, later.span, title).label(format!("{} here", word(later)));
    if earlier.span != later.span {
        mistake = mistake.related(earlier.span, format!("{} here", word(earlier)));
    }
    for touch in [earlier, later] {
        if let Some(check) = touch.check {
            let check = &model.checks[check];
            mistake = mistake.related(check.id.span, "by this check");
        }
    }
    if one.declared == two.declared {
        return Some(mistake.help("the instances of one `each` have no order: make them `steps` of one action"));
    }
    if let Some((step, other)) = earlier.step.zip(later.step)
        && contradict(&*step.state, &*other.state)
    {
        // In either order one would undo the other, at every run anew.
        return Some(mistake.help(
            "they want different things of it: leave one out, let their `when`s exclude each other, or make them `steps` of one action",
        ));
    }
    // A reader wants to know in which order, not that the other succeeded.
    let key = if earlier.step.is_some() && later.step.is_some() { "needs" } else { "after" };
    let id = &first.0.value;
    mistake = mistake.help(format!("if `{id}` comes first, add `{key}: {id}` to `{}`", second.0.value));
    // Among instances another pair may be ordered the other way round.
    let instances = |declared: usize| {
        let all = model.actions.iter().enumerate();
        all.filter(move |(_, action)| action.declared == declared).map(|(index, _)| ActionId(index))
    };
    let circle = instances(two.declared).any(|to| instances(one.declared).any(|from| paths.lead(to, from)));
    match edit::add_edge(subject, &second.1, key, id) {
        Some((span, text)) if !circle => Some(mistake.fix(span, text)),
        _ => Some(mistake),
    }
}
