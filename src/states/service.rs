//! `service`: whether a Windows service runs and how it starts.

use super::{IfMissing, Kind, Resource, Role, Scope, Slot, State, missing};
use crate::condition::Truth;
use crate::diag::{Code, Diagnostic};
use crate::program::{Op, Part, Probe, RunText, ServiceStatus, Startup};
use crate::simulate::Facts;
use crate::simulate::machine::{Machine, ServiceState};
use crate::source::{Spanned, Text};
use crate::syntax::Node;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;

/// The kind `service`.
pub(super) struct Service;

/// A Windows service, by the name of its key.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Fields {
    /// The name of its key: `Spooler`, not `Print Spooler`.
    #[schemars(extend("x-example" = "{ name: Spooler, status: running }"))]
    name: Text,
    /// What it does; `restarted` restarts what runs, under a `when` with `.changed`.
    #[schemars(extend(
        "x-check" = { "words": ["running", "stopped"] },
        "x-example" = "{ name: Spooler, status: running }"
    ))]
    status: Option<Spanned<Status>>,
    /// How it starts; set before `status`.
    #[schemars(extend("x-example" = "{ name: Spooler, startup: automatic }"))]
    startup: Option<Startup>,
    /// Whether there is such a service; an action can only delete it.
    #[schemars(extend("x-action" = { "words": [false] }, "x-example" = "{ name: Example, exists: false }"))]
    exists: Option<Spanned<bool>>,
    /// What a missing service means: what takes away (`stopped`, `disabled`) is in place, where nothing is said, and what
    /// gives is not.
    #[schemars(extend("x-example" = "{ name: Spooler, status: running, if-missing: skip }"))]
    if_missing: Option<IfMissing>,
    /// All services that it cannot run without; `[]` for none.
    #[schemars(extend("x-example" = "{ name: Spooler, depends-on: [RPCSS, http] }"))]
    depends_on: Option<Vec<Text>>,
    /// Its security descriptor, as `sc.exe sdshow` prints it.
    #[schemars(extend("x-example" = "{ name: Spooler, security: 'D:(A;;CCLCSWRPWPDTLOCRRC;;;SY)' }"))]
    security: Option<Text>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Status {
    /// It runs.
    Running,
    /// It does not run.
    Stopped,
    /// It is started anew, where it runs.
    Restarted,
}

#[derive(Debug)]
struct ServiceWanted {
    name: RunText,
    status: Option<Status>,
    startup: Option<Startup>,
    depends_on: Option<Vec<RunText>>,
    security: Option<String>,
    exists: Option<bool>,
    if_missing: Option<IfMissing>,
}

