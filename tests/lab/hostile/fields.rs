//! The fields: how a text is put into a plan, and where it is looked for on the machine.

use std::collections::BTreeMap;

use super::{After, Field, Numbered, Share};
use crate::lay::from_hexadecimal;
use crate::snapshot::{Entry, Value};
use crate::spec::Machine;
use crate::texts::yaml;

/// Every field that takes a text.
pub(super) const FIELDS: &[Field] = &[
    Field {
        name: "registry name",
        action: |group| action(group, |n, text| registry(&key(n), text, "string", &n.to_string())),
        arrived: |after, texts| each(texts, |n, _| the_only(after.values(&key(n))?.keys().map(String::as_str))),
        batch: Share { texts: 240, floor: 60, actions: 80 },
        powershell: Share { texts: 600, floor: 560, actions: 300 },
        ..PLAIN
    },
    Field {
        name: "registry text",
        action: |group| {
            action(group, |n, text| registry(&key(n), "v", ["string", "expand-string"][n % 2], &literal(text)))
        },
        arrived: |after, texts| each(texts, |n, _| after.text(&key(n), ["REG_SZ", "REG_EXPAND_SZ"][n % 2])),
        batch: Share { texts: 240, floor: 70, actions: 80 },
        powershell: Share { texts: 700, floor: 660, actions: 350 },
        ..PLAIN
    },
    Field {
        name: "registry list",
        action: |group| {
            action(group, |n, text| registry(&key(n), "v", "multi-string", &format!("[a, {0}, {0}]", literal(text))))
        },
        arrived: |after, texts| {
            each(texts, |n, _| {
                let whole = after.text(&key(n), "REG_MULTI_SZ")?;
                let entries: Vec<&str> = whole.strip_suffix('\0')?.split('\0').collect();
                (entries.len() == 3 && entries[0] == "a" && entries[1] == entries[2]).then(|| entries[1].to_owned())
            })
        },
        batch: Share { texts: 120, floor: 30, actions: 80 },
        powershell: Share { texts: 400, floor: 370, actions: 400 },
        ..PLAIN
    },
    Field {
        name: "registry list entry",
        action: |group| {
            action(group, |n, text| {
                let (key, with, without) = (yaml(&key(n)), literal(text), literal(&format!("{text}x")));
                format!("registry: {{ key: {key}, value: v, with: [b, {with}], without: [{without}] }}")
            })
        },
        arrived: |after, texts| {
            each(texts, |n, _| {
                let whole = after.text(&key(n), "REG_MULTI_SZ")?;
                let entries: Vec<&str> = whole.strip_suffix('\0')?.split('\0').collect();
                (entries.len() == 2 && entries[0] == "b").then(|| entries[1].to_owned())
            })
        },
        batch: Share { texts: 40, floor: 0, actions: 80 },
        powershell: Share { texts: 300, floor: 270, actions: 300 },
        ..PLAIN
    },
    Field {
        name: "registry key",
        action: |group| {
            action(group, |n, text| registry(&format!("{}\\{text}", key(n)), "v", "string", &n.to_string()))
        },
        arrived: |after, texts| {
            each(texts, |n, _| {
                let head = format!("{}\\", key(n));
                let with_value = after.now.registry.iter().filter(|(_, values)| values.contains_key("v"));
                the_only(with_value.filter_map(|(key, _)| key.strip_prefix(&head)))
            })
        },
        batch: Share { texts: 160, floor: 30, actions: 80 },
        powershell: Share { texts: 400, floor: 300, actions: 400 },
        ..PLAIN
    },
    Field {
        name: "content",
        together: 20,
        action: |group| {
            let content: String = group.iter().map(|(_, text)| format!("{text}\n")).collect();
            let path = yaml(&format!("C:\\Hostile\\{}.txt", group[0].0));
            let content = literal(&content);
            format!("  a{}: {{ file: {{ path: {path}, content: {content} }} }}\n", group[0].0)
        },
        arrived: |after, texts| {
            let lines = |group: &[Numbered]| -> Vec<Option<String>> {
                let whole = after.file(&format!("C:\\Hostile\\{}.txt", group[0].0)).unwrap_or_default();
                let mut rest = whole.as_str();
                // A text may hold line ends of its own.
                let cut = group.iter().map(|(_, text)| {
                    let ends = text.matches('\n').count();
                    let (at, _) = rest.match_indices("\r\n").nth(ends)?;
                    let (line, after) = rest.split_at(at);
                    rest = &after[2..];
                    Some(line.to_owned())
                });
                let mut found: Vec<_> = cut.collect();
                if !rest.is_empty() {
                    found[0] = Some(format!("and more in the end: {rest:?}"));
                }
                found
            };
            texts.chunks(20).flat_map(lines).collect()
        },
        expected: |text| text.replace('\n', "\r\n"),
        batch: Share { texts: 600, floor: 250, actions: 15 },
        powershell: Share { texts: 3500, floor: 3400, actions: 90 },
        ..PLAIN
    },
    Field {
        name: "file name",
        action: |group| {
            action(group, |n, text| {
                let path = literal(&path(n, text).replace('%', "%%"));
                let wanted = if n % 2 == 0 { format!("content: \"{n}\\n\"") } else { "exists: true".to_owned() };
                format!("file: {{ path: {path}, {wanted} }}")
            })
        },
        arrived: |after, texts| {
            each(texts, |n, _| {
                let folder = path(n, "");
                let wanted = Entry::File(if n % 2 == 0 { format!("{n}\r\n").into_bytes() } else { Vec::new() });
                let files = after.now.files.iter().filter(|(_, entry)| **entry == wanted);
                the_only(files.filter_map(|(path, _)| path.strip_prefix(&folder)))
            })
        },
        // Linux counts bytes, and has no more than 255 for a name.
        possible: |text| text.len() <= 255 || text.chars().count() > 255,
        batch: Share { texts: 240, floor: 50, actions: 80 },
        powershell: Share { texts: 600, floor: 250, actions: 300 },
        ..PLAIN
    },
    Field {
        name: "argument",
        together: 10,
        action: |group| {
            let words: Vec<String> = group.iter().map(|(_, text)| literal(text)).collect();
            format!("  a{}: {{ command: {{ run: [labtool.exe, {}], once: true }} }}\n", group[0].0, words.join(", "))
        },
        arrived: |after, texts| {
            let mut noted = after.noted("argument ").into_iter();
            texts.iter().map(|_| noted.next()).collect()
        },
        batch: Share { texts: 600, floor: 250, actions: 30 },
        powershell: Share { texts: 1500, floor: 1450, actions: 75 },
        ..PLAIN
    },
    Field {
        name: "variable",
        together: 10,
        action: |group| {
            let pairs = group.iter().enumerate().map(|(index, (_, text))| format!("HANDED_{index}: {}", literal(text)));
            let pairs = pairs.collect::<Vec<_>>().join(", ");
            format!("  a{}: {{ command: {{ run: [labtool.exe], once: true, env: {{ {pairs} }} }} }}\n", group[0].0)
        },
        arrived: |after, texts| {
            let of = |index: usize| after.noted(&format!("variable HANDED_{index} ")).into_iter();
            let mut named: Vec<_> = (0..10).map(of).collect();
            texts.iter().enumerate().map(|(at, _)| named[at % 10].next()).collect()
        },
        batch: Share { texts: 300, floor: 120, actions: 30 },
        powershell: Share { texts: 800, floor: 770, actions: 80 },
        ..PLAIN
    },
    Field {
        name: "message",
        action: |group| action(group, |_, text| format!("message: {}", literal(text))),
        arrived: |after, texts| {
            let lines: Vec<&str> = after.log.split("\r\n").collect();
            each(texts, |n, _| {
                let head = format!(" INFO a{n} ");
                let said = lines.iter().filter_map(|line| Some(line.split_once(&head)?.1));
                the_only(said.filter(|text| *text != "result unchanged"))
            })
        },
        expected: |text| {
            let ends = ['\n', '\u{85}', '\u{2028}', '\u{2029}'];
            text.trim_end_matches(ends).replace(ends, " ")
        },
        batch: Share { texts: 300, floor: 120, actions: 80 },
        powershell: Share { texts: 600, floor: 560, actions: 300 },
        ..PLAIN
    },
    Field {
        name: "title",
        // What is said to people changes nothing: the action behind it is carried out, and nothing else.
        beside: |texts| {
            let texts: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
            format!("description: {}\n", yaml(&texts.join("\n\n")))
        },
        action: |group| {
            action(group, |n, text| {
                format!("title: {}, {}", yaml(text), registry(&key(n), "v", "string", &n.to_string()))
            })
        },
        arrived: |after, texts| {
            let alone = after.run.events.len() == texts.len() + 1;
            each(texts, |n, text| {
                after.text(&key(n), "REG_SZ").filter(|found| alone && *found == n.to_string()).map(|_| text.to_owned())
            })
        },
        replaced: true,
        batch: Share { texts: 160, floor: 100, actions: 80 },
        powershell: Share { texts: 300, floor: 270, actions: 300 },
        ..PLAIN
    },
    Field {
        name: "inserted",
        beside: |texts| {
            let map = |(n, text): &Numbered| {
                format!("  m{n}: {{ by: os.edition, entries: {{ Enterprise: {} }} }}\n", yaml(text))
            };
            format!("maps:\n{}", texts.iter().map(map).collect::<String>())
        },
        action: |group| action(group, |n, _| registry(&key(n), "v", "string", &format!("'${{m{n}}}'"))),
        arrived: |after, texts| each(texts, |n, _| after.text(&key(n), "REG_SZ")),
        batch: Share { texts: 120, floor: 40, actions: 60 },
        powershell: Share { texts: 300, floor: 280, actions: 300 },
        ..PLAIN
    },
];

