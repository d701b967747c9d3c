//! Where texts are looked for on the machine afterwards.

use std::collections::BTreeMap;

use super::{After, Text};
use crate::lay::{SERVICES, from_hexadecimal};
use crate::snapshot::{Entry, Value};

pub(super) type Arrived = Vec<Option<String>>;

/// The key of a text.
pub(super) fn key(number: usize) -> String {
    format!(r"HKLM\SOFTWARE\Hostile\{number}")
}

/// A file in the folder of a text.
pub(super) fn path(number: usize, name: &str) -> String {
    format!(r"C:\Hostile\{number}\{name}")
}

pub(super) fn value_name(after: &After, texts: &[Text]) -> Arrived {
    each(texts, |text| the_only(after.values(&key(text.number))?.keys().map(String::as_str)))
}

pub(super) fn registry_text(after: &After, texts: &[Text]) -> Arrived {
    each(texts, |text| after.text(&key(text.number), if text.number % 2 == 0 { "REG_SZ" } else { "REG_EXPAND_SZ" }))
}

/// A list that begins with `first`.
pub(super) fn registry_list(after: &After, texts: &[Text]) -> Arrived {
    let whole = after.text(&key(texts[0].number), "REG_MULTI_SZ").unwrap_or_default();
    let mut entries = whole.strip_suffix('\0').unwrap_or(&whole).split('\0').map(str::to_owned);
    let first = entries.next();
    let mut arrived = each(texts, |_| entries.next());
    let rest: Vec<String> = entries.collect();
    if first.as_deref() != Some("first") || !rest.is_empty() {
        arrived[0] = Some(format!("between {first:?} and {rest:?}: {:?}", arrived[0]));
    }
    arrived
}

pub(super) fn registry_key(after: &After, texts: &[Text]) -> Arrived {
    each(texts, |text| {
        let head = format!("{}\\", key(text.number));
        let below = after.now.registry.range(head.clone()..).take_while(|(key, _)| key.starts_with(&head));
        let with_value = below.filter(|(_, values)| values.contains_key("v"));
        the_only(with_value.filter_map(|(key, _)| key.strip_prefix(&head)))
    })
}

/// The name that what was done to this one key shows.
pub(super) fn carried_out(after: &After, texts: &[Text]) -> Arrived {
    each(texts, |text| {
        let key = key(text.number);
        let event = format!("set-value {key} v");
        let once = after.run.events.iter().filter(|found| **found == event).count() == 1;
        let (ty, bytes) = after.values(&key)?.get("v")?;
        (once && ty == "REG_DWORD" && *bytes == [1, 0, 0, 0]).then(|| text.text.clone())
    })
}

pub(super) fn file_name(after: &After, texts: &[Text]) -> Arrived {
    each(texts, |text| {
        let wanted = Entry::File(if text.number % 2 == 0 { b"x\r\n".to_vec() } else { Vec::new() });
        let files = after.folder(text.number);
        the_only(files.filter(|(_, entry)| **entry == wanted).map(|(name, _)| name))
    })
}

/// What begins with the text is gone, and the rest is not.
pub(super) fn pattern(after: &After, texts: &[Text]) -> Arrived {
    each(texts, |text| {
        let left = after.folder(text.number).filter(|(_, entry)| matches!(entry, Entry::File(_)));
        let left: Vec<&str> = left.map(|(name, _)| name).collect();
        if left == ["other"] { Some(text.text.clone()) } else { Some(format!("left: {left:?}")) }
    })
}

/// The lines of a file that holds all texts. A text may hold line ends of its own.
pub(super) fn lines(after: &After, texts: &[Text], decode: &dyn Fn(&[u8]) -> String, end: &str) -> Arrived {
    let whole = match after.now.files.get(&path(texts[0].number, "x.txt")) {
        Some(Entry::File(bytes)) => decode(bytes),
        _ => String::new(),
    };
    let mut rest = whole.as_str();
    let mut arrived = cut(&mut rest, texts, end);
    if !rest.is_empty() {
        arrived[0] = Some(format!("and more in the end: {rest:?}"));
    }
    arrived
}

/// A copy of a script, whose last lines are the texts.
pub(super) fn script(after: &After, texts: &[Text]) -> Arrived {
    let whole = after.file(&format!("C:\\Hostile\\{}.txt", texts[0].number)).unwrap_or_default();
    let head = ["@exit /b 0\r\n", "exit 0\r\n<#\r\n"].into_iter().find_map(|head| whole.split_once(head));
    let mut rest = head.map_or("", |(_, rest)| rest);
    cut(&mut rest, texts, "\r\n")
}

