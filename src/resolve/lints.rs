//! Levels of lints: each name is a lint's.

use crate::diag::{Code, Diagnostic, LINTS, Lint, Sink, nearest};
use crate::plan::Plan;

/// Hands the plan's levels to the sink.
pub(super) fn read(plan: &Plan, sink: &mut Sink) {
    for (name, level) in &plan.lint {
        if let Some(lint) = Lint::named(&name.value) {
            sink.levels().written.insert(lint.code, level.value);
            continue;
        }
        let mistake = Diagnostic::error(Code::UnknownKey, name.span, format!("there is no lint `{}`", name.value));
        sink.push(match nearest(&name.value, LINTS.iter().map(|lint| lint.name)) {
            Some((near, sure)) => mistake.help(format!("did you mean `{near}`?")).edit(name.span, near, sure),
            None => {
                let names: Vec<String> = LINTS.iter().map(|lint| format!("`{}`", lint.name)).collect();
                mistake.help(format!("the lints are {}", names.join(" ")))
            }
        });
    }
}
