//! `command`: a program or a script of the author's. It has no state of its own: what makes it unnecessary is said beside it.

use super::license::code;
use super::{Kind, Resource, Role, Scope, Slot, State};
use crate::condition::{Cond, Truth};
use crate::diag::{Code, Diagnostic};
use crate::program::{self, Condition, Invocation, Op, Part, Probe, Shell};
use crate::simulate::Facts;
use crate::simulate::machine::Machine;
use crate::source::{Spanned, Text};
use crate::syntax::{self, Node, NodeKind, OneOrMany, Seconds, Table};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The kind `command`.
pub(super) struct Command;

/// A program, or a script of the author's. It has no state: `unless`, `once` or a `when` with `.changed` says when it is
/// needed.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(extend("x-begin" = "run"))]
struct Fields {
    /// The program and its arguments; without a folder it is System32's.
    #[schemars(with = "Option<Vec<Text>>", extend("x-example" = "{ run: [ipconfig, /flushdns] }"))]
    run: Option<Spanned<Node>>,
    /// The text of a script; nothing is inserted into it.
    #[schemars(extend("x-example" = "{ shell: cmd, script: 'echo made > C:\\Example\\made.txt', once: true }"))]
    script: Option<Text>,
    /// Which shell `script` is for.
    #[schemars(extend("x-example" = "{ shell: cmd, script: 'exit 0', once: true }"))]
    shell: Option<Spanned<Shell>>,
    /// The exit codes of success; decimal, negative or hexadecimal.
    #[schemars(extend("default" = 0, "x-example" = "{ run: [robocopy, 'C:\\A', 'C:\\B'], exits: [0, 1] }"))]
    exits: Option<Spanned<OneOrMany<Spanned<i64>>>>,
    /// The exit codes that ask for a restart.
    #[schemars(extend("x-example" = "{ run: [wusa, 'C:\\Example\\a.msu', /quiet], reboot-exits: 3010 }"))]
    reboot_exits: Option<Spanned<OneOrMany<Spanned<i64>>>>,
    /// After which time it has failed.
    #[schemars(extend("default" = format!("{}m", program::DEFAULT_TIMEOUT / 60), "x-example" = "{ run: [ipconfig, /flushdns], timeout: 90s }"))]
    timeout: Option<Spanned<Seconds>>,
    /// Variables of its environment.
    #[schemars(extend("x-example" = "{ run: [ipconfig, /flushdns], env: { LEVEL: '2' } }"))]
    env: Option<Table<Text>>,
    /// What makes it unnecessary, tested before and after it: a condition, or one state.
    #[schemars(
        with = "Option<super::Unless>",
        extend(
            "x-check" = false,
            "x-example" = "{ run: [ipconfig, /flushdns], unless: { file: { path: 'C:\\Example\\made.txt' } } }"
        )
    )]
    unless: Option<Node>,
    /// `true`: at most once a machine, for this very command.
    #[schemars(extend("x-check" = false, "x-example" = "{ run: [ipconfig, /flushdns], once: true }"))]
    once: Option<Spanned<bool>>,
    /// What it changes, for the order of actions: paths, registry keys, `service NAME`.
    #[schemars(extend("x-example" = "{ run: [ipconfig, /flushdns], touches: 'HKLM\\SOFTWARE\\Example' }"))]
    touches: Option<OneOrMany<Text>>,
}

#[derive(Debug)]
struct Commanded {
    command: program::Command,
    unless: Unless,
    touches: Vec<String>,
}

/// What makes the command unnecessary.
#[derive(Debug)]
enum Unless {
    Condition(Condition),
    State(Box<dyn State>),
    Once(String),
    /// Nothing: it stands under a `when` with `.changed`, or is a check.
    Nothing,
}

