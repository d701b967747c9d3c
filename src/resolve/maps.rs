//! Maps: facts, keys, entries.

use super::keys::Beside;
use super::names::{MapEntry, Tables};
use super::params::{fits, read_type, word_list};
use super::{EntryPlaces, MapPlaces};
use crate::catalog::{facts::FactId, keys};
use crate::condition::{MapId, Type, Value, unread};
use crate::diag::{Code, Diagnostic, Sink, closest};
use crate::plan::{self, CheckTest, Plan};
use crate::program::{Entered, Entry, KeyMatch, Map};
use crate::source::{Span, Text};
use crate::syntax::{Node, NodeKind, is_gap};

pub(super) fn resolve(plan: &Plan, tables: &mut Tables, sink: &mut Sink) {
    for (name, map) in &plan.maps {
        let read = match &map.builtin {
            Some(builtin) => built_in(name, builtin, map, sink),
            None => {
                let is_broken = plan.broken.iter().any(|broken| broken.value == name.value);
                written(name, map, (is_license_key(plan, &name.value), is_broken), sink)
            }
        };
        let entry = read.unwrap_or_else(|| {
            // Names that use it are not mistakes of their own.
            sink.poison(name.span);
            tables.broken.insert(name.value.clone());
            MapEntry {
                map: Map { id: name.value.clone(), by: Vec::new(), entries: Vec::new(), otherwise: None },
                ty: Type::Text,
                fields: Vec::new(),
                places: MapPlaces { id: name.span, entries: Vec::new(), built_in: false, ty: Type::Text },
            }
        });
        tables.map_ids.insert(name.value.clone(), MapId(tables.maps.len()));
        tables.maps.push(MapEntry { map: Map { id: name.value.clone(), ..entry.map }, ..entry });
    }
}

/// A table of the catalogue.
fn built_in(name: &Text, builtin: &Text, map: &plan::Map, sink: &mut Sink) -> Option<MapEntry> {
    if builtin.value != "kms-client-keys" {
        sink.push(
            Diagnostic::error(Code::UnknownName, builtin.span, format!("there is no table `{}`", builtin.value))
                .help("the catalogue has `kms-client-keys`"),
        );
        return None;
    }
    let own = [
        map.by.as_ref().map(|_| builtin.span),
        map.entries.as_ref().map(|n| n.span),
        map.otherwise.as_ref().map(|n| n.span),
    ];
    if let Some(span) = own.into_iter().flatten().next() {
        sink.push(
            Diagnostic::error(Code::Contradiction, span, "a built-in table has its own facts and entries")
                .help("leave out `by`, `entries` and `otherwise`"),
        );
        return None;
    }
    let by =
        ["os.build", "os.edition"].map(|name| FactId::named(name).expect("the catalogue of facts has it")).to_vec();
    let word = |text: &str| by[1].ty().word(text).map(KeyMatch::Is);
    let build = |n: Option<u32>| n.map(|n| Value::Int(i64::from(n)));
    let entries = keys::published()
        .iter()
        .map(|row| Entry {
            keys: vec![
                vec![KeyMatch::Between(build(Some(row.build_min)), build(row.build_max))],
                row.editions.iter().filter_map(|edition| word(edition)).collect(),
            ],
            value: Entered::Text(row.key.expose().to_owned()),
        })
        .filter(|entry| !entry.keys[1].is_empty())
        .collect();
    let map = Map { id: String::new(), by, entries, otherwise: None };
    let places = MapPlaces { id: name.span, entries: Vec::new(), built_in: true, ty: Type::ProductKey };
    Some(MapEntry { map, ty: Type::ProductKey, fields: Vec::new(), places })
}

/// Whether the plan installs what a map holds as a product key, or looks for it: `license: { key: '${map}' }`.
fn is_license_key(plan: &Plan, map: &str) -> bool {
    let checks = plan.checks.iter().filter_map(|(_, check)| match &check.test {
        CheckTest::State(state) => Some(state),
        CheckTest::When(_) | CheckTest::Poisoned => None,
    });
    let actions = plan.actions.iter().flat_map(|(_, action)| action.steps.iter().chain(&action.finally));
    checks.chain(actions.map(|step| &step.state)).filter(|state| state.key.value == "license").any(|state| {
        let NodeKind::Mapping(fields) = &state.fields.kind else { return false };
        fields.iter().any(|(name, value)| {
            let inserted = match &value.kind {
                NodeKind::Scalar { text, .. } => text.value.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')),
                _ => None,
            };
            name.value == "key" && inserted == Some(map)
        })
    })
}

