//! The fields: how a text is put into a plan, and which texts the lab has room for.

use super::arrival::{self, key, path};
use super::{Field, Share, Text, Way};
use crate::texts::yaml;
use regimen::catalog::windows::is_device_name;
use regimen::simulate::Machine;
use regimen::simulate::machine::{Data, FileEntry, Name, Service, Typed};

/// Fields that share their machines.
pub(super) const GROUPS: &[&str] = &["registry", "files", "programs", "words"];

const WRITTEN: &[Way] = &[Way::Written];
/// Where a text must be known when the script is made.
const KNOWN: &[Way] = &[Way::Written, Way::Written, Way::Param];
const EVERY: &[Way] = &[Way::Written, Way::Map, Way::Written, Way::Param];

/// Every field that takes a text.
pub(super) const FIELDS: &[Field] = &[
    Field {
        name: "registry value's name",
        group: "registry",
        ways: EVERY,
        action: |texts| one(texts, |text| registry(&text.key(), &text.inserted(), "string", &text.number.to_string())),
        arrived: arrival::value_name,
        batch: Share { texts: 40, floor: 20 },
        powershell: Share { texts: 300, floor: 90 },
        ..PLAIN
    },
    Field {
        name: "registry text",
        group: "registry",
        ways: EVERY,
        action: |texts| {
            one(texts, |text| {
                let ty = if text.number % 2 == 0 { "string" } else { "expand-string" };
                registry(&text.key(), "v", ty, &yaml(&text.inserted()))
            })
        },
        arrived: arrival::registry_text,
        batch: Share { texts: 40, floor: 30 },
        powershell: Share { texts: 350, floor: 95 },
        ..PLAIN
    },
    Field {
        name: "registry list",
        group: "registry",
        ways: EVERY,
        together: 25,
        action: |texts| {
            let list: String = texts.iter().map(|text| format!(", {}", yaml(&text.inserted()))).collect();
            one(texts, |first| registry(&first.key(), "v", "multi-string", &format!("[first{list}]")))
        },
        arrived: arrival::registry_list,
        batch: Share { texts: 200, floor: 25 },
        powershell: Share { texts: 900, floor: 90 },
        ..PLAIN
    },
    Field {
        name: "entry of a registry list",
        group: "registry",
        ways: KNOWN,
        action: |texts| {
            one(texts, |text| {
                let (key, with, without) =
                    (yaml(&text.key()), yaml(&text.inserted()), yaml(&format!("{}x", text.inserted())));
                format!("registry: {{ key: {key}, value: v, with: [first, {with}], without: [{without}] }}")
            })
        },
        lay: |text, machine| {
            // What is to go is there.
            let list = Typed::MultiString(vec![format!("{}x", text.text)]);
            machine.set_value(&text.key(), "v", Data::Typed(list));
        },
        arrived: arrival::registry_list,
        batch: Share { texts: 10, floor: 0 },
        powershell: Share { texts: 150, floor: 90 },
        ..PLAIN
    },
    Field {
        name: "registry key",
        group: "registry",
        ways: EVERY,
        action: |texts| {
            one(texts, |text| {
                registry(&format!("{}\\{}", text.key(), text.inserted()), "v", "string", &text.number.to_string())
            })
        },
        arrived: arrival::registry_key,
        batch: Share { texts: 40, floor: 20 },
        powershell: Share { texts: 250, floor: 70 },
        ..PLAIN
    },
    Field {
        name: "lines of a file",
        group: "files",
        ways: KNOWN,
        together: 60,
        action: |texts| one(texts, |first| format!("file: {{ path: {}, content: {} }}", first.file(), content(texts))),
        arrived: |after, texts| arrival::lines(after, texts, &arrival::utf_8, "\r\n"),
        expected: |text| text.replace('\n', "\r\n"),
        batch: Share { texts: 400, floor: 40 },
        powershell: Share { texts: 3_200, floor: 95 },
        ..PLAIN
    },
    Field {
        name: "lines of a file in UTF-16",
        group: "files",
        ways: EVERY,
        together: 60,
        action: |texts| encoded(texts, "encoding: utf-16, newline: lf"),
        arrived: |after, texts| arrival::lines(after, texts, &arrival::utf_16, "\n"),
        batch: Share { texts: 10, floor: 0 },
        powershell: Share { texts: 500, floor: 95 },
        ..PLAIN
    },
    Field {
        name: "lines of a file with a mark",
        group: "files",
        ways: EVERY,
        together: 60,
        action: |texts| encoded(texts, "encoding: utf-8-bom"),
        arrived: |after, texts| arrival::lines(after, texts, &arrival::utf_8_with_mark, "\r\n"),
        expected: |text| text.replace('\n', "\r\n"),
        batch: Share { texts: 10, floor: 0 },
        powershell: Share { texts: 500, floor: 95 },
        ..PLAIN
    },
    Field {
        name: "lines of a file in code page 932",
        group: "files",
        ways: EVERY,
        together: 60,
        action: |texts| encoded(texts, "encoding: ansi"),
        arrived: |after, texts| arrival::lines(after, texts, &arrival::code_page_932, "\r\n"),
        possible: arrival::is_in_code_page_932,
        expected: |text| text.replace('\n', "\r\n"),
        batch: Share { texts: 60, floor: 30 },
        powershell: Share { texts: 400, floor: 95 },
        ..PLAIN
    },
    Field {
        name: "file's name",
        group: "files",
        ways: EVERY,
        action: |texts| {
            one(texts, |text| {
                let wanted = if text.number % 2 == 0 { "content: \"x\\n\"" } else { "exists: true" };
                format!("file: {{ path: {}, {wanted} }}", in_path(text, ""))
            })
        },
        arrived: arrival::file_name,
        possible: fits_linux,
        batch: Share { texts: 50, floor: 15 },
        powershell: Share { texts: 400, floor: 40 },
        ..PLAIN
    },
    Field {
        name: "beginning of a pattern",
        group: "files",
        action: |texts| one(texts, |text| format!("file: {{ path: {}, exists: false }}", in_path(text, "*"))),
        lay: |text, machine| {
            for name in [format!("{}.1", text.text), "other".to_owned()] {
                let file = FileEntry { content: "x".into(), ..FileEntry::default() };
                machine.files.insert(Name(path(text.number, &name)), file);
            }
        },
        arrived: arrival::pattern,
        // Nothing begins with nothing; a device is no file that could be there.
        possible: |text| !text.is_empty() && !text.contains(['*', '?']) && !is_device_name(text) && fits_linux(text),
        batch: Share { texts: 30, floor: 10 },
        powershell: Share { texts: 300, floor: 30 },
        ..PLAIN
    },
    Field {
        name: "argument",
        group: "programs",
        ways: EVERY,
        together: 40,
        action: |texts| run(texts, "labtool.exe", texts.iter().map(|text| yaml(&text.inserted()))),
        arrived: arrival::arguments,
        batch: Share { texts: 400, floor: 40 },
        powershell: Share { texts: 1_500, floor: 95 },
        ..PLAIN
    },
    Field {
        name: "argument of a batch file",
        group: "programs",
        ways: EVERY,
        together: 20,
        action: |texts| {
            let words = texts.iter().flat_map(|text| [text.number.to_string(), yaml(&text.inserted())]);
            run(texts, r"'C:\Hostile\note.cmd'", words)
        },
        lay: |_, machine| {
            // A variable for each two arguments, which labtool then notes.
            let content = "@echo off\r\n:next\r\nif \"%~2\"==\"\" goto end\r\nset \"HANDED_%~2=%~3\"\r\nshift\r\nshift\r\n\
                           goto next\r\n:end\r\nC:\\Windows\\System32\\labtool.exe\r\n";
            let file = FileEntry { content: content.into(), ..FileEntry::default() };
            machine.files.insert(r"C:\Hostile\note.cmd".into(), file);
        },
        arrived: arrival::variables,
        // No variable is empty.
        possible: |text| !text.is_empty(),
        batch: Share { texts: 200, floor: 30 },
        powershell: Share { texts: 400, floor: 60 },
        ..PLAIN
    },
    Field {
        name: "variable",
        group: "programs",
        ways: EVERY,
        together: 40,
        action: |texts| {
            let pairs = texts.iter().map(|text| format!("HANDED_{}: {}", text.number, yaml(&text.inserted())));
            let pairs = pairs.collect::<Vec<_>>().join(", ");
            one(texts, |_| format!("command: {{ run: [labtool.exe], once: true, env: {{ {pairs} }} }}"))
        },
        arrived: arrival::variables,
        batch: Share { texts: 300, floor: 40 },
        powershell: Share { texts: 1_000, floor: 95 },
        ..PLAIN
    },
    Field {
        name: "script for cmd.exe",
        group: "programs",
        together: 60,
        action: |texts| {
            let head = |file: &str| format!("@copy \"%~f0\" {file} >nul\n@exit /b 0\n");
            script(texts, "cmd", head, "")
        },
        arrived: arrival::script,
        expected: |text| text.replace('\n', "\r\n"),
        batch: Share { texts: 10, floor: 0 },
        powershell: Share { texts: 300, floor: 50 },
        ..PLAIN
    },
    Field {
        name: "script for PowerShell",
        group: "programs",
        together: 200,
        action: |texts| {
            let head = |file: &str| {
                format!("[IO.File]::WriteAllText('{file}', $MyInvocation.MyCommand.Definition)\nexit 0\n<#\n")
            };
            script(texts, "powershell", head, "#>\n")
        },
        arrived: arrival::script,
        possible: |text| !text.contains("#>"),
        expected: |text| text.replace('\n', "\r\n"),
        batch: Share { texts: 10, floor: 0 },
        powershell: Share { texts: 300, floor: 90 },
        ..PLAIN
    },
    Field {
        name: "message",
        group: "words",
        ways: EVERY,
        action: |texts| one(texts, |text| format!("message: {}", yaml(&text.inserted()))),
        arrived: arrival::message,
        expected: |text| {
            let ends = ['\n', '\u{85}', '\u{2028}', '\u{2029}'];
            text.trim_end_matches(ends).replace(ends, " ")
        },
        batch: Share { texts: 150, floor: 40 },
        powershell: Share { texts: 400, floor: 90 },
        ..PLAIN
    },
    Field {
        name: "title",
        group: "words",
        // What is said to people changes nothing: the action behind it is carried out, and nothing else.
        action: |texts| {
            one(texts, |text| {
                let registry = registry(&text.key(), "v", "dword", "1");
                format!("title: {}, {registry}", yaml(&text.inserted()))
            })
        },
        check: |text| {
            let registry = registry(&text.key(), "v", "dword", "1");
            format!("  c{}: {{ title: {}, {registry} }}\n", text.number, yaml(&text.inserted()))
        },
        described: true,
        arrived: arrival::carried_out,
        replaced: true,
        batch: Share { texts: 20, floor: 80 },
        powershell: Share { texts: 150, floor: 90 },
        ..PLAIN
    },
    Field {
        name: "text that data is compared with",
        group: "words",
        check: |text| {
            format!("  c{0}: {{ value: text, registry: {{ key: {1}, value: w }} }}\n", text.number, yaml(&text.key()))
        },
        lay: |text, machine| {
            machine.set_value(&text.key(), "w", Data::String(text.text.clone()));
        },
        action: |texts| {
            one(texts, |text| {
                let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
                let (same, other) = (quoted(&text.text), quoted(&format!("{}x", text.text)));
                let value = format!("c{}.value", text.number);
                let mut when = format!("{value} == {same} and {value} in ['-', {same}] and {value} != {other}");
                if !text.text.contains(['*', '?']) {
                    when += &format!(
                        " and {value} like {} and not {value} like {}",
                        same,
                        quoted(&format!("?{}", text.text))
                    );
                }
                format!("when: {}, {}", yaml(&when), registry(&text.key(), "v", "dword", "1"))
            })
        },
        arrived: arrival::carried_out,
        batch: Share { texts: 10, floor: 0 },
        powershell: Share { texts: 250, floor: 80 },
        ..PLAIN
    },
    Field {
        name: "text that a fact is compared with",
        group: "words",
        action: |texts| {
            one(texts, |text| {
                // No machine is called so, and the rest of the condition is read all the same.
                let quoted = format!("'{}'", text.text.replace('\'', "''"));
                let when = format!("machine.name != {quoted} and not machine.name in ['-', {quoted}]");
                format!("when: {}, {}", yaml(&when), registry(&text.key(), "v", "dword", "1"))
            })
        },
        arrived: arrival::carried_out,
        batch: Share { texts: 60, floor: 40 },
        powershell: Share { texts: 100, floor: 80 },
        ..PLAIN
    },
    Field {
        name: "service's name",
        group: "words",
        // A name that only the machine knows may be any service's, and the plan's order would be open.
        ways: KNOWN,
        action: |texts| {
            one(texts, |text| format!("service: {{ name: {}, startup: disabled }}", yaml(&text.inserted())))
        },
        lay: |text, machine| {
            machine.services.insert(Name(text.text.clone()), Service::default());
        },
        arrived: arrival::service,
        // The model writes `name=descriptor`.
        possible: |text| !text.contains('=') && text.len() < 200,
        batch: Share { texts: 40, floor: 5 },
        powershell: Share { texts: 150, floor: 60 },
        ..PLAIN
    },
];

