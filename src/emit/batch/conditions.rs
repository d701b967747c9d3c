//! Conditions as chains of tests into one variable: `IS` is true, false or unknown. One subroutine a condition and one a
//! nested chain, no nested blocks.

use super::{Form, checks, labels};
use crate::condition::{ActionId, Comparison, Cond, Glob, Operand, ResultKind, Shape, Truth, Type, Value};
use crate::emit::quote::batch::{Refusal, known};
use crate::program::{Program, Reading};
use std::fmt::Write as _;

/// Why a condition cannot be a batch script.
pub(super) enum Reason {
    Text(Refusal),
    /// A fact that costs a program of its own, or that cmd.exe cannot read.
    Fact(&'static str),
    /// The kind of thing, and why not.
    Kind(&'static str, &'static str),
}

/// Which patterns cmd.exe can compare.
pub(super) const SHAPES: &str = "cmd.exe compares a beginning and an end, or a part: `x*`, `*x`, `x*y` and `*x*`";

impl From<Refusal> for Reason {
    fn from(refusal: Refusal) -> Self {
        Self::Text(refusal)
    }
}

/// Facts that cmd.exe cannot read without a tool that is gone from current releases, or at all.
const UNREADABLE: &[&str] = &["now", "machine.domain-role", "os.language", "powershell.version"];

/// Whether a fact can be read.
pub(super) fn readable(name: &'static str) -> Result<(), Reason> {
    if UNREADABLE.contains(&name) { Err(Reason::Fact(name)) } else { Ok(()) }
}

/// Writes subroutines; `consumer` is the action whose turn it is, for `.changed`.
pub(super) struct Writer<'a> {
    pub(super) program: &'a Program,
    pub(super) consumer: Option<ActionId>,
    pub(super) out: String,
    /// Nested chains that are still to be written.
    pending: Vec<(String, Cond)>,
    form: Form,
}

impl<'a> Writer<'a> {
    pub(super) const fn new(program: &'a Program, consumer: Option<ActionId>) -> Self {
        Self { program, consumer, out: String::new(), pending: Vec::new(), form: Form::Straight }
    }

    /// Writes for a script of this form.
    pub(super) const fn in_form(mut self, form: Form) -> Self {
        self.form = form;
        self
    }

    /// A condition as lines of a list, with the checks that it asks for: a chain that is decided goes on at `to LABEL`.
    pub(super) fn inline(&mut self, label: &str, cond: &Cond) -> Result<(), Reason> {
        self.inline_body(label, cond, label, &mut 0)
    }

    fn inline_body(&mut self, label: &str, cond: &Cond, root: &str, next: &mut usize) -> Result<(), Reason> {
        let (all, decides, end) = match cond {
            Cond::And(all) => (all.as_slice(), "and", "all_true"),
            Cond::Or(all) => (all.as_slice(), "or", "none_true"),
            cond => {
                self.inline_operand(cond, root, next)?;
                let _ = writeln!(self.out, "to {label}");
                return Ok(());
            }
        };
        let _ = writeln!(self.out, "set \"doubt.{label}=\"");
        for cond in all {
            self.inline_operand(cond, root, next)?;
            let _ = writeln!(self.out, "call :{decides} {label}");
        }
        let _ = writeln!(self.out, "call :{end} {label}\nto {label}");
        Ok(())
    }

    fn inline_operand(&mut self, cond: &Cond, root: &str, next: &mut usize) -> Result<(), Reason> {
        match cond {
            Cond::Not(inner) => {
                self.inline_operand(inner, root, next)?;
                self.out.push_str(NEGATE);
            }
            Cond::And(_) | Cond::Or(_) => {
                *next += 1;
                let nested = format!("{root}_part_{next}");
                self.inline_body(&nested, cond, root, next)?;
            }
            Cond::Check(id) => {
                self.out.push_str(&checks::inline(&self.program.checks[id.0], self.program, self.form)?);
            }
            leaf => {
                let lines = self.leaf(leaf)?;
                self.out.push_str(&lines);
            }
        }
        Ok(())
    }

    /// A condition under its label, and the chains nested in it behind.
    pub(super) fn subroutine(&mut self, label: &str, comment: &str, cond: &Cond) -> Result<(), Reason> {
        let _ = writeln!(self.out, ":{label}");
        if !comment.is_empty() {
            let _ = writeln!(self.out, "rem {comment}");
        }
        let mut next = 0;
        self.body(label, cond, label, &mut next)?;
        while let Some((nested, cond)) = self.pending.pop() {
            let _ = writeln!(self.out, ":{nested}");
            self.body(&nested, &cond, label, &mut next)?;
        }
        Ok(())
    }

