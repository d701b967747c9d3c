//! `registry`: keys and values of the registry.

use super::{IfMissing, Kind, Resource, Role, Scope, Slot, State, guard};
use crate::condition::{Glob, Truth, Type};
use crate::diag::{Code, Diagnostic};
use crate::program::{Op, Part, Probe, Reading, RegistryData, RegistryPlace, RegistryWant, RunText, View};
use crate::simulate::Facts;
use crate::simulate::machine::{Data, Machine, Typed};
use crate::source::{Spanned, Text};
use crate::syntax::{Node, NodeKind, OneOrMany};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;

/// The kind `registry`.
pub(super) struct Registry;

/// A registry value, or a whole key.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Fields {
    /// The key, from its hive on: `HKLM\SOFTWARE\...`.
    #[schemars(extend("x-example" = "{ key: HKLM\\SOFTWARE\\Example, value: Level, data: 2 }"))]
    key: Text,
    /// The name of a value; `''` is the default value, and without `value` the key itself is meant.
    #[schemars(extend("x-example" = "{ key: HKLM\\SOFTWARE\\Example, value: Level, data: 2 }"))]
    value: Option<Text>,
    /// The type of its data; `dword` for a number and `string` for another text, where it is left out.
    #[serde(rename = "type")]
    #[schemars(extend("x-example" = [
        "{ key: HKLM\\SOFTWARE\\Example, value: Level, type: string, data: '12' }",
        "{ key: HKLM\\SOFTWARE\\Example, value: Level, type: multi-string, data: [a, b] }",
    ]))]
    ty: Option<Spanned<DataType>>,
    /// Its data: a text, a number, a list of texts (`multi-string`), or hexadecimal bytes (`binary`).
    #[schemars(
        with = "Option<OneOrMany<Text>>",
        extend("x-example" = "{ key: HKLM\\SOFTWARE\\Example, value: Level, data: 2 }")
    )]
    data: Option<Node>,
    /// A mask: only these bits of a `dword` are looked at, and `data` has their values; all set, where it is left out.
    #[schemars(extend("x-example" = "{ key: HKLM\\SOFTWARE\\Example, value: Flags, bits: 0x4 }"))]
    bits: Option<Spanned<u32>>,
    /// What a list must hold, whatever else it holds.
    #[schemars(extend("x-example" = "{ key: HKLM\\SOFTWARE\\Example, value: Servers, with: one.example.com }"))]
    with: Option<OneOrMany<Text>>,
    /// What a list must not hold.
    #[schemars(extend("x-example" = "{ key: HKLM\\SOFTWARE\\Example, value: Servers, without: old.example.com }"))]
    without: Option<OneOrMany<Text>>,
    /// Whether the value, or the key, is there.
    #[schemars(extend("default" = true, "x-example" = "{ key: HKLM\\SOFTWARE\\Example, value: Level, exists: false }"))]
    exists: Option<Spanned<bool>>,
    /// `true` beside `exists: false`: the key goes with all that is below it.
    #[schemars(extend(
        "x-check" = false,
        "x-example" = "{ key: HKLM\\SOFTWARE\\Example\\Old, exists: false, tree: true }"
    ))]
    tree: Option<Spanned<bool>>,
    /// The view of the registry; the machine's own, where it is left out.
    #[schemars(extend(
        "enum" = [64, 32],
        "x-example" = "{ key: HKLM\\SOFTWARE\\Example, value: Level, data: 2, view: 64 }"
    ))]
    view: Option<Spanned<u32>>,
    /// A pattern over the direct subkeys: what is said holds for each that matches.
    #[schemars(extend("x-example" = "{ key: HKLM\\SOFTWARE\\Example, each-subkey: '*', value: Level, data: 2 }"))]
    each_subkey: Option<Text>,
    /// What a missing key means: `skip` is in place.
    #[schemars(extend("x-example" = "{ key: HKLM\\SOFTWARE\\Example, value: Level, data: 2, if-missing: skip }"))]
    if_missing: Option<IfMissing>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum DataType {
    /// REG_SZ.
    String,
    /// REG_EXPAND_SZ, compared unexpanded.
    ExpandString,
    /// REG_DWORD.
    Dword,
    /// REG_QWORD.
    Qword,
    /// REG_MULTI_SZ.
    MultiString,
    /// REG_BINARY.
    Binary,
}

