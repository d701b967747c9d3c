//! One running lab machine: a private file system and process space with Windows in it. Laid out from a
//! simulated machine, it runs scripts, restarts, and is read back.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use regimen::simulate::Machine;
use regimen::simulate::machine::FileEntry;

use crate::bench::{At, Bench, Lab, Trouble};
use crate::lay;
use crate::snapshot::Snapshot;

/// How long Windows may take for anything that is not a script.
const PATIENCE: Duration = Duration::from_secs(60);

/// How the message begins of a machine that stands still.
pub(crate) const NO_ANSWER: &str = "no answer in";

pub(crate) struct Computer {
    process: Child,
    requests: Option<ChildStdin>,
    answers: Receiver<String>,
    /// `/lab` of the machine, seen from here.
    lab: PathBuf,
    pub(crate) bench: Bench,
    pub(crate) spec: Machine,
    /// The machine as it was laid out.
    start: Snapshot,
}

impl Computer {
    /// Starts a machine and lays it out as the scenario says.
    pub(crate) fn start(bench: &Bench, spec: &Machine) -> Lab<Computer> {
        let locale = if spec.os.language == "ja-JP" { "ja_JP.UTF-8" } else { "C.UTF-8" };
        let mut process = bench
            .machine(&["/bin/bash", "/lab/bin/serve"])
            .env("LAB_LOCALE", locale)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .at("unshare")?;
        let requests = process.stdin.take();
        let output = process.stdout.take().expect("it was asked for");
        let (sender, answers) = mpsc::channel();
        // A thread, because nothing else can wait for a line no longer than so long.
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        let mut computer = Computer {
            process,
            requests,
            answers,
            lab: PathBuf::new(),
            bench: bench.clone(),
            spec: spec.clone(),
            start: Snapshot::default(),
        };
        let hello = computer.answer(PATIENCE)?;
        let pid = hello.strip_prefix("machine ").ok_or_else(|| Trouble(format!("no machine: {hello}")))?;
        computer.lab = PathBuf::from(format!("/proc/{pid}/root/lab"));
        computer.lay_out()?;
        Ok(computer)
    }

    fn lay_out(&mut self) -> Lab<()> {
        for (name, text) in lay::model(&self.spec) {
            self.put(&format!("model/{name}"), &text)?;
        }
        for (path, file) in &self.spec.files {
            self.write_file(path, file)?;
        }
        let paths: Vec<&str> = self.spec.files.keys().map(|path| &**path).collect();
        self.put("run/attributes", &(paths.join("\n") + "\n"))?;
        self.put("run/lay", lay::lay(&self.spec))?;
        self.request("control lay snapshot", PATIENCE)?;
        self.start = Snapshot::read(&self.lab)?;
        Ok(())
    }

    /// Changes the machine between two runs to what a scenario says it is now.
    pub(crate) fn change(&mut self, spec: &Machine) -> Lab<()> {
        self.spec = spec.clone();
        self.lay_out()
    }

    /// Sends a request to process 1 of the machine; gives its status.
    pub(crate) fn request(&mut self, line: &str, patience: Duration) -> Lab<i32> {
        let requests = self.requests.as_mut().expect("it is taken when the machine is dropped");
        writeln!(requests, "{line}").at("serve")?;
        let answer = self.answer(patience)?;
        let status = answer.strip_prefix("done ").and_then(|status| status.parse().ok());
        let status = status.ok_or_else(|| Trouble(format!("`{line}` was answered with `{answer}`")))?;
        if line.starts_with("control") && status != 0 {
            return Err(Trouble(format!("`{line}` failed: {status}; {}", self.text("run/notes"))));
        }
        Ok(status)
    }

    fn answer(&self, patience: Duration) -> Lab<String> {
        let answer = self.answers.recv_timeout(patience);
        answer.map_err(|_| Trouble(format!("{NO_ANSWER} {patience:?}\n{}", self.processes())))
    }