/// What most fields have in common.
const PLAIN: Field = Field {
    name: "",
    together: 1,
    action: |_| String::new(),
    beside: |_| String::new(),
    machine: |_| Machine::default(),
    arrived: |_, texts| texts.iter().map(|_| None).collect(),
    replaced: false,
    possible: |_| true,
    expected: str::to_owned,
    batch: Share { texts: 0, floor: 0, actions: 1 },
    powershell: Share { texts: 0, floor: 0, actions: 1 },
};

/// A text that is not looked through for names.
fn literal(text: &str) -> String {
    yaml(&text.replace("${", "$${"))
}

/// One action for each text.
fn action(group: &[Numbered], state: impl Fn(usize, &str) -> String) -> String {
    group.iter().map(|(number, text)| format!("  a{number}: {{ {} }}\n", state(*number, text))).collect()
}

fn key(number: usize) -> String {
    format!(r"HKLM\SOFTWARE\Hostile\{number}")
}

fn path(number: usize, text: &str) -> String {
    format!(r"C:\Hostile\{number}\{text}")
}

/// A value of the registry; the data as YAML has it.
fn registry(key: &str, name: &str, ty: &str, data: &str) -> String {
    format!("registry: {{ key: {}, value: {}, type: {ty}, data: {data} }}", literal(key), literal(name))
}