fn written(name: &Text, map: &plan::Map, (is_key, is_broken): (bool, bool), sink: &mut Sink) -> Option<MapEntry> {
    // What is used as a product key is one, whether the map says so or not.
    let ty = if is_key { Type::ProductKey } else { Type::Text };
    let mut reader = Reader { ty, fields: None, entries: Vec::new(), places: Vec::new(), sink };
    if let Some(ty) = &map.ty {
        reader.ty = read_type(ty, reader.sink)?;
    }
    if is_broken && (map.by.is_none() || map.entries.is_none()) {
        return None;
    }
    let Some(by) = &map.by else {
        reader.sink.push(
            Diagnostic::error(
                Code::MissingField,
                name.span,
                format!("`{}` does not say by what it chooses", name.value),
            )
            .help("add `by: os.edition`, or another fact"),
        );
        return None;
    };
    let by: Vec<FactId> = by.iter().map(|fact| reader.fact(fact)).collect::<Option<_>>()?;
    let Some(entries) = &map.entries else {
        reader.sink.push(
            Diagnostic::error(Code::MissingField, name.span, format!("`{}` has no entries", name.value))
                .help("add `entries:` with a line for each value of the fact"),
        );
        return None;
    };
    reader.level(entries, &by, &mut Vec::new());
    let otherwise = match &map.otherwise {
        Some(node) => Some(reader.value(node)?),
        None => None,
    };
    let Reader { ty, fields, entries, places, .. } = reader;
    let map = Map { id: String::new(), by, entries, otherwise };
    let places = MapPlaces { id: name.span, entries: places, built_in: false, ty };
    Some(MapEntry { map, ty, fields: fields.unwrap_or_default(), places })
}

struct Reader<'a> {
    ty: Type,
    /// The fields of the first entry that is a small map; all others must have the same.
    fields: Option<Vec<String>>,
    entries: Vec<Entry>,
    places: Vec<EntryPlaces>,
    sink: &'a mut Sink,
}

