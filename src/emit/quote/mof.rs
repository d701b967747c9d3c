//! Text for a WMI filter: string literals of MOF, and those of WQL inside.

/// A string literal of MOF. Pure ASCII: everything else is written by its UTF-16 code units, always with four digits, since
/// a compiler takes as many as it finds up to four.
pub(in crate::emit) fn string(text: &str) -> String {
    let mut literal = String::from("\"");
    for unit in text.encode_utf16() {
        match u8::try_from(unit) {
            Ok(b @ (b'"' | b'\\')) => literal.extend(['\\', char::from(b)]),
            Ok(b'\n') => literal.push_str("\\n"),
            Ok(b'\t') => literal.push_str("\\t"),
            Ok(b) if b.is_ascii() && !b.is_ascii_control() => literal.push(char::from(b)),
            _ => literal.push_str(&format!("\\x{unit:04X}")),
        }
    }
    literal.push('"');
    literal
}

/// A string literal of WQL.
pub(in crate::emit) fn wql(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_literal_or_is_not_ascii_is_escaped() {
        assert_eq!(string(r#"a "b" \c"#), r#""a \"b\" \\c""#);
        assert_eq!(string("表1 \u{1F600}\r\n"), r#""\x88681 \xD83D\xDE00\x000D\n""#);
        assert_eq!(string(&wql(r#"x"y"#)), r#""\"x\\\"y\"""#);
        assert_eq!(wql(r"a\b"), r#""a\\b""#);
    }
}
