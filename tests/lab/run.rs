//! Runs a script on a machine and collects what it did.

use std::os::unix::fs::symlink;
use std::time::{Duration, Instant};
use std::{fmt, fs};

use regimen::simulate::machine::Host;

use crate::bench::{At, Lab, Trouble};
use crate::computer::Computer;
use crate::snapshot::canonical;

/// A script: its file name, whose end says its language, and its bytes.
#[derive(Clone, Debug)]
pub(crate) struct Script {
    pub name: String,
    pub bytes: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Batch,
    PowerShell,
}

impl Script {
    pub(crate) fn language(&self) -> Language {
        if self.name.ends_with(".ps1") { Language::PowerShell } else { Language::Batch }
    }
}

impl Language {
    /// As `serve` and the launcher know it, and trials are named by.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Language::Batch => "batch",
            Language::PowerShell => "powershell",
        }
    }

    fn command(self, path: &str, arguments: &str) -> String {
        let blank = if arguments.is_empty() { "" } else { " " };
        match self {
            Language::Batch => format!("C:\\Windows\\System32\\cmd.exe /d /c \"\"{path}\"{blank}{arguments}\"\n"),
            Language::PowerShell => format!("{ENGINE} {OPTIONS} -File \"{path}\"{blank}{arguments}\n"),
        }
    }
}

/// The engine itself: `powershell.exe` beside it is a stand-in that starts it, for whoever else does.
const ENGINE: &str = r"C:\Windows\System32\WindowsPowerShell\v1.0\pwsh.exe";
const OPTIONS: &str = "-NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -InputFormat None";

/// Where the run is to be cut off, counted in its own operations from 1. Everything of the script dies at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    Before(usize),
    After(usize),
}

/// How a script is started. Plain is `Start::default()`.
#[derive(Clone, Debug)]
pub(crate) struct Start {
    pub arguments: String,
    pub cut: Option<Cut>,
    /// Started as `\\server\share\scripts\NAME` instead of from the disk.
    pub from_share: bool,
    /// Another run holds the lock.
    pub lock_is_held: bool,
    /// A link has the name Sysnative: each process finds there what only a 32-bit one should.
    pub linked_sysnative: bool,
    /// Heads of paths below which nothing can be written.
    pub unwritable: Vec<String>,
    /// Variables in addition to Windows' own.
    pub environment: Vec<(String, String)>,
    pub patience: Duration,
}

impl Default for Start {
    fn default() -> Self {
        Start {
            arguments: String::new(),
            cut: None,
            from_share: false,
            lock_is_held: false,
            linked_sysnative: false,
            unwritable: Vec::new(),
            environment: Vec::new(),
            patience: Duration::from_secs(120),
        }
    }
}

impl Start {
    pub(crate) fn with(arguments: &str) -> Start {
        Start { arguments: arguments.into(), ..Start::default() }
    }

    pub(crate) fn cut(cut: Cut) -> Start {
        Start { cut: Some(cut), ..Start::default() }
    }
}

/// What a run did.
#[derive(Clone)]
pub(crate) struct Run {
    /// None: the run was cut off.
    pub code: Option<u32>,
    /// Bytes of the machine's OEM code page.
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
    /// The operations that were tried, in order.
    pub events: Vec<String>,
    /// The command line of each tool that was started.
    pub started: Vec<String>,
    /// Program starts and bookkeeping as they came.
    pub notes: Vec<String>,
    /// Command lines that a stand-in did not know: always a mistake, the script's or the lab's.
    pub surprises: Vec<String>,
    pub took: Duration,
}

impl fmt::Debug for Run {
    /// For the person who reads why a scenario failed: output as text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "code {:?} after {:?}", self.code, self.took)?;
        for (title, lines) in [("events", &self.events), ("surprises", &self.surprises), ("notes", &self.notes)] {
            writeln!(f, "-- {title}")?;
            lines.iter().try_for_each(|line| writeln!(f, "{line}"))?;
        }
        for (title, bytes) in [("output", &self.stdout), ("errors", &self.stderr)] {
            writeln!(f, "-- {title}\n{}", String::from_utf8_lossy(bytes).replace('\r', ""))?;
        }
        Ok(())
    }
}