    fn body(&mut self, label: &str, cond: &Cond, root: &str, next: &mut usize) -> Result<(), Reason> {
        match cond {
            Cond::And(all) => self.chain(label, all, "false", root, next)?,
            Cond::Or(all) => self.chain(label, all, "true", root, next)?,
            cond => {
                let negated = self.operand(cond, root, next)?;
                if negated {
                    self.out.push_str(NEGATE);
                }
                self.out.push_str("goto :eof\n");
            }
        }
        Ok(())
    }

    /// A chain: the first operand that is `deciding` ends it; an unknown one is remembered.
    fn chain(&mut self, label: &str, all: &[Cond], deciding: &str, root: &str, next: &mut usize) -> Result<(), Reason> {
        let other = if deciding == "true" { "false" } else { "true" };
        let _ = writeln!(self.out, "set \"doubt.{label}=\"");
        for cond in all {
            let negated = self.operand(cond, root, next)?;
            if negated {
                let _ = writeln!(self.out, "if \"%IS%\"==\"{other}\" (set \"IS={deciding}\" & goto :eof)");
            } else {
                let _ = writeln!(self.out, "if \"%IS%\"==\"{deciding}\" goto :eof");
            }
            let _ = writeln!(self.out, "if \"%IS%\"==\"unknown\" set \"doubt.{label}=yes\"");
        }
        let _ = writeln!(self.out, "set \"IS={other}\"");
        let _ = writeln!(self.out, "if defined doubt.{label} set \"IS=unknown\"");
        self.out.push_str("goto :eof\n");
        Ok(())
    }

    /// Lines that set `IS`; whether the answer is to be turned round.
    fn operand(&mut self, cond: &Cond, root: &str, next: &mut usize) -> Result<bool, Reason> {
        match cond {
            Cond::Not(inner) => return Ok(!self.operand(inner, root, next)?),
            Cond::And(_) | Cond::Or(_) => {
                *next += 1;
                let nested = format!("{root}_part_{next}");
                let _ = writeln!(self.out, "call :{nested}");
                self.pending.push((nested, cond.clone()));
            }
            leaf => {
                let lines = self.leaf(leaf)?;
                self.out.push_str(&lines);
            }
        }
        Ok(false)
    }

    fn leaf(&self, cond: &Cond) -> Result<String, Reason> {
        let program = self.program;
        Ok(match cond {
            Cond::Const(truth) => format!("set \"IS={truth}\"\n"),
            Cond::Check(id) => format!("call :check_{}\n", labels::suffix(&program.checks[id.0].id)),
            Cond::Result { action, what } => self.result(*action, *what),
            Cond::Fact(fact) => {
                readable(fact.name())?;
                format!("set \"IS=unknown\"\nif defined {0} set \"IS=%{0}%\"\n", fact.name())
            }
            Cond::Has(map) => format!("set \"IS=%has.{}%\"\n", program.map(*map).id),
            Cond::InMap { item, map } => match item {
                Operand::Fact(fact) if program.map(*map).by == [*fact] => {
                    format!("set \"IS=%has.{}%\"\n", program.map(*map).id)
                }
                _ => {
                    return Err(Reason::Kind(
                        "looking for something else than a map's own fact among its keys",
                        "the script looks the entry up once, by that fact",
                    ));
                }
            },
            Cond::Compare { left, op, right } => self.compare(left, *op, right)?,
            Cond::In { item, set } => {
                let variable = self.variable(item)?;
                let mut lines = self.before(item)?;
                for value in set {
                    lines.push_str(&equals(&variable, value)?);
                }
                lines
            }
            Cond::Like { item, pattern } => self.like(item, pattern)?,
            Cond::Not(_) | Cond::And(_) | Cond::Or(_) => String::new(),
        })
    }

