//! R1007: something belongs to a user, and the plan runs as SYSTEM.

use super::{Subject, uses};
use crate::diag::{Code, Diagnostic, Sink};

/// What is another thing for each user, in small letters; it begins with `h`, `%` or `$`.
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
        let begins = |at: usize, own: &str| {
            text.value.get(at..at + own.len()).is_some_and(|found| found.eq_ignore_ascii_case(own))
        };
        let mut starts = text.value.match_indices(['h', 'H', '%', '$']);
        let own = |(at, _)| OWN.iter().find(|own| begins(at, own)).map(|own| (at, own));
        let Some((at, what)) = starts.find_map(own) else { continue };
        let shown = text.value[at..at + what.len()].trim_end_matches(['\\', ':']);
        let place = text.locate(at..at + shown.len());
        let title = format!("`{shown}` is a user's own, and the plan runs as SYSTEM");
        sink.push(
            Diagnostic::warning(Code::UsersOwn, place, title)
                .label("SYSTEM's here, whoever works on the machine")
                .help("name a machine-wide place: HKLM, `%ProgramFiles%`, or a folder below `%ProgramData%` that only administrators may write"),
        );
    }
}
