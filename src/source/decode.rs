//! Bytes to text: byte-order marks, UTF-16, and everything that is refused.

use super::{Lines, MAX_FILE_SIZE, SourceFile, Span};
use crate::diag::{Code, Diagnostic, Sink};

/// How much of a file that is too large is kept to show.
const HEAD: usize = 1024;
/// How many control characters are shown, each at its place; a file with more is no text file.
const MAX_CONTROLS: usize = 8;

impl SourceFile {
    /// Decodes a file. What cannot be read is said into `sink`; the result is then good for rendering alone.
    #[must_use]
    pub fn decode(name: impl Into<String>, bytes: &[u8], sink: &mut Sink) -> Self {
        let name = name.into();
        let (text, mistakes) = read(bytes);
        let intact = mistakes.is_empty();
        let source = Self { name, lines: Lines::of(&text), text, intact };
        for mut mistake in mistakes {
            if mistake.code == Code::NotUtf8 {
                let line = source.position(mistake.place.span.start).line;
                mistake.title = format!("line {line}: {}", mistake.title);
            }
            sink.push(mistake);
        }
        source
    }
}

/// The encodings a file can have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    Utf32,
}

fn read(bytes: &[u8]) -> (String, Vec<Diagnostic>) {
    if bytes.len() > MAX_FILE_SIZE {
        let head = String::from_utf8_lossy(&bytes[..HEAD]).into_owned();
        let mistake = Diagnostic::error(Code::FileTooLarge, first_line(&head), "the file is larger than 16 MiB")
            .label(format!("a file of {} bytes starts here", bytes.len()))
            .help("a plan is at most 16 MiB; was another file meant?");
        return (head, vec![mistake]);
    }
    let (encoding, rest) = encoding(bytes);
    let decoded = match encoding {
        Encoding::Utf8 => utf8(rest),
        Encoding::Utf16Le => utf16(rest, u16::from_le_bytes),
        Encoding::Utf16Be => utf16(rest, u16::from_be_bytes),
        Encoding::Utf32 => Err((String::new(), Span::default(), "the file is UTF-32".to_owned())),
    };
    match decoded {
        Ok(text) if text.is_empty() => {
            let mistake = Diagnostic::error(Code::EmptyFile, Span::default(), "the file is empty")
                .help("a plan starts with `regimen: 1`");
            (text, vec![mistake])
        }
        Ok(text) => {
            let mistakes = controls(&text);
            (text, mistakes)
        }
        Err((text, span, what)) => {
            let mistake = Diagnostic::error(Code::NotUtf8, span, what).help("save the file as UTF-8");
            (text, vec![mistake])
        }
    }
}

/// Tells the encoding by the byte-order mark, or by where the zero bytes of the first two characters are.
const fn encoding(bytes: &[u8]) -> (Encoding, &[u8]) {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => (Encoding::Utf32, bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => (Encoding::Utf8, rest),
        [0xFF, 0xFE, rest @ ..] => (Encoding::Utf16Le, rest),
        [0xFE, 0xFF, rest @ ..] => (Encoding::Utf16Be, rest),
        [1..=0x7F, 0, 1..=0x7F, 0, ..] => (Encoding::Utf16Le, bytes),
        [0, 1..=0x7F, 0, 1..=0x7F, ..] => (Encoding::Utf16Be, bytes),
        _ => (Encoding::Utf8, bytes),
    }
}

/// A text in the encoding of the bytes that a file had, with their byte-order mark.
#[must_use]
pub fn encode_like(bytes: &[u8], text: &str) -> Vec<u8> {
    let (encoding, rest) = encoding(bytes);
    let mut out = bytes[..bytes.len() - rest.len()].to_vec();
    match encoding {
        Encoding::Utf16Le => out.extend(text.encode_utf16().flat_map(u16::to_le_bytes)),
        Encoding::Utf16Be => out.extend(text.encode_utf16().flat_map(u16::to_be_bytes)),
        Encoding::Utf8 | Encoding::Utf32 => out.extend(text.as_bytes()),
    }
    out
}

type Decoded = Result<String, (String, Span, String)>;

fn utf8(bytes: &[u8]) -> Decoded {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.to_owned()),
        Err(error) => error,
    };
    // Up to the first bad byte the lossy text is the file, so the offset holds in it.
    let at = error.valid_up_to();
    let what = format!("byte 0x{:02X} is not UTF-8", bytes[at]);
    let text = String::from_utf8_lossy(bytes).into_owned();
    Err((text, Span::new(at, at + '\u{FFFD}'.len_utf8()), what))
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Decoded {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let mut text = String::with_capacity(bytes.len() / 2);
    let mut bad = None;
    for decoded in char::decode_utf16(units) {
        let character = decoded.unwrap_or_else(|error| {
            let what = format!("UTF-16 unit 0x{:04X} is half a character", error.unpaired_surrogate());
            bad.get_or_insert((text.len(), what));
            char::REPLACEMENT_CHARACTER
        });
        text.push(character);
    }
    if bytes.len() % 2 == 1 {
        bad.get_or_insert((text.len(), "the UTF-16 file ends in the middle of a character".to_owned()));
        text.push(char::REPLACEMENT_CHARACTER);
    }
    match bad {
        None => Ok(text),
        Some((at, what)) => Err((text, Span::new(at, at + '\u{FFFD}'.len_utf8()), what)),
    }
}

