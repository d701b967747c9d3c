//! Probes and steps as calls: `Test-ServiceStatus 'sppsvc' 'Stopped'`, `Set-ServiceStopped 'sppsvc'`.

use super::conditions::{self, Reason};
use crate::emit::quote::powershell::{known, number, operand};
use crate::program::{
    Command, Content, Encoding, Invocation, LicenseWant, Newline, Op, Part, PathText, Piece, Probe, Program, Reading,
    RegistryData, RegistryPlace, RegistryWant, RunText, ServiceStatus, Shell, View,
};
use std::fmt::Write as _;

/// Why a descriptor is refused: observing starts no program, and .NET has no way to it.
const SECURITY: &str = "the security descriptor of a service, which only sc.exe shows (batch can)";

/// A call under construction: the function and its arguments.
struct Call<'a> {
    text: String,
    program: &'a Program,
}

impl<'a> Call<'a> {
    fn new(function: &str, program: &'a Program) -> Self {
        Self { text: function.to_owned(), program }
    }

    fn raw(mut self, argument: &str) -> Self {
        let _ = write!(self.text, " {argument}");
        self
    }

    fn known(self, text: &str) -> Self {
        let quoted = known(text);
        self.raw(quoted.as_str())
    }

    fn text(self, text: &RunText) -> Self {
        let quoted = operand(text, self.program);
        self.raw(quoted.as_str())
    }

    fn switch(self, name: &str, on: bool) -> Self {
        if on { self.raw(name) } else { self }
    }

    /// A parameter with a list of arguments; left out where the list is empty.
    fn list(self, name: &str, items: &[String]) -> Self {
        if items.is_empty() { self } else { self.raw(name).raw(&items.join(", ")) }
    }

    fn texts(self, name: &str, texts: &[String]) -> Self {
        let items: Vec<String> = texts.iter().map(|text| known(text).as_str().to_owned()).collect();
        self.list(name, &items)
    }

    /// An array.
    fn all(self, texts: &[RunText]) -> Self {
        let items: Vec<String> = texts.iter().map(|text| operand(text, self.program).as_str().to_owned()).collect();
        self.raw(&format!("@({})", items.join(", ")))
    }

    /// Folder and pattern, or the whole path.
    fn path(self, path: &PathText) -> Self {
        let call = self.text(&path.path);
        match &path.pattern {
            None => call,
            Some(glob) => call.known(glob.as_str()),
        }
    }

    /// Which keys: the key comes first, its view and the pattern over subkeys last.
    fn place(self, place: &RegistryPlace) -> Self {
        let call = match place.view {
            View::Bits32 => self.raw("-View 32"),
            View::Native | View::Bits64 => self,
        };
        match &place.each_subkey {
            None => call,
            Some(glob) => call.raw("-EachSubkey").known(glob.as_str()),
        }
    }

    fn done(self) -> String {
        self.text
    }
}

