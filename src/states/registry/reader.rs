//! What is said of a key or a value, and what of it contradicts itself.

use super::{DataType, Fields};
use crate::condition::Glob;
use crate::diag::{Code, Diagnostic};
use crate::program::{RegistryPlace, RegistryWant, View};
use crate::source::{Span, Spanned, Text};
use crate::states::{Role, Scope, Slot, guard};
use crate::syntax::{Node, OneOrMany};

/// Reads the fields, and knows whether all of them can be used.
pub(super) struct Reader<'a> {
    pub(super) scope: &'a mut dyn Scope,
    pub(super) usable: bool,
}

impl Reader<'_> {
    pub(super) fn refuse(&mut self, code: Code, span: Span, title: impl Into<String>, help: &str) {
        self.scope.sink().push(Diagnostic::error(code, span, title).help(help));
        self.usable = false;
    }

    pub(super) fn view(&mut self, view: Option<Spanned<u32>>) -> View {
        match view.map(|v| (v.value, v.span)) {
            None => View::Native,
            Some((64, _)) => View::Bits64,
            Some((32, _)) => View::Bits32,
            Some((_, span)) => {
                self.refuse(Code::OutOfRange, span, "a view is 64 or 32", "leave it out for the machine's own view");
                View::Native
            }
        }
    }

    pub(super) fn each_subkey(&mut self, pattern: Option<&Text>) -> Option<Glob> {
        let text = pattern?;
        let glob = Glob::parse(&text.value);
        if text.value.is_empty() || text.value.contains('\\') || glob.is_none() {
            self.refuse(
                Code::BadPattern,
                text.span,
                format!("`{}` is not a pattern over subkeys", text.value),
                "it matches the names of the direct subkeys, so it holds no `\\`; `*` matches every one",
            );
            return None;
        }
        glob
    }

    /// A state of the key itself.
    pub(super) fn key_alone(&mut self, fields: &Fields, place: &RegistryPlace, exists: bool) {
        let belongs_to_values =
            [fields.data.as_ref().map(|n| n.span), fields.ty.map(|t| t.span), fields.bits.map(|b| b.span)];
        for span in belongs_to_values.into_iter().flatten() {
            self.refuse(
                Code::Contradiction,
                span,
                "this says what a value is to be, and no `value` is named",
                "add `value`; `value: ''` is the default value",
            );
        }
        if exists || self.scope.role() == Role::Check {
            if let Some(tree) = fields.tree {
                self.refuse(
                    Code::Contradiction,
                    tree.span,
                    "`tree` belongs to an action with `exists: false`",
                    "leave it out",
                );
            }
            return;
        }
        if place.each_subkey.is_some() {
            self.refuse(
                Code::GuardRail,
                fields.key.span,
                "whole keys are not deleted by a pattern",
                "name each key, with `each` if there are several",
            );
        }
        match place.key.as_literal() {
            Some(literal) if guard::is_root_key(literal) => {
                self.refuse(
                    Code::GuardRail,
                    fields.key.span,
                    format!("`{literal}` is never deleted"),
                    "name the key below it that is meant",
                );
            }
            Some(_) => {}
            None => {
                self.refuse(
                    Code::GuardRail,
                    fields.key.span,
                    "a key whose name is known only on the machine is never deleted whole",
                    "name the key",
                );
            }
        }
        if !fields.tree.is_some_and(|tree| tree.value) {
            let span = fields.exists.map_or(fields.key.span, |e| e.span);
            self.refuse(
                Code::GuardRail,
                span,
                "this deletes the key with all that is below it",
                "if that is meant, add `tree: true`",
            );
        }
    }

    /// What a value is to be.
    pub(super) fn want(&mut self, fields: &Fields, exists: bool, node: &Node) -> Option<RegistryWant> {
        let lists = fields.with.is_some() || fields.without.is_some();
        if !exists {
            let others = [fields.data.as_ref().map(|n| n.span), fields.bits.map(|b| b.span), fields.ty.map(|t| t.span)];
            for span in others.into_iter().flatten() {
                self.refuse(
                    Code::Contradiction,
                    span,
                    "a value that does not exist has no data",
                    "leave out `exists: false` or this",
                );
            }
            return Some(RegistryWant::Absent);
        }
        if let Some(bits) = fields.bits {
            let data = fields.data.as_ref().map(|node| self.number(node, u64::from(u32::MAX)));
            let data = match data {
                Some(number) => u32::try_from(number?).ok()?,
                None => bits.value,
            };
            if fields.ty.is_some_and(|ty| ty.value != DataType::Dword) {
                self.refuse(Code::Contradiction, bits.span, "`bits` is for the type dword", "leave out `type`");
            }
            if data & !bits.value != 0 {
                self.refuse(
                    Code::Contradiction,
                    bits.span,
                    "`data` sets bits that `bits` does not name",
                    "`bits` is the mask, `data` the values of its bits",
                );
            }
            return Some(RegistryWant::Bits { mask: bits.value, data });
        }
        if lists {
            if let Some(data) = &fields.data {
                self.refuse(
                    Code::Contradiction,
                    data.span,
                    "`with` and `without` change part of a list, `data` is the whole",
                    "keep one of them",
                );
            }
            let (with, without) = (self.entries(&fields.with)?, self.entries(&fields.without)?);
            if with.iter().chain(&without).any(String::is_empty) {
                self.refuse(
                    Code::Contradiction,
                    node.span,
                    "a list in the registry cannot hold an empty string",
                    "leave it out",
                );
            }
            if let Some(both) = with.iter().find(|w| without.iter().any(|o| o.eq_ignore_ascii_case(w))) {
                self.refuse(
                    Code::Contradiction,
                    node.span,
                    format!("`{both}` is to be in the list and not in it"),
                    "keep one of them",
                );
            }
            return Some(RegistryWant::List { with, without });
        }
        match &fields.data {
            None if self.scope.role() == Role::Check => Some(RegistryWant::Present),
            None => {
                self.refuse(
                    Code::MissingField,
                    node.span,
                    "this value has no `data`",
                    "add `data`, or `exists: false` to delete the value",
                );
                None
            }
            Some(data) => Some(RegistryWant::Data(self.data(data, fields.ty.map(|t| t.value))?)),
        }
    }

    /// The entries of a list that is changed in part: texts that the plan knows, so that they can be held against each other.
    fn entries(&mut self, texts: &Option<OneOrMany<Text>>) -> Option<Vec<String>> {
        let mut entries = Vec::new();
        for text in texts.iter().flat_map(|texts| texts.iter()) {
            let entry = self.scope.interpolate(text, Slot::Plain)?;
            match entry.as_literal() {
                Some(literal) => entries.push(literal.to_owned()),
                None => self.refuse(
                    Code::WrongData,
                    text.span,
                    "this entry is known only on the machine",
                    "write it out, or insert a param",
                ),
            }
        }
        Some(entries)
    }
}
