//! What the PowerShell target cannot express, each at its place, before a byte is rendered.

use super::conditions::{self, Reason, readable};
use super::parts;
use crate::diag::{Code, Diagnostic, Level, Sink};
use crate::emit::questions::{self, Question};
use crate::emit::quote::powershell::fits_comment;
use crate::order::Schedule;
use crate::program::Program;
use crate::source::Span;

pub(in crate::emit) fn admit(schedule: &Schedule, program: &Program, sink: &mut Sink) -> bool {
    questions::ask(schedule, program, |question, span| {
        let asked = match question {
            Question::Part(part, _) => parts::step(part, program).map(|_| ()),
            Question::Probe(probe) => parts::test(probe, program).map(|_| ()),
            Question::Condition(cond) => conditions::expression(cond, 0, program).map(|_| ()),
            Question::Fact(fact) => readable(fact).map(|_| ()),
            Question::Entry(..) => Ok(()),
            Question::Title(action) => {
                if !fits_comment(&action.title) {
                    sink.push(replaced(&action.id, span));
                }
                Ok(())
            }
        };
        let Err(reason) = asked else { return true };
        sink.push(refused(&reason, span));
        false
    })
}

fn replaced(id: &str, span: Span) -> Diagnostic {
    let title = format!("in the PowerShell script the title of `{id}` is replaced by its id");
    Diagnostic::new(Level::Note, Code::TextReplaced, span, title)
        .label("Windows PowerShell reads a script in the machine's own code page, so only ASCII is the same everywhere")
}

fn refused(reason: &Reason, span: Span) -> Diagnostic {
    let (what, why) = match reason {
        Reason::Fact(name) => (format!("the fact `{name}`"), "this version of the PowerShell target does not read it"),
        Reason::Kind(kind) => ((*kind).to_owned(), "this version of the PowerShell target has no way to do it"),
    };
    Diagnostic::error(Code::NotExpressible, span, format!("powershell cannot express {what}"))
        .label(why)
        .help("say it otherwise")
}
