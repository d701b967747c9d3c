//! Text for cmd.exe. Rules and their reasons: the parser expands `%` even inside quotes, a quote toggles what `& | < > ( )
//! ^` mean, a file is read in the machine's OEM code page. So: ASCII alone, `%` doubled, and a quote is refused wherever
//! the text is handed to a program.

use crate::program::{Piece, Program, RunText};

/// Text that is ready to stand in a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::emit) struct Quoted(String);

impl Quoted {
    pub(in crate::emit) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why a text cannot be carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::emit) enum Refusal {
    NotAscii,
    Control,
    Quote,
    Percent,
    Called,
    TooLong,
    Empty,
    Unsafe,
    Backslash,
    FourBlanks,
    Option,
    OwnVariable,
}

impl Refusal {
    /// The reason, for a diagnostic's label.
    pub(in crate::emit) const fn reason(self) -> &'static str {
        match self {
            Self::NotAscii => {
                "cmd.exe reads a script in the machine's own code page, so only ASCII is the same everywhere"
            }
            Self::Control => "a line end or control character cannot be passed on a command line",
            Self::Quote => "a double quote inside an argument ends it for cmd.exe or for the program",
            Self::Percent => "a percent sign inside a command whose output is read is expanded a second time",
            Self::Called => "cmd.exe expands what a batch file is handed twice",
            Self::TooLong => "cmd.exe has an end to its lines",
            Self::Empty => "an empty text is no variable's value for cmd.exe",
            Self::Backslash => "a backslash in front of the closing quote takes its meaning away",
            Self::FourBlanks => "reg.exe prints names and data with four blanks between them",
            Self::Option => "reg.exe takes a name that begins with `/` or `-` for an option",
            Self::OwnVariable => "the script itself finds the program by this variable",
            Self::Unsafe => "the name holds a character that cmd.exe could take for code",
        }
    }
}

const LONGEST: usize = 2000;

/// The longest name of a value that a script looks for in what reg.exe prints: one of 900 characters was found there in the lab, one
/// of 2,000 was not, and no program has names as long.
const LONGEST_NAME: usize = 255;

/// Literal text as part of `set "NAME=..."`.
fn literal(text: &str) -> Result<String, Refusal> {
    if text.chars().any(char::is_control) {
        return Err(Refusal::Control);
    }
    if !text.is_ascii() {
        return Err(Refusal::NotAscii);
    }
    if text.contains('"') {
        return Err(Refusal::Quote);
    }
    if text.len() > LONGEST {
        return Err(Refusal::TooLong);
    }
    Ok(text.replace('%', "%%"))
}

/// A value for `set "NAME=..."`: literal text, and the variables that hold what only the machine knows.
pub(in crate::emit) fn value(text: &RunText, program: &Program) -> Result<Quoted, Refusal> {
    let longest = text.parts().iter().map(|piece| program.spellings(piece).iter().map(|text| text.len()).max());
    if longest.map(Option::unwrap_or_default).sum::<usize>() > LONGEST {
        return Err(Refusal::TooLong);
    }
    let mut line = String::new();
    for piece in text.parts() {
        match piece {
            Piece::Literal(text) => line.push_str(&literal(text)?),
            piece => {
                line.push('%');
                line.push_str(&variable(piece, program));
                line.push('%');
            }
        }
    }
    Ok(Quoted(line))
}

/// The variable that holds what a part of an operand is on the machine.
pub(in crate::emit) fn variable(piece: &Piece, program: &Program) -> String {
    match piece {
        Piece::Literal(text) => text.clone(),
        Piece::Map(map, None) => format!("map.{}", program.map(*map).id),
        Piece::Map(map, Some(field)) => format!("map.{}.{field}", program.map(*map).id),
        Piece::Fact(fact) => fact.name().to_owned(),
        Piece::Variable(name) => (*name).to_owned(),
    }
}

/// A text that the compiler knows, for `set "NAME=..."`.
pub(in crate::emit) fn known(text: &str) -> Result<Quoted, Refusal> {
    literal(text).map(Quoted)
}

/// A value that becomes part of a command whose output is read with `for /f`: expanded twice, so no percent sign.
pub(in crate::emit) fn queried(text: &RunText, program: &Program) -> Result<Quoted, Refusal> {
    if may_hold(text, program, &['%']) {
        return Err(Refusal::Percent);
    }
    value(text, program)
}