/// Control characters cannot be seen, end a line for some programs and not for others, or steer a terminal.
fn controls(text: &str) -> Vec<Diagnostic> {
    let bytes = text.as_bytes();
    let is_refused = |at: usize, c: char| match c {
        '\t' | '\n' => false,
        '\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => c.is_control(),
    };
    // Almost every file has none, and bytes are quicker to look through than characters.
    if !bytes.iter().any(|&byte| matches!(byte, 0..=8 | 11..=31 | 127 | 0xC2)) {
        return Vec::new();
    }
    let mut found = text.char_indices().filter(|&(at, c)| is_refused(at, c));
    let mut mistakes: Vec<_> = found
        .by_ref()
        .take(MAX_CONTROLS)
        .map(|(at, c)| {
            let title = match c {
                '\0' => "the file holds a NUL character".to_owned(),
                '\r' => "a carriage return without a line feed".to_owned(),
                _ => format!("the file holds the control character U+{:04X}", u32::from(c)),
            };
            Diagnostic::error(Code::ControlCharacter, Span::new(at, at + c.len_utf8()), title).help(if c == '\r' {
                "end lines with LF or CRLF"
            } else {
                "remove it; in double quotes it can be written as an escape such as `\\x1B`"
            })
        })
        .collect();
    let more = found.count();
    if let (Some(last), true) = (mistakes.last_mut(), more > 0) {
        last.help.push(format!("{more} more control characters follow: is this a text file?"));
    }
    mistakes
}

fn first_line(text: &str) -> Span {
    Span::new(0, text.find(['\r', '\n']).unwrap_or(text.len()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decode(bytes: &[u8]) -> (SourceFile, Vec<Diagnostic>) {
        let mut sink = Sink::new();
        let source = SourceFile::decode("plan.yaml", bytes, &mut sink);
        (source, sink.finish())
    }

    fn units(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn byte_order_marks_and_utf16_are_read() {
        let text = "title: 修復 𠮷\r\n";
        let mut marked = vec![0xEF, 0xBB, 0xBF];
        marked.extend(text.bytes());
        let le = units(&format!("\u{FEFF}{text}"), u16::to_le_bytes);
        let be = units(&format!("\u{FEFF}{text}"), u16::to_be_bytes);
        let bare = units(text, u16::to_le_bytes);
        let bare_be = units(text, u16::to_be_bytes);
        for bytes in [text.as_bytes(), &marked, &le, &be, &bare, &bare_be] {
            let (source, found) = decode(bytes);
            assert_eq!((source.text.as_str(), found.len(), source.is_intact()), (text, 0, true));
        }
    }

    #[test]
    fn another_encoding_names_the_line_of_its_first_bad_byte() {
        let (source, found) = decode(b"regimen: 1\ntitle: \x8F\x43\x95\x9C\n");
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].code, found[0].title.as_str()), (Code::NotUtf8, "line 2: byte 0x8F is not UTF-8"));
        assert_eq!(found[0].place.span, Span::new(18, 21));
        assert_eq!(source.slice(found[0].place.span), Some("\u{FFFD}"));
        assert!(!source.is_intact());
    }

    #[test]
    fn half_a_utf16_character_is_refused_at_its_place() {
        let (source, found) = decode(&[0xFF, 0xFE, b'a', 0, 0x00, 0xD8, b'b', 0, 7]);
        assert_eq!((found.len(), found[0].code, found[0].place.span), (1, Code::NotUtf8, Span::new(1, 4)));
        assert_eq!(source.text, "a\u{FFFD}b\u{FFFD}");
        assert_eq!(decode(&[0xFF, 0xFE, 0, 0, 1, 0, 0, 0]).1[0].code, Code::NotUtf8);
    }

    #[test]
    fn empty_and_large_files_are_refused() {
        for bytes in [&b""[..], b"\xEF\xBB\xBF", b"\xFF\xFE"] {
            let (_, found) = decode(bytes);
            assert_eq!((found.len(), found[0].code, found[0].place.span), (1, Code::EmptyFile, Span::new(0, 0)));
        }
        let (source, found) = decode(&vec![b'a'; MAX_FILE_SIZE + 1]);
        assert_eq!((found.len(), found[0].code), (1, Code::FileTooLarge));
        assert_eq!(source.slice(found[0].place.span).map(str::len), Some(HEAD));
    }

    #[test]
    fn control_characters_are_refused_each_at_its_place() {
        let (source, found) = decode("a: \0\nb: \u{1b}[0m\rc\u{85}\n".as_bytes());
        let marked: Vec<_> = found.iter().map(|d| source.slice(d.place.span).unwrap()).collect();
        assert_eq!(marked, ["\0", "\u{1b}", "\r", "\u{85}"]);
        assert!(found.iter().all(|d| d.code == Code::ControlCharacter));
        let (_, found) = decode(&[b'a', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!((found.len(), found[7].help.len()), (MAX_CONTROLS, 2));
    }

    proptest! {
        #[test]
        fn no_bytes_panic_and_every_place_is_in_the_text(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            let (source, found) = decode(&bytes);
            prop_assert_eq!(source.is_intact(), found.is_empty());
            for d in found {
                prop_assert!(source.slice(d.place.span).is_some());
            }
        }
    }
}
