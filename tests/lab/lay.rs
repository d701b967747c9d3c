//! From a machine as a scenario writes it down to the model and registry of the lab. In: a simulated machine. Out: the
//! texts of the model's files, and the lines that `control lay` brings onto the machine.

use std::fmt::Write as _;

use regimen::program::Startup;
use regimen::simulate::Machine;
use regimen::simulate::machine::{Data, License, Os, ServiceState, Typed, Wmi};

pub(crate) const SERVICING: &str = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing";
pub(crate) const SERVICES: &str = r"HKLM\SYSTEM\CurrentControlSet\Services";
const CURRENT_VERSION: &str = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion";

/// A registry type's name and the bytes of a value.
pub(crate) type Bytes = (&'static str, Vec<u8>);

/// The files below `/lab/model`, by name.
pub(crate) fn model(machine: &Machine) -> Vec<(&'static str, String)> {
    vec![
        ("machine", facts(machine)),
        ("services", services(machine)),
        ("security", security(machine)),
        ("held", held(machine)),
        ("license", license(&machine.license)),
        ("client-keys", client_keys()),
        ("packages", packages(machine)),
        ("faults", faults(machine)),
        ("clock", String::new()),
    ]
}

fn facts(machine: &Machine) -> String {
    let yes = |answer: bool| if answer { "yes" } else { "no" };
    format!(
        "elevated={}\nwmi={}\nclient={}\ndomain-controller={}\nversion={}\nbuild={}\nlanguage={}\nedition={}\n",
        yes(machine.elevated.0),
        yes(machine.wmi == Wmi::Available),
        yes(machine.os.kind == "client"),
        yes(machine.os.kind == "domain-controller"),
        machine.os.version,
        machine.os.build,
        machine.os.language,
        machine.os.edition,
    )
}

fn services(machine: &Machine) -> String {
    let mut text = String::new();
    for (name, service) in &machine.services {
        let status = match service.status {
            ServiceState::Running => "running",
            ServiceState::Stopped => "stopped",
        };
        line(&mut text, &[&**name, status, "0", &service.stop_takes.to_string(), &service.start_takes.to_string()]);
    }
    text
}

fn security(machine: &Machine) -> String {
    machine.services.iter().map(|(name, service)| format!("{name}={}\n", service.security)).collect()
}

fn held(machine: &Machine) -> String {
    let mut text = String::new();
    for (path, file) in &machine.files {
        if let Some(service) = &file.held_by {
            line(&mut text, &[service, &**path]);
        }
    }
    text
}

fn license(license: &License) -> String {
    let yes = |answer: bool| if answer { "yes" } else { "no" };
    format!(
        "channel={}\nkey={}\nstatus={}\nreason={}\nnon-genuine={}\nkms={}\nsecond-product={}\n",
        word(&license.channel),
        license.key,
        license.status.number(),
        license.reason,
        yes(license.non_genuine),
        word(&license.kms),
        yes(license.second_product),
    )
}

/// The keys that make a machine a KMS client: Microsoft's published ones.
fn client_keys() -> String {
    let table = include_str!("../../src/catalog/kms-client-keys.csv");
    let mut keys: Vec<&str> = table.lines().skip(1).filter_map(|row| row.split(',').nth(5)).collect();
    keys.push("");
    keys.join("\n")
}

fn packages(machine: &Machine) -> String {
    let mut text = String::new();
    for (identity, package) in &machine.packages {
        line(&mut text, &[&**identity, &word(&package.removal)]);
    }
    text
}

fn faults(machine: &Machine) -> String {
    let mut text = String::new();
    for fault in &machine.faults {
        let times = fault.times.map_or("-1".into(), |times| times.to_string());
        line(&mut text, &[&times, &format!("{:#010x}", fault.code), &word(&fault.effect), &fault.operation]);
    }
    text
}

/// A unit variant as the scenario writes it.
pub(crate) fn word<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        other => unreachable!("an enumeration without fields is a word: {other:?}"),
    }
}

fn line(text: &mut String, fields: &[&str]) {
    writeln!(text, "{}", fields.join("\t")).expect("a string takes every write");
}