#[derive(Debug)]
struct RegistryWanted {
    place: RegistryPlace,
    /// `None`: the key itself.
    value: Option<(RunText, RegistryWant)>,
    exists: bool,
    missing_ok: bool,
    ty: Option<DataType>,
}

/// The hives and their short names.
const HIVES: &[(&str, &str)] = &[
    ("HKLM", "HKLM"),
    ("HKEY_LOCAL_MACHINE", "HKLM"),
    ("HKCU", "HKCU"),
    ("HKEY_CURRENT_USER", "HKCU"),
    ("HKU", "HKU"),
    ("HKEY_USERS", "HKU"),
    ("HKCR", r"HKLM\SOFTWARE\Classes"),
    ("HKEY_CLASSES_ROOT", r"HKLM\SOFTWARE\Classes"),
];

impl Kind for Registry {
    fn name(&self) -> &'static str {
        "registry"
    }

    fn schema(&self, generator: &mut SchemaGenerator) -> Schema {
        Fields::json_schema(generator)
    }

    fn read(&self, node: &Node, scope: &mut dyn Scope) -> Option<Box<dyn State>> {
        let fields: Fields = super::fields(node, scope)?;
        let key = key(&fields.key, scope)?;
        let mut reader = Reader { scope, usable: true };
        let view = reader.view(fields.view);
        let each_subkey = reader.each_subkey(fields.each_subkey.as_ref());
        let place = RegistryPlace { key, view, each_subkey };
        let exists = fields.exists.is_none_or(|e| e.value);
        let value = match &fields.value {
            None => {
                reader.key_alone(&fields, &place, exists);
                None
            }
            Some(value) => {
                if let Some(tree) = fields.tree {
                    reader.refuse(
                        Code::Contradiction,
                        tree.span,
                        "`tree` belongs to a whole key",
                        "leave it out, or leave out `value`",
                    );
                }
                let name = reader.scope.interpolate(value, Slot::Plain)?;
                let want = reader.want(&fields, exists, node)?;
                Some((name, want))
            }
        };
        let missing_ok = fields.if_missing == Some(IfMissing::Skip);
        let ty = fields.ty.map(|ty| ty.value);
        reader.usable.then(|| Box::new(RegistryWanted { place, value, exists, missing_ok, ty }) as Box<dyn State>)
    }
}

/// The longest name of a key.
const LONGEST_KEY: usize = 255;

/// Reads a key: the hive in its short name, the rest as written. Every character of the rest is literal.
fn key(text: &Text, scope: &mut dyn Scope) -> Option<RunText> {
    let whole = scope.interpolate(text, Slot::Key)?;
    let literal = whole.literal_prefix();
    let hive = literal.split('\\').next().unwrap_or_default();
    let Some((_, short)) = HIVES.iter().find(|(name, _)| name.eq_ignore_ascii_case(hive)) else {
        scope.sink().push(
            Diagnostic::error(Code::BadRegistryKey, text.span, format!("`{}` is not a registry key", text.value))
                .label("it does not begin with a hive")
                .help("write it as `HKLM\\SOFTWARE\\...`; the hives are HKLM, HKU, HKCU and HKCR"),
        );
        return None;
    };
    // An entry of a map is a part like any other.
    if let Some((why, help)) = super::wrong_shape(&whole, scope, |key| wrong_part(&key[hive.len()..])) {
        scope.sink().push(
            Diagnostic::error(Code::BadRegistryKey, text.span, format!("`{}` is not a registry key", text.value))
                .label(why)
                .help(help),
        );
        return None;
    }
    let mut spelled = RunText::literal(*short);
    for (index, piece) in whole.parts().iter().enumerate() {
        match piece {
            crate::program::Piece::Literal(text) if index == 0 => {
                spelled.push(crate::program::Piece::Literal(text[hive.len()..].to_owned()));
            }
            piece => spelled.push(piece.clone()),
        }
    }
    Some(spelled)
}

