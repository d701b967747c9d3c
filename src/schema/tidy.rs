//! From a derived schema to one that says what the files of regimen may hold, and no more than an editor needs.

use crate::catalog::facts::FactId;
use crate::condition::Type;
use crate::diag::LINTS;
use crate::simulate::scenario::RESULTS;
use serde_json::{Map, Value, json};

/// The types of a scalar, any of which a text takes.
const SCALAR: [&str; 4] = ["string", "number", "boolean", "null"];

/// Every schema inside a schema, the innermost first; values that only look like one (defaults) are left alone.
fn walk(schema: &mut Value, change: &mut impl FnMut(&mut Map<String, Value>)) {
    let Value::Object(keys) = schema else { return };
    for (key, value) in keys.iter_mut() {
        match (key.as_str(), value) {
            ("properties" | "definitions", Value::Object(named)) => named.values_mut().for_each(|it| walk(it, change)),
            ("anyOf" | "oneOf" | "allOf", Value::Array(several)) => several.iter_mut().for_each(|it| walk(it, change)),
            ("items" | "additionalProperties" | "propertyNames" | "then" | "else", one) => walk(one, change),
            _ => {}
        }
    }
    change(keys);
}

/// What our reader takes where `serde` says less: a text is any scalar, a key that is there has a value.
pub(super) fn as_read(schema: &mut Value) {
    walk(schema, &mut |keys| {
        words_with_docs(keys);
        numbers(keys);
        if let Some(Value::Object(properties)) = keys.get_mut("properties") {
            properties.values_mut().filter_map(Value::as_object_mut).for_each(not_null);
        }
        let is_open = !["enum", "const", "pattern"].iter().any(|key| keys.contains_key(*key));
        if is_open && keys.get("type").is_some_and(|ty| ty == "string") {
            keys.insert("type".to_owned(), json!(SCALAR));
        }
    });
}

/// What is printed is what the types say.
pub(super) fn as_printed(schema: &mut Value) {
    walk(schema, &mut |keys| {
        words_with_docs(keys);
        numbers(keys);
    });
}

/// A closed set, which is derived as a choice of constants, as one list, with what is said of each word beside.
fn words_with_docs(keys: &mut Map<String, Value>) {
    let Some(Value::Array(choices)) = keys.get("oneOf") else { return };
    let constant = |choice: &Value| choice.get("const").cloned();
    let listed = |choice: &Value| choice.get("enum").and_then(Value::as_array).cloned();
    let mut words: Vec<(Value, Value)> = Vec::new();
    for choice in choices {
        let doc = choice.get("description").cloned().unwrap_or_else(|| json!(""));
        match (constant(choice), listed(choice)) {
            (Some(word), _) => words.push((word, doc)),
            (None, Some(list)) => words.extend(list.into_iter().map(|word| (word, doc.clone()))),
            (None, None) => return,
        }
    }
    keys.remove("oneOf");
    keys.insert("type".to_owned(), json!("string"));
    keys.insert("enumDescriptions".to_owned(), words.iter().map(|(_, doc)| doc.clone()).collect());
    keys.insert("enum".to_owned(), words.into_iter().map(|(word, _)| word).collect());
}

/// The ranges that the names of formats stand for.
fn numbers(keys: &mut Map<String, Value>) {
    let Some(format) = keys.remove("format") else { return };
    if format == "uint32" && !keys.contains_key("maximum") {
        keys.insert("maximum".to_owned(), json!(u32::MAX));
    }
}

/// A key that may be left out is not one that may be empty.
fn not_null(keys: &mut Map<String, Value>) {
    if keys.get("default").is_some_and(Value::is_null) {
        keys.remove("default");
    }
    if let Some(Value::Array(types)) = keys.get("type")
        && let [one, Value::String(null)] = types.as_slice()
        && null == "null"
    {
        let one = one.clone();
        // A text that may be left out is a text.
        let is_text = one == "string" && !["enum", "pattern"].iter().any(|key| keys.contains_key(*key));
        keys.insert("type".to_owned(), if is_text { json!(SCALAR) } else { one });
    }
    if let Some(Value::Array(words)) = keys.get_mut("enum") {
        words.retain(|word| !word.is_null());
    }
    if let Some(Value::Array(choices)) = keys.get("anyOf")
        && let [Value::Object(one), null] = choices.as_slice()
        && *null == json!({ "type": "null" })
    {
        let one = one.clone();
        keys.remove("anyOf");
        for (key, value) in one {
            keys.entry(key).or_insert(value);
        }
    }
}