/// A probe as an expression that is true or false, and throws where it is unknown.
pub(super) fn test(probe: &Probe, program: &Program) -> Result<String, Reason> {
    let call = |function: &str| Call::new(function, program);
    let unless = |not: bool, call: String| if not { format!("-not ({call})") } else { call };
    Ok(match probe {
        Probe::ServiceStatus { name, status, missing_ok } => {
            let status = match status {
                ServiceStatus::Running => "Running",
                ServiceStatus::Stopped => "Stopped",
            };
            call("Test-ServiceStatus").text(name).known(status).switch("-OrMissing", *missing_ok).done()
        }
        Probe::ServiceStartup { name, startup, missing_ok } => {
            call("Test-ServiceStartup").text(name).known(startup.word()).switch("-OrMissing", *missing_ok).done()
        }
        Probe::ServiceDependencies { name, on, missing_ok } => {
            call("Test-ServiceDependencies").text(name).all(on).switch("-OrMissing", *missing_ok).done()
        }
        Probe::ServiceSecurity { .. } => return Err(Reason::Kind(SECURITY)),
        Probe::ServiceExists { name, exists } => unless(!exists, call("Test-ServiceExists").text(name).done()),
        Probe::ServiceRestarted { name } => call("Test-ServiceRestarted").text(name).done(),
        Probe::FileExists { path, exists } => {
            let function = if path.pattern.is_some() { "Test-FileMatches" } else { "Test-FileExists" };
            unless(!exists, call(function).path(path).done())
        }
        Probe::FileContent { path, content } => {
            call("Test-FileContent").path(path).raw(&bytes(content, program)).done()
        }
        Probe::RegistryKey { place, exists } => {
            call("Test-Key").text(&place.key).raw(if *exists { "$true" } else { "$false" }).place(place).done()
        }
        Probe::RegistryValue { place, value, want, missing_ok } => {
            let named = |function: &str| call(function).text(&place.key).text(value);
            let asked = match want {
                RegistryWant::Present => named("Test-RegistryValuePresent"),
                RegistryWant::Absent => named("Test-RegistryValueAbsent"),
                RegistryWant::Data(data) => named("Test-RegistryValue").raw(&self::data(data, program)),
                RegistryWant::Bits { mask, data } => named("Test-RegistryBits").raw(&format!("{mask} {data}")),
                RegistryWant::List { with, without } => {
                    named("Test-RegistryList").texts("-With", with).texts("-Without", without)
                }
            };
            asked.place(place).switch("-OrMissing", *missing_ok).done()
        }
        Probe::Package { identity, installed } => {
            unless(!installed, call("Test-PackageInstalled").known(identity.as_str()).done())
        }
        Probe::License(want) => license(call("Test-License"), want),
        Probe::Succeeds(command) => self::command(call("Test-Command"), command)?.done(),
        Probe::Holds(cond) => conditions::expression(cond, 0, program)?,
        Probe::All(probes) => {
            let all = probes.iter().map(|probe| Ok(format!("{{ {} }}", test(probe, program)?)));
            let all = all.collect::<Result<Vec<_>, Reason>>()?;
            match all.as_slice() {
                [_] => test(&probes[0], program)?,
                several => format!("Test-All {}", several.join(", ")),
            }
        }
        Probe::Always => "$true".to_owned(),
        // Only a command of an action has these, and it brings them along.
        Probe::Never | Probe::DoneOnce { .. } => return Err(Reason::Kind("a command without a state as a check")),
    })
}

