//! Finds which bytes of a scalar's value stand unchanged in the file.
//!
//! The parser gives the value and the place of the scalar, not the way between them; so the scalar is read a second time,
//! along its known value. Where the two do not meet, the runs so far are kept: places get coarser and never wrong.

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Single,
    Double,
    Block,
}

type Runs = Vec<(usize, usize, usize)>;

/// The runs of `value`, which is written as `raw` (with its quotes, without a block's header) from `base` on.
pub(super) fn runs(style: Style, raw: &str, value: &str, base: usize) -> Runs {
    let (inner, base) = match style {
        Style::Single | Style::Double if raw.len() >= 2 => (&raw[1..raw.len() - 1], base + 1),
        _ => (raw, base),
    };
    if inner == value {
        return if value.is_empty() { Vec::new() } else { vec![(0, base, value.len())] };
    }
    let mut walk = Walk { value, at: 0, runs: Runs::new() };
    if style == Style::Block {
        walk.block(inner, base)
    } else {
        walk.flow(style, inner, base)
    };
    walk.runs
}

struct Walk<'a> {
    value: &'a str,
    at: usize,
    runs: Runs,
}

impl Walk<'_> {
    /// Takes `piece`, which stands at `file`, as the next bytes of the value.
    fn copy(&mut self, piece: &str, file: usize) -> Option<()> {
        if !self.value[self.at..].starts_with(piece) {
            return None;
        }
        if !piece.is_empty() {
            match self.runs.last_mut() {
                Some((at, start, len)) if *at + *len == self.at && *start + *len == file => *len += piece.len(),
                _ => self.runs.push((self.at, file, piece.len())),
            }
        }
        self.at += piece.len();
        Some(())
    }

    /// Passes `count` bytes of the value that stand nowhere.
    fn skip(&mut self, count: usize) -> Option<()> {
        self.at += count;
        self.value.is_char_boundary(self.at).then_some(())
    }

    /// Plain and quoted scalars: lines are trimmed and joined by a space, or by the empty lines between them.
    fn flow(&mut self, style: Style, inner: &str, base: usize) -> Option<()> {
        let mut breaks = 0;
        let mut joined = false;
        let mut lines = lines(inner).peekable();
        while let Some((mut start, line)) = lines.next() {
            let is_first = start == 0;
            let mut content = line;
            if !is_first {
                let trimmed = content.trim_start_matches([' ', '\t']);
                start += content.len() - trimmed.len();
                content = trimmed;
            }
            if lines.peek().is_some() {
                content = trim_end(content, style);
            }
            if !is_first {
                breaks += 1;
                // An empty line in the middle is counted; the text's last line always ends the counting.
                if content.is_empty() && lines.peek().is_some() {
                    continue;
                }
                self.skip(if breaks > 1 || joined { breaks - 1 } else { 1 })?;
                breaks = 0;
            }
            joined = self.line(style, content, base + start)?;
        }
        Some(())
    }

    /// One trimmed line; says whether it ends with an escaped line break.
    fn line(&mut self, style: Style, content: &str, file: usize) -> Option<bool> {
        let mut at = 0;
        while at < content.len() {
            let rest = &content[at..];
            match style {
                Style::Single => {
                    let end = rest.find("''").map_or(rest.len(), |quote| quote + 1);
                    self.copy(&rest[..end], file + at)?;
                    at += end + usize::from(end < rest.len());
                }
                Style::Double => {
                    let end = rest.find('\\').unwrap_or(rest.len());
                    self.copy(&rest[..end], file + at)?;
                    at += end;
                    if end < rest.len() {
                        let Some(length) = escape(&rest[end..]) else { return Some(true) };
                        self.skip(self.value[self.at..].chars().next()?.len_utf8())?;
                        at += length;
                    }
                }
                Style::Plain | Style::Block => {
                    self.copy(rest, file + at)?;
                    at = content.len();
                }
            }
        }
        Some(false)
    }

    /// Literal and folded blocks: each line's text is found again behind some white space.
    fn block(&mut self, inner: &str, base: usize) -> Option<()> {
        for (start, line) in lines(inner) {
            let trimmed = line.trim_start_matches([' ', '\t']);
            let file = base + start + (line.len() - trimmed.len());
            let content = trimmed.trim_end_matches([' ', '\t']);
            if content.is_empty() {
                continue;
            }
            let value = &self.value[self.at..];
            let blank = value.len() - value.trim_start_matches([' ', '\t', '\n']).len();
            // White space right before the text is the file's own where a line is indented further.
            let indent = value[..blank].bytes().rev().zip(line[..line.len() - trimmed.len()].bytes().rev());
            let own = indent.take_while(|(value, file)| value == file).count();
            self.skip(blank - own)?;
            let from = file - own - base - start;
            let kept = line.len() - value_tail(&line[from..], &self.value[self.at..]);
            self.copy(&line[from..kept.max(from + own + content.len())], base + start + from)?;
        }
        Some(())
    }
}

/// How many bytes at the end of `line` are not in `value`, which starts with the line's text.
fn value_tail(line: &str, value: &str) -> usize {
    line.bytes().zip(value.bytes().map(Some).chain(std::iter::repeat(None))).skip_while(|&(l, v)| Some(l) == v).count()
}

/// The lines with their offsets, without their breaks.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        (start, line.strip_suffix('\r').unwrap_or(line))
    })
}

/// White space before a line break is not part of the value, unless a backslash stands before it.
fn trim_end(content: &str, style: Style) -> &str {
    let trimmed = content.trim_end_matches([' ', '\t']);
    let escapes = trimmed.bytes().rev().take_while(|&b| b == b'\\').count();
    if style == Style::Double && escapes % 2 == 1 && trimmed.len() < content.len() {
        return &content[..=trimmed.len()];
    }
    trimmed
}

/// The length of the escape that `rest` starts with, which gives one character; `None` for an escaped line break.
fn escape(rest: &str) -> Option<usize> {
    let kind = rest[1..].chars().next()?;
    let length = match kind {
        'x' => 4,
        'u' => 6,
        'U' => 10,
        _ => 1 + kind.len_utf8(),
    };
    let is_high = kind == 'u' && u32::from_str_radix(rest.get(2..6)?, 16).is_ok_and(|u| (0xD800..0xDC00).contains(&u));
    Some(if is_high { 12 } else { length }.min(rest.len()))
}