    fn result(&self, action: ActionId, what: ResultKind) -> String {
        let id = &self.program.action(action).id;
        let ended = |words: &str| format!("for %%W in ({words}) do if \"%ended.{id}%\"==\"%%W\" set \"IS=true\"\n");
        let lines = match what {
            ResultKind::Changed => {
                let consumer = self.consumer.map_or("", |c| self.program.action(c).id.as_str());
                format!(
                    "if defined kept.{id}.changed.{consumer} set \"IS=true\"\nif \"%MODE%\"==\"whatif\" for %%V in (would.{id} kept.{id}.begun) do if defined %%V set \"IS=true\"\n"
                )
            }
            ResultKind::Done => format!("if defined kept.{id}.once set \"IS=true\"\n{}", ended("changed unchanged")),
            ResultKind::Failed => ended("failed"),
            ResultKind::Skipped => ended("skipped"),
        };
        format!("set \"IS=false\"\n{lines}")
    }

    /// The variable that holds an operand.
    fn variable(&self, operand: &Operand) -> Result<String, Reason> {
        Ok(match operand {
            Operand::Fact(fact) => {
                readable(fact.name())?;
                fact.name().to_owned()
            }
            Operand::CheckValue(id) => {
                let check = &self.program.checks[id.0];
                match &check.value {
                    Some((Reading::Registry { .. }, Type::Int)) => format!("value.{}", check.id),
                    _ => {
                        return Err(Reason::Kind(
                            "comparing a `.value` that is not a number of the registry",
                            "data may hold what cmd.exe takes for code",
                        ));
                    }
                }
            }
            Operand::Literal(_) => {
                return Err(Reason::Kind("comparing two written values", "nothing of the machine is in it"));
            }
        })
    }

    /// Lines in front of comparisons: `IS` is unknown, or false where the operand is there. What may be absent equals
    /// only `none`.
    fn before(&self, item: &Operand) -> Result<String, Reason> {
        let variable = self.variable(item)?;
        Ok(match item {
            Operand::CheckValue(id) => {
                let check = &self.program.checks[id.0];
                let read = match self.form {
                    Form::Straight => format!("call :value_{}\n", labels::suffix(&check.id)),
                    Form::Listed => checks::value_lines(check, self.program).unwrap_or_default(),
                };
                format!("{read}set \"IS=false\"\nif \"%{variable}%\"==\"unknown\" set \"IS=unknown\"\n")
            }
            _ if may_be_absent(&variable) => "set \"IS=false\"\n".to_owned(),
            _ => format!("set \"IS=unknown\"\nif defined {variable} set \"IS=false\"\n"),
        })
    }

    fn compare(&self, left: &Operand, op: Comparison, right: &Operand) -> Result<String, Reason> {
        let (item, op, value) = match (left, right) {
            (item, Operand::Literal(value)) => (item, op, value),
            (Operand::Literal(value), item) => (item, turned(op), value),
            _ => {
                return Err(Reason::Kind(
                    "comparing two things of the machine",
                    "what one side is has to be known when the script is made",
                ));
            }
        };
        let variable = self.variable(item)?;
        let mut lines = self.before(item)?;
        let negated = op == Comparison::NotEqual;
        match op {
            Comparison::Equal | Comparison::NotEqual => {
                lines.push_str(&equals(&variable, value)?);
            }
            _ => lines.push_str(&ordered(&variable, item, op, value)?),
        }
        if negated {
            lines.push_str(NEGATE);
        }
        Ok(lines)
    }

    fn like(&self, item: &Operand, pattern: &Glob) -> Result<String, Reason> {
        let variable = self.variable(item)?;
        let mut lines = self.before(item)?;
        let set = |name: &str, text: &str| known(text).map(|text| format!("set \"{name}={}\"\n", text.as_str()));
        let (head, tail) = match pattern.shape() {
            Shape::Literal(text) => {
                let _ = writeln!(lines, "if /i \"%{variable}%\"==\"{}\" set \"IS=true\"", known(text)?.as_str());
                return Ok(lines);
            }
            Shape::Ends(head, tail) => (head, tail),
            Shape::Inside(text) if !text.starts_with('~') && !text.contains(['=', '!', '*', ':', '%']) => {
                let _ = writeln!(
                    lines,
                    "if defined {variable} if not \"%{variable}:{0}=%\"==\"%{variable}%\" set \"IS=true\"",
                    known(text)?.as_str()
                );
                return Ok(lines);
            }
            _ => return Err(Reason::Kind("a pattern of this shape", SHAPES)),
        };
        lines.push_str(&set("HEAD", head)?);
        lines.push_str(&set("TAIL", tail)?);
        let (h, t) = (head.len(), tail.len());
        let mut test = format!("if defined {variable}");
        if h + t > 0 {
            let _ = write!(test, " if not \"%{variable}:~{},1%\"==\"\"", h + t - 1);
        }
        if h > 0 {
            let _ = write!(test, " if /i \"%{variable}:~0,{h}%\"==\"%HEAD%\"");
        }
        if t > 0 {
            let _ = write!(test, " if /i \"%{variable}:~-{t}%\"==\"%TAIL%\"");
        }
        let _ = writeln!(lines, "{test} set \"IS=true\"");
        lines.push_str("set \"HEAD=\" & set \"TAIL=\"\n");
        Ok(lines)
    }
}

