//! What names mean, and the conditions and checks that use them.

use super::interpolate::Inserter;
use super::{Check, CheckTest, MapPlaces, Unused};
use crate::condition::{self, ActionId, CheckId, Cond, MapId, Named, Names, Place, ResultKind, Type, Value};
use crate::diag::{Code, Diagnostic, Sink};
use crate::plan::{self, Plan};
use crate::program::{Condition, Map};
use crate::source::{Span, Spanned, Text};
use crate::states::{Role, State};
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// A map, and what conditions and texts need to know about it.
pub(super) struct MapEntry {
    pub(super) map: Map,
    /// The type of its values.
    pub(super) ty: Type,
    /// The fields of its entries where they are small maps.
    pub(super) fields: Vec<String>,
    pub(super) places: MapPlaces,
}

/// What `${each}` and `each` stand for.
#[derive(Clone, Debug)]
pub(super) enum EachValue {
    One(String),
    Fields(Vec<(String, String)>),
}

/// Everything a name can mean.
pub(super) struct Tables {
    pub(super) params: HashMap<String, Param>,
    pub(super) maps: Vec<MapEntry>,
    pub(super) map_ids: HashMap<String, MapId>,
    pub(super) check_ids: HashMap<String, CheckId>,
    /// The type of each check's `.value`.
    pub(super) check_values: Vec<Option<Type>>,
    pub(super) action_ids: HashMap<String, usize>,
    /// Actions whose mistakes have been said already.
    pub(super) lost: Vec<String>,
    /// Whether a table could not be read: then a name that nothing has is no mistake.
    pub(super) open: bool,
    /// Params, maps and checks whose mistakes have been said already: what uses them is no mistake of its own.
    pub(super) broken: HashSet<String>,
    /// The instances of each action of the plan.
    pub(super) instances: Vec<Vec<ActionId>>,
    /// The names that were looked up.
    used: RefCell<HashSet<String>>,
}

/// A param: its type, and its value where it has one.
pub(super) struct Param {
    pub(super) ty: Type,
    pub(super) text: Option<String>,
}

impl Tables {
    pub(super) fn new(plan: &Plan) -> Self {
        let index = |names: Vec<&Text>| -> Vec<(String, usize)> {
            names.into_iter().enumerate().map(|(index, name)| (name.value.clone(), index)).collect()
        };
        let checks = index(plan.checks.iter().map(|(name, _)| name).collect());
        let actions = index(plan.actions.iter().map(|(name, _)| name).collect());
        Self {
            params: HashMap::new(),
            maps: Vec::new(),
            map_ids: HashMap::new(),
            check_values: vec![None; checks.len()],
            check_ids: checks.into_iter().map(|(name, index)| (name, CheckId(index))).collect(),
            open: plan.open,
            lost: plan.lost.iter().map(|name| name.value.clone()).collect(),
            broken: plan.broken.iter().map(|name| name.value.clone()).collect(),
            instances: vec![Vec::new(); actions.len()],
            action_ids: actions.into_iter().collect(),
            used: RefCell::default(),
        }
    }

    /// Notes that something in the plan names this check, map or param.
    pub(super) fn mark(&self, name: &str) {
        let mut used = self.used.borrow_mut();
        if !used.contains(name) {
            used.insert(name.to_owned());
        }
    }

    /// The checks, maps and params that nothing names, in declaration order.
    pub(super) fn unused(&self, plan: &Plan) -> Vec<Unused> {
        let used = self.used.borrow();
        let params = plan.params.iter().map(|(name, _)| ("param", name));
        let maps = plan.maps.iter().map(|(name, _)| ("map", name));
        let checks = plan.checks.iter().map(|(name, _)| ("check", name));
        params
            .chain(maps)
            .chain(checks)
            .filter(|(_, name)| !used.contains(&name.value))
            .map(|(what, name)| Unused { what, name: Spanned::new(name.value.clone(), name.span) })
            .collect()
    }
}

/// The names of a condition: the tables, and the value of `each` where it stands inside one.
struct View<'a> {
    tables: &'a Tables,
    each: Option<&'a EachValue>,
}

