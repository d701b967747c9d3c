//! Text for PowerShell. Rules and their reasons: Windows PowerShell reads a file without a byte-order mark in the machine's
//! ANSI code page, and takes U+2018 to U+201B for `'`. So a script is ASCII, text stands in single quotes with `'` doubled,
//! and any other character is an escape that .NET undoes when the script runs.

use crate::program::{Piece, Program, RunText};
use std::fmt::Write as _;

/// An expression, or a word, that is ready to stand in a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::emit) struct Quoted(String);

impl Quoted {
    pub(in crate::emit) fn as_str(&self) -> &str {
        &self.0
    }
}

const fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~')
}

/// Literal text as an expression.
fn literal(text: &str) -> String {
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    if text.chars().all(is_plain) {
        return quoted(text);
    }
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str(r"\\"),
            c if is_plain(c) => escaped.push(c),
            c => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(escaped, "\\u{unit:04x}");
                }
            }
        }
    }
    format!("[regex]::Unescape({})", quoted(&escaped))
}

/// A text that the compiler knows, as an argument.
pub(in crate::emit) fn known(text: &str) -> Quoted {
    let expression = literal(text);
    Quoted(if expression.starts_with('[') { format!("({expression})") } else { expression })
}

/// A text whose last parts may be known only on the machine, as an argument.
pub(in crate::emit) fn operand(text: &RunText, program: &Program) -> Quoted {
    if let Some(text) = text.as_literal() {
        return known(text);
    }
    let terms: Vec<String> = text
        .parts()
        .iter()
        .map(|piece| match piece {
            Piece::Literal(text) => literal(text),
            piece => format!("({})", value(piece, program).0),
        })
        .collect();
    Quoted(match terms.as_slice() {
        [one] => one.clone(),
        several => format!("({})", several.join(" + ")),
    })
}

/// What a part of an operand is on the machine, as a command that throws where it is nothing.
pub(in crate::emit) fn value(piece: &Piece, program: &Program) -> Quoted {
    Quoted(match piece {
        Piece::Literal(text) => literal(text),
        Piece::Map(map, None) => format!("Get-Entry {}", literal(&program.map(*map).id)),
        Piece::Map(map, Some(field)) => format!("Get-Entry {} {}", literal(&program.map(*map).id), literal(field)),
        Piece::Fact(fact) => format!("Get-FactText {}", literal(fact.name())),
        Piece::Variable(name) => format!("Get-Folder {}", literal(name)),
    })
}

/// A number as an argument; a sign in front would be taken for a parameter.
pub(in crate::emit) fn number(number: i64) -> String {
    if number < 0 { format!("({number})") } else { number.to_string() }
}

/// Whether a text can stand in a comment as it is.
pub(in crate::emit) fn fits_comment(text: &str) -> bool {
    text.chars().all(is_plain)
}

/// One line of a comment or of the help. What a script cannot carry is shown as `?`; nothing ends the help early, and no line
/// of it is taken for a keyword such as `.SYNOPSIS`.
pub(in crate::emit) fn comment(text: &str) -> Quoted {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line: String = words.chars().map(|c| if is_plain(c) { c } else { '?' }).collect();
    let line = line.replace("#>", "# >").replace("<#", "< #");
    Quoted(if line.starts_with('.') { format!("({line})") } else { line })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_stands_in_single_quotes() {
        assert_eq!(known("it's 100% $x `n \"q\"").as_str(), "'it''s 100% $x `n \"q\"'");
        assert_eq!(known("").as_str(), "''");
    }

    #[test]
    fn what_is_not_ascii_is_an_escape() {
        assert_eq!(known("\u{2019}; rm").as_str(), r"([regex]::Unescape('\u2019; rm'))");
        assert_eq!(known("C:\\表\n😀").as_str(), r"([regex]::Unescape('C:\\\u8868\u000a\ud83d\ude00'))");
    }

    #[test]
    fn comments_cannot_end_the_help() {
        assert_eq!(comment("a #> b\n .SYNOPSIS").as_str(), "a # > b .SYNOPSIS");
        assert_eq!(comment(".SYNOPSIS é").as_str(), "(.SYNOPSIS ?)");
    }
}