impl Run {
    /// The last line of standard output.
    pub(crate) fn last_line(&self) -> String {
        let text = String::from_utf8_lossy(&self.stdout);
        text.lines().last().unwrap_or_default().to_owned()
    }

    pub(crate) fn output(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }
}

/// What parts one script of an engine from the next.
const MARK: &str = "regimen-lab-";

/// The file number that Linux has for "try again later", of which Wine makes a sharing violation.
const SHARING_VIOLATION: u32 = 11;
const PERMISSION_DENIED: u32 = 13;

impl Computer {
    /// Runs a script to its end, or to where it is cut off.
    pub(crate) fn run(&mut self, script: &Script, start: &Start) -> Lab<Run> {
        let path = self.place(script, start)?;
        let before = lines(&self.text("run/events")).len();
        self.put("run/notes", "")?;
        let operations = lines(&self.text("run/events")).iter().filter(|event| !is_on_the_way(event)).count();
        self.put("run/cut", start.cut.map_or(String::new(), |cut| cut_line(cut, operations)))?;
        self.put("run/refused", refused(start))?;
        self.put("run/environment", self.environment(script.language(), start))?;
        let language = script.language();
        self.put("run/command", language.command(&path, &start.arguments))?;
        self.prepare_host(language, start)?;
        for name in ["code", "stdout", "stderr"] {
            self.put(&format!("run/{name}"), "")?;
        }

        let began = Instant::now();
        let status = self.request(&format!("run {}", language.name()), start.patience)?;
        let took = began.elapsed();

        let notes = lines(&self.text("run/notes"));
        let code = self.text("run/code").trim().parse().ok();
        let cut_off = notes.iter().any(|note| note.starts_with("cut "));
        if code.is_none() && !cut_off {
            return Err(Trouble(format!("the script did not end: {status}, {notes:?}, {}", self.text("run/wine.log"))));
        }
        Ok(Run {
            code: code.filter(|_| !cut_off),
            stdout: fs::read(self.lab().join("run/stdout")).at("stdout")?,
            stderr: fs::read(self.lab().join("run/stderr")).at("stderr")?,
            events: lines(&self.text("run/events")).split_off(before).iter().map(|event| canonical(event)).collect(),
            started: with_head(&notes, "start "),
            surprises: with_head(&notes, "surprise:"),
            notes,
            took,
        })
    }

