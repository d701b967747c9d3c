//! Params: their types, and the values that `--set` and defaults give them.

use super::Settings;
use super::names::{Param, Tables};
use crate::condition::{Enumeration, Type};
use crate::diag::{Code, Diagnostic, Sink, closest};
use crate::plan::Plan;
use crate::source::Text;

pub(super) fn resolve(plan: &Plan, settings: &Settings, tables: &mut Tables, sink: &mut Sink) {
    for (name, param) in &plan.params {
        let Some(ty) = read_type(&param.ty, sink) else {
            tables.broken.insert(name.value.clone());
            continue;
        };
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
        let mistake = Diagnostic::error(Code::UnknownType, name.span, format!("`{}` is not a type", name.value));
        // What other languages call it.
        let near = match name.value.as_str() {
            "string" | "str" => Some("text"),
            "bool" => Some("boolean"),
            "int" | "number" => Some("integer"),
            other => closest(other, Type::names()),
        };
        let all = "the types are boolean, integer, text, version, path, product-key, and the enumerations of the facts (`edition`, `release`, ...)";
        sink.push(match near {
            Some(near) => mistake.help(format!("did you mean `{near}`?")).help(all).fix(name.span, near),
            None => mistake.help(all),
        });
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
            Type::Int => "write a whole number, decimal or `0x...`",
            Type::Version => "write a version such as `10.0.17763`",
            Type::Duration => "write a number and a unit: `90s`, `5m`, `2h`, `1d`",
            Type::Date => "write a day or a moment in UTC: `2019-01-08`, `2019-01-08T10:00Z`",
            Type::Enum(of) => &word_list(of),
            Type::Text => "write text",
        };
        let near = match ty {
            Type::Enum(of) => closest(text, of.words()),
            _ => None,
        };
        let near = near.map(|near| format!("did you mean `{near}`?"));
        sink.push(
            Diagnostic::error(Code::WrongValue, place.span, format!("{shown} is not a value of type {ty}"))
                .help(near.as_deref().unwrap_or(help)),
        );
    }
    fits
}

/// All words of an enumeration, or the first of many.
pub(super) fn word_list(of: Enumeration) -> String {
    let words = of.words();
    let shown: Vec<String> = words.iter().take(8).map(|word| format!("`{word}`")).collect();
    format!("{} {}", if words.len() > 8 { "they are words such as" } else { "they are" }, shown.join(", "))
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
