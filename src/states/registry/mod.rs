//! `registry`: keys and values of the registry.

mod data;
mod reader;
mod wanted;

use self::reader::Reader;
use self::wanted::RegistryWanted;
use super::{IfMissing, Kind, Scope, Slot, State};
use crate::diag::{Code, Diagnostic};
use crate::program::{RegistryPlace, RunText};
use crate::source::{Spanned, Text};
use crate::syntax::{Node, OneOrMany};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;

/// The kind `registry`.
pub(super) struct Registry;

/// A registry value, or a whole key.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Fields {
    /// The key, from its hive on: `HKLM\SOFTWARE\...`.
    #[schemars(extend("x-example" = "{ key: HKLM\\SOFTWARE\\Example, value: Level, data: 2 }"))]
    key: Text,
    /// The name of a value; `''` is the default value, and without `value` the key itself is meant.
    #[schemars(extend("x-example" = "{ key: HKLM\\SOFTWARE\\Example, value: Level, data: 2 }"))]
    value: Option<Text>,
    /// The type of its data; `dword` for a number and `string` for another text, where it is left out.
    #[serde(rename = "type")]
    #[schemars(extend("x-example" = [
        "{ key: HKLM\\SOFTWARE\\Example, value: Level, type: string, data: '12' }",
        "{ key: HKLM\\SOFTWARE\\Example, value: Level, type: multi-string, data: [a, b] }",
    ]))]
    ty: Option<Spanned<DataType>>,
    /// Its data: a text, a number, a list of texts (`multi-string`), or hexadecimal bytes (`binary`).
    #[schemars(
        with = "Option<OneOrMany<Text>>",
        extend("x-example" = "{ key: HKLM\\SOFTWARE\\Example, value: Level, data: 2 }")
    )]
    data: Option<Node>,
    /// A mask: only these bits of a `dword` are looked at, and `data` has their values; all set, where it is left out.
    #[schemars(extend("x-example" = "{ key: HKLM\\SOFTWARE\\Example, value: Flags, bits: 0x4 }"))]
    bits: Option<Spanned<u32>>,
    /// What a list must hold, whatever else it holds.
    #[schemars(extend("x-example" = "{ key: HKLM\\SOFTWARE\\Example, value: Servers, with: one.example.com }"))]
    with: Option<OneOrMany<Text>>,
    /// What a list must not hold.
    #[schemars(extend("x-example" = "{ key: HKLM\\SOFTWARE\\Example, value: Servers, without: old.example.com }"))]
    without: Option<OneOrMany<Text>>,
    /// Whether the value, or the key, is there.
    #[schemars(extend("default" = true, "x-example" = "{ key: HKLM\\SOFTWARE\\Example, value: Level, exists: false }"))]
    exists: Option<Spanned<bool>>,
    /// `true` beside `exists: false`: the key goes with all that is below it.
    #[schemars(extend(
        "x-check" = false,
        "x-example" = "{ key: HKLM\\SOFTWARE\\Example\\Old, exists: false, tree: true }"
    ))]
    tree: Option<Spanned<bool>>,
    /// The view of the registry; the machine's own, where it is left out.
    #[schemars(extend(
        "enum" = [64, 32],
        "x-example" = "{ key: HKLM\\SOFTWARE\\Example, value: Level, data: 2, view: 64 }"
    ))]
    view: Option<Spanned<u32>>,
    /// A pattern over the direct subkeys: what is said holds for each that matches.
    #[schemars(extend("x-example" = "{ key: HKLM\\SOFTWARE\\Example, each-subkey: '*', value: Level, data: 2 }"))]
    each_subkey: Option<Text>,
    /// What a missing key means: `skip` is in place.
    #[schemars(extend("x-example" = "{ key: HKLM\\SOFTWARE\\Example, value: Level, data: 2, if-missing: skip }"))]
    if_missing: Option<IfMissing>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum DataType {
    /// REG_SZ.
    String,
    /// REG_EXPAND_SZ, compared unexpanded.
    ExpandString,
    /// REG_DWORD.
    Dword,
    /// REG_QWORD.
    Qword,
    /// REG_MULTI_SZ.
    MultiString,
    /// REG_BINARY.
    Binary,
}

