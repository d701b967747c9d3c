//! The subroutines that a script has: of the states that were used, and what they share.

use super::{Form, Script, TEMPLATES};
use crate::emit::needs;
use minijinja::{Environment, UndefinedBehavior, Value};
use std::collections::BTreeSet;

/// The subroutines of a script, in the order in which they stand in it: each calls only what stands behind it, so that
/// cmd.exe never looks for a label from the top again.
#[derive(Default)]
pub(super) struct Blocks {
    /// `test_...`: whether a state is in place.
    pub(super) tests: String,
    /// `apply_...`: one operation.
    pub(super) applies: String,
    /// What of theirs writes to the log, which stands below it.
    pub(super) tells: String,
    /// What they share.
    pub(super) helps: String,
}

impl Script<'_> {
    /// The subroutines of the states that were used, and what they share.
    pub(super) fn blocks(&self, env: &Environment<'_>) -> Blocks {
        let mut blocks = Blocks::default();
        let mut templates: BTreeSet<&str> = BTreeSet::new();
        for label in self.tests.iter().copied().filter(|label| *label != "number") {
            // In a list, what a command is unless stands in front of the tests that it asks.
            if label != "unless" || self.form == Form::Straight {
                let arguments =
                    if label == "unless" { vec![Value::from_safe_string(String::new())] } else { Vec::new() };
                blocks.tests.push_str(&block(env, template_of(label), &format!("test_{label}"), &arguments));
            }
        }
        for label in self.applies.iter().copied().filter(|label| *label != "message") {
            blocks.applies.push_str(&block(env, template_of(label), &format!("apply_{label}"), &[]));
        }
        templates.extend(self.tests.iter().chain(&self.applies).map(|label| template_of(label)));
        let uses = |labels: &[&str]| labels.iter().any(|l| self.tests.contains(l) || self.applies.contains(l));
        for (template, _) in TEMPLATES.iter().filter(|(name, _)| templates.contains(name)) {
            let mut help =
                |name: &str, arguments: &[Value]| blocks.helps.push_str(&block(env, template, name, arguments));
            match *template {
                "service" => {
                    let asks = ["running", "stopped", "exists", "absent", "restarted", "security"];
                    // What it calls stands below it, as everything in a long script.
                    if needs::stops_services(self.program) {
                        help("help_stopping", &[]);
                        blocks.tells.push_str(&block(env, template, "help_dependents", &[]));
                    }
                    if asks.iter().any(|word| self.tests.contains(format!("service_{word}").as_str())) {
                        help("help_service", &[]);
                    }
                }
                "file" => {
                    if uses(&["files_absent", "files_exist"]) {
                        help("help_files", &[]);
                    }
                    if uses(&["file_content", "write_file"]) {
                        help("help_link", &[]);
                    }
                }
                "package" => help("help_package", &[]),
                "registry" => help("help_registry", &[uses(&["bits"]), uses(&["number"])].map(Value::from)),
                "license" => {
                    let kms = self.operands.contains("KMS_HOST") || self.operands.contains("KMS_PORT");
                    help("help_license", &[Value::from(kms)]);
                    blocks.tells.push_str(&block(env, template, "tell_license", &[]));
                }
                "command" if uses(&["run", "run_once"]) => help("help_command", &[]),
                _ => {}
            }
        }
        blocks
    }
}

/// The template that holds a label's subroutine.
pub(super) fn template_of(label: &str) -> &'static str {
    match label {
        "value" | "value_present" | "value_absent" | "bits" | "key" | "key_absent" | "number" | "set_value"
        | "set_bits" | "delete_value" | "create_key" | "delete_key" => "registry",
        "never" | "unless" | "once" | "succeeds" | "run" | "run_once" => "command",
        label if label.contains("service") => "service",
        "set_startup" | "set_dependencies" | "set_security" => "service",
        label if label.contains("file") => "file",
        label if label.contains("package") => "package",
        "license" | "install_key" | "activate" | "set_kms_host" | "set_kms_port" => "license",
        _ => "script",
    }
}

/// One subroutine.
pub(super) fn block(env: &Environment<'_>, template: &str, name: &str, arguments: &[Value]) -> String {
    let template = env.get_template(template).expect("the template is built in");
    let mut macros = template.render_captured(()).expect("a file of macros renders nothing");
    macros.with_state_mut(|state| state.call_macro(name, arguments)).expect("every label has its macro")
}

pub(super) fn environment() -> Environment<'static> {
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
    for (name, source) in TEMPLATES {
        env.add_template(name, source).expect("the templates are well-formed");
    }
    env
}
