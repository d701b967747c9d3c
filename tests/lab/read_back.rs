//! From a snapshot back to a machine as a scenario writes it down, so that it can be held against the simulator's.

use std::collections::BTreeMap;

use regimen::program::{Channel, LicenseStatus, Startup};
use regimen::simulate::Machine;
use regimen::simulate::machine::{Data, FileEntry, License, Name, Package, Service, ServiceState, Typed};

use crate::lay::{SERVICES, SERVICING};
use crate::snapshot::{Entry, Snapshot, Value};

/// The machine after `start` became `now`. What nobody changed is as the scenario wrote it; what is new appears.
pub(crate) fn machine(spec: &Machine, start: &Snapshot, now: &Snapshot) -> Machine {
    Machine {
        registry: registry(spec, start, now),
        services: services(spec, now),
        files: files(spec, start, now),
        packages: packages(spec, now),
        license: license(&spec.license, now),
        ..spec.clone()
    }
}

/// Keys of the scenario, and those that changed; not what other parts of the machine or the scripts' debts stand in.
fn registry(spec: &Machine, start: &Snapshot, now: &Snapshot) -> BTreeMap<Name, BTreeMap<Name, Data>> {
    let mut keys = BTreeMap::new();
    for (key, values) in &now.registry {
        let own = spec.registry.contains_key(&Name::from(&**key));
        let elsewhere = key.starts_with(&format!(r"{SERVICES}\"))
            || key.starts_with(SERVICING)
            || key.starts_with(r"HKLM\SOFTWARE\Regimen")
            || key.starts_with(r"HKLM\HARDWARE")
            || key.starts_with(r"HKLM\SYSTEM\CurrentControlSet\Control")
            || key.ends_with("SoftwareProtectionPlatform");
        if own || (!elsewhere && start.registry.get(key) != Some(values)) {
            let values = values.iter().filter_map(|(name, value)| Some((Name::from(&**name), data(value)?)));
            keys.insert(Name::from(&**key), values.collect());
        }
    }
    keys
}

/// Types that scenarios have no word for are left out.
pub(crate) fn data((kind, bytes): &Value) -> Option<Data> {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let text = String::from_utf16_lossy(&units);
    let whole = text.trim_end_matches('\0').to_owned();
    Some(match kind.as_str() {
        "REG_SZ" => Data::String(whole),
        "REG_EXPAND_SZ" => Data::Typed(Typed::ExpandString(whole)),
        "REG_DWORD" => Data::Dword(u32::from_le_bytes(bytes[..].try_into().ok()?)),
        "REG_QWORD" => Data::Typed(Typed::Qword(u64::from_le_bytes(bytes[..].try_into().ok()?))),
        "REG_MULTI_SZ" => {
            let texts = whole.split('\0').filter(|text| !text.is_empty()).map(str::to_owned).collect();
            Data::Typed(Typed::MultiString(texts))
        }
        "REG_BINARY" => Data::Typed(Typed::Binary(bytes.clone())),
        _ => return None,
    })
}

fn dword(values: Option<&BTreeMap<String, Value>>, name: &str) -> Option<u32> {
    let (_, bytes) = values?.iter().find(|(own, _)| own.eq_ignore_ascii_case(name))?.1;
    Some(u32::from_le_bytes(bytes[..].try_into().ok()?))
}

fn services(spec: &Machine, now: &Snapshot) -> BTreeMap<Name, Service> {
    let mut services = spec.services.clone();
    let model = now.model.get("services").map(String::as_str).unwrap_or_default();
    let there = |name: &str| model.lines().any(|line| line.split('\t').next() == Some(name));
    services.retain(|name, _| there(name));
    for line in model.lines() {
        let mut fields = line.split('\t');
        let (Some(name), Some(status)) = (fields.next(), fields.next()) else { continue };
        let Some(service) = services.get_mut(&Name::from(name)) else { continue };
        service.status = if status == "stopped" { ServiceState::Stopped } else { ServiceState::Running };
        let values = now.registry.get(&format!(r"{SERVICES}\{name}"));
        let delayed = dword(values, "DelayedAutostart").is_some_and(|delayed| delayed != 0);
        service.startup = match dword(values, "Start") {
            Some(0) => Startup::Boot,
            Some(1) => Startup::System,
            Some(2) if delayed => Startup::Delayed,
            Some(2) => Startup::Automatic,
            Some(4) => Startup::Disabled,
            _ => Startup::Manual,
        };
        let dependencies = values.and_then(|values| values.get("DependOnService")).and_then(data);
        if let Some(Data::Typed(Typed::MultiString(names))) = dependencies {
            service.depends_on = names;
        }
        let security = now.model.get("security").map(String::as_str).unwrap_or_default();
        let own =
            security.lines().filter_map(|line| line.split_once('=')).find(|(of, _)| of.eq_ignore_ascii_case(name));
        service.security = own.map(|(_, descriptor)| descriptor.to_owned()).unwrap_or_default();
    }
    services
}

fn files(spec: &Machine, start: &Snapshot, now: &Snapshot) -> BTreeMap<Name, FileEntry> {
    let mut files = BTreeMap::new();
    for (path, entry) in &now.files {
        let own = spec.files.get(&Name::from(&**path));
        let bookkeeping =
            [r"C:\Scripts", r"C:\Windows\Logs\Regimen", r"C:\Windows\Temp", r"C:\Windows\Sysnative", r"C:\Users"];
        if own.is_none() && (start.files.contains_key(path) || bookkeeping.iter().any(|head| path.starts_with(head))) {
            continue;
        }
        let mut file = own.cloned().unwrap_or_default();
        match entry {
            Entry::File(bytes) => file.content = String::from_utf8_lossy(bytes).into_owned(),
            Entry::Directory if own.is_some_and(|file| file.directory) => {}
            // Folders that files stand in, and files of the template that went, are not written down in a scenario.
            Entry::Directory | Entry::Gone => continue,
        }
        file.hidden = now.hidden.iter().any(|hidden| hidden.eq_ignore_ascii_case(path));
        files.insert(Name::from(&**path), file);
    }
    files
}

fn packages(spec: &Machine, now: &Snapshot) -> BTreeMap<Name, Package> {
    let head = format!(r"{SERVICING}\Packages\");
    let found = now.registry.iter().filter_map(|(key, values)| {
        let identity = key.strip_prefix(&head)?;
        let removal = spec.packages.get(&Name::from(identity)).map(|package| package.removal).unwrap_or_default();
        Some((Name::from(identity), Package { state: dword(Some(values), "CurrentState")?, removal }))
    });
    found.collect()
}

fn license(spec: &License, now: &Snapshot) -> License {
    let text = now.model.get("license").map(String::as_str).unwrap_or_default();
    let value = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        line.unwrap_or_default().to_owned()
    };
    let status = LicenseStatus::ALL.into_iter().find(|state| state.number().to_string() == value("status"));
    License {
        channel: Channel::ALL.into_iter().find(|channel| channel.word() == value("channel")).unwrap_or(spec.channel),
        key: value("key"),
        status: status.unwrap_or(spec.status),
        reason: value("reason").parse().unwrap_or(spec.reason),
        non_genuine: value("non-genuine") == "yes",
        ..spec.clone()
    }
}
