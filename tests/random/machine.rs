//! What random machines are made of: the handful of things that random plans are about.

use proptest::prelude::*;
use proptest::sample::select;
use regimen::simulate::Machine;
use regimen::simulate::machine::Name;
use std::fmt::Write as _;

/// A machine without its system.
#[derive(Clone, Debug)]
pub(crate) struct Sketch {
    pub registry: Vec<(&'static str, Option<&'static str>)>,
    pub sub: Option<&'static str>,
    pub files: Vec<Option<&'static str>>,
    pub services: Vec<Option<Service>>,
    /// Whether alpha depends on beta.
    pub depends: bool,
    pub packages: Vec<Option<&'static str>>,
}

#[derive(Clone, Debug)]
pub(crate) struct Service {
    pub runs: bool,
    pub startup: &'static str,
    pub takes: bool,
}

/// The names of values, by the case that the machine has them in.
const VALUES: [&str; 8] = ["A", "B", "", "With blank", "E1", "E2", "List", "W"];
const DATA: [&str; 9] = [
    "1",
    "2",
    "text",
    "16",
    "{ type: qword, data: 5000000000 }",
    "{ type: multi-string, data: [x, z] }",
    "{ type: expand-string, data: '%windir%' }",
    "{ type: binary, data: [0, 255] }",
    "one-south",
];
const FILES: [(&str, &[&str]); 4] = [
    (
        r"C:\@\a.txt",
        &[
            r#"{ content: "one\r\n" }"#,
            "{ content: other }",
            "{ content: other, hidden: true }",
            "{ directory: true }",
            "{ content: one, held-by: '@-alpha' }",
        ],
    ),
    (r"C:\@\b.tmp", &["{}", "{ hidden: true }"]),
    (r"C:\@\C 2.TMP", &["{ content: x }", "{ content: x, held-by: '@-beta' }"]),
    (r"C:\@\x.txt", &["{}"]),
];
const PACKAGES: [(&str, &[&str]); 3] = [
    ("@-Old-A~31bf~amd64~~1.0.0.0", &["{ state: 0x70, removal: at-once }", "{ state: 0x70 }", "{ state: 0x5 }"]),
    (
        "@-old-b~31bf~amd64~~1.0.0.0",
        &["{ state: 0x70, removal: permanent }", "{ state: 0x70, removal: at-once }", "{ state: 0x80 }"],
    ),
    ("@-Tools~31bf~amd64~~1.0.0.0", &["{ state: 0x70 }", "{ state: 0x60 }"]),
];

fn service() -> impl Strategy<Value = Service> {
    let startup = select(vec!["manual", "automatic", "disabled", "delayed", "system"]);
    (any::<bool>(), startup, prop::bool::weighted(0.2)).prop_map(|(runs, startup, takes)| Service {
        runs,
        startup,
        takes,
    })
}

pub(crate) fn sketch() -> impl Strategy<Value = Sketch> {
    let data = || prop::option::of(prop_oneof![2 => Just("1"), 3 => select(DATA.to_vec())]);
    let registry: Vec<_> = VALUES.iter().map(|name| (Just(*name), data())).collect();
    let files: Vec<_> = FILES.iter().map(|(_, kinds)| prop::option::of(select(kinds.to_vec()))).collect();
    let packages: Vec<_> = PACKAGES.iter().map(|(_, kinds)| prop::option::of(select(kinds.to_vec()))).collect();
    let services = vec![prop::option::weighted(0.9, service()), prop::option::weighted(0.9, service())];
    (registry, data(), files, services, any::<bool>(), packages).prop_map(
        |(registry, sub, files, services, depends, packages)| Sketch {
            registry,
            sub,
            files,
            services,
            depends,
            packages,
        },
    )
}

impl Sketch {
    /// The machine under a tag, with the system that it has.
    pub(crate) fn machine(&self, tag: &str, os: &str) -> Machine {
        let mut text = format!("os: {os}\nregistry:\n  'HKLM\\SOFTWARE\\@':\n    keep: 1\n");
        for (name, data) in &self.registry {
            if let Some(data) = data {
                writeln!(text, "    '{name}': {data}").expect("a string takes every write");
            }
        }
        for (key, data) in [("Sub", self.sub), (r"Deep\Er", self.sub.filter(|data| *data != "1"))] {
            if let Some(data) = data {
                writeln!(text, "  'HKLM\\SOFTWARE\\@\\{key}': {{ A: {data} }}").expect("a string takes every write");
            }
        }
        text += "files:\n  'C:\\@\\keep': {}\n";
        let mut list = |head: &str, names: &[&str], entries: &[Option<&str>]| {
            text += head;
            for (name, entry) in names.iter().zip(entries) {
                if let Some(entry) = entry {
                    writeln!(text, "  '{name}': {entry}").expect("a string takes every write");
                }
            }
        };
        list("", &FILES.map(|(path, _)| path), &self.files);
        list("packages:\n  '@-Other~x': { state: 0x70 }\n", &PACKAGES.map(|(name, _)| name), &self.packages);
        let services: Vec<Option<String>> = (0..self.services.len()).map(|index| self.service(index)).collect();
        let services: Vec<Option<&str>> = services.iter().map(Option::as_deref).collect();
        list("services:\n  '@-idle': {}\n", &["@-alpha", "@-beta"], &services);
        let text = text.replace('@', tag);
        serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
    }

    /// What runs has what it depends on running.
    fn service(&self, index: usize) -> Option<String> {
        let service = self.services[index].as_ref()?;
        let depends = self.depends && self.services[1].is_some();
        let carries = index == 1 && depends && self.services[0].as_ref().is_some_and(|alpha| alpha.runs);
        let status = if service.runs || carries { "running" } else { "stopped" };
        let on = if index == 0 && depends { "['@-beta']" } else { "[]" };
        let takes = if service.takes { ", stop-takes: 1, start-takes: 1" } else { "" };
        Some(format!("{{ status: {status}, startup: {}, depends-on: {on}{takes} }}", service.startup))
    }
}

/// Puts a pair's part onto a machine that others stand on too.
pub(crate) fn put_onto(whole: &mut Machine, part: &Machine) {
    fn add<V: Clone>(to: &mut std::collections::BTreeMap<Name, V>, from: &std::collections::BTreeMap<Name, V>) {
        to.extend(from.iter().map(|(name, value)| (name.clone(), value.clone())));
    }
    whole.os = part.os.clone();
    add(&mut whole.registry, &part.registry);
    add(&mut whole.files, &part.files);
    add(&mut whole.services, &part.services);
    add(&mut whole.packages, &part.packages);
    whole.faults.extend(part.faults.iter().cloned());
}