impl Kind for Service {
    fn name(&self) -> &'static str {
        "service"
    }

    fn schema(&self, generator: &mut SchemaGenerator) -> Schema {
        Fields::json_schema(generator)
    }

    fn read(&self, node: &Node, scope: &mut dyn Scope) -> Option<Box<dyn State>> {
        let fields: Fields = super::fields(node, scope)?;
        let name = scope.interpolate(&fields.name, Slot::Key)?;
        let mut usable = true;
        let nothing_but_existence = fields.status.is_none()
            && fields.startup.is_none()
            && fields.depends_on.is_none()
            && fields.security.is_none();
        if let Some(wrong) = super::shapes(&name, scope).into_iter().find(|name| !is_name(name)) {
            scope.sink().push(
                Diagnostic::error(Code::BadServiceName, fields.name.span, format!("`{wrong}` is not a service's name"))
                    .help(
                        "give the name of its key below HKLM\\SYSTEM\\CurrentControlSet\\Services, such as `wuauserv`",
                    ),
            );
            usable = false;
        }
        let depends_on = match &fields.depends_on {
            None => None,
            Some(names) => {
                let names: Option<Vec<RunText>> = names.iter().map(|name| dependency(name, scope)).collect();
                usable &= names.is_some();
                names
            }
        };
        let security = fields.security.as_ref().and_then(|text| {
            let read = super::security::canonical(&text.value);
            if let Err(what) = &read {
                usable = false;
                scope.sink().push(
                    Diagnostic::error(Code::BadSecurity, text.span, "this is not a service's security descriptor")
                        .label(what.as_str())
                        .help("write it as `sc.exe sdshow NAME` prints it"),
                );
            }
            read.ok()
        });
        if let Some(status) = fields.status
            && status.value == Status::Restarted
            && scope.role() == Role::Check
        {
            scope.sink().push(
                Diagnostic::error(Code::ActionOnly, status.span, "`restarted` cannot be observed")
                    .help("ask for `running`"),
            );
            usable = false;
        }
        if let Some(exists) = fields.exists
            && scope.role() == Role::Action
        {
            if exists.value {
                scope.sink().push(
                    Diagnostic::error(Code::CheckOnly, exists.span, "a service cannot be made")
                        .help("install the program that brings the service, with `command`"),
                );
                usable = false;
            } else if !nothing_but_existence {
                scope.sink().push(
                    Diagnostic::error(Code::Contradiction, exists.span, "a service that is deleted has no other state")
                        .help("leave out `status`, `startup`, `depends-on` and `security`"),
                );
                usable = false;
            } else {
                let text = name.as_literal().unwrap_or_default();
                if super::guard::is_vital_service(text) {
                    scope.sink().push(
                        Diagnostic::error(Code::GuardRail, fields.name.span, format!("`{text}` is never deleted"))
                            .label("Windows does not start without it"),
                    );
                    usable = false;
                }
            }
        }
        if usable && scope.role() == Role::Action && nothing_but_existence && fields.exists.is_none() {
            missing(scope, node.span, "service", "`status`, `startup`, `depends-on`, `security` or `exists: false`");
            usable = false;
        }
        usable.then(|| {
            Box::new(ServiceWanted {
                name,
                status: fields.status.map(|s| s.value),
                startup: fields.startup,
                depends_on,
                security,
                exists: fields.exists.map(|e| e.value),
                if_missing: fields.if_missing,
            }) as Box<dyn State>
        })
    }
}

/// The name of a service that another depends on. A load-order group (`+NAME`) is none: what sc.exe sets is the list of
/// services.
fn dependency(name: &Text, scope: &mut dyn Scope) -> Option<RunText> {
    let text = scope.interpolate(name, Slot::Key)?;
    // With `+` in front it would be a group's.
    let wrong = |text: &String| !is_name(text) || text.starts_with('+');
    if let Some(wrong) = super::shapes(&text, scope).into_iter().find(wrong) {
        let title = format!("`{wrong}` is not a service's name");
        scope.sink().push(
            Diagnostic::error(Code::BadServiceName, name.span, title)
                .help("give the name of its key below HKLM\\SYSTEM\\CurrentControlSet\\Services, such as `RpcSs`"),
        );
        return None;
    }
    Some(text)
}

impl ServiceWanted {
    /// Whether a missing service is in place: what takes away is, what gives is not, unless the plan says otherwise.
    fn missing_ok(&self, takes_away: bool) -> bool {
        match self.if_missing {
            Some(IfMissing::Skip) => true,
            Some(IfMissing::Fail) => false,
            None => takes_away,
        }
    }
}

/// Whether Windows takes it for a service's name.
fn is_name(name: &str) -> bool {
    (1..=256).contains(&name.encode_utf16().count())
        && !name.contains(|c: char| c == '/' || c == '\\' || c.is_control())
}

