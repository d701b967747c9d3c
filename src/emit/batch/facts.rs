//! Facts and maps: read once, at the start of a run.

use super::conditions::wide;
use crate::catalog::editions;
use crate::catalog::facts::FactId;
use crate::condition::{Type, Value};
use crate::emit::needs::Needed;
use crate::emit::quote::batch::known;
use crate::program::{Entered, KeyMatch, Map, Program};
use std::fmt::Write as _;

const VERSION: &str = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion";

/// The subroutine `:facts`.
pub(super) fn render(program: &Program, needed: &Needed) -> String {
    let has = |name: &str| needed.facts.iter().any(|fact| fact.name() == name);
    let mut out = String::from(":facts\n");
    let names: Vec<&str> = needed.facts.iter().map(|fact| fact.name()).collect();
    if !names.is_empty() {
        let _ = writeln!(out, "for %%V in ({}) do set \"%%V=\"", names.join(" "));
    }
    let mut values: Vec<(&str, &str)> = Vec::new();
    if has("os.version") {
        values.extend([
            ("CurrentVersion", "os.version"),
            ("CurrentMajorVersionNumber", "MAJOR"),
            ("CurrentMinorVersionNumber", "MINOR"),
        ]);
        out.push_str("set \"MAJOR=\" & set \"MINOR=\"\n");
    }
    if has("os.build") {
        values.push(("CurrentBuildNumber", "os.build"));
    }
    if has("os.revision") {
        values.push(("UBR", "os.revision"));
    }
    if has("os.edition") {
        values.push(("EditionID", "os.edition"));
    }
    if has("os.type") {
        values.push(("InstallationType", "os.type"));
    }
    if !values.is_empty() {
        let _ = writeln!(out, "for /f \"tokens=1,2,*\" %%A in ('%SYS%\\reg.exe query \"{VERSION}\"') do (");
        for (name, variable) in &values {
            let _ = writeln!(out, "  if /i \"%%A\"==\"{name}\" set \"{variable}=%%C\"");
        }
        out.push_str(")\n");
    }
    if has("os.version") {
        out.push_str("if \"%os.version%\"==\"6.3\" if defined MAJOR set /a MAJOR=%MAJOR%, MINOR=%MINOR%+0\n");
        out.push_str("if \"%os.version%\"==\"6.3\" if defined MAJOR set \"os.version=%MAJOR%.%MINOR%\"\n");
    }
    if has("os.revision") {
        out.push_str("if defined os.revision set /a os.revision=%os.revision%\n");
    }
    if has("os.type") {
        out.push_str(
            "if /i \"%os.type%\"==\"Client\" (set \"os.type=client\") else if defined os.type call :server_type\n",
        );
    }
    if has("os.arch") {
        out.push_str("for %%P in (\"AMD64 x64\" \"x86 x86\" \"ARM64 arm64\") do for /f \"tokens=1,2\" %%A in (%%P) do if /i \"%PROCESSOR_ARCHITECTURE%\"==\"%%A\" set \"os.arch=%%B\"\n");
    }
    if has("os.release") {
        out.push_str("if defined os.build if defined os.type call :release\n");
    }
    if has("machine.name") {
        out.push_str("set \"machine.name=%COMPUTERNAME%\"\n");
    }
    if has("machine.domain") || has("machine.domain-joined") {
        out.push_str("set \"DOMAIN=\"\nfor /f \"tokens=1,2,*\" %%A in ('%SYS%\\reg.exe query \"HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\" /v Domain') do if /i \"%%A\"==\"Domain\" set \"DOMAIN=%%C\"\n");
        if has("machine.domain") {
            out.push_str("if defined DOMAIN set \"machine.domain=%DOMAIN%\"\n");
        }
        if has("machine.domain-joined") {
            out.push_str("set \"machine.domain-joined=false\"\nif defined DOMAIN set \"machine.domain-joined=true\"\n");
        }
    }
    if has("machine.boot-mode") {
        out.push_str("set \"machine.boot-mode=normal\"\nif /i \"%SAFEBOOT_OPTION%\"==\"MINIMAL\" set \"machine.boot-mode=safe\"\nif /i \"%SAFEBOOT_OPTION%\"==\"NETWORK\" set \"machine.boot-mode=safe-network\"\nif not defined SAFEBOOT_OPTION \"%SYS%\\reg.exe\" query HKLM\\SYSTEM\\CurrentControlSet\\Control\\MiniNT >nul && set \"machine.boot-mode=pe\"\n");
    }
    if has("reboot.pending") {
        out.push_str("set \"reboot.pending=false\"\n");
        for key in [
            r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\RebootPending",
            r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired",
        ] {
            let _ = writeln!(
                out,
                "\"%SYS%\\reg.exe\" query \"{key}\" >nul\nif \"%errorlevel%\"==\"0\" set \"reboot.pending=true\""
            );
        }
    }
    for (fact, variable) in [
        ("dir.windows", "%SystemRoot%"),
        ("dir.system", "%SYS%"),
        ("dir.program-data", "%ProgramData%"),
        ("dir.public", "%PUBLIC%"),
        ("drive.system", "%SystemDrive%"),
    ] {
        if has(fact) {
            let _ = writeln!(out, "set \"{fact}={variable}\"");
        }
    }
    for map in &needed.maps {
        self::map(&mut out, program.map(*map));
    }
    out.push_str("goto :eof\n");
    if has("os.type") {
        out.push_str(":server_type\nset \"os.type=server\"\nfor /f \"tokens=1,3\" %%A in ('%SYS%\\reg.exe query \"HKLM\\SYSTEM\\CurrentControlSet\\Control\\ProductOptions\" /v ProductType') do if /i \"%%A %%B\"==\"ProductType LanmanNT\" set \"os.type=domain-controller\"\ngoto :eof\n");
    }
    if has("os.release") {
        out.push_str(&releases());
    }
    out
}