    /// Runs PowerShell scripts one after the other in one engine, which costs a tenth of an engine for each. What a process
    /// has to itself they share: types that are loaded, `$Error`, the working directory; and each ends with `exit` alone.
    pub(crate) fn run_in_one_engine(&mut self, scripts: &[(&Script, &str)]) -> Lab<Vec<Run>> {
        if scripts.is_empty() {
            return Ok(Vec::new());
        }
        // Marks that part the journal, the notes, and what is printed.
        let mut driver = String::new();
        for (number, (script, arguments)) in scripts.iter().enumerate() {
            let path = self.place(script, &Start::default())?;
            driver += &format!(
                "[IO.File]::WriteAllText('C:\\Scripts\\{MARK}{number}', '')\r\n\
                 [IO.File]::WriteAllText('C:\\Windows\\Temp\\{MARK}{number}', '')\r\n\
                 & '{path}' {arguments}\r\n\
                 $Host.UI.WriteLine(\"{MARK}{number} $LASTEXITCODE\")\r\n\
                 [Console]::Error.WriteLine('{MARK}{number}')\r\n"
            );
        }
        let driver = Script { name: "in one engine.ps1".into(), bytes: (driver + "exit 0\r\n").into_bytes() };
        let patience = Duration::from_secs(120 + 10 * scripts.len() as u64);
        let run = self.run(&driver, &Start { patience, ..Start::default() })?;
        let missing = |what: &str| Trouble(format!("one engine: {what} is missing\n{run:?}"));
        let mut runs = Vec::new();
        let (mut stdout, mut stderr) = (run.output(), String::from_utf8_lossy(&run.stderr).into_owned());
        let (mut events, mut notes) = (run.events.clone(), run.notes.clone());
        let until = |lines: &mut Vec<String>, mark: &str| {
            let end = lines.iter().position(|line| line.ends_with(mark)).unwrap_or(lines.len());
            let rest = lines.split_off(end);
            std::mem::replace(lines, rest.into_iter().skip(1).collect())
        };
        until(&mut events, &format!("\\{MARK}0"));
        until(&mut notes, &format!("\\{MARK}0"));
        for number in 0..scripts.len() {
            let (next, mark) = (format!("\\{MARK}{}", number + 1), format!("{MARK}{number}"));
            let printed = stdout.split_once(&format!("{mark} ")).map(|(own, rest)| (own.to_owned(), rest.to_owned()));
            let (own, rest) = printed.ok_or_else(|| missing(&mark))?;
            let (code, rest) = rest.split_once('\n').ok_or_else(|| missing("a code"))?;
            let code = code.trim().parse::<i32>().map_err(|_| missing("a code"))?;
            stdout = rest.to_owned();
            let wrong = stderr.split_once(&mark).map(|(own, rest)| (own.to_owned(), rest.trim_start().to_owned()));
            let (errors, rest) = wrong.ok_or_else(|| missing("the end of the errors"))?;
            stderr = rest;
            let own_notes = until(&mut notes, &next);
            runs.push(Run {
                code: Some(code.cast_unsigned()),
                stdout: own.into_bytes(),
                stderr: errors.into_bytes(),
                events: until(&mut events, &next),
                started: with_head(&own_notes, "start "),
                surprises: with_head(&own_notes, "surprise:"),
                notes: own_notes,
                took: run.took / u32::try_from(scripts.len()).unwrap_or(1),
            });
        }
        Ok(runs)
    }

    /// Puts the script where it is started from; gives its path there.
    fn place(&self, script: &Script, start: &Start) -> Lab<String> {
        let (folder, path) = if start.from_share {
            // Wine looks for \\server\share below this folder of its drives. Its cmd.exe starts nothing that lies at
            // the top of a share (it looks for `\\server\share\\NAME`), hence the folder.
            let server = self.lab().join("prefix/dosdevices/unc/server");
            fs::create_dir_all(&server).at(&server)?;
            let share = server.join("share");
            if share.symlink_metadata().is_err() {
                symlink("/lab/share", &share).at(&share)?;
            }
            (self.lab().join("share/scripts"), r"\\server\share\scripts")
        } else {
            (self.on_disk(r"C:\Scripts"), r"C:\Scripts")
        };
        fs::create_dir_all(&folder).at(&folder)?;
        fs::write(folder.join(&script.name), &script.bytes).at(folder.join(&script.name))?;
        Ok(format!(r"{path}\{}", script.name))
    }

    /// A 32-bit process finds the 64-bit world in Sysnative; no other process finds anything there.
    fn prepare_host(&self, language: Language, start: &Start) -> Lab<()> {
        let folder = self.on_disk(r"C:\Windows\Sysnative");
        let entered = self.on_disk(r"C:\Windows\Sysnative-entered");
        for old in [&folder, &entered] {
            if old.exists() {
                fs::remove_dir_all(old).at(old)?;
            }
        }
        if self.spec.host == Host::X86 || start.linked_sysnative {
            let place = match language {
                Language::Batch => "cmd.exe",
                Language::PowerShell => "WindowsPowerShell/v1.0/powershell.exe",
            };
            let program = folder.join(place);
            fs::create_dir_all(program.with_file_name("")).at(&program)?;
            fs::copy(self.bench.program("door.exe"), &program).at(&program)?;
        }
        Ok(())
    }