/// What is wrong with what stands behind a hive, and what helps.
fn wrong_part(rest: &str) -> Option<(&'static str, &'static str)> {
    if rest.ends_with('\\') || rest.contains("\\\\") {
        return Some(("a part of it is empty", "leave out doubled and trailing `\\`"));
    }
    if rest.contains(|c: char| c < ' ') {
        return Some(("a part of it holds a tab or a line end", "leave it out"));
    }
    rest.split('\\')
        .any(|part| part.encode_utf16().count() > LONGEST_KEY)
        .then_some(("a part of it is too long", "each part of a key has at most 255 characters"))
}

struct Reader<'a> {
    scope: &'a mut dyn Scope,
    usable: bool,
}

impl Reader<'_> {
    fn refuse(&mut self, code: Code, span: crate::source::Span, title: impl Into<String>, help: &str) {
        self.scope.sink().push(Diagnostic::error(code, span, title).help(help));
        self.usable = false;
    }

    fn view(&mut self, view: Option<Spanned<u32>>) -> View {
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

    fn each_subkey(&mut self, pattern: Option<&Text>) -> Option<Glob> {
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
    fn key_alone(&mut self, fields: &Fields, place: &RegistryPlace, exists: bool) {
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
    fn want(&mut self, fields: &Fields, exists: bool, node: &Node) -> Option<RegistryWant> {
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

    fn number(&mut self, node: &Node, max: u64) -> Option<u64> {
        let text = match &node.kind {
            NodeKind::Scalar { text, .. } => text.value.as_str(),
            _ => "",
        };
        let number = match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
            Some(hex) => u64::from_str_radix(hex, 16).ok(),
            None => text.parse().ok(),
        };
        let fits = number.filter(|n| *n <= max);
        if fits.is_none() {
            let help = format!("write a whole number from 0 to {max}, in decimal or as `0x...`");
            self.refuse(Code::OutOfRange, node.span, "this is not a number that fits", &help);
        }
        fits
    }

    fn data(&mut self, node: &Node, ty: Option<DataType>) -> Option<RegistryData> {
        if let (None, NodeKind::Scalar { text, plain: true }) = (ty, &node.kind)
            && !is_integer(&text.value)
            && looks_like_a_number(&text.value)
        {
            let title = format!("`{}` is no number that a REG_DWORD holds", text.value);
            let help = format!(
                "for text write `'{}'`; a REG_DWORD is a whole number from 0 to {}, in decimal or as `0x...`",
                text.value,
                u32::MAX
            );
            self.refuse(Code::WrongData, node.span, title, &help);
            return None;
        }
        let ty = ty.unwrap_or_else(|| match &node.kind {
            NodeKind::Scalar { text, plain: true } if is_integer(&text.value) => DataType::Dword,
            _ => DataType::String,
        });
        match (ty, &node.kind) {
            (DataType::Dword, NodeKind::Scalar { .. }) => {
                let number = self.number(node, u64::from(u32::MAX))?;
                u32::try_from(number).ok().map(RegistryData::Dword)
            }
            (DataType::Qword, NodeKind::Scalar { .. }) => self.number(node, u64::MAX).map(RegistryData::Qword),
            (DataType::String, NodeKind::Scalar { text, .. }) => {
                self.scope.interpolate(text, Slot::Plain).map(RegistryData::String)
            }
            (DataType::ExpandString, NodeKind::Scalar { text, .. }) => {
                self.scope.interpolate(text, Slot::Plain).map(RegistryData::ExpandString)
            }
            (DataType::MultiString, NodeKind::Sequence(items)) => {
                let mut list = Vec::new();
                for item in items {
                    match &item.kind {
                        NodeKind::Scalar { text, .. } if !text.value.is_empty() => {
                            list.push(self.scope.interpolate(text, Slot::Plain)?);
                        }
                        _ => {
                            self.refuse(
                                Code::WrongData,
                                item.span,
                                "an entry of a multi-string is a text that is not empty",
                                "write a list of texts",
                            );
                            return None;
                        }
                    }
                }
                Some(RegistryData::MultiString(list))
            }
            (DataType::Binary, NodeKind::Scalar { text, .. }) => {
                let digits: String = text.value.chars().filter(|c| !" ,-\n".contains(*c)).collect();
                let bytes = (digits.len().is_multiple_of(2) && digits.is_ascii())
                    .then(|| {
                        (0..digits.len())
                            .step_by(2)
                            .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).ok())
                            .collect()
                    })
                    .flatten();
                if bytes.is_none() {
                    self.refuse(
                        Code::WrongData,
                        node.span,
                        "this is not binary data",
                        "write pairs of hexadecimal digits, such as `'0a ff 00'`",
                    );
                }
                bytes.map(RegistryData::Binary)
            }
            (ty, _) => {
                let wanted = if ty == DataType::MultiString { "a list of texts" } else { "a single value" };
                self.refuse(
                    Code::WrongData,
                    node.span,
                    format!("this type's data is {wanted}"),
                    "set `type`, or write the data that way",
                );
                None
            }
        }
    }
}

