//! `regimen explain`: the long text of a code.

use super::output::Output;
use super::{FINE, Format, USAGE};
use clap::Args;
use regimen::diag::{Code, Lint};

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The code of a message, such as R0403, or the name of a lint, such as `unused`.
    code: String,
}

pub(super) fn run(arguments: &ExplainArgs) -> u8 {
    let mut output = Output::new(Format::Human);
    let lint = Lint::named(&arguments.code).map(|lint| lint.code);
    let named = |code: &&Code| code.as_str().eq_ignore_ascii_case(&arguments.code) || lint == Some(**code);
    let wanted = Code::ALL.iter().find(named);
    match wanted {
        Some(code) => {
            output.line(&format!("{}: {}", code.as_str(), code.explanation().trim_start()));
            output.end(FINE)
        }
        None => {
            let (first, last) = (Code::ALL.first(), Code::ALL.last());
            let range = first.zip(last).map(|(a, b)| format!(" (they go from {} to {})", a.as_str(), b.as_str()));
            output.failure(&format!("there is no code `{}`{}", arguments.code, range.unwrap_or_default()));
            USAGE
        }
    }
}