impl Names for View<'_> {
    fn lookup(&self, name: &str) -> Option<Named> {
        let tables = self.tables;
        let owner = name.split('.').next().unwrap_or(name);
        if tables.broken.contains(owner) && !tables.check_ids.contains_key(name) {
            return Some(Named::Broken);
        }
        if let Some(param) = tables.params.get(name) {
            tables.mark(name);
            return Some(match param.text.as_deref().and_then(|text| param.ty.read(text)) {
                Some(value) => Named::Param(value),
                None => Named::UnknownParam(param.ty),
            });
        }
        if let Some(&id) = tables.map_ids.get(name) {
            tables.mark(name);
            let map = &tables.maps[id.0].map;
            let by = (map.by.len() == 1).then(|| map.by[0].ty());
            return Some(Named::Map { id, by, otherwise: map.otherwise.is_some() });
        }
        if let Some(&id) = tables.check_ids.get(name) {
            tables.mark(name);
            return Some(Named::Check { id, value: tables.check_values[id.0] });
        }
        if let Some(&index) = tables.action_ids.get(name) {
            return Some(Named::Action(ActionId(index)));
        }
        if tables.lost.iter().any(|lost| lost == name) {
            return Some(Named::Action(ActionId(usize::MAX)));
        }
        let text = match (name.strip_prefix("each")?, self.each?) {
            ("", EachValue::One(text)) => text,
            (field, EachValue::Fields(fields)) => {
                let field = field.strip_prefix('.')?;
                fields.iter().find(|(name, _)| name == field).map(|(_, text)| text)?
            }
            _ => return None,
        };
        Some(Named::Each(Value::Text(text.clone())))
    }

    fn are_lost(&self) -> bool {
        self.tables.open
    }

    fn all(&self) -> Vec<&str> {
        let tables = self.tables;
        let mut names: Vec<&str> = tables.params.keys().chain(tables.map_ids.keys()).map(String::as_str).collect();
        names.extend(tables.check_ids.keys().chain(tables.action_ids.keys()).map(String::as_str));
        names.sort_unstable();
        names
    }
}

/// Reads one condition; the results of an action that has instances are spread over them.
pub(super) fn condition(
    text: &Text,
    place: Place,
    tables: &Tables,
    each: Option<&EachValue>,
    sink: &mut Sink,
) -> Option<Condition> {
    let expr = condition::parse(text, sink)?;
    let cond = condition::check(&expr, &View { tables, each }, place, sink)?;
    let cond = cond.replace(&mut |leaf| match leaf {
        Cond::Result { action, what } => Some(spread(tables.instances.get(action.0).map_or(&[], Vec::as_slice), *what)),
        _ => None,
    });
    let line = text.value.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Condition { cond, text: line })
}

/// `.changed` and `.failed` of an `each` are any of its instances', `.done` and `.skipped` all.
fn spread(instances: &[ActionId], what: ResultKind) -> Cond {
    let mut each: Vec<Cond> = instances.iter().map(|&action| Cond::Result { action, what }).collect();
    if each.len() == 1 {
        return each.remove(0);
    }
    match what {
        ResultKind::Changed | ResultKind::Failed => Cond::Or(each),
        ResultKind::Done | ResultKind::Skipped => Cond::And(each),
    }
}

/// The checks of a plan; one that reads an action's result has no value of its own and is put in place of its name.
pub(super) struct Checks {
    pub(super) all: Vec<Option<Check>>,
    /// For each check the condition that stands for it, where it reads results.
    inlined: Vec<Option<Cond>>,
    costs: Vec<u8>,
}

