//! R1009: a name is written that Windows translates.

use super::{Subject, uses};
use crate::catalog::habits;
use crate::diag::{Code, Diagnostic, Sink};

/// Programs that take names of accounts, and whether they take a SID as `*S-1-...`.
const TAKE_NAMES: &[(&str, bool)] =
    &[("icacls", true), ("takeown", false), ("cacls", false), ("net", false), ("net1", false), ("subinacl", false)];

pub(super) fn judge(subject: &Subject<'_>, sink: &mut Sink) {
    for words in uses::commands(subject) {
        let Some((program, rest)) = words.split_first() else { continue };
        let name = program.value.rsplit('\\').next().unwrap_or_default().to_ascii_lowercase();
        let name = name.strip_suffix(".exe").unwrap_or(&name);
        let Some((_, takes_sids)) = TAKE_NAMES.iter().find(|(known, _)| *known == name) else { continue };
        for word in rest {
            let value = word.value.as_str();
            let account = value.split(':').next().unwrap_or_default();
            let own = account.rsplit('\\').next().unwrap_or_default();
            let Some(sid) = habits::sid(own) else { continue };
            let title = format!("Windows translates `{account}`");
            let mistake = Diagnostic::warning(Code::LocalizedName, word.locate(0..account.len()), title)
                .label("another name on a Windows in another language");
            sink.push(if *takes_sids {
                let right = format!("*{sid}");
                // The star begins an alias in YAML: the word is put in quotes as a whole.
                let whole = format!("'{right}{}'", &value[account.len()..]);
                mistake.help(format!("its SID is the same everywhere: `{right}`")).fix(word.span, whole)
            } else {
                mistake.help(format!("its SID is {sid}: use a program that takes it, such as `icacls` with `*{sid}`"))
            });
        }
    }
}
