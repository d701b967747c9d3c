//! Names are looked up and types are fitted. Every mistake in a condition is reported, not only the first.

mod compare;

use super::parse::{Expr, ExprKind, Word};
use super::{ActionId, CheckId, Cond, MapId, ResultKind, Truth, Type, Value};
use crate::catalog::facts::FactId;
use crate::diag::{Code, Diagnostic, Sink, closest};
use crate::source::Span;

/// What names mean where a condition stands.
pub trait Names {
    /// The meaning of a name; facts are looked up after it.
    fn lookup(&self, name: &str) -> Option<Named>;
    /// Every name, for suggestions.
    fn all(&self) -> Vec<&str>;
    /// Whether some names could not be read: then one that nothing has is no mistake.
    fn are_lost(&self) -> bool {
        false
    }
}

/// What a name means.
#[derive(Clone, Debug)]
pub enum Named {
    /// A check, and the type of its `.value` where it has one.
    Check {
        /// Which.
        id: CheckId,
        /// The type of its `.value`.
        value: Option<Type>,
    },
    /// An action.
    Action(ActionId),
    /// A map, the type of its fact where it chooses by one, and whether every other machine gets something too.
    Map {
        /// Which.
        id: MapId,
        /// The type of its only fact.
        by: Option<Type>,
        /// Whether it has `otherwise`.
        otherwise: bool,
    },
    /// A param, or `each`, with its value.
    Param(Value),
    /// A param that has no value yet.
    UnknownParam(Type),
    /// A value of `each`: text that is read as what it is compared with.
    Each(Value),
    /// Something whose mistake has been said already: what uses it is no mistake of its own.
    Broken,
}

/// Where a condition stands, which decides what it may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `scope`: no action's result.
    Scope,
    /// `goal`: no action's result.
    Goal,
    /// `when` of an action or a step.
    When,
    /// `when` of a check.
    Check,
}

/// Types a condition. `None` after a mistake; all of them are in the sink.
pub fn check(expr: &Expr, names: &dyn Names, place: Place, sink: &mut Sink) -> Option<Cond> {
    Checker { names, place, sink }.test(expr)
}

/// Says that no target of this version reads a fact; one message, where each target would have one of its own.
#[must_use]
pub fn unread(fact: FactId, span: Span) -> Option<Diagnostic> {
    let title = format!("`{}` is not yet supported", fact.name());
    (!fact.is_read()).then(|| {
        Diagnostic::error(Code::NotYet, span, title)
            .label("no target of this version reads this fact")
            .help("leave it out, or let a `command` with a script of yours find it out")
    })
}

struct Checker<'a> {
    names: &'a dyn Names,
    place: Place,
    sink: &'a mut Sink,
}