impl Kind for Command {
    fn name(&self) -> &'static str {
        "command"
    }

    fn schema(&self, generator: &mut SchemaGenerator) -> Schema {
        Fields::json_schema(generator)
    }

    fn read(&self, node: &Node, scope: &mut dyn Scope) -> Option<Box<dyn State>> {
        let fields: Fields = super::fields(node, scope)?;
        let error = |scope: &mut dyn Scope, code, span, title: &str, help: &str| {
            scope.sink().push(Diagnostic::error(code, span, title).help(help));
        };
        let what = match (&fields.run, &fields.script) {
            (Some(run), None) => {
                let words = words(&run.value, scope)?;
                if words.is_empty() {
                    error(
                        scope,
                        Code::MissingField,
                        run.span,
                        "`run` names no program",
                        "write `run: [program.exe, argument]`",
                    );
                    return None;
                }
                if let Some(builtin) = words.first().filter(|word| is_builtin(&word.value)) {
                    let title = format!("`{}` is a command of cmd.exe, and no program", builtin.value);
                    let help = "write `run: [cmd.exe, /d, /c, ...]`, or a `script` with `shell: cmd`";
                    error(scope, Code::WrongValue, builtin.span, &title, help);
                    return None;
                }
                let words: Option<Vec<_>> = words
                    .iter()
                    .enumerate()
                    .map(|(index, word)| scope.interpolate(word, if index == 0 { Slot::Path } else { Slot::Plain }))
                    .collect();
                Invocation::Program(words?)
            }
            (None, Some(script)) => {
                if let Some(at) = script.value.find("${") {
                    let span = script.locate(at..at + 2);
                    error(
                        scope,
                        Code::ScriptInterpolation,
                        span,
                        "`${}` in a script would put text into code",
                        "hand the value over with `env`, or use `run`",
                    );
                    return None;
                }
                let Some(shell) = fields.shell else {
                    error(
                        scope,
                        Code::MissingField,
                        script.span,
                        "which shell is this script for?",
                        "add `shell: cmd` or `shell: powershell`",
                    );
                    return None;
                };
                Invocation::Script(shell.value, script.value.clone())
            }
            _ => {
                error(
                    scope,
                    Code::MissingField,
                    node.span,
                    "a command is either `run` or `script`",
                    "write `run: [program.exe, argument]`",
                );
                return None;
            }
        };
        if let (Some(shell), Some(_)) = (fields.shell, &fields.run) {
            error(scope, Code::Contradiction, shell.span, "`shell` belongs to `script`", "leave it out");
            return None;
        }
        let mut codes = |list: Option<Spanned<OneOrMany<Spanned<i64>>>>, default: &[i32]| -> Option<Vec<i32>> {
            let Some(list) = list else { return Some(default.to_vec()) };
            let mut found = Vec::new();
            for number in list.value.0 {
                let Some(number) = code(number.value) else {
                    error(
                        scope,
                        Code::OutOfRange,
                        number.span,
                        "an exit code is a 32-bit number",
                        "write it in decimal or as `0x...`",
                    );
                    return None;
                };
                found.push(number);
            }
            Some(found)
        };
        let exits = codes(fields.exits, &[0])?;
        let reboot_exits = codes(fields.reboot_exits, &[])?;
        let mut env = Vec::new();
        for (name, value) in fields.env.unwrap_or_default() {
            let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
            if name.value.is_empty() || !name.value.bytes().all(fits) || name.value.as_bytes()[0].is_ascii_digit() {
                error(scope, Code::BadName, name.span, "this is not a variable's name", "use letters, digits and `_`");
                return None;
            }
            env.push((name.value.clone(), scope.interpolate(&value, Slot::Plain)?));
        }
        let mut command = program::Command {
            what,
            exits,
            reboot_exits,
            timeout: fields.timeout.map_or(program::DEFAULT_TIMEOUT, |t| t.value.0),
            env,
            once: None,
        };
        let unless = match (fields.unless, fields.once) {
            (Some(unless), None) => match &unless.kind {
                NodeKind::Scalar { text, .. } => Unless::Condition(scope.condition(text)?),
                _ => Unless::State(scope.inline_state(&unless)?),
            },
            (None, Some(Spanned { value: true, .. })) => {
                let hash = hash(&command);
                command.once = Some(hash.clone());
                Unless::Once(hash)
            }
            (Some(_), Some(once)) => {
                error(
                    scope,
                    Code::Contradiction,
                    once.span,
                    "`once` and `unless` are two answers to one question",
                    "keep one of them",
                );
                return None;
            }
            _ => Unless::Nothing,
        };
        if scope.role() == Role::Check
            && let Unless::Condition(_) | Unless::State(_) | Unless::Once(_) = unless
        {
            error(
                scope,
                Code::ActionOnly,
                node.span,
                "a command that is a check is run each time",
                "leave out `unless` and `once`",
            );
            return None;
        }
        let touches = fields.touches.map(|texts| texts.0).unwrap_or_default();
        Some(Box::new(Commanded { command, unless, touches: touches.into_iter().map(|t| t.value).collect() }))
    }
}