/// Whether a text is written like a number: with a sign, or with one dot among digits.
fn looks_like_a_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits(whole) && digits(part) || unsigned != text && is_integer(unsigned)
}

fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix("0x").map_or(text, |hex| if hex.is_empty() { "x" } else { hex });
    !digits.is_empty()
        && if text.starts_with("0x") {
            digits.bytes().all(|b| b.is_ascii_hexdigit())
        } else {
            digits.bytes().all(|b| b.is_ascii_digit())
        }
}

impl State for RegistryWanted {
    fn parts(&self) -> Vec<Part> {
        let place = || self.place.clone();
        let Some((value, want)) = &self.value else {
            let op = if self.exists {
                Op::RegistryCreateKey { place: place() }
            } else {
                Op::RegistryDeleteKey { place: place() }
            };
            return vec![Part { probe: Probe::RegistryKey { place: place(), exists: self.exists }, op }];
        };
        let value = || value.clone();
        let op = match want {
            RegistryWant::Absent => Op::RegistryDeleteValue { place: place(), value: value() },
            RegistryWant::Data(data) => Op::RegistrySet { place: place(), value: value(), data: data.clone() },
            RegistryWant::Bits { mask, data } => {
                Op::RegistrySetBits { place: place(), value: value(), mask: *mask, data: *data }
            }
            RegistryWant::List { with, without } => {
                Op::RegistrySetList { place: place(), value: value(), with: with.clone(), without: without.clone() }
            }
            // Only a check asks no more than that a value is there.
            RegistryWant::Present => Op::RegistryCreateKey { place: place() },
        };
        let probe =
            Probe::RegistryValue { place: place(), value: value(), want: want.clone(), missing_ok: self.missing_ok };
        vec![Part { probe, op }]
    }

    fn resources(&self) -> Vec<Resource> {
        vec![match &self.value {
            None => Resource::key(&self.place),
            Some((value, _)) => Resource::value(&self.place, value),
        }]
    }

    fn settled(&self) -> Vec<(Resource, String)> {
        let part_of_value = matches!(&self.value, Some((_, RegistryWant::Bits { .. } | RegistryWant::List { .. })));
        if part_of_value {
            return Vec::new();
        }
        self.resources().into_iter().map(|resource| (resource, format!("{} {:?}", self.exists, self.value))).collect()
    }

