//! The form of a long script. cmd.exe looks for a label line by line from where it stands, so a straight script's time grows
//! with the square of its actions. In this form, what grows with the plan stands in the script as lines that one `for /f`
//! reads and runs: each begins with the name of its list, `to NAME` is where lines are run again after a jump, and the
//! subroutines are the ones of a straight script.

use super::checks::{self, shown};
use super::conditions::Writer;

use super::{Form, Script, labels};
use crate::emit::quote::batch::comment;
use crate::emit::text::heading;
use crate::program::Program;
use std::fmt::Write as _;

/// From this many steps on a script is a list: `cargo bench --bench cmd` measured where the straight form becomes slow.
pub(super) const MANY: usize = 60;

impl<'a> Script<'a> {
    /// The script of a program in the form that suits its length, and its lines that grow with the plan.
    pub(super) fn of(program: &'a Program) -> (Self, String) {
        if steps(program) > MANY {
            let mut listed = Self::new(program, Form::Listed);
            if let Some(lists) = listed.lists() {
                return (listed, lists);
            }
        }
        let mut straight = Self::new(program, Form::Straight);
        let actions = straight.actions();
        (straight, actions)
    }
}

/// How many steps a program has.
pub(super) fn steps(program: &Program) -> usize {
    program.actions.iter().map(|action| action.steps.len() + action.finally.len()).sum()
}

impl Script<'_> {
    /// All lists of a script; `None` where one of their lines cannot be one.
    pub(super) fn lists(&mut self) -> Option<String> {
        let program = self.program;
        let mut out = list("plan", &self.turns())?;
        for id in &program.order {
            let action = program.action(*id);
            if action.retry.times > 1 {
                let name = format!("steps_{}", labels::suffix(&action.id));
                let mut steps = heading("rem", comment(&format!("{}: its steps", action.id)).as_str(), '=');
                self.steps(action, *id, &action.steps, "", &mut steps);
                out.push_str(&list(&name, &steps)?);
                out.push('\n');
            }
        }
        for (what, condition) in [("scope", &program.scope), ("goal", &program.goal)] {
            let mut writer = Writer::new(program, None).in_form(Form::Listed);
            writer.inline(what, &condition.cond).ok()?;
            out.push_str(&heading("rem", what, '='));
            if !condition.text.is_empty() {
                let _ = writeln!(out, "rem {}", comment(&shown(what, condition)).as_str());
            }
            let _ = writeln!(out, "{}", list(what, &writer.out)?);
        }
        out.push_str(&heading("rem", "Each check, for /detect", '='));
        for check in program.checks.iter().filter(|check| check.observable) {
            out.push_str(&list("all_checks", &checks::inline(check, program, Form::Listed).ok()?)?);
        }
        for (label, lines) in self.unless() {
            out.push_str(&list(&label, &lines)?);
        }
        Some(out)
    }
}

/// Lines of a straight script as lines of a list; headings and remarks stay as they are.
fn list(name: &str, straight: &str) -> Option<String> {
    let mut out = String::with_capacity(straight.len() + straight.len() / 4);
    for line in straight.lines() {
        if line.is_empty() || line.starts_with("rem ") {
            let _ = writeln!(out, "{line}");
            continue;
        }
        for statement in statements(line)? {
            let _ = writeln!(out, "{name} {statement}");
        }
    }
    Some(out)
}

/// What a line of a list says for a line of a straight script.
fn statements(line: &str) -> Option<Vec<String>> {
    if let Some(rest) = line.strip_prefix("set \"") {
        let sets = rest.strip_suffix('"')?.split("\" & set \"");
        return Some(sets.map(set).collect());
    }
    if line.starts_with("call :") || line.starts_with("to ") {
        return Some(vec![line.to_owned()]);
    }
    let fits = (line.starts_with("if ") || line.starts_with("for ")) && !line.contains(['!', '^']);
    fits.then(|| vec![delayed(line)])
}

/// A list sets what stands in its line; `expand` is for values with variables. There `call` doubles a caret.
fn set(assignment: &str) -> String {
    if assignment.replace("%%", "").contains('%') {
        format!("expand \"{}\"", assignment.replace('^', "%CARET%"))
    } else {
        format!("set \"{}\"", assignment.replace("%%", "%"))
    }
}

/// A line whose variables are expanded when it runs: `%NAME%` becomes `!NAME!`, and `%%` one percent sign.
fn delayed(line: &str) -> String {
    line.replace("%%", "\0").replace('%', "!").replace('\0', "%")
}

#[cfg(test)]
mod tests {
    use super::{delayed, statements};

    #[test]
    fn a_line_says_the_same_in_both_forms() {
        let said = |line: &str| statements(line).expect("a line that fits").join(" / ");
        assert_eq!(said(r#"set "A=100%% & ^x""#), r#"set "A=100% & ^x""#);
        assert_eq!(said(r#"set "A=%SystemRoot%\a^b 5%%""#), r#"expand "A=%SystemRoot%\a%CARET%b 5%%""#);
        assert_eq!(said(r#"set "TIMES=3" & set "DELAY=2""#), r#"set "TIMES=3" / set "DELAY=2""#);
        assert_eq!(statements("goto :eof"), None);
        assert_eq!(statements(r#"if "%A%"=="!" set "IS=true""#), None);
    }

    #[test]
    fn a_variable_waits_for_the_run() {
        assert_eq!(
            delayed(r#"for %%W in (a b) do if "%ended.x%"=="%%W" set "IS=true""#),
            r#"for %W in (a b) do if "!ended.x!"=="%W" set "IS=true""#
        );
    }
}
