//! Machines as they are written down: a [`Node`] becomes a [`Machine`], every mistake at its place, several in one run.
//! One description is put over another before it is read, so that what is read last still knows where it stands.

use super::machine::Machine;
use crate::catalog::editions;
use crate::catalog::keys::ProductKey;
use crate::catalog::windows::default_folder;
use crate::condition::{Enumeration, Type};
use crate::diag::{Code, Diagnostic, Level, Sink, closest};
use crate::program::Op;
use crate::source::{Span, Text};
use crate::syntax::{self, Node, NodeKind};

/// Reads the description of a machine. Every mistake goes to the sink; `None` where there is one.
#[must_use]
pub fn machine(node: &Node, sink: &mut Sink) -> Option<Machine> {
    let errors = sink.error_count();
    let machine = syntax::decode::<Machine>(node, sink);
    words(node, sink);
    names(node, sink);
    machine.filter(|_| sink.error_count() == errors)
}

/// A machine about which nothing is said.
pub(super) const fn plain(span: Span) -> Node {
    Node { span, kind: NodeKind::Mapping(Vec::new()) }
}

/// A machine as its own description, so that changes can be put over it. `span` stands for all of it.
pub(super) fn written(machine: &Machine, span: Span) -> Node {
    node(&serde_json::to_value(machine).expect("a machine is plain data"), span)
}

fn node(value: &serde_json::Value, span: Span) -> Node {
    use serde_json::Value;
    let scalar = |text: String, plain| NodeKind::Scalar { text: Text::new(text, span, Vec::new()), plain };
    let kind = match value {
        Value::Null => scalar("null".to_owned(), true),
        Value::Bool(_) | Value::Number(_) => scalar(value.to_string(), true),
        Value::String(text) => scalar(text.clone(), false),
        Value::Array(items) => NodeKind::Sequence(items.iter().map(|item| node(item, span)).collect()),
        // What has no value is left out, as a person would.
        Value::Object(entries) => NodeKind::Mapping(
            entries
                .iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(key, value)| (Text::new(key.clone(), span, Vec::new()), node(value, span)))
                .collect(),
        ),
    };
    Node { span, kind }
}

/// Puts one description over another: mappings key by key, names as Windows compares them, everything else whole; null takes
/// a key away.
pub(super) fn put_over(under: &mut Node, over: &Node) {
    let NodeKind::Mapping(changes) = &over.kind else {
        *under = over.clone();
        return;
    };
    if !matches!(under.kind, NodeKind::Mapping(_)) {
        *under = plain(over.span);
    }
    under.span = over.span;
    let NodeKind::Mapping(entries) = &mut under.kind else { return };
    for (key, value) in changes {
        let at = entries.iter().position(|(known, _)| known.value.eq_ignore_ascii_case(&key.value));
        match at {
            Some(at) if is_null(value) => {
                entries.remove(at);
            }
            Some(at) => {
                put_over(&mut entries[at].1, value);
                entries[at].0 = key.clone();
            }
            None if is_null(value) => {}
            None => {
                let mut fresh = plain(value.span);
                put_over(&mut fresh, value);
                entries.push((key.clone(), fresh));
            }
        }
    }
}

fn is_null(node: &Node) -> bool {
    matches!(&node.kind, NodeKind::Scalar { text, plain: true } if matches!(text.value.as_str(), "null" | "~"))
}

/// The value behind a key.
fn get<'a>(node: &'a Node, key: &str) -> Option<&'a Node> {
    let NodeKind::Mapping(entries) = &node.kind else { return None };
    entries.iter().find(|(name, _)| name.value == key).map(|(_, value)| value)
}

fn scalar(node: &Node) -> Option<&Text> {
    if let NodeKind::Scalar { text, .. } = &node.kind { Some(text) } else { None }
}

/// Words that are text to the machine and mean nothing when they are misspelt.
fn words(node: &Node, sink: &mut Sink) {
    let os = |key: &str| get(node, "os").and_then(|os| get(os, key)).and_then(scalar);
    for (key, set) in [("type", Enumeration::OsType), ("arch", Enumeration::Arch)] {
        if let Some(word) = os(key).filter(|word| set.word(&word.value).is_none()) {
            sink.push(unknown(Diagnostic::error, word, &set.words(), "is not known here"));
        }
    }
    if let Some(version) = os("version").filter(|version| Type::Version.read(&version.value).is_none()) {
        sink.push(
            Diagnostic::error(Code::WrongType, version.span, format!("`{}` is not a version", version.value))
                .help("numbers joined by dots, such as '6.1' or '10.0'"),
        );
    }
    // An edition that nobody knows is a machine, too: its editions and releases are unknown to every plan. One that adds a
    // word to a known name (EnterpriseFuture) is hardly a slip.
    let editions = editions::edition_ids();
    let is_meant = |word: &Text| {
        editions.iter().any(|known| match word.value.get(..known.len()) {
            Some(head) => head.eq_ignore_ascii_case(known) && !(1..=2).contains(&(word.value.len() - known.len())),
            None => false,
        })
    };
    if let Some(edition) = os("edition").filter(|word| !is_meant(word)) {
        sink.push(unknown(note, edition, &editions, "is an edition that the catalogue does not have"));
    }
    if let Some(NodeKind::Sequence(faults)) = get(node, "faults").map(|faults| &faults.kind) {
        for operation in faults.iter().filter_map(|fault| get(fault, "operation")).filter_map(scalar) {
            let verb = operation.value.split(' ').next().unwrap_or_default();
            if !Op::VERBS.contains(&verb) {
                sink.push(unknown_text(Diagnostic::warning, operation, verb, Op::VERBS, "is no operation's verb"));
            }
        }
    }
}