/// The hives and their short names.
const HIVES: &[(&str, &str)] = &[
    ("HKLM", "HKLM"),
    ("HKEY_LOCAL_MACHINE", "HKLM"),
    ("HKCU", "HKCU"),
    ("HKEY_CURRENT_USER", "HKCU"),
    ("HKU", "HKU"),
    ("HKEY_USERS", "HKU"),
    ("HKCR", r"HKLM\SOFTWARE\Classes"),
    ("HKEY_CLASSES_ROOT", r"HKLM\SOFTWARE\Classes"),
];

impl Kind for Registry {
    fn name(&self) -> &'static str {
        "registry"
    }

    fn schema(&self, generator: &mut SchemaGenerator) -> Schema {
        Fields::json_schema(generator)
    }

    fn read(&self, node: &Node, scope: &mut dyn Scope) -> Option<Box<dyn State>> {
        let fields: Fields = super::fields(node, scope)?;
        let key = key(&fields.key, scope)?;
        let mut reader = Reader { scope, usable: true };
        let view = reader.view(fields.view);
        let each_subkey = reader.each_subkey(fields.each_subkey.as_ref());
        let place = RegistryPlace { key, view, each_subkey };
        let exists = fields.exists.is_none_or(|e| e.value);
        let value = match &fields.value {
            None => {
                reader.key_alone(&fields, &place, exists);
                None
            }
            Some(value) => {
                if let Some(tree) = fields.tree {
                    reader.refuse(
                        Code::Contradiction,
                        tree.span,
                        "`tree` belongs to a whole key",
                        "leave it out, or leave out `value`",
                    );
                }
                let name = reader.scope.interpolate(value, Slot::Plain)?;
                let want = reader.want(&fields, exists, node)?;
                Some((name, want))
            }
        };
        let missing_ok = fields.if_missing == Some(IfMissing::Skip);
        let ty = fields.ty.map(|ty| ty.value);
        reader.usable.then(|| Box::new(RegistryWanted { place, value, exists, missing_ok, ty }) as Box<dyn State>)
    }
}

/// The longest name of a key.
const LONGEST_KEY: usize = 255;

/// Reads a key: the hive in its short name, the rest as written. Every character of the rest is literal.
fn key(text: &Text, scope: &mut dyn Scope) -> Option<RunText> {
    let whole = scope.interpolate(text, Slot::Key)?;
    let literal = whole.literal_prefix();
    let hive = literal.split('\\').next().unwrap_or_default();
    let Some((_, short)) = HIVES.iter().find(|(name, _)| name.eq_ignore_ascii_case(hive)) else {
        scope.sink().push(
            Diagnostic::error(Code::BadRegistryKey, text.span, format!("`{}` is not a registry key", text.value))
                .label("it does not begin with a hive")
                .help("write it as `HKLM\\SOFTWARE\\...`; the hives are HKLM, HKU, HKCU and HKCR"),
        );
        return None;
    };
    // An entry of a map is a part like any other.
    if let Some((why, help)) = super::wrong_shape(&whole, scope, |key| wrong_part(&key[hive.len()..])) {
        scope.sink().push(
            Diagnostic::error(Code::BadRegistryKey, text.span, format!("`{}` is not a registry key", text.value))
                .label(why)
                .help(help),
        );
        return None;
    }
    let mut spelled = RunText::literal(*short);
    for (index, piece) in whole.parts().iter().enumerate() {
        match piece {
            crate::program::Piece::Literal(text) if index == 0 => {
                spelled.push(crate::program::Piece::Literal(text[hive.len()..].to_owned()));
            }
            piece => spelled.push(piece.clone()),
        }
    }
    Some(spelled)
}

/// What is wrong with what stands behind a hive, and what helps.
fn wrong_part(rest: &str) -> Option<(&'static str, &'static str)> {
    if rest.ends_with('\\') || rest.contains("\\\\") {
        return Some(("a part of it is empty", "leave out doubled and trailing `\\`"));
    }
    if rest.contains(|c: char| c < ' ') {
        return Some(("a part of it holds a tab or a line end", "leave it out"));
    }
    rest.split('\\')
        .any(|part| part.encode_utf16().count() > LONGEST_KEY)
        .then_some(("a part of it is too long", "each part of a key has at most 255 characters"))
}