/// The words of `run`. One text may be a whole command line: it is shown as the list that is meant.
fn words(node: &Node, scope: &mut dyn Scope) -> Option<Vec<Text>> {
    let NodeKind::Scalar { text, .. } = &node.kind else { return syntax::decode(node, scope.sink()) };
    let mistake = Diagnostic::error(Code::WrongType, node.span, "`run` is a list of words, and this is one text");
    let is_plain = |word: &str| {
        !word.contains(['\'', '"', '[', ']', '{', '}', ',', '#', ':', '%', '@', '`', '&', '*', '!', '|', '>'])
    };
    let words: Vec<&str> = text.value.split_whitespace().collect();
    // Quotes keep words together in ways that only a person can tell.
    let list = (!words.is_empty() && !text.value.contains(['\'', '"'])).then(|| {
        let quoted = words.iter().map(|word| if is_plain(word) { (*word).to_owned() } else { syntax::quoted(word) });
        format!("[{}]", quoted.collect::<Vec<_>>().join(", "))
    });
    scope.sink().push(match list {
        Some(list) => mistake.help(format!("write `{list}`")).fix(node.span, list),
        None => mistake.help("write `[program.exe, 'an argument', another]`"),
    });
    None
}

/// The commands of cmd.exe that are no programs of their own.
const BUILTINS: &[&str] = &[
    "assoc", "call", "cd", "chdir", "cls", "copy", "date", "del", "dir", "echo", "endlocal", "erase", "exit", "for",
    "ftype", "goto", "if", "md", "mkdir", "mklink", "move", "path", "pause", "popd", "prompt", "pushd", "rd", "rem",
    "ren", "rename", "rmdir", "set", "setlocal", "shift", "start", "time", "title", "type", "ver", "verify", "vol",
];

fn is_builtin(word: &str) -> bool {
    BUILTINS.iter().any(|builtin| builtin.eq_ignore_ascii_case(word))
}

/// What tells this command from another: SHA-256, the first 16 digits.
fn hash(command: &program::Command) -> String {
    let text = serde_json::to_string(command).expect("a command has no map with other keys than text");
    Sha256::digest(text).iter().take(8).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

impl State for Commanded {
    fn parts(&self) -> Vec<Part> {
        let probe = match &self.unless {
            Unless::Condition(condition) => Probe::Holds(condition.cond.clone()),
            Unless::State(state) => Probe::All(state.probes()),
            Unless::Once(hash) => Probe::DoneOnce { hash: hash.clone() },
            Unless::Nothing => Probe::Never,
        };
        vec![Part { probe, op: Op::Run(self.command.clone()) }]
    }

    fn probes(&self) -> Vec<Probe> {
        vec![Probe::Succeeds(self.command.clone())]
    }

    fn resources(&self) -> Vec<Resource> {
        self.touches.iter().map(|text| Resource::named(text)).collect()
    }

    fn holds(&self, machine: &Machine, facts: &Facts) -> Truth {
        match &self.unless {
            Unless::State(state) => state.holds(machine, facts),
            Unless::Condition(condition) => match condition.cond {
                Cond::Const(truth) => truth,
                _ => Truth::Unknown,
            },
            Unless::Once(_) | Unless::Nothing => Truth::Unknown,
        }
    }

    fn counts_for_goal(&self) -> bool {
        matches!(self.unless, Unless::Condition(_) | Unless::State(_))
    }

    fn needs_changed(&self) -> Option<&'static str> {
        matches!(self.unless, Unless::Nothing).then_some("a command has no state that could be tested")
    }

    fn condition(&self) -> Option<&Condition> {
        match &self.unless {
            Unless::Condition(condition) => Some(condition),
            _ => None,
        }
    }

    fn unless(&self) -> Option<&dyn State> {
        match &self.unless {
            Unless::State(state) => Some(&**state),
            _ => None,
        }
    }

    fn cost(&self) -> u8 {
        3
    }
}
