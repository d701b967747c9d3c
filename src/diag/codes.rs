//! Every code a diagnostic can carry, with its long text. A code is never reused.

/// Writes the enum, its stable names and its long texts from one table.
macro_rules! codes {
    ($( $(#[doc = $doc:literal])+ $name:ident = $code:literal ),+ $(,)?) => {
        /// What a diagnostic is about. The name of a code (`R0101`) is stable and never reused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $( $(#[doc = $doc])+ $name ),+ }

        impl Code {
            /// All of them, in the order of their names.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The stable name, such as `R0101`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// The long text that `regimen explain` prints.
            #[must_use]
            pub const fn explanation(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc, "\n"),+)),+ }
            }
        }
    };
}

codes! {
    // R01: the file itself (source/)
    /// The file cannot be read as text.
    ///
    /// A plan is UTF-8; a byte-order mark is fine, and UTF-16 with one is recognised. Anything else (a code page such as
    /// Shift_JIS or Windows-1252) is refused, with the line of the first byte that is not UTF-8. Save the file as UTF-8.
    NotUtf8 = "R0101",
}
