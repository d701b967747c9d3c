//! R1007: something belongs to a user, and the plan runs as SYSTEM.

use super::{Subject, uses};
use crate::diag::{Code, Diagnostic, Sink};

/// What is another thing for each user; case folded.
const OWN: &[&str] = &[
    "hkcu\\",
    "hkcu:",
    "hkey_current_user",
    "%userprofile%",
    "%appdata%",
    "%localappdata%",
    "%username%",
    "%homepath%",
    "%homedrive%",
    "%onedrive%",
    "$env:userprofile",
    "$env:appdata",
    "$env:localappdata",
    "$env:username",
];

pub(super) fn judge(subject: &Subject<'_>, sink: &mut Sink) {
    for text in uses::of_plan(subject) {
        let folded = text.value.to_ascii_lowercase();
        let Some((at, what)) = OWN.iter().filter_map(|own| folded.find(own).map(|at| (at, own))).min() else {
            continue;
        };
        let shown = text.value[at..at + what.len()].trim_end_matches(['\\', ':']);
        let place = text.locate(at..at + shown.len());
        let title = format!("`{shown}` is a user's own, and the plan runs as SYSTEM");
        sink.push(
            Diagnostic::warning(Code::UsersOwn, place, title)
                .label("SYSTEM's here, whoever works on the machine")
                .help("name a machine-wide place: HKLM, `%ProgramData%`, `%PUBLIC%`"),
        );
    }
}
