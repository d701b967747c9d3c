//! Text for people, the same for every target.

/// How wide headings and wrapped text are, so that a script can be read without scrolling.
pub(super) const WIDTH: usize = 118;

/// Words in lines of at most `width` characters.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.len() + 1 + word.len() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A line filled up to the width: `<lead> ==== <title> ====`.
pub(super) fn heading(lead: &str, title: &str, fill: char) -> String {
    let mut line = format!("{lead} {} {title} ", fill.to_string().repeat(4));
    while line.len() < WIDTH {
        line.push(fill);
    }
    line.push('\n');
    line
}