/// Reads the checks. They may name each other; a circle among them is an error.
pub(super) fn checks(plan: &Plan, tables: &mut Tables, sink: &mut Sink) -> Checks {
    let mut all = Vec::with_capacity(plan.checks.len());
    let mut costs = Vec::with_capacity(plan.checks.len());
    let mut states: Vec<Option<Box<dyn State>>> = Vec::with_capacity(plan.checks.len());
    for (index, (id, check)) in plan.checks.iter().enumerate() {
        let state = match &check.test {
            plan::CheckTest::State(decl) => {
                let mut inserter = Inserter::new(tables, None, Role::Check, sink);
                decl.kind.0.read(&decl.fields, &mut inserter)
            }
            _ => None,
        };
        if state.is_none() && !matches!(check.test, plan::CheckTest::When(_)) {
            tables.broken.insert(id.value.clone());
        }
        if let Some((_, ty)) = state.as_ref().and_then(|state| state.reading()) {
            tables.check_values[index] = value_type(check.value.as_ref(), ty, sink);
            if tables.check_values[index].is_none() {
                // What compares the value is no mistake of its own.
                tables.broken.insert(id.value.clone());
            }
        }
        if let (Some(value), Some(state)) = (&check.value, &state)
            && state.reading().is_none()
        {
            sink.push(
                Diagnostic::error(Code::NoValue, value.span, format!("`{}` has no value to read", id.value))
                    .help("only a check of one registry value has a `.value`"),
            );
        }
        costs.push(state.as_ref().map_or(0, |state| state.cost()));
        states.push(state);
    }
    let mut conditions: Vec<Option<Condition>> = Vec::new();
    for ((id, check), state) in plan.checks.iter().zip(states) {
        let when = match &check.test {
            plan::CheckTest::When(text) => condition(text, Place::Check, tables, None, sink),
            _ => None,
        };
        conditions.push(when.clone());
        let test = match (state, when) {
            (Some(state), _) => Some(CheckTest::State(state)),
            (None, Some(when)) => Some(CheckTest::When(when)),
            (None, None) => None,
        };
        all.push(test.map(|test| Check {
            id: Spanned::new(id.value.clone(), id.span),
            title: title(check.title.as_ref(), &id.value, sink),
            value: match &test {
                CheckTest::State(state) => {
                    state.reading().map(|(reading, ty)| (reading, tables.check_values[all.len()].unwrap_or(ty)))
                }
                _ => None,
            },
            test,
        }));
    }
    let order = without_circles(plan, &conditions, sink);
    bounded(plan, &conditions, &order, sink);
    let mut inlined: Vec<Option<Cond>> = vec![None; all.len()];
    for index in order {
        let Some(when) = &conditions[index] else { continue };
        costs[index] = when.cond.checks().iter().map(|id| costs[id.0]).max().unwrap_or(0);
        let whole = inline(&when.cond, &inlined);
        if !whole.results().is_empty() {
            inlined[index] = Some(whole);
        } else if let Some(Check { test: CheckTest::When(condition), .. }) = &mut all[index] {
            condition.cond = whole;
        }
    }
    Checks { all, inlined, costs }
}

/// The type of a `.value`: the one that the plan asks for, where the data can be read as it.
fn value_type(asked: Option<&Text>, ty: Type, sink: &mut Sink) -> Option<Type> {
    let Some(asked) = asked else { return Some(ty) };
    let wanted = match asked.value.as_str() {
        "integer" => Some(Type::Int),
        "text" => Some(Type::Text),
        "version" => Some(Type::Version),
        "date" => Some(Type::Date),
        "boolean" => Some(Type::Bool),
        _ => None,
    };
    if wanted.is_none() {
        sink.push(
            Diagnostic::error(Code::UnknownType, asked.span, format!("`{}` is not a type of values", asked.value))
                .help("the types are integer, text, version, date and boolean"),
        );
    }
    wanted
}

fn inline(cond: &Cond, inlined: &[Option<Cond>]) -> Cond {
    cond.clone().replace(&mut |leaf| match leaf {
        Cond::Check(id) => inlined[id.0].clone(),
        _ => None,
    })
}

/// How deep checks may name each other, as deep as the brackets of a condition.
const MAX_DEPTH: usize = 64;
/// How many tests a check's condition may come to, with those of the checks that it names.
const MAX_TESTS: usize = 1024;

/// Reports checks that come to more than anybody could review, through the checks that they name. What stands above one of
/// them is no mistake of its own.
fn bounded(plan: &Plan, conditions: &[Option<Condition>], order: &[usize], sink: &mut Sink) {
    let mut sizes = vec![(1, 1); conditions.len()];
    for &index in order {
        let Some(condition) = &conditions[index] else { continue };
        let depth = 1 + condition.cond.checks().into_iter().map(|id| sizes[id.0].0).max().unwrap_or(0);
        let tests_of = |leaf: &Cond| if let Cond::Check(id) = leaf { sizes[id.0].1 } else { 1 };
        let tests: usize = condition.cond.leaves().into_iter().map(tests_of).sum();
        if depth <= MAX_DEPTH && tests <= MAX_TESTS {
            sizes[index] = (depth, tests);
            continue;
        }
        let (name, check) = &plan.checks[index];
        let span = if let plan::CheckTest::When(text) = &check.test { text.span } else { name.span };
        let (what, most) = if depth > MAX_DEPTH {
            ("checks name each other", format!("{MAX_DEPTH} deep"))
        } else {
            ("a check comes", format!("to {MAX_TESTS} tests, those of the checks that it names included"))
        };
        sink.push(
            Diagnostic::error(Code::ConditionTooLong, span, format!("{what} at most {most}"))
                .label(format!("`{}` is one too many", name.value))
                .help("observe less, or ask for it in another way: nobody could review this"),
        );
    }
}

