//! Names are looked up and types are fitted. Every mistake in a condition is reported, not only the first.

use super::parse::{Expr, ExprKind, Word};
use super::value::{date, duration, integer};
use super::{ActionId, CheckId, Comparison, Cond, Enumeration, Glob, MapId, Operand, ResultKind, Truth, Type, Value};
use crate::catalog::facts::FactId;
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::Span;

/// What names mean where a condition stands.
pub trait Names {
    /// The meaning of a name; facts are looked up after it.
    fn lookup(&self, name: &str) -> Option<Named>;
    /// Every name, for suggestions.
    fn all(&self) -> Vec<&str>;
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
    /// A map, and the type of its fact where it chooses by one.
    Map {
        /// Which.
        id: MapId,
        /// The type of its only fact.
        by: Option<Type>,
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

struct Checker<'a> {
    names: &'a dyn Names,
    place: Place,
    sink: &'a mut Sink,
}

/// One side of a comparison before the other side is known.
enum Side {
    /// Its type is known.
    Typed(Operand, Type),
    /// A param without a value.
    Unknown(Type),
    /// `none`.
    None,
    /// What the other side makes of it.
    Open(String, Openness),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Openness {
    /// An unquoted word that is no name: a word of an enumeration.
    Word,
    /// Digits: an integer, a version, a duration or a date.
    Number,
    /// Text in quotes, or a value of `each`.
    Text,
}

impl Checker<'_> {
    fn error(&mut self, code: Code, span: Span, title: impl Into<String>, help: impl Into<String>) {
        self.sink.push(Diagnostic::error(code, span, title).help(help));
    }

