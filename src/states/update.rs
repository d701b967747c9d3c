//! `update`: a Windows update by its KB number, its packages by Component Based Servicing.

use super::package::{self, Wanted};
use super::{Kind, Scope, State};
use crate::catalog::updates;
use crate::condition::Glob;
use crate::diag::{Code, Diagnostic};
use crate::source::{Spanned, Text};
use crate::syntax::Node;
use serde::Deserialize;

/// The kind `update`.
pub(super) struct Update;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Fields {
    id: Option<Text>,
    package: Option<Text>,
    installed: Option<Spanned<bool>>,
}

impl Kind for Update {
    fn name(&self) -> &'static str {
        "update"
    }

    fn read(&self, node: &Node, scope: &mut dyn Scope) -> Option<Box<dyn State>> {
        let fields: Fields = super::fields(node, scope)?;
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
