//! R1012: nothing uses a check, a map or a param.

use super::Subject;
use crate::diag::{Code, Diagnostic, Sink};

pub(super) fn judge(subject: &Subject<'_>, sink: &mut Sink) {
    for unused in &subject.model.unused {
        let title = format!("nothing uses the {} `{}`", unused.what, unused.name.value);
        let help = match unused.what {
            "check" => {
                "name it in a condition, or remove it; allow `unused` where it is only to be seen with `/detect`"
            }
            _ => "insert its value with `${...}`, name it in a condition, or remove it",
        };
        sink.push(Diagnostic::warning(Code::Unused, unused.name.span, title).help(help));
    }
}
