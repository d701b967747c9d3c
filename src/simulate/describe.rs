//! Machines as they are written down: a [`Node`] becomes a [`Machine`], every mistake at its place, several in one run.
//! One description is put over another before it is read, so that what is read last still knows where it stands.

use super::machine::Machine;
use crate::catalog::{editions, keys::ProductKey, windows};
use crate::condition::{Enumeration, Type};
use crate::diag::{Code, Diagnostic, Level, Sink, closest};
use crate::program::Op;
use crate::source::{SourceFile, Span, Text};
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

/// Reads the file of one machine. A file that says nothing, or has comments alone, is a plain machine.
#[must_use]
pub fn file(name: impl Into<String>, bytes: &[u8], sink: &mut Sink) -> (SourceFile, Option<Machine>) {
    let mut own = Sink::new();
    let source = SourceFile::decode(name, bytes, &mut own);
    let mistakes = own.finish();
    let is_blank = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    if mistakes.iter().all(|mistake| mistake.code == Code::EmptyFile) && source.text.lines().all(is_blank) {
        return (source, Some(Machine::default()));
    }
    mistakes.into_iter().for_each(|mistake| sink.push(mistake));
    let node = source.is_intact().then(|| syntax::parse(&source, sink));
    let machine = node.and_then(|node| machine(&node, sink));
    (source, machine)
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
    if let Some(NodeKind::Mapping(keys)) = get(node, "registry").map(|registry| &registry.kind) {
        for (key, _) in keys {
            hive(key, sink);
        }
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

/// Names that no plan can ever name: what stands behind them would be there in vain.
fn names(node: &Node, sink: &mut Sink) {
    let keys = |section: &str| match get(node, section).map(|section| &section.kind) {
        Some(NodeKind::Mapping(entries)) => entries.iter().map(|(key, _)| key).collect(),
        _ => Vec::new(),
    };
    for path in keys("files") {
        if let Some(mistake) = path_of_no_machine(path) {
            sink.push(mistake);
        }
    }
    for package in keys("packages") {
        let number = package.value.strip_prefix(['K', 'k']).and_then(|rest| rest.strip_prefix(['B', 'b']));
        if number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())) {
            let title = format!("`{}` is the number of an update, and no package's identity", package.value);
            sink.push(Diagnostic::error(Code::BadPackage, package.span, title).help(format!(
                "a package stands by its identity, such as `Package_for_{}~31bf3856ad364e35~amd64~~6.1.1.0`",
                package.value
            )));
        }
    }
    if let Some(key) = get(node, "license").and_then(|license| get(license, "key")).and_then(scalar)
        && !matches!(key.value.len(), 0 | 5)
    {
        let mistake =
            Diagnostic::error(Code::BadProductKey, key.span, "a machine knows the last five characters alone");
        sink.push(match ProductKey::parse(&key.value) {
            Some(whole) => mistake.help(format!("write `{}`", whole.last5())).fix(key.span, whole.last5()),
            None => mistake.help("write the five characters behind the key's last `-`"),
        });
    }
}

/// Files and folders are named by full paths, as Windows itself does.
fn path_of_no_machine(path: &Text) -> Option<Diagnostic> {
    let bytes = path.value.as_bytes();
    let has_drive = bytes.len() > 2 && bytes[0].is_ascii_alphabetic() && bytes[1..3] == *b":\\";
    if has_drive && !path.value.contains(['%', '/']) {
        return None;
    }
    let mistake = Diagnostic::error(Code::BadPath, path.span, format!("`{}` is no full path", path.value));
    let spelled = path.value.strip_prefix('%').and_then(|rest| rest.split_once('%')).and_then(|(name, rest)| {
        let folder = windows::default_folder(windows::folder_variable(name)?)?;
        Some(format!("{folder}{rest}"))
    });
    Some(match spelled {
        Some(whole) => mistake.help(format!("write `{whole}`")).fix(path.span, syntax::quoted(&whole)),
        None => mistake.help(r"a machine's files are named from the drive on: `C:\Windows\Temp\a.txt`"),
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The machine, if it can be used, and what was said: the code and the bytes it marks.
    fn read(text: &str) -> (Option<Machine>, Vec<String>) {
        let mut sink = Sink::new();
        let (source, machine) = file("machine.yaml", text.as_bytes(), &mut sink);
        let said = |found: Diagnostic| {
            format!("{} {}", found.code.as_str(), source.slice(found.place.span).unwrap_or_default())
        };
        (machine, sink.finish().into_iter().map(said).collect())
    }

    #[test]
    fn a_key_that_is_not_known_makes_no_machine() {
        for (text, said) in [
            ("servces: { a: { status: running } }\n", "R0301 servces"),
            ("os: { edtion: Enterprise }\n", "R0301 edtion"),
            ("license: { chanel: mak }\n", "R0301 chanel"),
        ] {
            assert_eq!(read(text), (None, vec![said.to_owned()]), "{text}");
        }
    }

    #[test]
    fn what_no_plan_can_name_is_a_mistake() {
        for (text, said) in [
            ("license: { key: 33PXH-7Y6KF-2VJC9-XBBR8-HVTHH }\n", "R0819 33PXH-7Y6KF-2VJC9-XBBR8-HVTHH"),
            ("packages: { KB971033: { state: 0x70 } }\n", "R0817 KB971033"),
            ("files: { '%windir%\\x': {} }\n", "R0811 '%windir%\\x'"),
            ("files: { x: {} }\n", "R0811 x"),
        ] {
            assert_eq!(read(text), (None, vec![said.to_owned()]), "{text}");
        }
        let fine = "license: { key: HVTHH }\npackages: { Package_for_KB971033~31bf~amd64~~6.1.1.0: { state: 0x70 } }\n\
                    files: { 'C:\\Windows\\x': {} }\n";
        assert_eq!(read(fine).1, [""; 0]);
    }

    #[test]
    fn a_file_that_says_nothing_is_a_plain_machine() {
        for text in ["", "\n", "# a plain machine\n\n"] {
            assert_eq!(read(text), (Some(Machine::default()), Vec::new()), "{text:?}");
        }
        assert_eq!(read("\u{0}").0, None);
    }
}