fn each(texts: &[Numbered], found: impl Fn(usize, &str) -> Option<String>) -> Vec<Option<String>> {
    texts.iter().map(|(number, text)| found(*number, text)).collect()
}

/// What there is, where there is just one.
fn the_only<'a>(mut of: impl Iterator<Item = &'a str>) -> Option<String> {
    let only = of.next()?;
    match of.next() {
        None => Some(only.to_owned()),
        Some(other) => Some(format!("not alone: {only:?} and {other:?}")),
    }
}

impl After {
    fn values(&self, key: &str) -> Option<&BTreeMap<String, Value>> {
        self.now.registry.get(key)
    }

    /// The text of the value `v` without the one NUL that ends it.
    fn text(&self, key: &str, ty: &str) -> Option<String> {
        let (found, bytes) = self.values(key)?.get("v")?;
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        let text = String::from_utf16(units.strip_suffix(&[0])?).ok()?;
        Some(if found == ty { text } else { format!("{text:?} as {found}") })
    }

    fn file(&self, path: &str) -> Option<String> {
        let Entry::File(bytes) = self.now.files.get(path)? else { return None };
        Some(String::from_utf8_lossy(bytes).into_owned())
    }

    /// What labtool was handed, in order.
    fn noted(&self, head: &str) -> Vec<String> {
        let notes = self.run.notes.iter().filter_map(|note| note.strip_prefix(head));
        notes.map(|digits| String::from_utf8_lossy(&from_hexadecimal(digits)).into_owned()).collect()
    }
}