/// Puts the closed sets of the catalogue in the place of their names, and takes every other note away.
pub(super) fn without_notes(schema: &mut Value) {
    walk(schema, &mut |keys| {
        if let Some(words) = keys.get("x-words").and_then(Value::as_str).map(set) {
            listed_in(keys, &words);
        }
        if let Some(names) = keys.get("x-keys").and_then(Value::as_str).map(set) {
            keys.insert("propertyNames".to_owned(), json!({ "enum": names }));
            // An editor completes what stands under `properties` alone.
            let value = keys.remove("additionalProperties").unwrap_or_else(|| json!({}));
            keys.insert("properties".to_owned(), names.iter().map(|name| (name.to_string(), value.clone())).collect());
            keys.insert("additionalProperties".to_owned(), json!(false));
        }
        if keys.get("x-values").is_some_and(|values| values == "results") {
            let pattern = format!("^({}|depends on .+)( restart)?$|\\$\\{{each", RESULTS.join("|"));
            keys.insert("additionalProperties".to_owned(), json!({ "type": "string", "pattern": pattern }));
        }
        keys.retain(|key, _| !key.starts_with("x-"));
        if let Some(Value::String(doc)) = keys.get_mut("description") {
            *doc = doc.replace('\n', " ");
        }
        // Beside a reference everything else would be ignored.
        if keys.len() > 1
            && let Some(place) = keys.remove("$ref")
        {
            keys.insert("type".to_owned(), json!("object"));
            keys.insert("allOf".to_owned(), json!([{ "$ref": place }]));
        }
    });
}

/// The words of a named set.
fn set(name: &str) -> Vec<&'static str> {
    match name {
        "facts" => FactId::all().map(FactId::name).collect(),
        "types" => Type::names(),
        "lints" => LINTS.iter().map(|lint| lint.name).collect(),
        _ => unreachable!("the notes of our own types name one of these sets"),
    }
}

/// Only these words, for each text that stands here.
fn listed_in(keys: &mut Map<String, Value>, words: &[&str]) {
    if let Some(Value::Array(choices)) = keys.get_mut("anyOf") {
        for choice in choices.iter_mut().filter_map(Value::as_object_mut) {
            match choice.get_mut("items").and_then(Value::as_object_mut) {
                Some(items) => listed_in(items, words),
                None => listed_in(choice, words),
            }
        }
        return;
    }
    keys.insert("type".to_owned(), json!("string"));
    keys.insert("enum".to_owned(), json!(words));
}

/// The same where a part is completed elsewhere: nothing is required.
pub(super) fn partial(schema: &mut Value) {
    walk(schema, &mut |keys| {
        keys.remove("required");
        keys.remove("default");
        // What can be left out fits several of the choices.
        if let Some(choices) = keys.remove("oneOf") {
            keys.insert("anyOf".to_owned(), choices);
        }
    });
}

/// The same where it is put over another: nothing is required, and null takes a key away.
pub(super) fn put_over(schema: &mut Value) {
    partial(schema);
    walk(schema, &mut |keys| {
        let mut nullable = |value: &mut Value| {
            if let Value::Object(keys) = value {
                or_null(keys);
            }
        };
        if let Some(Value::Object(properties)) = keys.get_mut("properties") {
            properties.values_mut().for_each(&mut nullable);
        }
        if let Some(value) = keys.get_mut("additionalProperties") {
            nullable(value);
        }
    });
}

