//! Mutations that keep a plan a plan: lines doubled, lost, moved and indented, and words and values put in each other's place.
//! Half of the mutations are the fuzzer's own, of bytes.

use std::ops::Range;

/// Numbers from a seed (xorshift): the fuzzer gives a new seed each time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap_or(0)
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let index = self.below(list.len());
        list.get(index)
    }
}

/// Changes the first `size` bytes of `data`, which has room for `max_size`; how many bytes there are then.
pub(crate) fn mutate(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut random = Random(u64::from(seed) << 20 | 0x9E37_79B9);
    let text = std::str::from_utf8(&data[..size]).ok().filter(|_| random.below(2) == 0);
    let mended = text.and_then(|text| {
        let mut text = text.to_owned();
        for _ in 0..=random.below(3) {
            text = once(&text, &mut random)?;
        }
        (text.len() <= max_size.min(data.len())).then_some(text)
    });
    match mended {
        Some(text) => {
            data[..text.len()].copy_from_slice(text.as_bytes());
            text.len()
        }
        None => libfuzzer_sys::fuzzer_mutate(data, size, max_size),
    }
}

fn once(text: &str, random: &mut Random) -> Option<String> {
    let how = random.below(8);
    if how < 3 {
        let parts = if how == 0 { values(text) } else { words(text) };
        let (to, from) = (random.of(&parts)?.clone(), random.of(&parts)?.clone());
        return Some([&text[..to.start], &text[from], &text[to.end..]].concat());
    }
    let mut lines: Vec<&str> = text.split('\n').collect();
    let (one, two) = (random.below(lines.len()), random.below(lines.len()));
    let indented = format!("{}{}", " ".repeat(1 + random.below(4)), lines[one]);
    match how {
        3 => drop(lines.remove(one)),
        4 => lines.insert(two, lines[one]),
        5 => lines.swap(one, two),
        6 => lines[one] = &indented,
        _ => lines[one] = lines[one].strip_prefix("  ").unwrap_or(lines[two]),
    }
    Some(lines.join("\n"))
}

/// What stands behind `: ` up to the end of its line.
fn values(text: &str) -> Vec<Range<usize>> {
    let start = text.match_indices(": ").map(|(at, _)| at + 2);
    start.map(|start| start..text[start..].find('\n').map_or(text.len(), |end| start + end)).collect()
}

/// Names, keys and numbers.
fn words(text: &str) -> Vec<Range<usize>> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, is_part(c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                found.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    found
}