impl Reader<'_> {
    fn fact(&mut self, name: &Text) -> Option<FactId> {
        let fact = FactId::named(&name.value);
        if fact.is_none() {
            let known: Vec<&str> = FactId::all().map(FactId::name).collect();
            let mut mistake =
                Diagnostic::error(Code::UnknownName, name.span, format!("there is no fact `{}`", name.value));
            mistake = match closest(&name.value, known.iter().copied()) {
                Some(near) => mistake.help(format!("did you mean `{near}`?")).fix(name.span, near),
                None => mistake.help("a map chooses by a fact, such as `os.edition`"),
            };
            self.sink.push(mistake);
        }
        match fact.and_then(|fact| unread(fact, name.span)) {
            Some(mistake) => {
                self.sink.push(mistake);
                None
            }
            None => fact,
        }
    }

    /// One level of entries: keys of the first fact left, values or the next level behind them.
    fn level(&mut self, node: &Node, by: &[FactId], above: &mut Vec<Vec<KeyMatch>>) {
        let NodeKind::Mapping(pairs) = &node.kind else {
            if node.kind != NodeKind::Poisoned {
                self.sink.push(
                    Diagnostic::error(Code::WrongType, node.span, "entries are a table")
                        .help("write one line `key: value` for each value of the fact"),
                );
            }
            return;
        };
        let Some((fact, rest)) = by.split_first() else { return };
        let mut beside = Beside::default();
        for (key, value) in pairs.iter().filter(|pair| !is_gap(pair)) {
            let Some(keys) = self.key(key, *fact, &mut beside) else {
                // Its value is read all the same: the next ones are held against it.
                if rest.is_empty() {
                    self.value(value);
                }
                continue;
            };
            above.push(keys);
            if rest.is_empty() {
                let places = EntryPlaces { key: key.span, value: value.span };
                if let Some(value) = self.value(value) {
                    self.entries.push(Entry { keys: above.clone(), value });
                    self.places.push(places);
                }
            } else {
                self.level(value, rest, above);
            }
            above.pop();
        }
    }

    /// A key: alternatives, each a value of the fact or a range.
    fn key(&mut self, key: &Text, fact: FactId, beside: &mut Beside) -> Option<Vec<KeyMatch>> {
        let mut matches = Vec::new();
        for part in key.value.split('|') {
            let text = part.trim();
            let Some(found) = one_key(text, fact.ty()) else {
                self.bad_key(key, text, fact);
                return None;
            };
            if let Some((other, place)) = beside.add(&found, key.span) {
                let (title, help) = if *other == found {
                    (format!("`{text}` has an entry already"), "remove it from one of them".to_owned())
                } else {
                    let help = format!("the other is {}: let one end before the other begins", written_as(other));
                    (format!("`{text}` overlaps another key"), help)
                };
                let mistake = Diagnostic::error(Code::OverlappingKeys, key.span, title)
                    .label("a machine would have two entries")
                    .help(help);
                let again = *place == key.span;
                self.sink.push(if again { mistake } else { mistake.related(*place, "the first") });
            }
            matches.push(found);
        }
        Some(matches)
    }

    fn bad_key(&mut self, key: &Text, text: &str, fact: FactId) {
        let at = key.value.find(text).unwrap_or(0);
        let span = key.locate(at..at + text.len());
        let mut mistake =
            Diagnostic::error(Code::BadMapKey, span, format!("`{text}` is not a value of `{}`", fact.name()));
        let words = fact.ty().words();
        mistake = match closest(text, words) {
            Some(near) => mistake.help(format!("did you mean `{near}`?")).fix(span, near),
            None if fact.ty() == Type::Int || fact.ty() == Type::Version => {
                mistake.help("write a number, or a quoted range such as `'17763..18363'` or `'>= 26100'`")
            }
            None => mistake.help(match fact.ty() {
                Type::Enum(of) => word_list(of),
                ty => format!("it is of type {ty}"),
            }),
        };
        self.sink.push(mistake);
    }

    fn value(&mut self, node: &Node) -> Option<Entered> {
        match &node.kind {
            NodeKind::Scalar { text, .. } => {
                if let Some(fields) = &self.fields
                    && !fields.is_empty()
                {
                    self.unlike(node.span);
                    return None;
                }
                self.fields.get_or_insert_with(Vec::new);
                fits(self.ty, &text.value, text, self.sink).then(|| Entered::Text(self.canonical(&text.value)))
            }
            NodeKind::Mapping(pairs) => {
                let mut fields = Vec::new();
                for (name, value) in pairs {
                    let NodeKind::Scalar { text, .. } = &value.kind else {
                        self.sink.push(
                            Diagnostic::error(Code::WrongType, value.span, "a field of an entry is a text")
                                .help("entries are texts, or small maps of texts"),
                        );
                        return None;
                    };
                    if !fits(self.ty, &text.value, text, self.sink) {
                        return None;
                    }
                    fields.push((name.value.clone(), self.canonical(&text.value)));
                }
                let names: Vec<String> = fields.iter().map(|(name, _)| name.clone()).collect();
                match &self.fields {
                    Some(first) if *first != names => {
                        self.unlike(node.span);
                        return None;
                    }
                    _ => self.fields = Some(names),
                }
                Some(Entered::Fields(fields))
            }
            NodeKind::Sequence(_) => {
                self.sink.push(
                    Diagnostic::error(Code::WrongType, node.span, "an entry is a text, or a small map of texts")
                        .label("found a list"),
                );
                None
            }
            NodeKind::Poisoned => None,
        }
    }

    fn unlike(&mut self, span: Span) {
        self.sink.push(
            Diagnostic::error(Code::UnlikeEntries, span, "this entry is not like the first")
                .help("all entries of a map are texts, or small maps with the same fields in the same order"),
        );
    }

    /// Product keys in capital letters; everything else as it is written.
    fn canonical(&self, text: &str) -> String {
        if self.ty == Type::ProductKey { text.to_ascii_uppercase() } else { text.to_owned() }
    }
}

/// One alternative of a key.
fn one_key(text: &str, ty: Type) -> Option<KeyMatch> {
    let numeric = matches!(ty, Type::Int | Type::Version);
    let read = |text: &str| ty.read(text.trim());
    if numeric && let Some((from, to)) = text.split_once("..") {
        return Some(KeyMatch::Between(Some(read(from)?), Some(read(to)?)));
    }
    if numeric && let Some(from) = text.strip_prefix(">=") {
        return Some(KeyMatch::Between(Some(read(from)?), None));
    }
    if numeric && let Some(to) = text.strip_prefix("<=") {
        return Some(KeyMatch::Between(None, Some(read(to)?)));
    }
    read(text).map(KeyMatch::Is)
}

/// A key as it is written.
fn written_as(key: &KeyMatch) -> String {
    match key {
        KeyMatch::Is(value) => format!("`{value}`"),
        KeyMatch::Between(Some(from), Some(to)) => format!("`{from}..{to}`"),
        KeyMatch::Between(Some(from), None) => format!("`>= {from}`"),
        KeyMatch::Between(None, Some(to)) => format!("`<= {to}`"),
        KeyMatch::Between(None, None) => "every value".to_owned(),
    }
}