    /// The variables of a process that SYSTEM starts.
    fn environment(&self, language: Language, start: &Start) -> String {
        let (architecture, wow64) = match (self.spec.os.arch.as_str(), self.spec.host) {
            ("x86", _) => ("x86", None),
            ("arm64", Host::X64) => ("ARM64", None),
            ("arm64", Host::X86) => ("x86", Some("ARM64")),
            (_, Host::X64) => ("AMD64", None),
            (_, Host::X86) => ("x86", Some("AMD64")),
        };
        let mut variables = vec![
            ("ALLUSERSPROFILE", r"C:\ProgramData"),
            ("CommonProgramFiles", r"C:\Program Files\Common Files"),
            ("COMPUTERNAME", "LAB"),
            ("ComSpec", r"C:\Windows\system32\cmd.exe"),
            ("NUMBER_OF_PROCESSORS", "2"),
            ("OS", "Windows_NT"),
            ("Path", r"C:\Windows\system32;C:\Windows;C:\Windows\System32\Wbem"),
            ("PATHEXT", ".COM;.EXE;.BAT;.CMD;.VBS;.JS;.WSF"),
            ("PROCESSOR_ARCHITECTURE", architecture),
            ("ProgramData", r"C:\ProgramData"),
            ("ProgramFiles", r"C:\Program Files"),
            ("PUBLIC", r"C:\Users\Public"),
            ("SystemDrive", "C:"),
            ("SystemRoot", r"C:\Windows"),
            ("TEMP", r"C:\Windows\Temp"),
            ("TMP", r"C:\Windows\Temp"),
            ("USERNAME", "LAB$"),
            ("windir", r"C:\Windows"),
        ];
        if self.spec.os.arch != "x86" {
            variables.push(("ProgramFiles(x86)", r"C:\Program Files (x86)"));
            variables.push(("ProgramW6432", r"C:\Program Files"));
        }
        if language == Language::PowerShell {
            variables.extend(FOR_THE_ENGINE);
        }
        variables.extend(wow64.map(|architecture| ("PROCESSOR_ARCHITEW6432", architecture)));
        variables.extend(start.environment.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        variables.iter().map(|(name, value)| format!("{name}={value}\n")).collect()
    }
}

/// What the engine needs beside Windows' own variables: who answers for WMI, and nothing that costs time.
const FOR_THE_ENGINE: [(&str, &str); 5] = [
    ("WMI_STANDIN", r"C:\Windows\System32\wbem\WmiPrvSE.exe"),
    ("PSModulePath", r"C:\Windows\System32\WindowsPowerShell\v1.0\Modules"),
    ("DOTNET_EnableDiagnostics", "0"),
    // On one processor .NET sleeps a second before it looks for code to compile anew: long enough to move the clock.
    ("DOTNET_TC_DelaySingleProcMultiplier", "1"),
    ("POWERSHELL_TELEMETRY_OPTOUT", "1"),
];

/// A folder that is made for a file is no operation of its own: it is not counted (see `journal.c`).
pub(crate) fn is_on_the_way(event: &str) -> bool {
    event.starts_with("create-directory ")
}

fn cut_line(cut: Cut, before: usize) -> String {
    match cut {
        Cut::Before(event) => format!("before {}\n", before + event),
        Cut::After(event) => format!("after {}\n", before + event),
    }
}

fn refused(start: &Start) -> String {
    let mut text = String::new();
    if start.lock_is_held {
        text += &format!("{SHARING_VIOLATION}\tC:\\windows\\Logs\\Regimen\\lock\n");
    }
    for path in &start.unwritable {
        text += &format!("{PERMISSION_DENIED}\t{path}\n");
    }
    text
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

fn with_head(notes: &[String], head: &str) -> Vec<String> {
    notes.iter().filter_map(|note| note.strip_prefix(head)).map(|rest| rest.trim().to_owned()).collect()
}