const NEGATE: &str = "if \"%IS%\"==\"true\" (set \"IS=false\") else if \"%IS%\"==\"false\" set \"IS=true\"\n";

/// Facts that may be absent although they could be read.
fn may_be_absent(variable: &str) -> bool {
    matches!(variable, "os.revision" | "machine.domain")
}

const fn turned(op: Comparison) -> Comparison {
    match op {
        Comparison::Less => Comparison::Greater,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::Greater => Comparison::Less,
        Comparison::AtLeast => Comparison::AtMost,
        same => same,
    }
}

/// The line that makes `IS` true where a variable equals a value; none where it never does. Numbers of the registry are
/// compared as they are printed.
fn equals(variable: &str, value: &Value) -> Result<String, Reason> {
    let reads_registry = variable.starts_with("value.");
    let wanted = match value {
        Value::None if reads_registry || may_be_absent(variable) => {
            return Ok(format!("if not defined {variable} set \"IS=true\"\n"));
        }
        // Where such a fact is not defined it is unknown, not absent.
        Value::None => return Ok(String::new()),
        // Data is unsigned.
        Value::Int(number) if reads_registry && *number < 0 => return Ok(String::new()),
        Value::Int(number) if reads_registry => format!("0x{number:x}"),
        Value::Version(parts) => {
            // Missing parts are 0, on both sides: the facts have no trailing zeros but `.0` of a major version.
            let mut parts = parts.clone();
            while parts.len() > 2 && parts.last() == Some(&0) {
                parts.pop();
            }
            parts.resize(parts.len().max(2), 0);
            parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")
        }
        value => known(&value.to_string())?.as_str().to_owned(),
    };
    Ok(format!("if /i \"%{variable}%\"==\"{wanted}\" set \"IS=true\"\n"))
}

/// Lines for `< <= > >=`: as text of a fixed width, since `set /a` ends at 2,147,483,647.
fn ordered(variable: &str, item: &Operand, op: Comparison, value: &Value) -> Result<String, Reason> {
    let word = match op {
        Comparison::Less => "LSS",
        Comparison::AtMost => "LEQ",
        Comparison::Greater => "GTR",
        _ => "GEQ",
    };
    Ok(match (value, item) {
        (Value::Int(number), _) if *number < 0 => {
            let truth = Truth::from(matches!(op, Comparison::Greater | Comparison::AtLeast));
            format!("if defined {variable} set \"IS={truth}\"\n")
        }
        (Value::Int(number), Operand::CheckValue(_)) => format!(
            "if \"%IS%\"==\"false\" if defined {variable} call :wide_hex %{variable}%\n\
             if \"%IS%\"==\"false\" if defined {variable} if \"%WIDE%\" {word} \"{}\" set \"IS=true\"\n",
            wide_hex(*number)
        ),
        (Value::Int(number), _) => format!(
            "if defined {variable} call :wide %{variable}%\n\
             if defined {variable} if \"%WIDE%\" {word} \"{number:020}\" set \"IS=true\"\n"
        ),
        (Value::Version(parts), _) => {
            format!(
                "if defined {variable} call :wide_version %{variable}%\n\
                 if defined {variable} if \"%WIDE%\" {word} \"{}\" set \"IS=true\"\n",
                wide(parts)
            )
        }
        _ => return Err(Reason::Kind("the order of texts", "cmd.exe orders them by the machine's language")),
    })
}

/// A version as `:wide_version` writes it, so that the order of texts is that of versions.
pub(super) fn wide(parts: &[u64]) -> String {
    (0..4).map(|part| format!("{:010}", parts.get(part).copied().unwrap_or(0))).collect()
}

/// A number as `:wide_hex` writes it.
fn wide_hex(number: i64) -> String {
    let digits = format!("{number:016x}");
    digits.chars().map(|digit| "abcdef".find(digit).map_or(digit, |at| char::from(b"kmpqvx"[at]))).collect()
}