/// The release by build, ascending: the last that fits counts. Those that share a build differ by edition.
fn releases() -> String {
    let mut out = String::from(
        ":release\ncall :wide %os.build%\nset \"KIND=server\"\nif \"%os.type%\"==\"client\" set \"KIND=client\"\n",
    );
    for client in [true, false] {
        let kind = if client { "client" } else { "server" };
        let mut last = "";
        for build in editions::builds(client) {
            let usual = editions::release(build, client, "").unwrap_or_default();
            if usual != last {
                let _ = writeln!(
                    out,
                    "if \"%KIND%\"==\"{kind}\" if \"%WIDE%\" GEQ \"{build:020}\" set \"os.release={usual}\""
                );
                last = usual;
            }
            for row in
                editions::rows().iter().filter(|row| row.builds.iter().any(|(from, to)| (*from..=*to).contains(&build)))
            {
                let is = row.types.iter().any(|ty| (ty == "client") == client);
                if is && row.release != usual {
                    let _ = writeln!(
                        out,
                        "if \"%KIND% %os.build%\"==\"{kind} {build}\" if /i \"%os.edition%\"==\"{}\" set \"os.release={}\"",
                        row.edition, row.release
                    );
                }
            }
        }
    }
    out.push_str("goto :eof\n");
    out
}

/// The lines that choose an entry, and whether there is one.
fn map(out: &mut String, map: &Map) {
    let id = &map.id;
    let known_here: String = map.by.iter().map(|fact| format!("if defined {} ", fact.name())).collect();
    let _ = writeln!(out, "set \"has.{id}=unknown\"");
    let _ = writeln!(out, "{known_here}set \"has.{id}=false\"");
    if let Some(version) = map.by.iter().find(|fact| fact.ty() == Type::Version) {
        let _ = writeln!(out, "set \"WIDE=\"\nif defined {0} call :wide_version %{0}%", version.name());
    }
    for entry in &map.entries {
        let mut tests = vec![String::new()];
        for (fact, keys) in map.by.iter().zip(&entry.keys) {
            tests = tests
                .iter()
                .flat_map(|before| keys.iter().map(move |key| format!("{before}{}", key_test(*fact, key))))
                .collect();
        }
        for test in tests {
            for (variable, text) in fields(id, &entry.value) {
                let _ = writeln!(out, "{test}set \"{variable}={text}\"");
            }
            let _ = writeln!(out, "{test}set \"has.{id}=true\"");
        }
    }
    if let Some(otherwise) = &map.otherwise {
        for (variable, text) in fields(id, otherwise) {
            let _ = writeln!(out, "if \"%has.{id}%\"==\"false\" set \"{variable}={text}\"");
        }
        let _ = writeln!(out, "if \"%has.{id}%\"==\"false\" set \"has.{id}=true\"");
    }
}

/// The variables of an entry and their texts, which [`admit`](super::admit) has looked at.
fn fields(id: &str, entered: &Entered) -> Vec<(String, String)> {
    let text = |text: &str| known(text).map(|quoted| quoted.as_str().to_owned()).unwrap_or_default();
    match entered {
        Entered::Text(value) => vec![(format!("map.{id}"), text(value))],
        Entered::Fields(fields) => {
            fields.iter().map(|(name, value)| (format!("map.{id}.{name}"), text(value))).collect()
        }
    }
}

fn key_test(fact: FactId, key: &KeyMatch) -> String {
    let name = fact.name();
    match key {
        KeyMatch::Is(value) if fact.ty() == Type::Text => {
            let text = known(&value.to_string()).map(|quoted| quoted.as_str().to_owned()).unwrap_or_default();
            format!("if /i \"%{name}%\"==\"{text}\" ")
        }
        KeyMatch::Is(Value::Version(parts)) => format!("if \"%WIDE%\"==\"{}\" ", wide(parts)),
        KeyMatch::Is(value) => format!("if /i \"%{name}%\"==\"{value}\" "),
        // `if` compares numbers below 2,147,483,648 as numbers; builds are.
        KeyMatch::Between(from, to) => {
            let mut test = format!("if defined {name} ");
            for (word, bound) in [("GEQ", from), ("LEQ", to)] {
                let _ = match bound {
                    Some(Value::Version(parts)) => write!(test, "if \"%WIDE%\" {word} \"{}\" ", wide(parts)),
                    Some(bound) => write!(test, "if %{name}% {word} {bound} "),
                    None => Ok(()),
                };
            }
            test
        }
    }
}