    fn holds(&self, machine: &Machine, facts: &Facts) -> Truth {
        let Some(key) = facts.text(&self.place.key) else { return Truth::Unknown };
        let key = match (self.place.view, key.get(..14)) {
            (View::Bits32, Some(head)) if head.eq_ignore_ascii_case(r"HKLM\SOFTWARE\") => {
                format!(r"HKLM\SOFTWARE\Wow6432Node\{}", &key[14..])
            }
            _ => key,
        };
        let keys = match &self.place.each_subkey {
            None => vec![key],
            Some(glob) => {
                let names = machine.subkeys(&key);
                names.into_iter().filter(|name| glob.matches(name)).map(|name| format!(r"{key}\{name}")).collect()
            }
        };
        let Some((value, want)) = &self.value else {
            return Truth::from(if keys.is_empty() {
                !self.exists
            } else {
                keys.iter().all(|key| machine.has_key(key) == self.exists)
            });
        };
        let Some(name) = facts.text(value) else { return Truth::Unknown };
        if keys.is_empty() {
            return Truth::from(self.missing_ok || *want == RegistryWant::Absent);
        }
        Truth::from(
            keys.iter()
                .all(|key| (self.missing_ok && !machine.has_key(key)) || fits(machine.value(key, &name), want, facts)),
        )
    }

    fn reading(&self) -> Option<(Reading, Type)> {
        let (value, want) = self.value.as_ref()?;
        if self.place.each_subkey.is_some() {
            return None;
        }
        let ty = match (self.ty, want) {
            (Some(DataType::Dword | DataType::Qword), _)
            | (None, RegistryWant::Data(RegistryData::Dword(_)) | RegistryWant::Bits { .. }) => Type::Int,
            (Some(DataType::MultiString | DataType::Binary), _) | (None, RegistryWant::List { .. }) => return None,
            _ => Type::Text,
        };
        Some((Reading::Registry { place: self.place.clone(), value: value.clone() }, ty))
    }

    fn cost(&self) -> u8 {
        1
    }
}

fn fits(found: Option<&Data>, want: &RegistryWant, facts: &Facts) -> bool {
    match want {
        RegistryWant::Present => found.is_some(),
        RegistryWant::Absent => found.is_none(),
        RegistryWant::Bits { mask, data } => match found {
            None => *data == 0,
            Some(Data::Dword(number)) => number & mask == *data,
            Some(_) => false,
        },
        RegistryWant::List { with, without } => {
            let list = match found {
                None => &[][..],
                Some(Data::Typed(Typed::MultiString(list))) => list,
                Some(_) => return false,
            };
            let holds = |text: &String| list.iter().any(|item| item.eq_ignore_ascii_case(text));
            with.iter().all(holds) && !without.iter().any(holds)
        }
        RegistryWant::Data(data) => match (data, found) {
            (RegistryData::Dword(wanted), Some(Data::Dword(number))) => wanted == number,
            (RegistryData::String(wanted), Some(Data::String(text)))
            | (RegistryData::ExpandString(wanted), Some(Data::Typed(Typed::ExpandString(text)))) => {
                facts.text(wanted).as_ref() == Some(text)
            }
            (RegistryData::Qword(wanted), Some(Data::Typed(Typed::Qword(number)))) => wanted == number,
            (RegistryData::MultiString(wanted), Some(Data::Typed(Typed::MultiString(list)))) => {
                wanted.len() == list.len()
                    && wanted.iter().zip(list).all(|(w, text)| facts.text(w).as_ref() == Some(text))
            }
            (RegistryData::Binary(wanted), Some(Data::Typed(Typed::Binary(bytes)))) => wanted == bytes,
            _ => false,
        },
    }
}
