//! Paths as plans write them: absolute, in Windows' own grammar, with a pattern in the last part at most.

use super::{Scope, Slot, shapes, wrong_shape};
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
    let shape = shapes(&whole, scope).swap_remove(0);
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
    if let Some((why, help)) = wrong_shape(&whole, scope, |shape| wrong(shape, patterns)) {
        return refuse(scope, &why, help);
    }
    let parts: Vec<&str> = shape.split('\\').skip(1).collect();
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

/// What is wrong with a path that is rooted, and what helps.
fn wrong(path: &str, patterns: bool) -> Option<(&'static str, &'static str)> {
    let rest = path.split_once('\\').map_or("", |(_, rest)| rest);
    let parts: Vec<&str> = rest.split('\\').collect();
    for (index, part) in parts.iter().enumerate() {
        let last = index + 1 == parts.len();
        if part.is_empty() {
            return Some(("a part of it is empty", "leave out doubled and trailing `\\`"));
        }
        if *part == "." || *part == ".." {
            return Some(("it is not spelled out", "write the path without `.` and `..`"));
        }
        if part.contains(['*', '?']) && !(last && patterns) {
            let help = if patterns { "put the pattern into the last part" } else { "name one file" };
            return Some(("a pattern cannot stand here", help));
        }
        if part.chars().any(|c| c < ' ' || "<>:\"|/".contains(c)) {
            return Some((
                "a character that no Windows name has",
                "names cannot hold `< > : \" / |`; separate folders by `\\`",
            ));
        }
        if part.ends_with([' ', '.']) {
            return Some(("a part ends in a blank or a dot", "Windows cuts such names short"));
        }
        if is_device_name(part) {
            return Some(("a part is the name of a device", "no file can have this name"));
        }
    }
    let long = |text: &str| text.encode_utf16().count();
    (long(path) > LONGEST || parts.iter().any(|part| long(part) > LONGEST_PART)).then_some((
        "it is longer than a path of Windows",
        "a path has at most 259 characters, each part of it at most 255",
    ))
}