impl State for ServiceWanted {
    fn parts(&self) -> Vec<Part> {
        let name = || self.name.clone();
        let mut parts = Vec::new();
        // Startup before status: a disabled service cannot be started.
        if let Some(startup) = self.startup {
            let missing_ok = self.missing_ok(startup == Startup::Disabled);
            parts.push(Part {
                probe: Probe::ServiceStartup { name: name(), startup, missing_ok },
                op: Op::ServiceSetStartup { name: name(), startup },
            });
        }
        // A service that is started is started as it is to be.
        if let Some(on) = &self.depends_on {
            parts.push(Part {
                probe: Probe::ServiceDependencies { name: name(), on: on.clone(), missing_ok: self.missing_ok(false) },
                op: Op::ServiceSetDependencies { name: name(), on: on.clone() },
            });
        }
        if let Some(sddl) = &self.security {
            parts.push(Part {
                probe: Probe::ServiceSecurity { name: name(), sddl: sddl.clone(), missing_ok: self.missing_ok(false) },
                op: Op::ServiceSetSecurity { name: name(), sddl: sddl.clone() },
            });
        }
        match self.status {
            Some(Status::Running) => parts.push(Part {
                probe: Probe::ServiceStatus {
                    name: name(),
                    status: ServiceStatus::Running,
                    missing_ok: self.missing_ok(false),
                },
                op: Op::ServiceStart { name: name() },
            }),
            Some(Status::Stopped) => parts.push(Part {
                probe: Probe::ServiceStatus {
                    name: name(),
                    status: ServiceStatus::Stopped,
                    missing_ok: self.missing_ok(true),
                },
                op: Op::ServiceStop { name: name() },
            }),
            Some(Status::Restarted) => {
                parts.push(Part {
                    probe: Probe::ServiceRestarted { name: name() },
                    op: Op::ServiceRestart { name: name() },
                });
            }
            None => {}
        }
        match self.exists {
            Some(exists) => parts.push(Part {
                probe: Probe::ServiceExists { name: name(), exists },
                op: Op::ServiceDelete { name: name() },
            }),
            None if parts.is_empty() => parts.push(Part {
                probe: Probe::ServiceExists { name: name(), exists: true },
                op: Op::ServiceDelete { name: name() },
            }),
            None => {}
        }
        parts
    }

    fn resources(&self) -> Vec<Resource> {
        vec![Resource::service(&self.name)]
    }

    fn settled(&self) -> Vec<(Resource, String)> {
        let mut words = Vec::new();
        if let Some(status @ (Status::Running | Status::Stopped)) = self.status {
            words.push((Resource::service(&self.name).facet("status"), format!("{status:?}")));
        }
        if let Some(startup) = self.startup {
            words.push((Resource::service(&self.name).facet("startup"), startup.word().to_owned()));
        }
        if let Some(on) = &self.depends_on {
            words.push((Resource::service(&self.name).facet("depends-on"), format!("{on:?}")));
        }
        if let Some(sddl) = &self.security {
            words.push((Resource::service(&self.name).facet("security"), sddl.clone()));
        }
        words
    }

    fn holds(&self, machine: &Machine, facts: &Facts) -> Truth {
        let Some(name) = facts.text(&self.name) else { return Truth::Unknown };
        let Some(service) = machine.service(&name) else {
            return match self.exists {
                Some(exists) => Truth::from(!exists),
                None => {
                    let status = self.status.is_none_or(|s| self.missing_ok(s == Status::Stopped));
                    let startup = self.startup.is_none_or(|s| self.missing_ok(s == Startup::Disabled));
                    let others = self.missing_ok(false) || self.depends_on.is_none() && self.security.is_none();
                    let says_something = self.status.is_some()
                        || self.startup.is_some()
                        || self.depends_on.is_some()
                        || self.security.is_some();
                    Truth::from(status && startup && others && says_something)
                }
            };
        };
        let status = match self.status {
            Some(Status::Running) => service.status == ServiceState::Running,
            Some(Status::Stopped) => service.status == ServiceState::Stopped,
            Some(Status::Restarted) => false,
            None => true,
        };
        let startup = self.startup.is_none_or(|startup| startup == service.startup);
        let dependencies = match &self.depends_on {
            None => true,
            Some(on) => match on.iter().map(|name| facts.text(name)).collect::<Option<Vec<String>>>() {
                Some(on) => service.depends_exactly_on(&on),
                None => return Truth::Unknown,
            },
        };
        let security = self.security.as_ref().is_none_or(|sddl| service.has_security(sddl));
        Truth::from(status && startup && dependencies && security && self.exists.unwrap_or(true))
    }

    fn counts_for_goal(&self) -> bool {
        self.status != Some(Status::Restarted)
    }

    fn needs_changed(&self) -> Option<&'static str> {
        (self.status == Some(Status::Restarted)).then_some("`restarted` restarts a service each time it is asked to")
    }

    fn cost(&self) -> u8 {
        2
    }
}
