//! `regimen build`: plans become folders of scripts, each written whole or not at all.

use super::output::Output;
use super::{FILES, FINE, MISTAKES, PlanArgs, input};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use regimen::Build;
use regimen::diag::Sink;
use regimen::emit::manifest::{MANIFEST, Manifest};
use regimen::emit::{self, Artifact, GpoScript, Target};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct BuildArgs {
    #[command(flatten)]
    plans: PlanArgs,

    /// Where the plans' folders are written.
    #[arg(short, long, value_name = "FOLDER", default_value = "out")]
    output: PathBuf,

    /// What to compile to, such as `batch,gpo`; all targets that can express the plan, where it is left out.
    #[arg(long, value_name = "TARGET", value_delimiter = ',', value_parser = targets())]
    target: Vec<Target>,

    /// The script that a Group Policy object starts; batch where the plan can be one, where it is left out.
    #[arg(long, value_name = "SCRIPT", value_parser = gpo_scripts())]
    gpo_script: Option<GpoScript>,

    /// One script for each edition, with that edition's entries of the plan's maps alone.
    #[arg(long)]
    per_edition: bool,

    /// Write nothing; fail where what is on disk is not what the plans compile to.
    #[arg(long)]
    check: bool,
}

/// The targets by name, with what help says of each.
fn targets() -> impl TypedValueParser<Value = Target> {
    let value = |target: &Target| {
        PossibleValue::new(target.name()).help(match target {
            Target::Batch => "One script for cmd.exe of Windows 7 to 11",
            Target::PowerShell => "One script for PowerShell 2.0 to 7",
            Target::Gpo(_) => "A startup script with all that Group Policy needs around it",
        })
    };
    PossibleValuesParser::new(Target::ALL.iter().map(value).collect::<Vec<_>>())
        .map(|name| Target::named(&name).expect("the parser takes the names of targets alone"))
}

/// The scripts of a Group Policy object by name.
fn gpo_scripts() -> impl TypedValueParser<Value = GpoScript> {
    let names: Vec<PossibleValue> = GpoScript::ALL.iter().map(|script| PossibleValue::new(script.name())).collect();
    PossibleValuesParser::new(names)
        .map(|name| GpoScript::named(&name).expect("the parser takes the names of scripts alone"))
}

pub(super) fn run(arguments: &BuildArgs) -> u8 {
    let mut output = Output::new(arguments.plans.message_format);
    let (paths, failed) = input::plans(&arguments.plans.plans, &mut output);
    let mut worst = if failed { FILES } else { FINE };
    let mut built: Vec<(PathBuf, String, Vec<Artifact>)> = Vec::new();
    for path in &paths {
        let mut sink = arguments.plans.sink();
        let Some(source) = input::read(path, &mut output, &mut sink) else {
            worst = FILES;
            continue;
        };
        let artifacts = compile(&source, arguments, &mut sink);
        output.report(&sink.report(), &source);
        match artifacts {
            Some((plan, artifacts)) => built.push((path.clone(), plan, artifacts)),
            None => worst = worst.max(MISTAKES),
        }
    }
    let ids = built.iter().map(|(path, plan, _)| (path.as_path(), plan.as_str()));
    let twice = input::taken_twice(ids, &mut output);
    if !twice.is_empty() {
        worst = worst.max(MISTAKES);
    }
    for (_, plan, artifacts) in built.iter().filter(|(_, plan, _)| !twice.contains(plan.as_str())) {
        let folder = arguments.output.join(plan);
        if arguments.check {
            if differs(&folder, artifacts, &mut output) {
                worst = worst.max(MISTAKES);
            }
            continue;
        }
        match write(&folder, artifacts) {
            Ok(removed) => tell(&folder, artifacts, &removed, &output),
            Err(error) => {
                output.failure(&format!("cannot write {}: {error}", folder.display()));
                worst = FILES;
            }
        }
    }
    output.summary(paths.len());
    output.end(worst)
}

/// What was written and what was removed.
fn tell(folder: &Path, artifacts: &[Artifact], removed: &[String], output: &Output) {
    for artifact in artifacts.iter().filter(|artifact| artifact.path.contains('/')) {
        output.say(&format!("wrote {} ({} bytes)", folder.join(&artifact.path).display(), artifact.bytes.len()));
    }
    for path in removed {
        output.say(&format!("removed {}, which this build does not make", folder.join(path).display()));
    }
}