/// The same where `${each}` may stand for every scalar; what one reference names, another one does.
pub(super) fn or_inserted(schema: &mut Value, (from, to): (&str, &str)) {
    let inserted = json!({ "type": "string", "pattern": "\\$\\{each" });
    walk(schema, &mut |keys| {
        if keys.get("$ref").is_some_and(|place| place == from) {
            keys.insert("$ref".to_owned(), json!(to));
        }
        let is_scalar = |schema: &Value| match &schema["type"] {
            Value::String(one) => one != "object" && one != "array",
            ty => ty.is_array(),
        };
        let mut loosen = |schema: &mut Value| {
            if let Some(choices) = schema.get_mut("anyOf").and_then(Value::as_array_mut) {
                choices.push(inserted.clone());
            } else if is_scalar(schema) {
                let doc = schema.get("description").cloned();
                *schema = json!({ "anyOf": [schema.take(), inserted] });
                if let Some(doc) = doc {
                    schema["description"] = doc;
                }
            }
        };
        if let Some(Value::Object(properties)) = keys.get_mut("properties") {
            properties.values_mut().for_each(&mut loosen);
        }
        for inner in ["items", "additionalProperties"] {
            if let Some(schema) = keys.get_mut(inner) {
                loosen(schema);
            }
        }
    });
}

fn or_null(keys: &mut Map<String, Value>) {
    if let Some(Value::Array(words)) = keys.get_mut("enum") {
        words.push(Value::Null);
    }
    if let Some(Value::Array(choices)) = keys.get_mut("anyOf") {
        choices.push(json!({ "type": "null" }));
    }
    match keys.get_mut("type") {
        Some(Value::Array(types)) if !types.contains(&json!("null")) => types.push(json!("null")),
        Some(Value::String(one)) => {
            let both = json!([one.clone(), "null"]);
            keys.insert("type".to_owned(), both);
        }
        _ => {}
    }
}

/// A value as it is written in a plan, on one line.
#[must_use]
pub fn listed(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// What a value is, in words: `text`, `a number`, `running, stopped`.
#[must_use]
pub fn kind_of(schema: &Value) -> String {
    if let Some(words) = schema["enum"].as_array() {
        return words.iter().map(listed).collect::<Vec<_>>().join(", ");
    }
    if let Some(set) = schema["x-words"].as_str() {
        return match set {
            "facts" => "a fact, or a list of facts".to_owned(),
            _ => "a type".to_owned(),
        };
    }
    if let Some([one, list]) = schema["anyOf"].as_array().map(Vec::as_slice) {
        return match (kind_of(one), list["type"].as_str()) {
            (one, Some("array")) if list["items"]["enum"].is_array() => format!("{one}; or a list of them"),
            (one, Some("array")) => format!("{one}, or a list"),
            _ if list["$ref"].is_string() => format!("a condition, or {}", kind_of(list)),
            (one, _) => format!("{one}, or {}", kind_of(list)),
        };
    }
    match &schema["type"] {
        Value::Array(_) => "text".to_owned(),
        Value::String(ty) => match ty.as_str() {
            "boolean" => "true, false".to_owned(),
            "integer" | "number" => "a number".to_owned(),
            "string" if schema["pattern"].is_string() => "a duration such as 90s, 5m, 2h, 1d".to_owned(),
            "array" => match kind_of(&schema["items"]).as_str() {
                "text" => "a list of texts".to_owned(),
                other => format!("a list, each {other}"),
            },
            "object" if schema["properties"].is_object() => {
                let keys = schema["properties"].as_object().map(|keys| keys.keys().cloned().collect::<Vec<_>>());
                format!("a mapping: {}", keys.unwrap_or_default().join(", "))
            }
            "object" => "a mapping".to_owned(),
            _ => "text".to_owned(),
        },
        _ => match schema["$ref"].as_str().and_then(|place| place.rsplit('/').next()) {
            Some("one-state") => "one state".to_owned(),
            Some("changes") => "a part of a machine".to_owned(),
            Some(name) => format!("a mapping: one {name}"),
            None => "anything".to_owned(),
        },
    }
}