/// One part of a step: a call that tests, applies and tests again.
pub(super) fn step(part: &Part, program: &Program) -> Result<String, Reason> {
    let call = |function: &str| Call::new(function, program);
    let missing_ok = match &part.probe {
        Probe::ServiceStatus { missing_ok, .. }
        | Probe::ServiceStartup { missing_ok, .. }
        | Probe::ServiceDependencies { missing_ok, .. }
        | Probe::RegistryValue { missing_ok, .. } => *missing_ok,
        _ => false,
    };
    let value = |function: &str, place: &RegistryPlace, value: &RunText| call(function).text(&place.key).text(value);
    let placed = |call: Call<'_>, place: &RegistryPlace| call.place(place).switch("-OrMissing", missing_ok).done();
    Ok(match &part.op {
        Op::ServiceStart { name } => call("Set-ServiceRunning").text(name).switch("-OrMissing", missing_ok).done(),
        Op::ServiceStop { name } => call("Set-ServiceStopped").text(name).switch("-OrMissing", missing_ok).done(),
        Op::ServiceRestart { name } => call("Set-ServiceRestarted").text(name).done(),
        Op::ServiceSetStartup { name, startup } => {
            call("Set-ServiceStartup").text(name).known(startup.word()).switch("-OrMissing", missing_ok).done()
        }
        Op::ServiceSetDependencies { name, on } => {
            call("Set-ServiceDependencies").text(name).all(on).switch("-OrMissing", missing_ok).done()
        }
        Op::ServiceSetSecurity { .. } => return Err(Reason::Kind(SECURITY)),
        Op::ServiceDelete { name } => call("Set-ServiceAbsent").text(name).done(),
        Op::FileDelete { path } => {
            call(if path.pattern.is_some() { "Set-FilesAbsent" } else { "Set-FileAbsent" }).path(path).done()
        }
        Op::FileWrite { path, .. } if matches!(part.probe, Probe::FileExists { .. }) => {
            call("Set-FilePresent").path(path).done()
        }
        Op::FileWrite { path, content } => call("Set-FileContent").path(path).raw(&bytes(content, program)).done(),
        Op::RegistrySet { place, value: name, data } => {
            placed(value("Set-RegistryValue", place, name).raw(&self::data(data, program)), place)
        }
        Op::RegistrySetBits { place, value: name, mask, data } => {
            placed(value("Set-RegistryBits", place, name).raw(&format!("{mask} {data}")), place)
        }
        Op::RegistrySetList { place, value: name, with, without } => {
            placed(value("Set-RegistryList", place, name).texts("-With", with).texts("-Without", without), place)
        }
        Op::RegistryDeleteValue { place, value: name } => placed(value("Set-RegistryValueAbsent", place, name), place),
        Op::RegistryCreateKey { place } => call("Set-KeyPresent").text(&place.key).place(place).done(),
        Op::RegistryDeleteKey { place } => call("Set-KeyAbsent").text(&place.key).place(place).done(),
        Op::PackageRemove { identity } => call("Set-PackageAbsent").known(identity.as_str()).done(),
        Op::LicenseInstallKey { key } => call("Set-LicenseKey").text(key).done(),
        Op::LicenseActivate => call("Set-LicenseActivated").done(),
        Op::LicenseSetKmsHost { host } => call("Set-KmsHost").text(host).done(),
        Op::LicenseSetKmsPort { port } => call("Set-KmsPort").raw(&port.to_string()).done(),
        Op::Run(command) => {
            let call = self::command(call("Invoke-PlanCommand"), command)?;
            match &part.probe {
                Probe::DoneOnce { hash } => call.raw("-Once").known(hash),
                Probe::Never => call,
                unless => {
                    let asked = test(unless, program)?;
                    call.raw(&format!("-Unless {{ {asked} }}"))
                }
            }
            .done()
        }
        Op::Message { text, level } => call("Write-Message").text(text).known(level.word()).done(),
    })
}

/// What the `.value` of a check reads.
pub(super) fn reading(reading: &Reading, ty: crate::condition::Type, program: &Program) -> String {
    let Reading::Registry { place, value } = reading;
    Call::new("Read-Registry", program).text(&place.key).text(value).known(&ty.to_string()).place(place).done()
}

/// Type and data of a registry value.
fn data(data: &RegistryData, program: &Program) -> String {
    let (ty, written) = match data {
        RegistryData::String(text) => ("string", operand(text, program).as_str().to_owned()),
        RegistryData::ExpandString(text) => ("expand-string", operand(text, program).as_str().to_owned()),
        RegistryData::Dword(number) => ("dword", number.to_string()),
        // Above the largest [long] a number in a script would be a [decimal] or a [double].
        RegistryData::Qword(number) => ("qword", format!("'{number}'")),
        RegistryData::MultiString(list) => {
            let list: Vec<String> = list.iter().map(|text| operand(text, program).as_str().to_owned()).collect();
            ("multi-string", format!("@({})", list.join(", ")))
        }
        RegistryData::Binary(bytes) => {
            let digits = bytes.iter().fold(String::new(), |mut digits, byte| {
                let _ = write!(digits, "{byte:02X}");
                digits
            });
            ("binary", format!("'{digits}'"))
        }
    };
    format!("'{ty}' {written}")
}

