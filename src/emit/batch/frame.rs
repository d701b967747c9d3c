//! The frame of a script: header, run, and what only the whole program tells: which debts it knows, what it forgets.

use super::super::quote::batch::{comment, fits_comment};
use super::blocks::{block, environment, template_of};
use super::{Form, Script, TEMPLATES, facts, labels};
use crate::emit::needs;
use crate::emit::text::{WIDTH, heading, wrapped};
use crate::program::Op;
use minijinja::{Environment, Value, context};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// A number as wide text, which compares like the number: `set /a` ends at 2,147,483,647.
const WIDE: &str = ":wide\nset \"WIDE=00000000000000000000%1\"\nset \"WIDE=%WIDE:~-20%\"\ngoto :eof\n";

const WIDE_VERSION: &str = ":wide_version\nset \"WIDE=\"\nfor /f \"tokens=1-4 delims=.\" %%A in (\"%1.0.0.0\") do for %%P in (%%A %%B %%C %%D) do set \"PART=0000000000%%P\" & call :wide_part\ngoto :eof\n:wide_part\nset \"WIDE=%WIDE%%PART:~-10%\"\ngoto :eof\n";

const ASK: &str = "rem One of the states that a check asks for.\n:ask\nif not defined MISSING set \"MISSING=false\"\nset \"IS=unknown\" & set \"AFTER=\"\ncall :test_%1\n";

/// What a check inserts may have no value here: then it is unknown, whatever was found.
const REQUIRED: &str = "for %%R in (%REQUIRED%) do if not defined %%R set \"IS=unknown\"\n";

const FORGET_SEEN: &str = "for %%C in (%SEEN%) do set \"is.%%C=\"\nset \"SEEN=\"\nif not defined SEEN_MANY goto :eof\nset \"SEEN_MANY=\"\nfor /f \"delims==\" %%V in ('2^>nul set is.') do if not \"%%V\"==\"is.scope\" if not \"%%V\"==\"is.goal\" set \"%%V=\"\n";

/// Where the lines of [`inherited`] go: no text of a plan has a line end.
const INHERITED: &str = "inherited\n";

/// Clears each variable of the templates that the script reads: a machine that has, say, a variable KMS_HOST must not be taken
/// for one whose plan asks for a host. One that is called DATE or ERRORLEVEL stands in front of what cmd.exe means by it.
fn inherited(text: &str) -> String {
    let own: BTreeSet<&str> =
        TEMPLATES.iter().flat_map(|(_, source)| read_in(source)).chain(read_in(REQUIRED)).collect();
    let mut names = vec!["ERRORLEVEL"];
    names.extend(read_in(text).intersection(&own));
    let lines = names.chunks(100).map(|names| format!("for %%V in ({}) do set \"%%V=\"\n", names.join(" ")));
    lines.collect()
}

/// The variables that these lines read, as far as their names are capital letters alone.
fn read_in(text: &str) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for (mark, end) in [("defined ", " "), ("%", "%:"), ("!", "!:")] {
        for (at, _) in text.match_indices(mark) {
            let rest = &text[at + mark.len()..];
            let length = rest.find(|c: char| !c.is_ascii_uppercase() && c != '_').unwrap_or(rest.len());
            if length > 1 && rest[length..].starts_with(|c| end.contains(c)) {
                names.insert(&rest[..length]);
            }
        }
    }
    names
}