fn cut(rest: &mut &str, texts: &[Text], end: &str) -> Arrived {
    each(texts, |text| {
        let (at, _) = rest.match_indices(end).nth(text.text.matches('\n').count())?;
        let (line, after) = rest.split_at(at);
        *rest = &after[end.len()..];
        Some(line.to_owned())
    })
}

pub(super) fn utf_8(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

pub(super) fn utf_8_with_mark(bytes: &[u8]) -> String {
    utf_8(bytes).strip_prefix('\u{FEFF}').map_or_else(|| "no mark".into(), str::to_owned)
}

pub(super) fn utf_16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[pair.len() - 1]])).collect();
    String::from_utf16_lossy(&units).strip_prefix('\u{FEFF}').map_or_else(|| "no mark".into(), str::to_owned)
}

/// What code page 932 has of the texts' letters; the first have `\` or `|` for their second byte.
const CODE_PAGE_932: &[(char, [u8; 2])] = &[
    ('表', [0x95, 0x5C]),
    ('ソ', [0x83, 0x5C]),
    ('能', [0x94, 0x5C]),
    ('ポ', [0x83, 0x7C]),
    ('ー', [0x81, 0x5B]),
    ('示', [0x8E, 0xA6]),
    ('フ', [0x83, 0x74]),
    ('ト', [0x83, 0x67]),
    ('％', [0x81, 0x93]),
    ('\u{3000}', [0x81, 0x40]),
];

pub(super) fn is_in_code_page_932(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii() || CODE_PAGE_932.iter().any(|(known, _)| *known == c))
}

pub(super) fn code_page_932(bytes: &[u8]) -> String {
    let mut text = String::new();
    let mut bytes = bytes.iter().copied();
    while let Some(first) = bytes.next() {
        if first.is_ascii() {
            text.push(char::from(first));
            continue;
        }
        let pair = [first, bytes.next().unwrap_or_default()];
        text.push(CODE_PAGE_932.iter().find(|(_, known)| *known == pair).map_or('\u{FFFD}', |(c, _)| *c));
    }
    text
}

/// What labtool was handed by the run whose first argument is the first text's name.
pub(super) fn arguments(after: &After, texts: &[Text]) -> Arrived {
    let first = format!("a{}", texts[0].number);
    let notes = after.run.notes.iter().filter_map(|note| note.strip_prefix("argument "));
    let mut notes = notes.map(digits).skip_while(|argument| *argument != first).skip(1);
    each(texts, |_| notes.next())
}

/// The variable that is named after the text's number.
pub(super) fn variables(after: &After, texts: &[Text]) -> Arrived {
    each(texts, |text| {
        let head = format!("variable HANDED_{} ", text.number);
        after.run.notes.iter().find_map(|note| note.strip_prefix(&head)).map(digits)
    })
}

pub(super) fn message(after: &After, texts: &[Text]) -> Arrived {
    each(texts, |text| {
        let head = format!(" INFO a{} ", text.number);
        let lines = after.log.split("\r\n").filter_map(|line| Some(line.split_once(&head)?.1));
        let mut said: Vec<&str> = lines.collect();
        said.retain(|said| *said != "result unchanged");
        // An empty message has a line as well.
        the_only(said.into_iter())
    })
}

pub(super) fn service(after: &After, texts: &[Text]) -> Arrived {
    each(texts, |text| {
        let event = format!("set-startup {} disabled", text.text);
        let (_, bytes) = after.values(&format!(r"{SERVICES}\{}", text.text))?.get("Start")?;
        let alone = after.run.events.iter().filter(|found| **found == event).count() == 1;
        (alone && *bytes == [4, 0, 0, 0]).then(|| text.text.clone())
    })
}

fn each(texts: &[Text], found: impl FnMut(&Text) -> Option<String>) -> Arrived {
    texts.iter().map(found).collect()
}

fn digits(digits: &str) -> String {
    String::from_utf8_lossy(&from_hexadecimal(digits)).into_owned()
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
        Some(utf_8(bytes))
    }

    /// The files in the folder of a text.
    fn folder(&self, number: usize) -> impl Iterator<Item = (&str, &Entry)> {
        let folder = path(number, "");
        let below = self.now.files.range(folder.clone()..).take_while({
            let folder = folder.clone();
            move |(path, _)| path.starts_with(&folder)
        });
        below.filter_map(move |(path, entry)| Some((path.strip_prefix(folder.as_str())?, entry)))
    }
}
