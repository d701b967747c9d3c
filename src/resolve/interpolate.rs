//! `${name}` in texts: maps, params, facts and `each`; `%NAME%` in paths.

use super::names::{Checks, EachValue, Tables, when};
use crate::catalog::{facts::FactId, windows};
use crate::condition::{Place, Type, unread};
use crate::diag::{Code, Diagnostic, Sink};
use crate::program::{Condition, Piece, RunText};
use crate::source::Text;
use crate::states::{self, Role, Scope, Slot, State};
use crate::syntax::{Node, NodeKind};

/// The longest value, in characters: what every target can carry.
const LONGEST: usize = 2000;

/// What a kind of state reads its fields with.
pub(super) struct Inserter<'a> {
    tables: &'a Tables,
    /// The checks, where conditions may be read.
    checks: Option<&'a Checks>,
    each: Option<&'a EachValue>,
    role: Role,
    sink: &'a mut Sink,
}

impl<'a> Inserter<'a> {
    pub(super) fn new(tables: &'a Tables, each: Option<&'a EachValue>, role: Role, sink: &'a mut Sink) -> Self {
        Self { tables, checks: None, each, role, sink }
    }

    pub(super) fn with_checks(mut self, checks: &'a Checks) -> Self {
        self.checks = Some(checks);
        self
    }

    /// What one name stands for, and the texts it may become.
    fn name(&mut self, text: &Text, at: usize, name: &str, slot: Slot) -> Option<Piece> {
        let span = text.locate(at..at + name.len());
        let (base, field) = match name.split_once('.') {
            Some((base, field)) => (base, Some(field)),
            None => (name, None),
        };
        if base == "each" {
            let value = match (self.each, field) {
                (Some(EachValue::One(text)), None) => Some(text),
                (Some(EachValue::Fields(fields)), Some(field)) => {
                    fields.iter().find(|(name, _)| name == field).map(|(_, text)| text)
                }
                _ => None,
            };
            let Some(value) = value else {
                self.sink.push(
                    Diagnostic::error(Code::UnknownName, span, format!("`{name}` has no value here"))
                        .help("`${each}` is a value of this action's `each`, `${each.field}` a field where the values are small maps"),
                );
                return None;
            };
            return self.part(span, name, value, slot, false).then(|| Piece::Literal(value.clone()));
        }
        if self.tables.broken.contains(base) {
            return None;
        }
        if let Some(param) = self.tables.params.get(name) {
            self.tables.mark(name);
            let Some(value) = &param.text else { return Some(Piece::Literal(any_value(param.ty).to_owned())) };
            let is_path = param.ty == Type::Path;
            return self.part(span, name, value, slot, is_path).then(|| Piece::Literal(value.clone()));
        }
        if let Some(&map) = self.tables.map_ids.get(base) {
            self.tables.mark(base);
            return self.map(span, name, map, field, slot);
        }
        if let Some(fact) = FactId::named(name) {
            if slot == Slot::Key && fact.ty() == Type::Path {
                self.sink.push(Diagnostic::error(
                    Code::UnsafeInsert,
                    span,
                    format!("`{name}` is a folder, not a part of a key"),
                ));
                return None;
            }
            let mistake = unread(fact, span);
            let can_read = mistake.is_none();
            mistake.into_iter().for_each(|mistake| self.sink.push(mistake));
            return can_read.then_some(Piece::Fact(fact));
        }
        if self.tables.open {
            return None;
        }
        let mut known: Vec<&str> =
            self.tables.params.keys().chain(self.tables.map_ids.keys()).map(String::as_str).collect();
        known.sort_unstable();
        known.extend(FactId::all().map(|fact| -> &str { fact.name() }));
        let mut mistake =
            Diagnostic::error(Code::UnknownName, span, format!("there is no map, param or fact `{name}`"));
        mistake = match self.sink.closest(name, &known) {
            Some(near) => mistake.help(format!("did you mean `{near}`?")).fix(span, near),
            None => mistake.help("`$${` is a literal `${`"),
        };
        self.sink.push(mistake);
        None
    }