    /// What each thread on the machine waits for, as the kernel names it.
    fn processes(&self) -> String {
        let numbered = |folder: &Path| {
            let names = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
            let mut paths: Vec<PathBuf> = names.filter(|path| path.join("comm").exists()).collect();
            paths.sort();
            paths
        };
        let read = |path: PathBuf| fs::read_to_string(path).unwrap_or_default().replace('\0', " ").trim().to_owned();
        let mut text = String::new();
        for process in numbered(&self.lab.with_file_name("proc")) {
            text += &format!("{}\n", read(process.join("cmdline")));
            for thread in numbered(&process.join("task")) {
                let [name, place, call] = ["comm", "wchan", "syscall"].map(|name| read(thread.join(name)));
                text += &format!("    {name}: {place} {call}\n");
            }
        }
        text
    }

    /// Restarts Windows: volatile keys go, packages settle, automatic services start.
    pub(crate) fn restart(&mut self) -> Lab<()> {
        self.request("stop", PATIENCE)?;
        self.request("control settle", PATIENCE)?;
        Ok(())
    }

    /// Lets time pass: what was on its way arrives.
    pub(crate) fn wait(&mut self) -> Lab<()> {
        self.request("control pass", PATIENCE).map(|_| ())
    }

    /// The machine as it is now.
    pub(crate) fn snapshot(&mut self) -> Lab<Snapshot> {
        self.request("control snapshot", PATIENCE)?;
        Snapshot::read(&self.lab)
    }

    /// The machine as a scenario would write it down now.
    pub(crate) fn read_back(&mut self) -> Lab<Machine> {
        let now = self.snapshot()?;
        Ok(crate::read_back::machine(&self.spec, &self.start, &now))
    }

    /// A file of `/lab`, empty where there is none.
    pub(crate) fn text(&self, name: &str) -> String {
        String::from_utf8_lossy(&fs::read(self.lab.join(name)).unwrap_or_default()).into_owned()
    }

    pub(crate) fn put(&self, name: &str, content: impl AsRef<[u8]>) -> Lab<()> {
        let path = self.lab.join(name);
        fs::write(&path, content).at(path)
    }

    pub(crate) fn lab(&self) -> &Path {
        &self.lab
    }

    /// A file of the machine's disk, if it is there.
    pub(crate) fn read_file(&self, path: &str) -> Option<Vec<u8>> {
        fs::read(self.on_disk(path)).ok()
    }

    pub(crate) fn write_file(&self, path: &str, file: &FileEntry) -> Lab<()> {
        if file.link {
            return Err(Trouble(format!("{path}: the lab cannot lay out a link")));
        }
        let place = self.on_disk(path);
        if file.directory {
            return fs::create_dir_all(&place).at(place);
        }
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder).at(folder)?;
        }
        fs::write(&place, &file.content).at(place)
    }

    /// Windows ignores case, Linux does not: each part is looked for among the names that are there.
    pub(crate) fn on_disk(&self, path: &str) -> PathBuf {
        let mut place = self.lab.join("disk");
        let relative = path.strip_prefix(r"C:\").or_else(|| path.strip_prefix(r"c:\")).unwrap_or(path);
        for part in relative.split('\\').filter(|part| !part.is_empty()) {
            let lower = place.join(part.to_lowercase());
            let same = |name: &std::ffi::OsStr| name.to_string_lossy().to_lowercase() == part.to_lowercase();
            let exact = place.join(part);
            place = if exact.exists() {
                exact
            } else if lower.exists() {
                lower
            } else {
                let names = fs::read_dir(&place).into_iter().flatten().flatten().map(|entry| entry.file_name());
                names.into_iter().find(|name| same(name)).map_or(exact, |name| place.join(name))
            };
        }
        place
    }
}

impl Drop for Computer {
    /// Process 1 ends with its input, unless it waits for a script that hangs; the kernel ends all else with process 1.
    fn drop(&mut self) {
        drop(self.requests.take());
        let gone = |computer: &mut Computer| !computer.process.try_wait().is_ok_and(|status| status.is_none());
        if !wait_until(Duration::from_millis(300), || gone(self)) {
            self.process.kill().ok();
            self.process.wait().ok();
        }
        // The last process to go takes the mounts with it.
        wait_until(Duration::from_secs(5), || !self.lab.exists());
    }
}

fn wait_until(patience: Duration, mut condition: impl FnMut() -> bool) -> bool {
    let began = Instant::now();
    while !condition() {
        if began.elapsed() > patience {
            return false;
        }
        thread::sleep(Duration::from_millis(2));
    }
    true
}
