//! `update`: a Windows update by its KB number, its packages by Component Based Servicing.

use super::package::{self, Wanted};
use super::{Kind, Scope, State};
use crate::catalog::updates;
use crate::condition::Glob;
use crate::diag::{Code, Diagnostic};
use crate::source::{Spanned, Text};
use crate::syntax::{Node, NodeKind};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;

/// The kind `update`.
pub(super) struct Update;

/// A Windows update, by its KB number or the identity of its packages.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(extend("x-begin" = "id"))]
struct Fields {
    /// Its KB number; for people alone, where `package` is given.
    #[schemars(extend("x-example" = "{ id: KB4012598, installed: false }"))]
    id: Option<Text>,
    /// The identity of its packages, or a pattern with `*` and `?`; `Package_for_<id>~*`, where it is left out.
    #[schemars(extend("x-example" = "{ package: 'Package_for_KB4012598~*', installed: false }"))]
    package: Option<Text>,
    /// Whether it is installed (`CurrentState` 0x70 or 0x80); an action can only remove it.
    #[schemars(extend(
        "default" = true,
        "x-action" = { "words": [false], "required": true },
        "x-example" = "{ id: KB4012598, installed: false }"
    ))]
    installed: Option<Spanned<bool>>,
}

impl Kind for Update {
    fn name(&self) -> &'static str {
        "update"
    }

    fn short(&self) -> Option<&'static str> {
        Some("id")
    }

    fn schema(&self, generator: &mut SchemaGenerator) -> Schema {
        Fields::json_schema(generator)
    }

    fn read(&self, node: &Node, scope: &mut dyn Scope) -> Option<Box<dyn State>> {
        let fields = match &node.kind {
            NodeKind::Scalar { text, .. } => Fields { id: Some(text.clone()), package: None, installed: None },
            _ => super::fields(node, scope)?,
        };
        let installed = package::installed(fields.installed, node, "update", scope)?;
        let number = match &fields.id {
            Some(id) => Some(kb(id, scope)?),
            None => None,
        };
        let identity = match (&fields.package, &fields.id, number) {
            (Some(identity), ..) => package::identity(identity, scope)?,
            (None, Some(id), Some(number)) => match updates::package_of(&number) {
                Some(pattern) => {
                    scope.sink().push(
                        Diagnostic::error(
                            Code::OtherPackageName,
                            id.span,
                            format!("{number} is packaged under another name"),
                        )
                        .label("its number alone finds nothing, even where it is installed")
                        .help(format!("add `package: {pattern}`")),
                    );
                    return None;
                }
                None => Glob::parse(&format!("Package_for_{number}~*")).expect("a KB number is a plain word"),
            },
            _ => {
                super::missing(scope, node.span, "update", "`id` (a KB number) or `package` (an identity pattern)");
                return None;
            }
        };
        Some(Box::new(Wanted { identity, installed }))
    }
}

/// A KB number in its canonical spelling.
fn kb(id: &Text, scope: &mut dyn Scope) -> Option<String> {
    let digits = id.value.strip_prefix("KB").or_else(|| id.value.strip_prefix("kb")).unwrap_or(&id.value);
    if (5..=8).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) {
        return Some(format!("KB{digits}"));
    }
    scope.sink().push(
        Diagnostic::error(Code::BadUpdateId, id.span, format!("`{}` is not a KB number", id.value))
            .help("write it as `KB971033`"),
    );
    None
}
