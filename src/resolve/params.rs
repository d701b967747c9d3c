//! Params: their types, and the values that `--set` and defaults give them.

use super::Settings;
use super::names::{Param, Tables};
use crate::condition::Type;
use crate::diag::{Code, Diagnostic, Sink};
use crate::plan::Plan;
use crate::source::Text;

pub(super) fn resolve(plan: &Plan, settings: &Settings, tables: &mut Tables, sink: &mut Sink) {
    for (name, param) in &plan.params {
        let Some(ty) = read_type(&param.ty, sink) else { continue };
        let choices = param.one_of.as_deref().unwrap_or_default();
        for choice in choices {
            fits(ty, &choice.value, choice, sink);
        }
        if let Some(default) = &param.default
            && fits(ty, &default.value, default, sink)
            && !choices.is_empty()
            && !choices.iter().any(|choice| choice.value == default.value)
        {
            sink.push(not_a_choice(default, &default.value, choices));
        }
        let set = settings.iter().rev().find(|(set, _)| *set == name.value).map(|(_, value)| value.clone());
        if let Some(value) = &set
            && fits(ty, value, name, sink)
            && !choices.is_empty()
            && !choices.iter().any(|choice| choice.value == *value)
        {
            sink.push(not_a_choice(name, value, choices));
        }
        let text = set.or_else(|| param.default.as_ref().map(|t| t.value.clone()));
        tables.params.insert(name.value.clone(), Param { ty, text });
    }
    for (set, _) in settings {
        if !plan.params.iter().any(|(name, _)| name.value == *set) {
            let place = plan.params.first().map_or(plan.id.span, |(name, _)| name.span);
            sink.push(
                Diagnostic::error(Code::UnknownParam, place, format!("`--set {set}=...` names no param of this plan"))
                    .help(match plan.params.len() {
                        0 => "the plan has no `params`".to_owned(),
                        _ => {
                            let names: Vec<String> =
                                plan.params.iter().map(|(n, _)| format!("`{}`", n.value)).collect();
                            format!("its params are {}", names.join(" "))
                        }
                    }),
            );
        }
    }
}

/// A type of params and maps, by its name in a plan.
pub(super) fn read_type(name: &Text, sink: &mut Sink) -> Option<Type> {
    let ty = Type::named(&name.value);
    if ty.is_none() {
        sink.push(
            Diagnostic::error(Code::UnknownType, name.span, format!("`{}` is not a type", name.value))
                .help("the types are boolean, integer, text, version, path, product-key, and the enumerations of the facts (`edition`, `release`, ...)"),
        );
    }
    ty
}

/// Whether a text can be read as a value of a type; a mistake is reported at the place.
pub(super) fn fits(ty: Type, text: &str, place: &Text, sink: &mut Sink) -> bool {
    let fits = ty.read(text).is_some();
    if !fits {
        let shown = if ty == Type::ProductKey { "this" } else { &format!("`{text}`") };
        let help = match ty {
            Type::ProductKey => {
                "a product key is five groups of five letters and digits, `XXXXX-XXXXX-XXXXX-XXXXX-XXXXX`"
            }
            Type::Bool => "write `true` or `false`",
            Type::Path => "write a full path, such as `C:\\ProgramData\\Example`",
            _ => "write a value of that type",
        };
        sink.push(
            Diagnostic::error(Code::WrongValue, place.span, format!("{shown} is not a value of type {ty}")).help(help),
        );
    }
    fits
}

fn not_a_choice(place: &Text, value: &str, choices: &[Text]) -> Diagnostic {
    let names: Vec<String> = choices.iter().map(|choice| format!("`{}`", choice.value)).collect();
    Diagnostic::error(
        Code::WrongValue,
        place.span,
        format!("`{value}` is not one of the values that this param may have"),
    )
    .help(format!("they are {}", names.join(" ")))
}
