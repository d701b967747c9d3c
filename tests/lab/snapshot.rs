//! A machine at one moment: its registry, the files that differ from the template, and the model. Two snapshots can be
//! told apart; that is how a scenario shows that a script changed nothing.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::FileTypeExt;
use std::path::Path;

use crate::bench::{At, Lab};
use crate::lay::from_hexadecimal;

/// A value's type and bytes.
pub(crate) type Value = (String, Vec<u8>);

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Snapshot {
    /// Key, value name, value. Keys without values are there too.
    pub registry: BTreeMap<String, BTreeMap<String, Value>>,
    /// By Windows path. What the template has and the machine has not is `Gone`.
    pub files: BTreeMap<String, Entry>,
    pub hidden: Vec<String>,
    /// The model's files by name.
    pub model: BTreeMap<String, String>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Entry {
    File(Vec<u8>),
    Directory,
    Gone,
}

impl Snapshot {
    /// Takes what `control snapshot` wrote, and looks at the disk and the model from outside.
    pub(crate) fn read(lab: &Path) -> Lab<Snapshot> {
        let mut snapshot = Snapshot::default();
        let file = lab.join("run/snapshot");
        for line in String::from_utf8_lossy(&fs::read(&file).at(&file)?).lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            match fields[..] {
                ["key", key] => {
                    snapshot.registry.entry(key.into()).or_default();
                }
                ["value", key, name, kind, digits] => {
                    let values = snapshot.registry.entry(key.into()).or_default();
                    values.insert(name.into(), (kind.into(), from_hexadecimal(digits)));
                }
                ["value-in-digits", key, name, kind, digits] => {
                    let values = snapshot.registry.entry(key.into()).or_default();
                    let name = String::from_utf8_lossy(&from_hexadecimal(name)).into_owned();
                    values.insert(name, (kind.into(), from_hexadecimal(digits)));
                }
                ["hidden", path] => snapshot.hidden.push(path.into()),
                // A key with a tab or a line feed in its name.
                _ => {}
            }
        }
        snapshot.walk(&lab.join("upper/drive_c"), "C:")?;
        let model = lab.join("model");
        for entry in fs::read_dir(&model).at(&model)? {
            let entry = entry.at(&model)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            snapshot.model.insert(name, fs::read_to_string(entry.path()).at(entry.path())?);
        }
        Ok(snapshot)
    }

    /// The overlay's upper folder holds what the machine has beyond the template. A character device is what it marks
    /// a deleted file with.
    fn walk(&mut self, folder: &Path, windows: &str) -> Lab<()> {
        if !folder.exists() {
            return Ok(());
        }
        for entry in fs::read_dir(folder).at(folder)? {
            let entry = entry.at(folder)?;
            let kind = entry.file_type().at(entry.path())?;
            let path = format!(r"{windows}\{}", entry.file_name().to_string_lossy());
            if kind.is_dir() {
                self.walk(&entry.path(), &path)?;
                self.files.insert(canonical(&path), Entry::Directory);
            } else if kind.is_char_device() {
                self.files.insert(canonical(&path), Entry::Gone);
            } else if kind.is_file() {
                self.files.insert(canonical(&path), Entry::File(fs::read(entry.path()).at(entry.path())?));
            }
        }
        Ok(())
    }

    /// What is different in `later`, one line each. Temporary files are not looked at.
    pub(crate) fn changes(&self, later: &Snapshot) -> Vec<String> {
        let mut changes = Vec::new();
        for (key, values) in union(&self.registry, &later.registry) {
            match values {
                (None, _) => changes.push(format!("key {key} is new")),
                (_, None) => changes.push(format!("key {key} is gone")),
                _ => {}
            }
            let none = BTreeMap::new();
            let (before, after) = (values.0.unwrap_or(&none), values.1.unwrap_or(&none));
            for (name, (old, new)) in union(before, after).filter(|(_, (old, new))| old != new) {
                changes.push(format!("value {key} {name}: {} -> {}", show(old), show(new)));
            }
        }
        for (path, (old, new)) in union(&self.files, &later.files) {
            let unseen = |entry: Option<&Entry>| matches!(entry, None | Some(Entry::Directory));
            if old != new && !path.starts_with(r"C:\Windows\Temp") && !(unseen(old) && unseen(new)) {
                changes.push(format!("file {path}: {} -> {}", describe(old), describe(new)));
            }
        }
        for (name, (old, new)) in union(&self.model, &later.model).filter(|(_, (old, new))| old != new) {
            changes.push(format!("{name}: {old:?} -> {new:?}"));
        }
        changes
    }
}

fn union<'a, V>(
    a: &'a BTreeMap<String, V>,
    b: &'a BTreeMap<String, V>,
) -> impl Iterator<Item = (&'a String, (Option<&'a V>, Option<&'a V>))> {
    let only_b = b.keys().filter(|key| !a.contains_key(*key));
    a.keys().chain(only_b).map(|key| (key, (a.get(key), b.get(key))))
}

fn show(value: Option<&Value>) -> String {
    match value {
        None => "absent".into(),
        Some((kind, bytes)) => {
            let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
            match (kind.as_str(), bytes[..].try_into().map(u32::from_le_bytes)) {
                ("REG_DWORD", Ok(number)) => format!("{number:#x}"),
                ("REG_SZ" | "REG_EXPAND_SZ", _) => String::from_utf16_lossy(&units).trim_end_matches('\0').into(),
                _ => format!("{kind} {bytes:02x?}"),
            }
        }
    }
}

fn describe(entry: Option<&Entry>) -> String {
    match entry {
        None => "as in the template".into(),
        Some(Entry::Gone) => "gone".into(),
        Some(Entry::Directory) => "a directory".into(),
        Some(Entry::File(bytes)) => format!("{:?}", String::from_utf8_lossy(bytes)),
    }
}

/// Wine's own folders are in lower case; Windows', and the simulator's, are not.
pub(crate) fn canonical(path: &str) -> String {
    const FOLDERS: [&str; 9] =
        ["Windows", "System32", "SysWOW64", "Logs", "Temp", "Tasks", "drivers", "Users", "ProgramData"];
    let part = |part: &str| {
        let known = FOLDERS.iter().find(|folder| folder.eq_ignore_ascii_case(part));
        known.map_or(part.to_owned(), |folder| (*folder).to_owned())
    };
    path.split('\\').map(part).collect::<Vec<_>>().join(r"\")
}
