//! The language reference, as it is read: what `regimen explain` says is not written twice.

/// The reference, in Markdown.
const TEXT: &str = include_str!("../../grammar/README.md");

/// The examples of plans, without their first three lines; a test compiles each.
pub fn examples() -> impl Iterator<Item = &'static str> {
    TEXT.split("\n```yaml\n").skip(1).filter_map(|rest| rest.split("\n```").next())
}

/// The example of a kind: it has an action of that name.
#[must_use]
pub fn example_of(kind: &str) -> Option<&'static str> {
    examples().find(|example| example.contains(&format!("\n  {kind}:\n")))
}

/// What the reference says of a kind beside its fields.
#[must_use]
pub fn details_of(kind: &str) -> Option<String> {
    let (_, text) = TEXT.split_once(&format!("\n* **{kind}**"))?;
    let end = ["\n* ", "\n\n"].iter().filter_map(|end| text.find(end)).min().unwrap_or(text.len());
    let lines: Vec<&str> = text[..end].lines().map(str::trim).collect();
    // `**file**: paths are ...` or `**command** needs ...`.
    let text = lines.join(" ");
    Some(match text.strip_prefix(": ") {
        Some(text) => text.to_owned(),
        None => format!("`{kind}` {}", text.trim_start()),
    })
}