/// What most fields have in common.
const PLAIN: Field = Field {
    name: "",
    group: "",
    ways: WRITTEN,
    together: 1,
    action: |_| String::new(),
    check: |_| String::new(),
    described: false,
    lay: |_, _: &mut Machine| {},
    arrived: |_, texts| texts.iter().map(|_| None).collect(),
    replaced: false,
    possible: |_| true,
    expected: str::to_owned,
    batch: Share { texts: 0, floor: 0 },
    powershell: Share { texts: 0, floor: 0 },
};

impl Text {
    fn key(&self) -> String {
        key(self.number)
    }

    /// The path of a file that is named by the number alone, as YAML has it.
    fn file(&self) -> String {
        yaml(&path(self.number, "x.txt"))
    }
}

/// Linux counts bytes, and has no more than 255 for a name. What is too long for Windows is refused before that.
fn fits_linux(text: &str) -> bool {
    text.len() < 250 || text.encode_utf16().count() > 255
}

/// The action of some texts, which has the first one's number.
fn one(texts: &[Text], state: impl Fn(&Text) -> String) -> String {
    format!("  a{}: {{ {} }}\n", texts[0].number, state(&texts[0]))
}

/// A value of the registry; the data as YAML has it.
fn registry(key: &str, name: &str, ty: &str, data: &str) -> String {
    format!("registry: {{ key: {}, value: {}, type: {ty}, data: {data} }}", yaml(key), yaml(name))
}