/// The name of a registry value, for reg.exe, which finds it again in what it prints.
pub(in crate::emit) fn value_name<'a>(text: &'a RunText, program: &'a Program) -> Result<Quoted, Refusal> {
    let spelled = |piece: Option<&'a Piece>| piece.map_or_else(Vec::new, |piece| program.spellings(piece));
    if spelled(text.parts().first()).iter().any(|text| text.starts_with(['/', '-'])) {
        return Err(Refusal::Option);
    }
    if spelled(text.parts().last()).iter().any(|text| text.ends_with('\\')) {
        return Err(Refusal::Backslash);
    }
    let length = |piece| program.spellings(piece).iter().map(|text| text.len()).max().unwrap_or_default();
    if text.parts().iter().map(length).sum::<usize>() > LONGEST_NAME {
        return Err(Refusal::TooLong);
    }
    // Parts that stand beside each other may make four of fewer.
    let run = |text: &&str| text.split(|c| c != ' ').map(str::len).max().unwrap_or_default();
    let blanks = text.parts().iter().map(|piece| program.spellings(piece).iter().map(run).max().unwrap_or_default());
    if blanks.sum::<usize>() >= 4 {
        return Err(Refusal::FourBlanks);
    }
    queried(text, program)
}

/// An argument between quotes: a backslash in front of the closing quote would take its meaning away, so those are doubled.
pub(in crate::emit) fn argument(text: &RunText, program: &Program) -> Result<Quoted, Refusal> {
    let quoted = value(text, program)?;
    if let Some(piece @ Piece::Map(..)) = text.parts().last()
        && program.spellings(piece).iter().any(|text| text.ends_with('\\'))
    {
        return Err(Refusal::Backslash);
    }
    let body = quoted.0.trim_end_matches('\\');
    let tail = quoted.0.len() - body.len();
    Ok(Quoted(format!("{body}{}", "\\".repeat(tail * 2))))
}

/// A batch file's path or argument, between quotes, for a cmd.exe of its own. A batch file takes a backslash in the end for what
/// it is.
pub(in crate::emit) fn called(text: &RunText, program: &Program) -> Result<Quoted, Refusal> {
    if may_hold(text, program, &['%']) {
        return Err(Refusal::Called);
    }
    value(text, program)
}

fn may_hold(text: &RunText, program: &Program, any: &[char]) -> bool {
    text.parts().iter().any(|piece| program.spellings(piece).iter().any(|text| text.contains(any)))
}

/// A service's name: handed to sc.exe and kept in lists.
pub(in crate::emit) fn name(text: &RunText, program: &Program) -> Result<Quoted, Refusal> {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b" ._-$".contains(&b);
    let safe = |piece| program.spellings(piece).iter().all(|text| text.bytes().all(fits));
    if !text.parts().iter().all(safe) {
        return Err(Refusal::Unsafe);
    }
    value(text, program)
}

/// One line of a comment, behind a fixed first word. Comments are expanded too; what cmd cannot carry is left out.
pub(in crate::emit) fn comment(text: &str) -> Quoted {
    let mut line = String::new();
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match c {
            '%' => line.push_str("%%"),
            '^' => line.push('\''),
            c if c.is_ascii() && !c.is_ascii_control() => line.push(c),
            _ => line.push('?'),
        }
    }
    Quoted(line)
}

/// Whether a text can stand in a comment as it is.
pub(in crate::emit) fn fits_comment(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii() && !c.is_ascii_control())
}

/// A whole line that `echo` writes from a variable, for `set ^"NAME=...^"`: every character that means something is
/// escaped, so quotes stay as they are.
pub(in crate::emit) fn line(text: &str) -> Result<Quoted, Refusal> {
    if text.chars().any(|c| c.is_control()) {
        return Err(Refusal::Control);
    }
    if !text.is_ascii() {
        return Err(Refusal::NotAscii);
    }
    if text.len() > LONGEST {
        return Err(Refusal::TooLong);
    }
    // What echo takes for itself.
    if ["on", "off"].contains(&text.trim().to_ascii_lowercase().as_str())
        || text.trim_start().starts_with("/?")
        || (!text.is_empty() && text.trim().is_empty())
    {
        return Err(Refusal::Unsafe);
    }
    let mut line = String::new();
    for c in text.chars() {
        match c {
            '%' => line.push_str("%%"),
            '^' | '&' | '|' | '<' | '>' | '(' | ')' | '"' => {
                line.push('^');
                line.push(c);
            }
            c => line.push(c),
        }
    }
    Ok(Quoted(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_is_doubled_and_quotes_are_refused() {
        assert_eq!(literal("100% & <x> ^ !"), Ok("100%% & <x> ^ !".into()));
        assert_eq!(literal("a\"b"), Err(Refusal::Quote));
        assert_eq!(literal("表"), Err(Refusal::NotAscii));
        assert_eq!(literal("a\nb"), Err(Refusal::Control));
    }

    #[test]
    fn a_line_keeps_its_quotes_by_escaping_everything() {
        assert_eq!(line("say \"hi\" & 5% (x)").map(|q| q.0), Ok("say ^\"hi^\" ^& 5%% ^(x^)".into()));
        assert_eq!(line("ON"), Err(Refusal::Unsafe));
    }

    #[test]
    fn comments_cannot_expand_or_continue() {
        assert_eq!(comment("50% of\nall ^").0, "50%% of all '");
    }
}
