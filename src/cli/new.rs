//! `regimen new`: a plan to begin with, or one that comes with regimen under a name of one's own; and the schema that an
//! editor checks it by.

use super::output::Output;
use super::{FILES, FINE, Format, USAGE};
use clap::Args;
use regimen::catalog::plans::{SHIPPED, first_draft, shipped};
use regimen::diag::{Sink, closest};
use regimen::resolve::plan_id;
use regimen::source::SourceFile;
use regimen::syntax::{NodeKind, parse};
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What the YAML language server looks for in the first lines of a file.
const SCHEMA_LINE: &str = "# yaml-language-server: $schema=";
/// The schema of plans, beside the plan: no server has it.
const SCHEMA_FILE: &str = ".regimen.schema.json";

#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// The id of the plan: small letters, digits and `-`, a letter first.
    name: String,

    /// Begin with a plan that comes with regimen, and its scenarios.
    #[arg(long, value_name = "PLAN")]
    from: Option<String>,

    /// Where the plan is written; NAME.yaml, where it is left out.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &NewArgs) -> u8 {
    let mut output = Output::new(Format::Human);
    if let Some(mistake) = plan_id(&arguments.name) {
        output.failure(&mistake.title);
        output.say(&format!("help: {}", mistake.help));
        return USAGE;
    }
    let path = match &arguments.output {
        Some(path) if path.is_dir() => path.join(format!("{}.yaml", arguments.name)),
        Some(path) => path.clone(),
        None => PathBuf::from(format!("{}.yaml", arguments.name)),
    };
    let mut files: Vec<(PathBuf, String)> = Vec::new();
    let schema = path.with_file_name(SCHEMA_FILE);
    let with_schema = |plan: String| format!("{SCHEMA_LINE}{SCHEMA_FILE}\n{plan}");
    match &arguments.from {
        None => files.push((path, with_schema(first_draft(&arguments.name)))),
        Some(id) => {
            let Some(plan) = shipped(id) else {
                let names: Vec<&str> = SHIPPED.iter().map(|plan| plan.id).collect();
                output.failure(&format!("no plan `{id}` comes with regimen"));
                let meant = closest(id, names.iter().copied());
                output.say(&match meant {
                    Some(name) => format!("help: did you mean `{name}`?"),
                    None => format!("help: these do: {}", names.join(", ")),
                });
                return USAGE;
            };
            files.push((path.clone(), with_schema(renamed(plan.plan, &arguments.name))));
            files.push((path.with_extension("scenarios.yaml"), plan.scenarios.to_owned()));
        }
    }
    // Another version's is left: the plans beside it were written with that.
    if schema.symlink_metadata().is_err() {
        files.push((schema, format!("{:#}\n", regimen::schema::plan())));
    }
    match write(&files) {
        Ok(()) => {
            for (path, _) in &files {
                output.say(&format!("wrote {}", path.display()));
            }
            FINE
        }
        Err((path, error)) if error.kind() == io::ErrorKind::AlreadyExists => {
            output.failure(&format!("{} is there already, and is left as it is", path.display()));
            FILES
        }
        Err((path, error)) => {
            output.failure(&format!("cannot write {}: {error}", path.display()));
            FILES
        }
    }
}

/// A shipped plan with another id; everything else of it, comments too, stays as it is.
fn renamed(plan: &str, id: &str) -> String {
    let source = SourceFile::new("plan", plan);
    let tree = parse(&source, &mut Sink::new());
    let mut text = plan.to_owned();
    if let NodeKind::Mapping(entries) = &tree.kind
        && let Some((_, value)) = entries.iter().find(|(key, _)| key.value == "plan")
    {
        text.replace_range(value.span.start..value.span.end, id);
    }
    text
}

/// Writes new files; nothing where one of them is there. An empty folder gets the attributes that keep git from touching
/// line ends; where other files are they are not ours to rule over.
fn write(files: &[(PathBuf, String)]) -> Result<(), (PathBuf, io::Error)> {
    for (path, _) in files {
        // A link to nowhere is something, too.
        if path.symlink_metadata().is_ok() {
            return Err((path.clone(), io::ErrorKind::AlreadyExists.into()));
        }
    }
    for (path, text) in files {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::create_dir_all(parent).map_err(|error| (parent.to_owned(), error))?;
        let is_empty = std::fs::read_dir(parent).is_ok_and(|mut entries| entries.next().is_none());
        create(path, text.as_bytes()).map_err(|error| (path.clone(), error))?;
        if is_empty {
            let attributes = parent.join(regimen::emit::manifest::ATTRIBUTES);
            create(&attributes, regimen::emit::manifest::KEEP_BYTES).map_err(|error| (attributes, error))?;
        }
    }
    Ok(())
}

fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(bytes)
}