/// Names in a form that no plan looks for: nothing would ever match them.
fn names(node: &Node, sink: &mut Sink) {
    for (of, judge) in [("registry", hive as fn(&Text, &mut Sink)), ("files", path), ("packages", identity)] {
        if let Some(NodeKind::Mapping(entries)) = get(node, of).map(|things| &things.kind) {
            entries.iter().for_each(|(name, _)| judge(name, sink));
        }
    }
    if let Some(key) = get(node, "license").and_then(|license| get(license, "key")).and_then(scalar) {
        product_key(key, sink);
    }
}

/// Files are kept by their whole path: a machine has no variables.
fn path(path: &Text, sink: &mut Sink) {
    let is_whole = matches!(path.value.as_bytes(), [drive, b':', b'\\', ..] if drive.is_ascii_alphabetic());
    if !is_whole {
        let title = format!("`{}` is not the whole path of a file", path.value);
        let mistake = Diagnostic::error(Code::BadPath, path.span, title);
        let variable = path.value.strip_prefix('%').and_then(|rest| rest.split_once('%'));
        sink.push(match variable.and_then(|(name, rest)| default_folder(name).map(|folder| (folder, rest))) {
            Some((folder, rest)) => mistake.help(format!("write it as `{folder}{rest}`")),
            None => mistake.help(r"a path begins with its drive: `C:\Windows\...`"),
        });
    }
}

/// Packages are kept by their identity: name, public key token, architecture, language, version.
fn identity(package: &Text, sink: &mut Sink) {
    if package.value.split('~').count() != 5 {
        let title = format!("`{}` is not the identity of a package", package.value);
        let mistake = Diagnostic::error(Code::BadPackage, package.span, title);
        let name = package.value.split('~').next().unwrap_or_default();
        let number = name.get(..2).filter(|kb| kb.eq_ignore_ascii_case("kb")).and(name.get(2..));
        sink.push(match number.filter(|number| number.bytes().all(|b| b.is_ascii_digit())) {
            Some(number) => mistake.help(format!(
                "an update is a package such as `Package_for_KB{number}~31bf3856ad364e35~amd64~~6.1.1.0`"
            )),
            None => {
                mistake.help("an identity is `name~token~architecture~language~version`, the language mostly empty")
            }
        });
    }
}

/// Windows gives away the last five characters of a key, and so does a machine.
fn product_key(key: &Text, sink: &mut Sink) {
    let is_end = |text: &str| text.len() == 5 && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    if key.value.is_empty() || is_end(&key.value) {
        return;
    }
    let upper = key.value.to_ascii_uppercase();
    let end = ProductKey::parse(&upper).map_or(upper.clone(), |key| key.last5().to_owned());
    let mistake = Diagnostic::error(Code::BadProductKey, key.span, "a machine has the last five characters of its key");
    sink.push(if is_end(&end) {
        mistake.help(format!("write `{end}`"))
    } else {
        mistake.help("five capital letters and digits, or `''` where no product has a key")
    });
}

/// Keys are kept as plans name them: by the short name of their hive.
fn hive(key: &Text, sink: &mut Sink) {
    let (hive, rest) = key.value.split_once('\\').unwrap_or((&key.value, ""));
    let short = match hive.to_ascii_uppercase().as_str() {
        "HKLM" | "HKU" | "HKCU" => return,
        "HKEY_LOCAL_MACHINE" => r"HKLM\",
        "HKEY_USERS" => r"HKU\",
        "HKEY_CURRENT_USER" => r"HKCU\",
        "HKCR" | "HKEY_CLASSES_ROOT" => r"HKLM\SOFTWARE\Classes\",
        _ => "",
    };
    let mistake = Diagnostic::error(Code::BadRegistryKey, key.span, format!("`{hive}` is no hive of a machine's key"));
    sink.push(if short.is_empty() {
        mistake.help(r"keys begin with `HKLM\`, `HKU\` or `HKCU\`")
    } else {
        mistake.help(format!("write it as `{short}{rest}`"))
    });
}

fn note(code: Code, span: Span, title: String) -> Diagnostic {
    Diagnostic::new(Level::Note, code, span, title)
}

type Make = fn(Code, Span, String) -> Diagnostic;

/// Says that a word is none of those that are known.
pub(super) fn unknown(make: Make, word: &Text, known: &[&str], what: &str) -> Diagnostic {
    unknown_text(make, word, &word.value, known, what)
}

fn unknown_text(make: Make, place: &Text, word: &str, known: &[&str], what: &str) -> Diagnostic {
    let mistake = make(Code::UnknownWord, place.span, format!("`{word}` {what}"));
    match closest(word, known.iter().copied()) {
        Some(near) => mistake.help(format!("did you mean `{near}`?")),
        None if known.len() <= 20 => mistake.help(format!("known here: {}", known.join(", "))),
        None => mistake,
    }
}