impl Checker<'_> {
    fn error(&mut self, code: Code, span: Span, title: impl Into<String>, help: impl Into<String>) {
        self.sink.push(Diagnostic::error(code, span, title).help(help));
    }

    /// Whether a fact can be used; says so where it cannot.
    fn can_read(&mut self, fact: FactId, span: Span) -> bool {
        let mistake = unread(fact, span);
        let can = mistake.is_none();
        mistake.into_iter().for_each(|mistake| self.sink.push(mistake));
        can
    }

    fn test(&mut self, expr: &Expr) -> Option<Cond> {
        match &expr.kind {
            ExprKind::And(all) => self.chain(all).map(Cond::And),
            ExprKind::Or(all) => self.chain(all).map(Cond::Or),
            ExprKind::Not(inner) => self.test(inner).map(|inner| Cond::Not(Box::new(inner))),
            ExprKind::Word(word) => self.bare(word, expr.span),
            ExprKind::Has(name) => self.map(name, expr.span).map(|(id, ..)| Cond::Has(id)),
            ExprKind::Compare(left, op, right) => self.compare(left, *op, right, expr.span),
            ExprKind::InList(item, list) => self.in_list(item, list),
            ExprKind::InName(item, name) => self.in_map(item, name),
            ExprKind::Like(item, pattern) => self.like(item, pattern),
        }
    }

    /// All members are read, so that each mistake is found; chains of one kind become one.
    fn chain(&mut self, all: &[Expr]) -> Option<Vec<Cond>> {
        let read: Vec<Option<Cond>> = all.iter().map(|expr| self.test(expr)).collect();
        read.into_iter().collect()
    }

    /// A name alone must be boolean.
    fn bare(&mut self, word: &Word, span: Span) -> Option<Cond> {
        let Word::Name(name) = word else {
            self.error(
                Code::NotBoolean,
                span,
                "a value alone is no test",
                "compare it with something, such as `os.build >= 7601`",
            );
            return None;
        };
        match name.as_str() {
            "true" => return Some(Cond::Const(Truth::True)),
            "false" => return Some(Cond::Const(Truth::False)),
            "none" => {
                self.error(Code::NotBoolean, span, "`none` alone is no test", "write `x == none`");
                return None;
            }
            _ => {}
        }
        match self.names.lookup(name) {
            Some(Named::Check { id, .. }) => Some(Cond::Check(id)),
            Some(Named::Param(Value::Bool(value))) => Some(Cond::Const(Truth::from(value))),
            Some(Named::Each(Value::Text(text))) if text == "true" || text == "false" => {
                Some(Cond::Const(Truth::from(text == "true")))
            }
            Some(Named::Each(_)) => {
                // `each` may hold the id of a check or of an action with a result behind it.
                self.each_name(name, span)
            }
            Some(Named::UnknownParam(Type::Bool)) => Some(Cond::Const(Truth::Unknown)),
            Some(Named::Action(_)) => {
                self.error(
                    Code::NotBoolean,
                    span,
                    format!("`{name}` is an action, not a test"),
                    format!("ask for `{name}.changed`, `{name}.done`, `{name}.failed` or `{name}.skipped`"),
                );
                None
            }
            Some(Named::Map { .. }) => {
                self.error(
                    Code::NotBoolean,
                    span,
                    format!("`{name}` is a map, not a test"),
                    format!("ask `has {name}`"),
                );
                None
            }
            Some(Named::Broken) => None,
            Some(Named::Param(_) | Named::UnknownParam(_)) => {
                self.error(Code::NotBoolean, span, format!("`{name}` is not boolean"), "compare it with something");
                None
            }
            None => self.dotted(name, span),
        }
    }

    fn each_name(&mut self, name: &str, span: Span) -> Option<Cond> {
        let Some(Named::Each(Value::Text(id))) = self.names.lookup(name) else { return None };
        match self.names.lookup(&id) {
            Some(Named::Check { id, .. }) => Some(Cond::Check(id)),
            Some(Named::Broken) => None,
            _ => {
                self.error(
                    Code::NotBoolean,
                    span,
                    format!("`{name}` is `{id}` here, and no check has this name"),
                    "compare it with something",
                );
                None
            }
        }
    }

    /// A boolean fact, or an action's result.
    fn dotted(&mut self, name: &str, span: Span) -> Option<Cond> {
        if let Some(fact) = FactId::named(name) {
            if fact.ty() == Type::Bool {
                return self.can_read(fact, span).then_some(Cond::Fact(fact));
            }
            self.error(
                Code::NotBoolean,
                span,
                format!("`{name}` is of type {}, not boolean", fact.ty()),
                "compare it with something",
            );
            return None;
        }
        let Some((owner, field)) = name.rsplit_once('.') else { return self.unknown(name, span) };
        match self.names.lookup(owner) {
            Some(Named::Action(action)) => {
                let what = match field {
                    "changed" => ResultKind::Changed,
                    "done" => ResultKind::Done,
                    "failed" => ResultKind::Failed,
                    "skipped" => ResultKind::Skipped,
                    _ => {
                        let mistake =
                            Diagnostic::error(Code::UnknownName, span, format!("an action has no `.{field}`"));
                        let all = "an action has `.changed`, `.done`, `.failed` and `.skipped`";
                        self.sink.push(match closest(field, ["changed", "done", "failed", "skipped"]) {
                            Some(near) => {
                                let whole = format!("{owner}.{near}");
                                mistake.help(format!("did you mean `{whole}`?")).help(all).fix(span, whole)
                            }
                            None => mistake.help(all),
                        });
                        return None;
                    }
                };
                if matches!(self.place, Place::Scope | Place::Goal) {
                    self.error(
                        Code::ResultInFence,
                        span,
                        format!("`{name}` is an action's result"),
                        "`scope` and `goal` are about the machine alone: name checks here",
                    );
                    return None;
                }
                Some(Cond::Result { action, what })
            }
            Some(Named::Check { .. }) if field != "value" => {
                self.error(
                    Code::UnknownName,
                    span,
                    format!("a check has no `.{field}`"),
                    format!("`{owner}` alone is true or false; the results of actions are `.changed`, `.done` ..."),
                );
                None
            }
            Some(Named::Check { .. }) => {
                self.error(
                    Code::NotBoolean,
                    span,
                    format!("`{name}` is a value, not a test"),
                    "compare it with something, or leave out `.value`",
                );
                None
            }
            _ => self.unknown(name, span),
        }
    }

    fn unknown<T>(&mut self, name: &str, span: Span) -> Option<T> {
        let names = self.names;
        if names.are_lost() {
            return None;
        }
        let mut known: Vec<&str> = names.all();
        known.extend(FactId::all().map(|fact| -> &str { fact.name() }));
        let mut mistake =
            Diagnostic::error(Code::UnknownName, span, format!("there is no check, action or fact `{name}`"));
        if let Some(near) = self.sink.closest(name, &known) {
            mistake = mistake.help(format!("did you mean `{near}`?")).fix(span, near);
        } else if let Some((owner, _)) = name.split_once('.')
            && let Some(near) = self.sink.closest(owner, &known)
        {
            mistake = mistake.help(format!("did you mean `{near}` in front of the dot?"));
        }
        self.sink.push(mistake);
        None
    }

    fn map(&mut self, name: &str, span: Span) -> Option<(MapId, Option<Type>, bool)> {
        match self.names.lookup(name) {
            Some(Named::Map { id, by, otherwise }) => Some((id, by, otherwise)),
            Some(Named::Broken) => None,
            Some(_) => {
                self.error(Code::UnknownName, span, format!("`{name}` is not a map"), "name a map of this plan");
                None
            }
            None if FactId::named(name).is_some() => {
                self.error(
                    Code::UnknownName,
                    span,
                    format!("`{name}` is a fact, not a map"),
                    "name a map of this plan",
                );
                None
            }
            None if self.names.are_lost() => None,
            None => {
                let names = self.names;
                let is_map = |name: &&str| matches!(names.lookup(name), Some(Named::Map { .. }));
                let maps: Vec<&str> = names.all().into_iter().filter(is_map).collect();
                let mistake = Diagnostic::error(Code::UnknownName, span, format!("there is no map `{name}`"));
                let near = self.sink.closest(name, &maps);
                self.sink.push(match near {
                    Some(near) => mistake.help(format!("did you mean `{near}`?")).fix(span, near),
                    None => mistake.help("a list of values stands in brackets: `in [a, b]`"),
                });
                None
            }
        }
    }
}

#[cfg(test)]
mod tests;