/// A path in whose last part a text stands.
fn in_path(text: &Text, tail: &str) -> String {
    let name = match text.way {
        Way::Written => text.inserted().replace('%', "%%"),
        Way::Param | Way::Map => text.inserted(),
    };
    yaml(&path(text.number, &format!("{name}{tail}")))
}

/// Texts as lines.
fn content(texts: &[Text]) -> String {
    yaml(&texts.iter().map(|text| format!("{}\n", text.inserted())).collect::<String>())
}

fn encoded(texts: &[Text], how: &str) -> String {
    one(texts, |first| format!("file: {{ path: {}, content: {}, {how} }}", first.file(), content(texts)))
}

/// A program whose first argument tells whose run it was.
fn run(texts: &[Text], program: &str, words: impl Iterator<Item = String>) -> String {
    let words: String = words.map(|word| format!(", {word}")).collect();
    one(texts, |first| format!("command: {{ run: [{program}, a{}{words}], once: true }}", first.number))
}

/// A script that leaves a copy of itself, and then ends in front of the texts.
fn script(texts: &[Text], shell: &str, head: impl Fn(&str) -> String, tail: &str) -> String {
    let body: String = texts.iter().map(|text| format!("{}\n", text.text)).collect();
    one(texts, |first| {
        let script = yaml(&format!("{}{body}{tail}", head(&format!("C:\\Hostile\\{}.txt", first.number))));
        format!("command: {{ shell: {shell}, script: {script}, once: true }}")
    })
}