impl Script<'_> {
    fn uses_fits(&self) -> bool {
        self.operands.contains("HEAD_LENGTH")
            || self.operands.contains("TAIL_LENGTH")
            || self.operands.contains("INSIDE")
            || self.operands.contains("LAST")
    }

    pub(super) fn frame(&mut self, actions: &str) -> String {
        let program = self.program;
        let env = environment();
        let listed = self.form == Form::Listed;
        let blocks = self.blocks(&env);
        let safe = |text: &str| Value::from_safe_string(text.to_owned());
        // What a command is called by is cleared with its step: it outlives the states that its `unless` asks for.
        let kept = ["COMMAND", "UNLESS", "ONCE", "SAID", "EXITS", "REBOOT_EXITS"];
        let operands = self.operands.iter().copied().chain(["MISSING"]).filter(|name| !kept.contains(name));
        let operands: Vec<&str> = operands.collect::<BTreeSet<_>>().into_iter().collect();
        let read_once = facts::render(program, &needs::needed(program));
        let conditions = self.conditions(&env, actions, &read_once);
        let list = |label: &str| block(&env, "list", "list", &[safe(label)]);
        let uses_attempts = program.actions.iter().any(|action| action.retry.times > 1);
        let context = context! {
            plan => safe(&program.plan),
            edition => program.edition.map(safe),
            hash => safe(program.short_hash()),
            inherited => safe(INHERITED),
            header => safe(self.header().trim_end()),
            actions => safe(actions),
            listed => listed,
            names_steps => program.checks.iter().any(|check| check.id.contains(':')),
            lines => safe(if listed { "list " } else { "" }),
            tell => safe(if listed { "tell" } else { "info" }),
            steps => safe(if listed { "list_steps " } else { "" }),
            pages => safe(if listed { " & set \"PAGES=0\"" } else { "" }),
            list => safe(&if listed { heading("rem", "Lists: each line that begins with the name of one is run", '=') + &list("list") + "\n" } else { String::new() }),
            list_steps => safe(&if listed && uses_attempts { list("list_steps") } else { String::new() }),
            conditions => safe(conditions.trim_end()),
            tests => safe(blocks.tests.trim_end()),
            applies => safe(blocks.applies.trim_end()),
            tells => safe(&blocks.tells),
            helps => safe(blocks.helps.trim_end()),
            facts => safe(read_once.trim_end()),
            own => safe(self.own().trim_end()),
            operands => safe(&operands.join(" ")),
            required => safe(if self.operands.contains("REQUIRED") { REQUIRED } else { "" }),
            forget => safe(self.forget().trim_end()),
            known_debts => safe(self.known_debts().trim_end()),
            stops_services => needs::stops_services(program),
            uses_attempts => uses_attempts,
            uses_fits => self.uses_fits(),
            uses_package => self.tests.contains("package_absent"),
            uses_license => self.applies.iter().any(|apply| template_of(apply) == "license"),
            uses_command => self.applies.contains("run") || self.applies.contains("run_once"),
            uses_message => self.applies.contains("message"),
            uses_results => needs::conditions(program).iter().any(|cond| !cond.results().is_empty()),
        };
        let template = env.get_template("script").expect("the template is built in");
        let text = template.render(context).expect("the template is strict, and everything it asks for is given");
        text.replacen(INHERITED, inherited(&text).trim_end(), 1)
    }

    /// Conditions and checks, and the subroutines that they share.
    fn conditions(&mut self, env: &Environment<'_>, lists: &str, read_once: &str) -> String {
        let mut out = String::new();
        if self.form == Form::Listed {
            if self.tests.contains("unless") {
                let unless = Value::from_safe_string("list_unless ".into());
                out.push_str(&block(env, "command", "test_unless", &[unless]));
                out.push_str(&block(env, "list", "list", &[Value::from_safe_string("list_unless".into())]));
            }
            out.push_str(&block(env, "list", "helpers", &[]));
        } else {
            out.push_str(&self.subroutines());
            self.unless().iter().for_each(|(_, lines)| out.push_str(lines));
        }
        let calls = |label: &str| [&out, lists, read_once].iter().any(|text| text.contains(label));
        let (asks, wide, wide_version) = (calls("call :ask "), calls("call :wide "), calls("call :wide_version "));
        for (used, lines) in [(wide, WIDE), (wide_version, WIDE_VERSION), (asks, ASK)] {
            out.push_str(if used { lines } else { "" });
        }
        if asks {
            out.push_str(if self.operands.contains("REQUIRED") { REQUIRED } else { "" });
            out.push_str("goto clear\n");
        }
        out
    }

    /// The header, which is the help: `/?` prints the lines that begin with `rem #`.
    fn header(&self) -> String {
        let program = self.program;
        let plan = program.plan.as_str();
        let title = if fits_comment(&program.title) { program.title.as_str() } else { plan };
        let mut out = String::new();
        let mut line = |text: &str| {
            let _ = writeln!(out, "rem # {text}");
        };
        for text in wrapped(comment(&format!("{plan}: {title}")).as_str(), WIDTH - 6) {
            line(&text);
        }
        let references = program.references.join(" ");
        let description =
            if fits_comment(&program.description.replace('\n', " ")) { program.description.as_str() } else { "" };
        let see = if references.is_empty() { String::new() } else { format!("See {references}.") };
        for text in wrapped(comment(&format!("{description} {see}")).as_str(), WIDTH - 8) {
            line(&format!("  {text}"));
        }
        if !program.scope.text.is_empty() {
            let scope = format!("For machines where: {}; elsewhere it changes nothing.", program.scope.text);
            for text in wrapped(comment(&scope).as_str(), WIDTH - 6) {
                line(&text);
            }
        }
        line(&format!("Usage: {}.cmd [/detect or /whatif] [/restart] [/log:PATH] [/quiet] [/?]", program.file_stem()));
        line("  /detect    observe only: scope, each check and goal");
        line("  /whatif    say for each action what it would do, change nothing");
        line(
            "  /restart   restart the machine after a minute if a restart is required (programs are closed, whatever is open in",
        );
        line("             them); without it this script never does");
        line(&format!(
            "  /log:PATH  instead of Logs\\Regimen\\{plan}.log in the Windows folder (kept under 1 MiB together with PATH.1);"
        ));
        line("             name a folder that only administrators can write to: a link there would be followed");
        line("  /quiet     print the last line only");
        line(
            "Exit codes: 0 compliant, changed or not applicable; 1 failed, or /detect and /whatif found something to do;",
        );
        line(
            "  2 wrong arguments; 4 undetermined; 5 not elevated; 6 busy; 3010 a restart is required: restart, run it again",
        );
        let _ = writeln!(
            out,
            "rem Made by regimen from plan {plan}, SHA-256 {}. Change the plan, not this file.",
            program.short_hash()
        );
        out
    }

    /// What is observed again once an operation was issued.
    fn forget(&self) -> String {
        let mut out = String::from("set \"seen.license=\"\n");
        if self.form == Form::Listed {
            // Only what was observed, and everything where that is too much for one line.
            out.push_str(FORGET_SEEN);
            return out;
        }
        let used: Vec<String> = self
            .program
            .checks
            .iter()
            .filter(|c| c.observable)
            .map(|c| format!("is.{}", labels::variable(&c.id)))
            .collect();
        for chunk in used.chunks(40) {
            let _ = writeln!(out, "for %%C in ({}) do set \"%%C=\"", chunk.join(" "));
        }
        out
    }

    /// Which debts an action of this plan can have.
    fn known_debts(&self) -> String {
        let mut out = String::new();
        for id in &self.program.order {
            let action = self.program.action(*id);
            let mut words = vec!["begun".to_owned()];
            if action.may_restart {
                words.extend(["restart".to_owned(), "restarts".to_owned()]);
            }
            if action
                .steps
                .iter()
                .chain(&action.finally)
                .flat_map(|s| &s.parts)
                .any(|p| matches!(&p.op, Op::Run(c) if c.once.is_some()))
            {
                words.push("once".to_owned());
            }
            words.extend(action.consumers.iter().map(|c| format!("changed.{}", self.id(*c))));
            for chunk in words.chunks(40) {
                let _ = writeln!(
                    out,
                    "for %%D in ({}) do if defined kept.{1}.%%D set \"may.{1}.%%D=yes\"",
                    chunk.join(" "),
                    action.id
                );
            }
            if !action.finally.is_empty() {
                let _ = writeln!(out, "if defined kept.{0}.begun set \"may.finally.{0}=yes\"", action.id);
            }
        }
        out
    }
}
