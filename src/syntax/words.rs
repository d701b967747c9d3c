//! Words and pieces of a plan as they may stand in a message.

/// The words as a list in backquotes: `` `a`, `b`, `c` ``.
pub(super) fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<_> = words.into_iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

/// A piece of the plan as it may stand in a title: one line, not long.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 40;
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= LONGEST && line.len() == text.trim_end().len() {
        return line.to_owned();
    }
    line.chars().take(LONGEST).chain("...".chars()).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_in_a_title() {
        assert_eq!(shown("abc"), "abc");
        assert_eq!(shown("a\nb"), "a...");
        assert_eq!(shown(&"日".repeat(41)), format!("{}...", "日".repeat(40)));
    }
}
