//! `regimen check`: what is wrong with plans, and `--fix`, which mends what can be mended without asking.

use super::output::Output;
use super::{FILES, FINE, MISTAKES, PlanArgs, input};
use clap::Args;
use regimen::diag::{Level, Report, Sink, mend};
use regimen::emit::{self, Target};
use regimen::source::{SourceFile, Span, encode_like};
use std::io;
use std::path::Path;

/// How often a plan is mended and looked at again: one mistake may hide another.
const ROUNDS: usize = 8;

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    plans: PlanArgs,

    /// Mend what can be mended without asking (spelling, quotes) in the plans themselves, then say what is left.
    #[arg(long)]
    fix: bool,
}

pub(super) fn run(arguments: &CheckArgs) -> u8 {
    let mut output = Output::new(arguments.plans.message_format);
    let (plans, failed) = input::plans(&arguments.plans.plans, &mut output);
    let mut worst = if failed { FILES } else { FINE };
    let mut ids: Vec<(&Path, String)> = Vec::new();
    for path in &plans {
        let Some(bytes) = input::bytes(path, &mut output) else {
            worst = FILES;
            continue;
        };
        let mut found = judge(path, &bytes, &arguments.plans);
        if arguments.fix {
            let mut fixed = bytes.clone();
            let mut places = 0;
            for _ in 0..ROUNDS {
                let Some(round) = mended(path, &fixed, &found, &arguments.plans) else { break };
                (fixed, found) = (round.bytes, round.found);
                places += round.places;
            }
            if places > 0 {
                match write(path, &bytes, &fixed) {
                    Ok(()) => output.say(&format!(
                        "mended {} place{} in {}",
                        places,
                        if places == 1 { "" } else { "s" },
                        path.display()
                    )),
                    Err(error) => {
                        output.failure(&format!("cannot write {}: {error}", path.display()));
                        worst = FILES;
                        found = judge(path, &bytes, &arguments.plans);
                    }
                }
            }
        }
        if found.report.count(Level::Error) + found.report.omitted > 0 {
            worst = worst.max(MISTAKES);
        }
        output.report(&found.report, &found.source);
        ids.extend(found.plan.map(|id| (path.as_path(), id)));
    }
    if !input::taken_twice(ids.iter().map(|(path, id)| (*path, id.as_str())), &mut output).is_empty() {
        worst = worst.max(MISTAKES);
    }
    output.summary(plans.len());
    output.end(worst)
}

/// What is found in the bytes of a plan.
struct Found {
    source: SourceFile,
    report: Report,
    /// The plan's id, where it can be read.
    plan: Option<String>,
}

/// Everything that is found in the bytes of a plan.
fn judge(path: &Path, bytes: &[u8], arguments: &PlanArgs) -> Found {
    let mut sink: Sink = arguments.sink();
    let source = SourceFile::decode(path.display().to_string(), bytes, &mut sink);
    let checked = if sink.has_errors() { None } else { regimen::check(&source, &arguments.settings, &mut sink) };
    if let Some(checked) = &checked {
        let targets = Target::all(emit::gpo_script(&checked.schedule, &checked.program));
        emit::expressible(&checked.schedule, std::slice::from_ref(&checked.program), &targets, &mut sink);
    }
    Found { source, report: sink.report(), plan: checked.map(|checked| checked.program.plan) }
}

/// A plan after a round of mending.
struct Round {
    bytes: Vec<u8>,
    found: Found,
    places: usize,
}

/// Mends once. An edit at whose place another mistake is found then is taken back. `None` where nothing was mended.
fn mended(path: &Path, bytes: &[u8], before: &Found, arguments: &PlanArgs) -> Option<Round> {
    if !before.source.is_intact() {
        return None;
    }
    let mut refused: Vec<usize> = Vec::new();
    loop {
        let mended = mend(&before.source.text, &before.report.diagnostics, &refused)?;
        let fixed = encode_like(bytes, &mended.text);
        let found = judge(path, &fixed, arguments);
        let worse = |place: Span| {
            let touches = |span: Span| span.start < place.end && place.start < span.end;
            let errors = found.report.diagnostics.iter().filter(|error| error.level == Level::Error);
            errors
                .clone()
                .any(|error| touches(error.place.span) || error.related.iter().any(|label| touches(label.span)))
        };
        match mended.places.iter().find(|(_, place)| worse(*place)) {
            None => return Some(Round { bytes: fixed, found, places: mended.places.len() }),
            Some((fix, _)) => refused.push(*fix),
        }
    }
}

/// Puts new bytes in the place of a file, whole or not at all.
fn write(path: &Path, before: &[u8], after: &[u8]) -> io::Result<()> {
    // What a link names is written, and the link stays.
    let path = path.canonicalize()?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.new"));
    let put = || {
        std::fs::write(&beside, after)?;
        std::fs::set_permissions(&beside, std::fs::metadata(&path)?.permissions())?;
        if std::fs::read(&path)? != before {
            return Err(io::Error::other("it was changed meanwhile"));
        }
        std::fs::rename(&beside, &path)
    };
    let written = put();
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    written
}