/// The bytes of a file, as the lines they are made of.
fn bytes(content: &Content, program: &Program) -> String {
    let mut lines = vec![RunText::default()];
    for piece in content.text.parts() {
        let Piece::Literal(text) = piece else {
            lines.last_mut().expect("there is a first line").push(piece.clone());
            continue;
        };
        for (index, part) in text.split('\n').enumerate() {
            if index > 0 {
                lines.push(RunText::default());
            }
            lines.last_mut().expect("there is a first line").push(Piece::Literal(part.to_owned()));
        }
    }
    let encoding = match content.encoding {
        Encoding::Utf8 => "utf-8",
        Encoding::Utf8Bom => "utf-8-bom",
        Encoding::Utf16 => "utf-16",
        Encoding::Ansi => "ansi",
    };
    let newline = match content.newline {
        Newline::Crlf => "crlf",
        Newline::Lf => "lf",
    };
    let lines: Vec<String> = lines.iter().map(|line| operand(line, program).as_str().to_owned()).collect();
    let list = match lines.as_slice() {
        [one] => format!("@({one})"),
        several => format!("@(\n            {}\n        )", several.join(",\n            ")),
    };
    format!("(ConvertTo-Bytes {list} '{encoding}' '{newline}')")
}

fn license(call: Call<'_>, want: &LicenseWant) -> String {
    let channels: Vec<String> = want.channel.iter().map(|channel| channel.word().to_owned()).collect();
    let states: Vec<String> = want.status.iter().map(|status| status.word().to_owned()).collect();
    let mut call = call.texts("-Channel", &channels).texts("-Status", &states);
    if let Some(reason) = want.reason {
        // As Format-Code writes it.
        let code = if reason < 0x1_0000 { reason.to_string() } else { format!("0x{reason:08X}") };
        call = call.raw("-Reason").known(&code);
    }
    if let Some(key) = &want.key {
        call = call.raw("-Key").text(key);
    }
    if let Some(host) = &want.kms_host {
        call = call.raw("-KmsHost").text(host);
    }
    if let Some(port) = want.kms_port {
        call = call.raw(&format!("-KmsPort {port}"));
    }
    call.done()
}

fn command<'a>(call: Call<'a>, command: &Command) -> Result<Call<'a>, Reason> {
    let program = call.program;
    let codes = |codes: &[i32]| codes.iter().map(|code| number(i64::from(*code))).collect::<Vec<_>>();
    let mut call = match &command.what {
        Invocation::Program(words) => {
            let (first, rest) = words.split_first().expect("a command names its program");
            if is_batch_file(first) && words.iter().any(|word| breaks_out_of_quotes(word, program)) {
                return Err(Reason::Kind(
                    "`%`, a double quote or a line end in what a batch file is called with, which cmd.exe would take for its own",
                ));
            }
            let rest: Vec<String> = rest.iter().map(|word| operand(word, program).as_str().to_owned()).collect();
            call.text(first).list("-Arguments", &rest)
        }
        Invocation::Script(Shell::Cmd, script) if !script.is_ascii() => {
            return Err(Reason::Kind(
                "a script for cmd.exe that is not ASCII, since cmd.exe reads it in the machine's own code page",
            ));
        }
        Invocation::Script(shell, script) => {
            call.known(&script.replace('\n', "\r\n")).raw("-Shell").known(shell.word())
        }
    };
    if command.exits != [0] {
        call = call.list("-Exits", &codes(&command.exits));
    }
    call = call.list("-RebootExits", &codes(&command.reboot_exits));
    if command.timeout != crate::program::DEFAULT_TIMEOUT {
        call = call.raw(&format!("-Timeout {}", command.timeout));
    }
    let environment: Vec<String> = command
        .env
        .iter()
        .flat_map(|(name, value)| [known(name).as_str().to_owned(), operand(value, program).as_str().to_owned()])
        .collect();
    Ok(call.list("-Environment", &environment))
}

fn is_batch_file(word: &RunText) -> bool {
    let end = match word.parts().last() {
        Some(Piece::Literal(text)) => text.to_ascii_lowercase(),
        _ => String::new(),
    };
    end.ends_with(".cmd") || end.ends_with(".bat")
}

/// What Start-PlanProgram refuses.
fn breaks_out_of_quotes(word: &RunText, program: &Program) -> bool {
    word.parts().iter().flat_map(|piece| program.spellings(piece)).any(|text| text.contains(['%', '"', '\r', '\n']))
}