    fn map(
        &mut self,
        span: crate::source::Span,
        name: &str,
        id: crate::condition::MapId,
        field: Option<&str>,
        slot: Slot,
    ) -> Option<Piece> {
        let tables = self.tables;
        let map = &tables.maps[id.0];
        let fits = match field {
            None => map.fields.is_empty(),
            Some(field) => map.fields.iter().any(|f| f == field),
        };
        if !fits && !map.map.by.is_empty() {
            let help = match (field, map.fields.is_empty()) {
                (Some(_), true) => "its entries are texts: leave out the field".to_owned(),
                _ => {
                    let fields: Vec<String> = map.fields.iter().map(|f| format!("`${{{}.{f}}}`", map.map.id)).collect();
                    format!("its entries are small maps: write {}", fields.join(" or "))
                }
            };
            self.sink.push(Diagnostic::error(Code::UnknownName, span, format!("`{name}` names no text")).help(help));
            return None;
        }
        let mut usable = true;
        for value in map.map.entries.iter().map(|e| &e.value).chain(&map.map.otherwise) {
            if let Some(text) = value.get(field) {
                usable &= self.part(span, name, text, slot, map.ty == Type::Path);
            }
            if !usable {
                break;
            }
        }
        usable.then(|| Piece::Map(id, field.map(str::to_owned)))
    }

    /// Whether a value may stand in this slot: in a path or key it must be one part of it.
    fn part(&mut self, span: crate::source::Span, name: &str, value: &str, slot: Slot, is_path: bool) -> bool {
        if value.contains(is_refused) {
            self.sink.push(
                Diagnostic::error(Code::ControlCharacter, span, format!("`{name}` would insert a control character"))
                    .help("leave it out of the value"),
            );
            return false;
        }
        let bad = match slot {
            Slot::Plain => false,
            Slot::Path if is_path => value.is_empty(),
            Slot::Path | Slot::Key => value.is_empty() || value.contains(['\\', '/', '*', '?', '"']),
        };
        if bad {
            let shown = if value.is_empty() { "is empty".to_owned() } else { format!("would insert `{value}`") };
            self.sink.push(
                Diagnostic::error(Code::UnsafeInsert, span, format!("`{name}` {shown} into a path or key"))
                    .label("this could name another thing than the plan shows")
                    .help("an inserted value is one part: not empty, without `\\ / * ? \"`; a param or map of `type: path` may be more"),
            );
        }
        !bad
    }

    /// `%NAME%` in a path, from the first `%` on: the piece and how many bytes it took.
    fn variable(&mut self, text: &Text, at: usize) -> Option<(Piece, usize)> {
        let rest = &text.value[at + 1..];
        if rest.starts_with('%') {
            return Some((Piece::Literal("%".into()), 2));
        }
        let Some(end) = rest.find('%') else {
            self.sink.push(
                Diagnostic::error(Code::BadVariable, text.locate(at..at + 1), "a `%` without its other half")
                    .help("write `%%` for a literal percent sign"),
            );
            return None;
        };
        let name = &rest[..end];
        match windows::folder_variable(name) {
            Some(name) => Some((Piece::Variable(name), end + 2)),
            None => {
                let span = text.locate(at..at + end + 2);
                let known: Vec<String> =
                    windows::FOLDER_VARIABLES.iter().map(|(name, _)| format!("%{name}%")).collect();
                self.sink.push(
                    Diagnostic::error(
                        Code::BadVariable,
                        span,
                        format!("`%{name}%` is not a variable that a path may name"),
                    )
                    .label("it is not the same for every user and process")
                    .help(format!("these are: {}", known.join(" "))),
                );
                None
            }
        }
    }
}

/// Characters that no text of a plan holds.
fn is_refused(c: char) -> bool {
    c < ' ' && c != '\n' && c != '\t'
}