/// The input of `control lay`.
pub(crate) fn lay(machine: &Machine) -> String {
    let mut text = String::new();
    let mut value = |key: &str, name: &str, (kind, bytes): Bytes| {
        line(&mut text, &["value", key, name, kind, &hexadecimal(&bytes)]);
    };
    for (name, data) in operating_system(&machine.os) {
        value(CURRENT_VERSION, name, data);
    }
    let product = match machine.os.kind.as_str() {
        "client" => "WinNT",
        "domain-controller" => "LanmanNT",
        _ => "ServerNT",
    };
    value(r"HKLM\SYSTEM\CurrentControlSet\Control\ProductOptions", "ProductType", string(product));
    value(
        r"HKLM\SYSTEM\CurrentControlSet\Control\Nls\Language",
        "InstallLanguage",
        string(language_number(&machine.os.language)),
    );
    value(r"HKCU\Control Panel\International", "LocaleName", string(&machine.os.language));
    value(r"HKCU\Software\Wine", "Version", string(wine_version(&machine.os)));
    value(&format!(r"{SERVICING}\SessionsPending"), "Exclusive", dword(0));
    for (identity, package) in &machine.packages {
        value(&format!(r"{SERVICING}\Packages\{identity}"), "CurrentState", dword(package.state));
    }
    for (name, service) in &machine.services {
        let key = format!(r"{SERVICES}\{name}");
        let (start, delayed) = startup_numbers(service.startup);
        value(&key, "Start", dword(start));
        if delayed {
            value(&key, "DelayedAutostart", dword(1));
        }
        if !service.depends_on.is_empty() {
            value(&key, "DependOnService", multi_string(&service.depends_on));
        }
    }
    for (key, values) in &machine.registry {
        for (name, data) in values {
            value(key, name, bytes(data));
        }
    }
    // Keys that hold nothing, and the list of packages, which is there even where it is empty.
    line(&mut text, &["key", &format!(r"{SERVICING}\Packages")]);
    for (key, _) in machine.registry.iter().filter(|(_, values)| values.is_empty()) {
        line(&mut text, &["key", &**key]);
    }
    for (path, _) in machine.files.iter().filter(|(_, file)| file.hidden) {
        line(&mut text, &["hidden", &**path]);
    }
    text
}

fn operating_system(os: &Os) -> Vec<(&'static str, Bytes)> {
    let build = os.build.to_string();
    let ten = os.version.starts_with("10.");
    let kind = if os.kind == "client" { "Client" } else { "Server" };
    let mut values = vec![
        // It stopped counting at 6.3: Windows 10 and 11 say so still.
        ("CurrentVersion", string(if ten { "6.3" } else { &os.version })),
        ("CurrentBuild", string(&build)),
        ("CurrentBuildNumber", string(&build)),
        ("EditionID", string(&os.edition)),
        ("InstallationType", string(kind)),
        ("ProductName", string(&format!("Windows {}", os.edition))),
    ];
    if ten {
        values.push(("CurrentMajorVersionNumber", dword(10)));
        values.push(("CurrentMinorVersionNumber", dword(0)));
    }
    values.extend(os.revision.map(|revision| ("UBR", dword(revision))));
    values
}

/// What `ver` and the version calls say: the nearest that Wine knows.
fn wine_version(os: &Os) -> &'static str {
    match (os.version.as_str(), os.kind.as_str()) {
        ("6.1", "client") => "win7",
        ("6.1", _) => "win2008r2",
        ("6.2", _) => "win8",
        ("6.3", _) => "win81",
        _ => "win10",
    }
}

fn language_number(language: &str) -> &'static str {
    match language {
        "ja-JP" => "0411",
        "de-DE" => "0407",
        "fr-FR" => "040C",
        "tr-TR" => "041F",
        _ => "0409",
    }
}

/// The registry's numbers: Start, and whether DelayedAutostart is set.
pub(crate) fn startup_numbers(startup: Startup) -> (u32, bool) {
    match startup {
        Startup::Boot => (0, false),
        Startup::System => (1, false),
        Startup::Automatic => (2, false),
        Startup::Delayed => (2, true),
        Startup::Manual => (3, false),
        Startup::Disabled => (4, false),
    }
}

fn bytes(data: &Data) -> Bytes {
    match data {
        Data::Dword(number) => dword(*number),
        Data::String(text) => string(text),
        Data::Typed(Typed::ExpandString(text)) => ("REG_EXPAND_SZ", utf16(text)),
        Data::Typed(Typed::Qword(number)) => ("REG_QWORD", number.to_le_bytes().to_vec()),
        Data::Typed(Typed::MultiString(texts)) => multi_string(texts),
        Data::Typed(Typed::Binary(bytes)) => ("REG_BINARY", bytes.clone()),
    }
}

fn dword(number: u32) -> Bytes {
    ("REG_DWORD", number.to_le_bytes().to_vec())
}

fn string(text: &str) -> Bytes {
    ("REG_SZ", utf16(text))
}

fn multi_string(texts: &[String]) -> Bytes {
    let mut bytes: Vec<u8> = texts.iter().flat_map(|text| utf16(text)).collect();
    bytes.extend([0, 0]);
    ("REG_MULTI_SZ", bytes)
}

/// With the zero that ends it, as Windows stores texts.
fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect()
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

pub(crate) fn from_hexadecimal(digits: &str) -> Vec<u8> {
    let nibble = |digit: u8| (digit as char).to_digit(16).expect("hexadecimal digits") as u8;
    digits.as_bytes().chunks_exact(2).map(|pair| nibble(pair[0]) << 4 | nibble(pair[1])).collect()
}
