//! A copy of the sources with a target folder of its own, in which the lab is built and played.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What came of scenarios.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Played {
    pub held: usize,
    pub failed: usize,
}

/// The copy.
#[derive(Debug)]
pub(crate) struct Tree {
    sources: PathBuf,
    target: PathBuf,
}

impl Tree {
    /// Copies the sources below `root` into a folder for temporary files.
    pub(crate) fn copied(root: &Path, temporary: &Path) -> Result<Self, String> {
        let folder = temporary.join("mutants");
        let tree = Self { sources: folder.join("sources"), target: folder.join("target") };
        if tree.sources.exists() {
            fs::remove_dir_all(&tree.sources).map_err(at(&tree.sources))?;
        }
        copy(root, &tree.sources, &["target", ".git"])?;
        Ok(tree)
    }

    /// Builds the lab with one file edited and plays scenarios; then the file is as it was.
    pub(crate) fn play(&self, file: &str, edited: &str, scenarios: &str) -> Result<Played, String> {
        let place = self.sources.join(file);
        let original = fs::read(&place).map_err(at(&place))?;
        fs::write(&place, edited).map_err(at(&place))?;
        let played = self.built().and_then(|()| self.played(scenarios));
        fs::write(&place, original).map_err(at(&place))?;
        played
    }

    fn built(&self) -> Result<(), String> {
        let (built, text) = self.cargo(&["--no-run"])?;
        if built { Ok(()) } else { Err(format!("it does not compile:\n{text}")) }
    }

    fn played(&self, scenarios: &str) -> Result<Played, String> {
        let (_, text) = self.cargo(&["--", scenarios])?;
        let count = |word: &str| {
            let result = text.lines().rev().find(|line| line.starts_with("test result:"))?;
            result.split(['.', ';']).find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok())
        };
        match (count("passed"), count("failed")) {
            (Some(held), Some(failed)) => Ok(Played { held, failed }),
            _ => Err(format!("the lab gives no result:\n{text}")),
        }
    }

    /// Runs the lab by cargo: whether all went well, and everything that was said.
    fn cargo(&self, arguments: &[&str]) -> Result<(bool, String), String> {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["test", "--test", "lab"]).args(arguments).current_dir(&self.sources);
        cargo.env("CARGO_TARGET_DIR", &self.target).env_remove("REGIMEN_NIGHTLY");
        let output = cargo.output().map_err(|error| format!("cargo: {error}"))?;
        let text = [output.stdout, output.stderr].concat();
        Ok((output.status.success(), String::from_utf8_lossy(&text).into_owned()))
    }
}

fn at(place: &Path) -> impl Fn(std::io::Error) -> String {
    move |error| format!("{}: {error}", place.display())
}

/// Copies a folder, but for some of the names in it.
fn copy(from: &Path, to: &Path, but: &[&str]) -> Result<(), String> {
    fs::create_dir_all(to).map_err(at(to))?;
    for entry in fs::read_dir(from).map_err(at(from))? {
        let entry = entry.map_err(at(from))?;
        let (place, name) = (entry.path(), entry.file_name());
        if but.iter().any(|left_out| name == *left_out) {
            continue;
        }
        if place.is_dir() {
            copy(&place, &to.join(name), &[])?;
        } else {
            fs::copy(&place, to.join(name)).map_err(at(&place))?;
        }
    }
    Ok(())
}