    fn test(&mut self, expr: &Expr) -> Option<Cond> {
        match &expr.kind {
            ExprKind::And(all) => self.chain(all).map(Cond::And),
            ExprKind::Or(all) => self.chain(all).map(Cond::Or),
            ExprKind::Not(inner) => self.test(inner).map(|inner| Cond::Not(Box::new(inner))),
            ExprKind::Word(word) => self.bare(word, expr.span),
            ExprKind::Has(name) => self.map(name, expr.span).map(|(id, _)| Cond::Has(id)),
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
                return Some(Cond::Fact(fact));
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
                        self.sink.push(match nearest(field, &["changed", "done", "failed", "skipped"]) {
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
        let mut known: Vec<&str> = names.all();
        known.extend(FactId::all().map(|fact| -> &str { fact.name() }));
        let mut mistake =
            Diagnostic::error(Code::UnknownName, span, format!("there is no check, action or fact `{name}`"));
        if let Some(near) = nearest(name, &known) {
            mistake = mistake.help(format!("did you mean `{near}`?")).fix(span, near);
        } else if let Some((owner, _)) = name.split_once('.')
            && let Some(near) = nearest(owner, &known)
        {
            mistake = mistake.help(format!("did you mean `{near}` in front of the dot?"));
        }
        self.sink.push(mistake);
        None
    }

    fn map(&mut self, name: &str, span: Span) -> Option<(MapId, Option<Type>)> {
        match self.names.lookup(name) {
            Some(Named::Map { id, by }) => Some((id, by)),
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
            None => {
                let names = self.names;
                let is_map = |name: &&str| matches!(names.lookup(name), Some(Named::Map { .. }));
                let maps: Vec<&str> = names.all().into_iter().filter(is_map).collect();
                let mistake = Diagnostic::error(Code::UnknownName, span, format!("there is no map `{name}`"));
                self.sink.push(match nearest(name, &maps) {
                    Some(near) => mistake.help(format!("did you mean `{near}`?")).fix(span, near),
                    None => mistake.help("a list of values stands in brackets: `in [a, b]`"),
                });
                None
            }
        }
    }

    fn side(&mut self, expr: &Expr) -> Option<Side> {
        let ExprKind::Word(word) = &expr.kind else { return None };
        let name = match word {
            Word::Quoted(text) => return Some(Side::Open(text.clone(), Openness::Text)),
            Word::Number(text) => return Some(Side::Open(text.clone(), Openness::Number)),
            Word::Name(name) => name,
        };
        match name.as_str() {
            "none" => return Some(Side::None),
            "true" | "false" => return Some(Side::Typed(Operand::Literal(Value::Bool(name == "true")), Type::Bool)),
            _ => {}
        }
        match self.names.lookup(name) {
            Some(Named::Param(value)) => {
                let ty = match &value {
                    Value::Bool(_) => Type::Bool,
                    Value::Int(_) => Type::Int,
                    Value::Version(_) => Type::Version,
                    Value::Duration(_) => Type::Duration,
                    Value::Date(_) => Type::Date,
                    Value::Enum(of, _) => Type::Enum(*of),
                    Value::Text(_) | Value::None => Type::Text,
                };
                return Some(Side::Typed(Operand::Literal(value), ty));
            }
            Some(Named::UnknownParam(ty)) => return Some(Side::Unknown(ty)),
            Some(Named::Broken) => return None,
            Some(Named::Each(value)) => return Some(Side::Open(value.to_string(), Openness::Text)),
            _ => {}
        }
        if let Some(fact) = FactId::named(name) {
            return Some(Side::Typed(Operand::Fact(fact), fact.ty()));
        }
        if let Some(owner) = name.strip_suffix(".value")
            && let Some(Named::Check { id, value }) = self.names.lookup(owner)
        {
            let Some(ty) = value else {
                self.error(
                    Code::NoValue,
                    expr.span,
                    format!("`{owner}` has no value to read"),
                    "only a check of one registry value has a `.value`",
                );
                return None;
            };
            return Some(Side::Typed(Operand::CheckValue(id), ty));
        }
        Some(Side::Open(name.clone(), Openness::Word))
    }

    fn compare(&mut self, left: &Expr, op: Comparison, right: &Expr, span: Span) -> Option<Cond> {
        let (one, two) = (self.side(left), self.side(right));
        let (one, two) = (one?, two?);
        let equality = matches!(op, Comparison::Equal | Comparison::NotEqual);
        let ty = match (&one, &two) {
            (Side::Typed(_, ty) | Side::Unknown(ty), _) | (_, Side::Typed(_, ty) | Side::Unknown(ty)) => *ty,
            _ => {
                let (expr, name) = match (&one, &two) {
                    (Side::Open(name, Openness::Word), _) => (left, name),
                    (_, Side::Open(name, Openness::Word)) => (right, name),
                    _ => {
                        self.error(
                            Code::TypeMismatch,
                            span,
                            "two written values are compared",
                            "one side names a fact, a check's `.value` or a param",
                        );
                        return None;
                    }
                };
                let (name, span) = (name.clone(), expr.span);
                return self.not_comparable(&name, span);
            }
        };
        let one = self.fit(one, ty, left);
        let two = self.fit(two, ty, right);
        let (one, two) = (one?, two?);
        if !equality {
            if matches!(one, Some(Operand::Literal(Value::None))) || matches!(two, Some(Operand::Literal(Value::None)))
            {
                self.error(Code::TypeMismatch, span, "`none` has no order", "compare with `==` or `!=`");
                return None;
            }
            if !ty.is_ordered() {
                self.error(
                    Code::TypeMismatch,
                    span,
                    format!("values of type {ty} have no order"),
                    "compare with `==`, `!=` or `in`",
                );
                return None;
            }
        }
        Some(match (one, two) {
            (Some(left), Some(right)) => Cond::Compare { left, op, right },
            // A param without a value.
            _ => Cond::Const(Truth::Unknown),
        })
    }

    /// A name that could be a side of a comparison if it were another thing.
    fn not_comparable<T>(&mut self, name: &str, span: Span) -> Option<T> {
        match self.names.lookup(name) {
            Some(Named::Check { value: Some(_), .. }) => {
                self.error(
                    Code::TypeMismatch,
                    span,
                    format!("`{name}` is a check, which is true or false"),
                    format!("compare what it reads: `{name}.value`"),
                );
                None
            }
            Some(Named::Check { .. }) => {
                self.error(
                    Code::TypeMismatch,
                    span,
                    format!("`{name}` is a check, which is true or false"),
                    format!("write `{name}` or `not {name}`"),
                );
                None
            }
            Some(Named::Action(_)) => {
                self.error(
                    Code::TypeMismatch,
                    span,
                    format!("`{name}` is an action, which has no value"),
                    format!("ask for `{name}.changed` or `{name}.done`"),
                );
                None
            }
            Some(Named::Map { .. }) => {
                self.error(
                    Code::TypeMismatch,
                    span,
                    format!("`{name}` is a map"),
                    format!("ask `has {name}`, or `x in {name}`"),
                );
                None
            }
            _ => self.unknown(name, span),
        }
    }

    /// Makes an operand of a side whose type is known. The inner `None` is a value that is not known yet.
    fn fit(&mut self, side: Side, ty: Type, expr: &Expr) -> Option<Option<Operand>> {
        match side {
            Side::None => Some(Some(Operand::Literal(Value::None))),
            Side::Unknown(own) | Side::Typed(_, own) if !comparable(own, ty) => {
                self.error(
                    Code::TypeMismatch,
                    expr.span,
                    format!("{own} is compared with {ty}"),
                    "compare values of one type",
                );
                None
            }
            Side::Unknown(_) => Some(None),
            Side::Typed(operand, _) => Some(Some(operand)),
            Side::Open(text, openness) => {
                let value = self.literal(&text, openness, ty, expr.span)?;
                Some(Some(Operand::Literal(value)))
            }
        }
    }

    /// A written value, read as the other side's type.
    fn literal(&mut self, text: &str, openness: Openness, ty: Type, span: Span) -> Option<Value> {
        if let Type::Enum(of) = ty {
            if openness == Openness::Number && of.word(text).is_none() {
                self.error(Code::TypeMismatch, span, format!("{ty} is compared with a number"), example(of));
                return None;
            }
            let Some(word) = of.word(text) else {
                if openness == Openness::Word && self.names.lookup(text).is_some() {
                    return self.not_comparable(text, span);
                }
                return self.no_such_word(text, of, span);
            };
            if openness == Openness::Word && self.names.lookup(text).is_some() {
                self.error(
                    Code::AmbiguousWord,
                    span,
                    format!("`{text}` is a word of {ty} and the name of something in this plan"),
                    format!("write `'{text}'` for the word, or rename the other"),
                );
                return None;
            }
            return Some(Value::Enum(of, word));
        }
        if openness == Openness::Word {
            return match self.names.lookup(text) {
                Some(_) => self.not_comparable(text, span),
                None if matches!(ty, Type::Text | Type::Path) => {
                    self.sink.push(
                        Diagnostic::error(
                            Code::UnknownName,
                            span,
                            format!("there is no value `{text}` to compare with"),
                        )
                        .help(format!("text stands in single quotes: `'{text}'`"))
                        .fix(span, format!("'{text}'")),
                    );
                    None
                }
                None => self.unknown(text, span),
            };
        }
        let value = match (ty, openness) {
            (Type::Text | Type::Path | Type::ProductKey, Openness::Text) => ty.read(text),
            (Type::Text | Type::Path | Type::ProductKey, Openness::Number) => {
                self.error(
                    Code::TypeMismatch,
                    span,
                    format!("{ty} is compared with a number"),
                    format!("text stands in single quotes: `'{text}'`"),
                );
                return None;
            }
            (Type::Int, _) => integer(text).map(Value::Int),
            (Type::Version, _) => Value::version(text),
            (Type::Duration, _) => duration(text).map(Value::Duration),
            (Type::Date, _) => date(text).map(Value::Date),
            _ => None,
        };
        if value.is_none() {
            let help = match ty {
                Type::Int => "a whole number of 64 bits, decimal or `0x...`",
                Type::Version => "numbers with dots between them, such as `6.1` or `10.0.17763`",
                Type::Duration => "a number and a unit: `90s`, `5m`, `2h`, `1d`",
                Type::Date => "a day or a moment in UTC: `2019-01-08`, `2019-01-08T10:00Z`",
                _ => "a value of that type",
            };
            self.error(Code::TypeMismatch, span, format!("`{text}` is not a value of type {ty}"), help);
        }
        value
    }

    fn no_such_word<T>(&mut self, text: &str, of: Enumeration, span: Span) -> Option<T> {
        let words = of.words();
        let ty = Type::Enum(of);
        let mut mistake = Diagnostic::error(Code::UnknownWord, span, format!("there is no {ty} `{text}`"));
        mistake = match nearest(text, &words) {
            Some(near) => mistake.help(format!("did you mean `{near}`?")).fix(span, near),
            None if words.len() <= 8 => mistake.help(format!("they are {}", quoted(&words))),
            None => mistake.help(example(of)),
        };
        self.sink.push(mistake);
        None
    }

    fn in_list(&mut self, item: &Expr, list: &[Expr]) -> Option<Cond> {
        let side = self.side(item)?;
        let ty = match &side {
            Side::Typed(_, ty) | Side::Unknown(ty) => *ty,
            Side::None | Side::Open(..) => {
                let name = match &side {
                    Side::Open(name, Openness::Word) => name.clone(),
                    _ => {
                        self.error(
                            Code::TypeMismatch,
                            item.span,
                            "a written value is looked for in a list",
                            "in front of `in` stands a fact, a check's `.value` or a param",
                        );
                        return None;
                    }
                };
                return self.not_comparable(&name, item.span);
            }
        };
        let mut set = Some(Vec::new());
        for expr in list {
            let value = match self.side(expr) {
                Some(Side::None) => Some(Value::None),
                Some(Side::Open(text, openness)) => self.literal(&text, openness, ty, expr.span),
                Some(Side::Typed(Operand::Literal(value), own)) if comparable(own, ty) => Some(value),
                Some(Side::Unknown(_)) => return Some(Cond::Const(Truth::Unknown)),
                Some(_) => {
                    self.error(
                        Code::TypeMismatch,
                        expr.span,
                        "a list holds written values",
                        "compare the two with `==`",
                    );
                    None
                }
                None => None,
            };
            match (value, &mut set) {
                (Some(value), Some(set)) => set.push(value),
                _ => set = None,
            }
        }
        let set = set?;
        Some(match side {
            Side::Typed(item, _) => Cond::In { item, set },
            _ => Cond::Const(Truth::Unknown),
        })
    }

    fn in_map(&mut self, item: &Expr, name: &Expr) -> Option<Cond> {
        let ExprKind::Word(Word::Name(map)) = &name.kind else { return None };
        let (id, by) = self.map(map, name.span)?;
        let Some(by) = by else {
            self.error(
                Code::TypeMismatch,
                name.span,
                format!("`{map}` chooses by several facts"),
                format!("ask `has {map}`"),
            );
            return None;
        };
        match self.side(item)? {
            Side::Typed(operand, ty) if comparable(ty, by) => Some(Cond::InMap { item: operand, map: id }),
            Side::Typed(_, ty) | Side::Unknown(ty) => {
                self.error(
                    Code::TypeMismatch,
                    item.span,
                    format!("{ty} is looked for among keys of type {by}"),
                    format!("ask `has {map}`"),
                );
                None
            }
            Side::Open(name, Openness::Word) => self.not_comparable(&name, item.span),
            Side::None | Side::Open(..) => {
                self.error(
                    Code::TypeMismatch,
                    item.span,
                    "a written value is looked for in a map",
                    "in front of `in` stands a fact",
                );
                None
            }
        }
    }

    fn like(&mut self, item: &Expr, pattern: &Expr) -> Option<Cond> {
        let glob = match &pattern.kind {
            ExprKind::Word(Word::Quoted(text)) => Glob::parse(text),
            _ => None,
        };
        if glob.is_none() {
            self.error(
                Code::TypeMismatch,
                pattern.span,
                "behind `like` stands a pattern",
                "write it in single quotes: `like 'PC-*'`; `*` and `?` are special",
            );
        }
        match self.side(item)? {
            Side::Typed(item, Type::Text | Type::Path | Type::Enum(_)) => Some(Cond::Like { item, pattern: glob? }),
            Side::Unknown(Type::Text | Type::Path | Type::Enum(_)) => Some(Cond::Const(Truth::Unknown)),
            Side::Typed(_, ty) | Side::Unknown(ty) => {
                self.error(
                    Code::TypeMismatch,
                    item.span,
                    format!("{ty} is compared with a pattern"),
                    "`like` is for text",
                );
                None
            }
            Side::Open(name, Openness::Word) => self.not_comparable(&name, item.span),
            Side::None | Side::Open(..) => {
                self.error(
                    Code::TypeMismatch,
                    item.span,
                    "a written value is compared with a pattern",
                    "in front of `like` stands a fact, a check's `.value` or a param",
                );
                None
            }
        }
    }
}

/// Whether values of two types can be compared: texts with enumerations too.
fn comparable(one: Type, two: Type) -> bool {
    let text = |ty| matches!(ty, Type::Text | Type::Path | Type::ProductKey);
    one == two || (text(one) && text(two))
}

fn example(of: Enumeration) -> String {
    let words = of.words();
    format!("they are words such as {}", quoted(&words[..words.len().min(3)]))
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// The known word that is nearest, if one is near.
fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let word = word.to_lowercase();
    known
        .iter()
        .map(|other| (strsim::damerau_levenshtein(&word, &other.to_lowercase()), *other))
        .filter(|(distance, other)| *distance < word.len() && *distance <= 1 + word.len().min(other.len()) / 4)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

#[cfg(test)]
#[path = "types_tests.rs"]
mod tests;