fn compile(
    source: &regimen::source::SourceFile,
    arguments: &BuildArgs,
    sink: &mut Sink,
) -> Option<(String, Vec<Artifact>)> {
    if sink.has_errors() {
        return None;
    }
    let checked = regimen::check(source, &arguments.plans.settings, sink)?;
    if checked.report_unset(sink) {
        return None;
    }
    let script = arguments.gpo_script.unwrap_or_else(|| emit::gpo_script(&checked.schedule, &checked.program));
    let all = Target::all(script);
    let asked: Vec<Target> =
        all.into_iter().filter(|t| arguments.target.iter().any(|a| a.name() == t.name())).collect();
    let build = Build {
        targets: (!asked.is_empty()).then_some(asked.as_slice()),
        gpo_script: arguments.gpo_script,
        per_edition: arguments.per_edition,
    };
    let artifacts = regimen::build(&checked, build, sink)?;
    Some((checked.program.plan.clone(), artifacts))
}

/// The files that a folder's manifest names.
fn made_before(folder: &Path) -> Vec<String> {
    let Ok(text) = std::fs::read_to_string(folder.join(MANIFEST)) else { return Vec::new() };
    let Ok(manifest) = serde_json::from_str::<Manifest>(&text) else { return Vec::new() };
    let safe = |path: &str| {
        !path.is_empty()
            && !path.contains(['\\', ':'])
            && !path.starts_with('/')
            && !path.split('/').any(|part| part == "..")
    };
    manifest.files.into_iter().map(|file| file.path).filter(|path| safe(path)).collect()
}

/// Writes a plan's folder: everything beside it first, then each file is put in its place by renaming, the manifest last;
/// what an older manifest names and this one does not is removed, and returned.
fn write(folder: &Path, artifacts: &[Artifact]) -> io::Result<Vec<String>> {
    let before = made_before(folder);
    let staging = folder.with_file_name(format!(
        ".{}.new",
        folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    ));
    let staged = stage(&staging, artifacts).and_then(|()| {
        for artifact in artifacts {
            let target = folder.join(&artifact.path);
            std::fs::create_dir_all(target.parent().unwrap_or(folder))?;
            std::fs::rename(staging.join(&artifact.path), target)?;
        }
        let mut removed = Vec::new();
        for path in before.iter().filter(|path| !artifacts.iter().any(|artifact| artifact.path == **path)) {
            match std::fs::remove_file(folder.join(path)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                Err(_) => {}
                Ok(()) => removed.push(path.clone()),
            }
            // Folders that are empty now go too; a folder that is not stays.
            for parent in Path::new(path).ancestors().skip(1).filter(|parent| !parent.as_os_str().is_empty()) {
                if std::fs::remove_dir(folder.join(parent)).is_err() {
                    break;
                }
            }
        }
        Ok(removed)
    });
    let _ = std::fs::remove_dir_all(&staging);
    staged
}

fn stage(staging: &Path, artifacts: &[Artifact]) -> io::Result<()> {
    match std::fs::remove_dir_all(staging) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    for artifact in artifacts {
        let path = staging.join(&artifact.path);
        std::fs::create_dir_all(path.parent().unwrap_or(staging))?;
        std::fs::write(path, &artifact.bytes)?;
    }
    Ok(())
}

/// Says where what is on disk is not what the plan compiles to.
fn differs(folder: &Path, artifacts: &[Artifact], output: &mut Output) -> bool {
    let mut different = false;
    let mut say = |text: String| {
        output.failure(&text);
        different = true;
    };
    let wanted: BTreeMap<&str, &[u8]> = artifacts.iter().map(|a| (a.path.as_str(), a.bytes.as_slice())).collect();
    for (path, bytes) in &wanted {
        let place = folder.join(path);
        match std::fs::read(&place) {
            Ok(found) if found == *bytes => {}
            Ok(found) => {
                say(format!("{} is not what the plan compiles to{}", place.display(), first_difference(&found, bytes)))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => say(format!("{} is missing", place.display())),
            Err(error) => say(format!("cannot read {}: {error}", place.display())),
        }
    }
    for path in made_before(folder) {
        if !wanted.contains_key(path.as_str()) && folder.join(&path).exists() {
            say(format!("{} is no longer made", folder.join(&path).display()));
        }
    }
    different
}

/// The first line that differs, on both sides.
fn first_difference(found: &[u8], wanted: &[u8]) -> String {
    let (found, wanted) = (String::from_utf8_lossy(found), String::from_utf8_lossy(wanted));
    let (mut old, mut new) = (found.split('\n'), wanted.split('\n'));
    let mut line = 1;
    loop {
        match (old.next(), new.next()) {
            (None, None) => return String::new(),
            (one, two) if one == two => line += 1,
            (one, two) => {
                let shown = |text: Option<&str>| text.unwrap_or("").trim_end().chars().take(120).collect::<String>();
                return format!(", from line {line}: on disk `{}`, by the plan `{}`", shown(one), shown(two));
            }
        }
    }
}
