//! Comparisons: what stands on each side, and whether the two fit.

use super::{Checker, Named};
use crate::catalog::facts::FactId;
use crate::condition::parse::{Expr, ExprKind, Word};
use crate::condition::value::{date, duration, integer};
use crate::condition::{Comparison, Cond, Enumeration, Glob, Operand, Truth, Type, Value};
use crate::diag::{Code, Diagnostic, closest};
use crate::source::Span;

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
            return self.can_read(fact, expr.span).then_some(Side::Typed(Operand::Fact(fact), fact.ty()));
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

    pub(super) fn compare(&mut self, left: &Expr, op: Comparison, right: &Expr, span: Span) -> Option<Cond> {
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
            let is_near = || closest(text, of.words()).is_some();
            if openness == Openness::Number && of.word(text).is_none() && !is_near() {
                self.error(Code::TypeMismatch, span, format!("{ty} is compared with a number"), example(of));
                return None;
            }
            let Some(word) = of.word(text) else {
                if openness == Openness::Word && self.names.lookup(text).is_some() {
                    return self.not_comparable(text, span);
                }
                if openness == Openness::Word && self.names.are_lost() && !is_near() {
                    return None;
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
            let boolean = match text.to_ascii_lowercase().as_str() {
                "yes" | "on" => Some("true"),
                "no" | "off" => Some("false"),
                _ => None,
            };
            return match self.names.lookup(text) {
                Some(_) => self.not_comparable(text, span),
                None if self.names.are_lost() => None,
                None if let (Type::Bool, Some(meant)) = (ty, boolean) => {
                    let title = format!("`{text}` is not a value of type {ty}");
                    let mistake = Diagnostic::error(Code::TypeMismatch, span, title);
                    self.sink.push(mistake.help(format!("write `{meant}`")).mend(span, meant));
                    None
                }
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
        mistake = match closest(text, words.iter().copied()) {
            Some(near) => mistake.help(format!("did you mean `{near}`?")).fix(span, near),
            None if words.len() <= 8 => mistake.help(format!("they are {}", quoted(&words))),
            None => mistake.help(example(of)),
        };
        self.sink.push(mistake);
        None
    }

    pub(super) fn in_list(&mut self, item: &Expr, list: &[Expr]) -> Option<Cond> {
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

    pub(super) fn in_map(&mut self, item: &Expr, name: &Expr) -> Option<Cond> {
        let ExprKind::Word(Word::Name(map)) = &name.kind else { return None };
        let (id, by, otherwise) = self.map(map, name.span)?;
        let Some(by) = by else {
            self.error(
                Code::TypeMismatch,
                name.span,
                format!("`{map}` chooses by several facts"),
                format!("ask `has {map}`"),
            );
            return None;
        };
        // Whether every value is in it or the keys alone, a reader could only guess.
        if otherwise {
            self.error(
                Code::TypeMismatch,
                name.span,
                format!("`{map}` has `otherwise`, so every value is in it"),
                format!("write the values in a list, `in [a, b]`, or ask `has {map}`"),
            );
            return None;
        }
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

    pub(super) fn like(&mut self, item: &Expr, pattern: &Expr) -> Option<Cond> {
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
