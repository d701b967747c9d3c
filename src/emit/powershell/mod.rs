//! The PowerShell target: one `.ps1` for PowerShell 2.0 to 7. Pure ASCII, CR LF, no construct and no .NET member newer than 2.0.
//!
//! Rust writes the plan's own part, as data: maps, checks, scope, goal, actions. The templates hold the functions that it and
//! they call, one file a section; a script gets those that it can reach and no others.

mod admit;
mod conditions;
mod facts;
mod help;
mod library;
mod parts;
mod plan;

pub(super) use admit::admit;

use super::Artifact;
use super::needs::{self, Needed};
use crate::program::Program;
use library::Library;
use minijinja::{Environment, UndefinedBehavior, Value, context};

/// The frame of a script.
const SCRIPT: &str = include_str!("../../../templates/powershell/script.ps1.j2");

/// The sections of functions, in the order in which a script has them.
const SECTIONS: &[(&str, &str)] = &[
    ("run", include_str!("../../../templates/powershell/run.ps1.j2")),
    ("conditions", include_str!("../../../templates/powershell/conditions.ps1.j2")),
    ("service", include_str!("../../../templates/powershell/service.ps1.j2")),
    ("file", include_str!("../../../templates/powershell/file.ps1.j2")),
    ("registry", include_str!("../../../templates/powershell/registry.ps1.j2")),
    ("package", include_str!("../../../templates/powershell/package.ps1.j2")),
    ("license", include_str!("../../../templates/powershell/license.ps1.j2")),
    ("command", include_str!("../../../templates/powershell/command.ps1.j2")),
    ("program", include_str!("../../../templates/powershell/program.ps1.j2")),
    ("debts", include_str!("../../../templates/powershell/debts.ps1.j2")),
    ("log", include_str!("../../../templates/powershell/log.ps1.j2")),
];

/// Renders an admitted program.
pub(super) fn render(program: &Program) -> Artifact {
    let env = environment();
    let sections = sections(&env, program.edition, &needs::needed(program), needs::stops_services(program));
    let library = Library::new(&sections);
    let own = plan::render(program);
    let safe = |text: &str| Value::from_safe_string(text.trim_end().to_owned());
    let frame = |body: &str| {
        let context = context! {
            help => safe(&help::render(program)),
            plan => safe(&program.plan),
            hash => safe(program.short_hash()),
            body => safe(body),
        };
        let template = env.get_template("script").expect("the template is built in");
        template.render(context).expect("the template is strict, and everything it asks for is given")
    };
    let text = frame(&format!("{own}\n{}", library.reached_from(&[&own, &frame("")])));
    let mut bytes = String::with_capacity(text.len() + text.len() / 20);
    for line in text.lines() {
        bytes.push_str(line.trim_end());
        bytes.push_str("\r\n");
    }
    let folder = if program.edition.is_some() { "powershell/per-edition" } else { "powershell" };
    Artifact { path: format!("{folder}/{}.ps1", program.file_stem()), bytes: bytes.into_bytes() }
}

/// The text of all functions, complete for a program of this edition, or of any, that needs these facts and may stop services.
fn sections(env: &Environment<'_>, edition: Option<&str>, needed: &Needed, stops_services: bool) -> String {
    let context = context! {
        edition => edition.map(|edition| Value::from_safe_string(edition.to_owned())),
        facts => Value::from_safe_string(facts::cases(needed).trim_end().to_owned()),
        releases => Value::from_safe_string(facts::releases().trim_end().to_owned()),
        stops_services => stops_services,
    };
    let section = |(name, _): &(&str, &str)| {
        let template = env.get_template(name).expect("the template is built in");
        template.render(&context).expect("the template is strict, and everything it asks for is given") + "\n"
    };
    SECTIONS.iter().map(section).collect()
}

fn environment() -> Environment<'static> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    // Only what a quote function, or this folder, has made may be printed.
    env.set_formatter(|out, _, value| {
        if value.is_safe() {
            std::fmt::Write::write_str(out, value.as_str().unwrap_or_default()).map_err(minijinja::Error::from)
        } else {
            Err(minijinja::Error::new(minijinja::ErrorKind::BadEscape, "text that was not quoted"))
        }
    });
    env.add_template("script", SCRIPT).expect("the template is well-formed");
    for (name, source) in SECTIONS {
        env.add_template(name, source).expect("the templates are well-formed");
    }
    env
}

#[cfg(test)]
mod tests;