/// Some value of a type, so that a plan is checked with it where a param has none yet; nothing is built from it.
fn any_value(ty: Type) -> &'static str {
    match ty {
        Type::Path => "C:\\Any",
        Type::ProductKey => "BBBBB-BBBBB-BBBBB-BBBBB-BBBBB",
        Type::Bool => "true",
        Type::Int => "1",
        Type::Version => "1.0",
        Type::Duration => "1s",
        Type::Date => "2000-01-01",
        Type::Text => "any",
        Type::Enum(of) => of.words().first().copied().unwrap_or("any"),
    }
}

impl Scope for Inserter<'_> {
    fn sink(&mut self) -> &mut Sink {
        self.sink
    }

    fn role(&self) -> Role {
        self.role
    }

    fn interpolate(&mut self, text: &Text, slot: Slot) -> Option<RunText> {
        let value = &text.value;
        if value.chars().count() > LONGEST {
            self.sink.push(
                Diagnostic::error(Code::TooLong, text.span, format!("a value has at most {LONGEST} characters"))
                    .label(format!("this has {}", value.chars().count()))
                    .help("shorten it"),
            );
            return None;
        }
        if let Some(at) = value.find(is_refused) {
            self.sink.push(
                Diagnostic::error(Code::ControlCharacter, text.locate(at..at + 1), "a control character")
                    .help("leave it out"),
            );
            return None;
        }
        let mut whole = RunText::default();
        let mut usable = true;
        let mut at = 0;
        while at < value.len() {
            let rest = &value[at..];
            let next = rest.find(['$', '%']).unwrap_or(rest.len());
            whole.push(Piece::Literal(rest[..next].to_owned()));
            at += next;
            let rest = &value[at..];
            if rest.starts_with("$${") {
                whole.push(Piece::Literal("${".into()));
                at += 3;
            } else if rest.starts_with("${") {
                let Some(end) = rest.find('}') else {
                    self.sink.push(
                        Diagnostic::error(Code::UnknownName, text.locate(at..at + 2), "`${` without its `}`")
                            .help("`$${` is a literal `${`"),
                    );
                    return None;
                };
                match self.name(text, at + 2, &rest[2..end], slot) {
                    Some(piece) => whole.push(piece),
                    None => usable = false,
                }
                at += end + 1;
            } else if slot == Slot::Path && rest.starts_with('%') {
                let (piece, took) = self.variable(text, at)?;
                whole.push(piece);
                at += took;
            } else if !rest.is_empty() {
                whole.push(Piece::Literal(rest[..1].to_owned()));
                at += 1;
            }
        }
        usable.then_some(whole)
    }

    fn entries(&self, piece: &Piece) -> Vec<String> {
        let Piece::Map(id, field) = piece else { return Vec::new() };
        let map = &self.tables.maps[id.0].map;
        let values = map.entries.iter().map(|entry| &entry.value).chain(&map.otherwise);
        values.filter_map(|value| value.get(field.as_deref())).map(str::to_owned).collect()
    }

    fn condition(&mut self, text: &Text) -> Option<Condition> {
        match self.checks {
            Some(checks) => when(text, self.tables, checks, self.each, self.sink),
            None => super::names::condition(text, Place::Check, self.tables, self.each, self.sink),
        }
    }

    fn inline_state(&mut self, node: &Node) -> Option<Box<dyn State>> {
        let NodeKind::Mapping(pairs) = &node.kind else { return None };
        let found = match pairs.as_slice() {
            [(key, fields)] => states::kind(&key.value).filter(|kind| kind.can_check()).map(|kind| (kind, fields)),
            _ => None,
        };
        let Some((kind, fields)) = found else {
            self.sink.push(
                Diagnostic::error(Code::NoState, node.span, "`unless` is a condition, or one state")
                    .help("write `unless: my-check`, or one state such as `unless: { file: { path: ... } }`"),
            );
            return None;
        };
        let role = std::mem::replace(&mut self.role, Role::Check);
        let state = kind.read(fields, self);
        self.role = role;
        state
    }
}