/// The checks with a condition, each behind those it names. Circles are reported and left out.
fn without_circles(plan: &Plan, conditions: &[Option<Condition>], sink: &mut Sink) -> Vec<usize> {
    const WHITE: u8 = 0;
    const GREY: u8 = 1;
    const BLACK: u8 = 2;
    let mut colour = vec![WHITE; conditions.len()];
    let mut order = Vec::new();
    for root in 0..conditions.len() {
        // An explicit stack: a chain of checks may be as long as the plan.
        let mut stack: Vec<(usize, Vec<CheckId>)> = Vec::new();
        let open = |index: usize| conditions[index].as_ref().map(|c| c.cond.checks()).unwrap_or_default();
        if colour[root] == WHITE {
            colour[root] = GREY;
            stack.push((root, open(root)));
        }
        while let Some((index, todo)) = stack.last_mut() {
            let index = *index;
            let Some(next) = todo.pop() else {
                colour[index] = BLACK;
                order.push(index);
                stack.pop();
                continue;
            };
            match colour[next.0] {
                WHITE => {
                    colour[next.0] = GREY;
                    stack.push((next.0, open(next.0)));
                }
                GREY => {
                    let from = stack.iter().position(|(index, _)| *index == next.0).unwrap_or(0);
                    let (name, _) = &plan.checks[next.0];
                    let mut mistake = Diagnostic::error(
                        Code::CheckCycle,
                        name.span,
                        format!("`{}` is observed by observing itself", name.value),
                    );
                    for (index, _) in &stack[from..] {
                        let (name, check) = &plan.checks[*index];
                        if let plan::CheckTest::When(text) = &check.test {
                            mistake = mistake.related(text.span, format!("the condition of `{}`", name.value));
                        }
                    }
                    sink.push(
                        mistake.help(
                            "a check observes the machine, or names checks that do: take one of these names away",
                        ),
                    );
                }
                _ => {}
            }
        }
    }
    order
}

/// A condition of an action or a step.
pub(super) fn when(
    text: &Text,
    tables: &Tables,
    checks: &Checks,
    each: Option<&EachValue>,
    sink: &mut Sink,
) -> Option<Condition> {
    let Condition { cond, text } = condition(text, Place::When, tables, each, sink)?;
    Some(Condition { cond: inline(&cond, &checks.inlined), text })
}

/// The scope: observed in the order of what it costs.
pub(super) fn scope(text: &Text, tables: &Tables, checks: &Checks, sink: &mut Sink) -> Option<Condition> {
    let found = fence(text, Place::Scope, tables, checks, sink)?;
    Some(Condition { cond: condition::by_cost(&found.cond, &|id| checks.costs[id.0]), text: found.text })
}

/// The goal.
pub(super) fn goal(text: &Text, tables: &Tables, checks: &Checks, sink: &mut Sink) -> Option<Condition> {
    fence(text, Place::Goal, tables, checks, sink)
}

/// A condition that no action's result may be in, through checks neither.
fn fence(text: &Text, place: Place, tables: &Tables, checks: &Checks, sink: &mut Sink) -> Option<Condition> {
    let found = condition(text, place, tables, None, sink)?;
    for id in found.cond.checks() {
        if checks.inlined[id.0].is_some() {
            let name = tables.check_ids.iter().find(|(_, other)| **other == id).map_or("", |(name, _)| name.as_str());
            let span = find_word(text, name);
            sink.push(
                Diagnostic::error(Code::ResultInFence, span, format!("`{name}` reads an action's result"))
                    .label("`scope` and `goal` are about the machine alone")
                    .help("name checks of the machine here"),
            );
        }
    }
    Some(found)
}

/// Where a word stands in a text; the whole text where it cannot be told.
fn find_word(text: &Text, word: &str) -> Span {
    text.value.find(word).map_or(text.span, |at| text.locate(at..at + word.len()))
}

/// The checks that are observed: all but those that stand for a condition with results. Indexes stay as they are.
pub(super) fn observed(checks: Checks) -> Vec<Check> {
    checks.all.into_iter().flatten().collect()
}

/// A title: one line, or the id.
pub(super) fn title(title: Option<&Text>, id: &str, sink: &mut Sink) -> String {
    let Some(title) = title else { return id.to_owned() };
    if title.value.trim().is_empty() || title.value.contains('\n') {
        sink.push(Diagnostic::error(Code::BadTitle, title.span, "a title is one line of text"));
    }
    title.value.clone()
}
