//! Paths as plans write them: absolute, in Windows' own grammar, with a pattern in the last part at most.

use super::{Scope, Slot};
use crate::catalog::windows::is_device_name;
use crate::condition::Glob;
use crate::diag::{Code, Diagnostic};
use crate::program::{PathText, Piece, RunText};
use crate::source::Text;

/// The longest path (MAX_PATH without its end), and the longest part of one.
const LONGEST: usize = 259;
const LONGEST_PART: usize = 255;

/// Reads a path. A pattern is taken only where `patterns` says so.
pub(super) fn read(text: &Text, patterns: bool, scope: &mut dyn Scope) -> Option<PathText> {
    let whole = scope.interpolate(text, Slot::Path)?;
    let refuse = |scope: &mut dyn Scope, why: &str, help: &str| {
        scope.sink().push(
            Diagnostic::error(Code::BadPath, text.span, format!("`{}` is not a path that a plan can name", text.value))
                .label(why)
                .help(help),
        );
        None
    };
    let shape = shape(&whole);
    let rooted = matches!(whole.parts().first(), Some(Piece::Variable(_)))
        || shape.as_bytes().get(..3).is_some_and(|head| head[0].is_ascii_alphabetic() && &head[1..] == b":\\")
        || (matches!(whole.parts().first(), Some(Piece::Fact(_)))
            && shape.get(1..).is_some_and(|rest| rest.starts_with('\\')));
    if !rooted {
        return refuse(
            scope,
            "it does not start at a drive",
            "write a full path: `C:\\...`, or one that begins with `%windir%` or `%ProgramData%`",
        );
    }
    let rest = shape.split_once('\\').map_or("", |(_, rest)| rest);
    let parts: Vec<&str> = rest.split('\\').collect();
    for (index, part) in parts.iter().enumerate() {
        let last = index + 1 == parts.len();
        if part.is_empty() {
            return refuse(scope, "a part of it is empty", "leave out doubled and trailing `\\`");
        }
        if *part == "." || *part == ".." {
            return refuse(scope, "it is not spelled out", "write the path without `.` and `..`");
        }
        if part.contains(['*', '?']) && !(last && patterns) {
            let help = if patterns { "put the pattern into the last part" } else { "name one file" };
            return refuse(scope, "a pattern cannot stand here", help);
        }
        if part.chars().any(|c| c < ' ' || "<>:\"|/".contains(c)) {
            return refuse(
                scope,
                "a character that no Windows name has",
                "names cannot hold `< > : \" / |`; separate folders by `\\`",
            );
        }
        if part.ends_with([' ', '.']) {
            return refuse(scope, "a part ends in a blank or a dot", "Windows cuts such names short");
        }
        if is_device_name(part) {
            return refuse(scope, "a part is the name of a device", "no file can have this name");
        }
    }
    let long = |text: &str| text.encode_utf16().count();
    if long(&shape) > LONGEST || parts.iter().any(|part| long(part) > LONGEST_PART) {
        return refuse(
            scope,
            "it is longer than a path of Windows",
            "a path has at most 259 characters, each part of it at most 255",
        );
    }
    let Some(pattern) = parts.last().filter(|part| part.contains(['*', '?'])) else {
        return Some(PathText { path: whole, pattern: None });
    };
    let glob = Glob::parse(pattern)?;
    let mut folder = RunText::default();
    let mut pieces = whole.parts().to_vec();
    match pieces.pop() {
        Some(Piece::Literal(literal)) if literal.contains('\\') => {
            pieces.push(Piece::Literal(literal[..literal.len() - pattern.len() - 1].to_owned()));
        }
        _ => return refuse(scope, "a pattern beside inserted text", "let the last part be the pattern alone"),
    }
    pieces.into_iter().for_each(|piece| folder.push(piece));
    Some(PathText { path: folder, pattern: Some(glob) })
}

/// The path with a harmless letter for each part that only the machine knows.
fn shape(text: &RunText) -> String {
    text.parts()
        .iter()
        .map(|piece| match piece {
            Piece::Literal(text) => text.as_str(),
            Piece::Map(..) | Piece::Fact(_) | Piece::Variable(_) => "x",
        })
        .collect()
}
