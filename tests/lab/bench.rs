//! The bench that `setup` makes: where it is, whether it can be used, and why not.

use std::fmt;
use std::fs;
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sha2::{Digest, Sha256};

/// What went wrong in the lab itself, as opposed to in the script under test.
#[derive(Debug)]
pub(crate) struct Trouble(pub(crate) String);

pub(crate) type Lab<T> = Result<T, Trouble>;

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "lab: {}", self.0)
    }
}

impl std::error::Error for Trouble {}

/// Gives an I/O error the place it happened at.
pub(crate) trait At<T> {
    fn at(self, place: impl AsRef<Path>) -> Lab<T>;
}

impl<T> At<T> for std::io::Result<T> {
    fn at(self, place: impl AsRef<Path>) -> Lab<T> {
        self.map_err(|error| Trouble(format!("{}: {error}", place.as_ref().display())))
    }
}

/// A bench that is there, current, and whose namespaces this user may make.
#[derive(Clone, Debug)]
pub(crate) struct Bench {
    folder: PathBuf,
    sources: PathBuf,
    /// Whether machines need a user namespace, in which this user is root.
    unprivileged: bool,
    /// The folder of PowerShell's engine, or one sentence on why there is none.
    pub(crate) powershell: Result<PathBuf, String>,
}

impl Bench {
    /// The bench, or one sentence on why there is none.
    pub(crate) fn find() -> Result<Bench, String> {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lab");
        let folder = cache_folder()?.join("bench");
        let stamp = fs::read_to_string(folder.join("stamp"))
            .map_err(|_| format!("no bench in {}: run tests/lab/setup", folder.display()))?;
        if stamp.trim() != source_hash(&sources).map_err(|trouble| trouble.0)? {
            return Err("the bench was made from other sources: run tests/lab/setup".into());
        }
        let mut bench = Bench { folder, sources, unprivileged: false, powershell: powershell() };
        if bench.can_make_namespaces() {
            return Ok(bench);
        }
        bench.unprivileged = true;
        if !bench.can_make_namespaces() {
            return Err("this user may make neither mount namespaces nor user namespaces".into());
        }
        // Wine refuses a Windows folder of somebody else's, and in a user namespace root is somebody else.
        let owner = |path: &Path| fs::metadata(path).map(|data| data.uid()).ok();
        if owner(&bench.folder.join("template")) != owner(Path::new("/proc/self")) {
            return Err(format!("the bench in {} belongs to another user", bench.folder.display()));
        }
        Ok(bench)
    }

    /// The command that runs `program` as process 1 of a new machine.
    pub(crate) fn machine(&self, program: &[&str]) -> Command {
        let mut command = self.unshare();
        if let Ok(folder) = &self.powershell {
            command.env("LAB_POWERSHELL", folder);
        }
        command.arg(self.sources.join("enter")).arg(&self.folder).arg("machine").args(program);
        command
    }

    /// A program of the lab's own, as a file of this Linux.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.folder.join("bin").join(name)
    }

    /// The machine ends with the thread that started it, even where that is killed: `unshare` dies with it, and process
    /// 1 with `unshare`.
    fn unshare(&self) -> Command {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "KILL", "unshare"]);
        if self.unprivileged {
            command.args(["--user", "--map-root-user"]);
        }
        command.args(["--mount", "--pid", "--fork", "--kill-child"]);
        command
    }

    fn can_make_namespaces(&self) -> bool {
        let made = self
            .unshare()
            .args(["mount", "-t", "tmpfs", "lab"])
            .arg(self.folder.join("mount"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        made.is_ok_and(|status| status.success())
    }
}

/// The same rule as in `setup`.
fn cache_folder() -> Result<PathBuf, String> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(folder) = set("REGIMEN_LAB") {
        return Ok(folder);
    }
    let cache = set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache")));
    Ok(cache.ok_or("neither REGIMEN_LAB nor HOME is set")?.join("regimen-lab"))
}

/// The folder of the PowerShell engine that REGIMEN_PWSH names by its `pwsh.exe`, or one sentence on why there is none.
fn powershell() -> Result<PathBuf, String> {
    let Some(program) = std::env::var_os("REGIMEN_PWSH").filter(|value| !value.is_empty()).map(PathBuf::from) else {
        return Err("REGIMEN_PWSH does not name a pwsh.exe".into());
    };
    let wrong = |what: &str| Err(format!("REGIMEN_PWSH is {}: {what}", program.display()));
    if !program.is_absolute() || !program.file_name().is_some_and(|name| name.eq_ignore_ascii_case("pwsh.exe")) {
        return wrong("the lab needs the pwsh.exe of PowerShell for Windows, by its absolute path");
    }
    let mut head = [0; 2];
    match fs::File::open(&program).and_then(|mut file| file.read_exact(&mut head)) {
        Err(error) => wrong(&error.to_string()),
        Ok(()) if head != *b"MZ" => wrong("it is no program for Windows"),
        Ok(()) => Ok(program.with_file_name("")),
    }
}

/// The hash over every file that the bench is made from, as `setup` takes it.
fn source_hash(sources: &Path) -> Lab<String> {
    let mut stand_ins = Vec::new();
    for entry in fs::read_dir(sources.join("standin")).at(sources)? {
        stand_ins.push(entry.at(sources)?.path());
    }
    stand_ins.sort();
    let first = ["enter", "serve", "setup"].map(|name| sources.join(name));
    let last = [sources.join("template.reg")];
    let mut hash = Sha256::new();
    for file in first.iter().chain(&stand_ins).chain(&last) {
        hash.update(fs::read(file).at(file)?);
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
