//! Operations on a simulated machine: the tool's code and what it did.

use super::debts;
use super::facts::Facts;
use super::machine::{Data, Effect, Kms, Machine, Name, REBOOT_PENDING, Removal, ServiceState, Typed};
use super::observe::{data_on, files, keys};
use super::run::{Cut, Flow, Killed, Run};
use super::trace::Event;
use crate::catalog::keys::ProductKey;
use crate::condition::Truth;
use crate::program::{Action, Channel, Command, Invocation, LicenseStatus, Op, RegistryPlace, RunText, Startup};

/// What became of an operation.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Done {
    /// The code of the last tool that was started, if one was.
    pub(super) code: Option<i32>,
    /// Whether the code lets the test decide; only a command's can say no.
    pub(super) accepted: bool,
    /// Whether a tool asked for a restart.
    pub(super) asks: bool,
}

const SERVICING: &str = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\SessionsPending";
const MISSING: i32 = 1060;
const DISABLED: i32 = 1058;
const NOT_STARTED: i32 = 1062;
const ALREADY_RUNNING: i32 = 1056;
const DEPENDENTS_RUN: i32 = 1051;
const DEPENDENCY_FAILED: i32 = 1068;
const RESTART_NEEDED: i32 = 3010;
const SERVICING_BUSY: i32 = 1618;
const PERMANENT_PACKAGE: i32 = 0x800f_0825_u32.cast_signed();
const UNKNOWN_PACKAGE: i32 = 0x800f_0805_u32.cast_signed();
const NO_KMS: u32 = 0xC004_F074;
const NOT_GENUINE: u32 = 0xC004_F200;
const BAD_KEY: i32 = 0xC004_F050_u32.cast_signed();

impl Run<'_> {
    /// Announces an operation, does it unless a fault says otherwise, and gives the tool's code.
    fn operate(&mut self, action: &Action, operation: String, tool: impl FnOnce(&mut Machine) -> i32) -> Flow<i32> {
        self.issue(action, operation, true, tool)
    }

    /// As [`Self::operate`]: of a service that is not there, Windows says so and nothing else can go wrong.
    fn operate_service(
        &mut self,
        action: &Action,
        name: &str,
        operation: String,
        tool: impl FnOnce(&mut Machine) -> i32,
    ) -> Flow<i32> {
        let is_there = self.machine.service(name).is_some();
        self.issue(action, operation, is_there, tool)
    }

    fn issue(
        &mut self,
        action: &Action,
        operation: String,
        may_fail: bool,
        tool: impl FnOnce(&mut Machine) -> i32,
    ) -> Flow<i32> {
        self.operations += 1;
        let cut = self.options.cut;
        let note = |code| Event::Do { action: action.id.clone(), operation: operation.clone(), code };
        if cut == Some(Cut::Before(self.operations)) {
            self.trace.events.push(note(0));
            return Err(Killed);
        }
        let fault = if may_fail { self.machine.fault(&operation) } else { None };
        let code = match fault {
            None => tool(self.machine),
            Some((code, effect)) => {
                if effect == Effect::Normal {
                    tool(self.machine);
                }
                code
            }
        };
        self.trace.events.push(note(code));
        if cut == Some(Cut::After(self.operations)) {
            return Err(Killed);
        }
        Ok(code)
    }

    pub(super) fn apply(&mut self, action: &Action, op: &Op) -> Flow<Done> {
        let mut done = Done { accepted: true, ..Done::default() };
        let text = |run: &Self, text: &RunText| run.facts.text(text).unwrap_or_default();
        match op {
            Op::ServiceStart { name } => {
                let name = text(self, name);
                done.code = Some(self.start(action, &name)?);
            }
            Op::ServiceStop { name } => {
                let name = text(self, name);
                done.code = Some(self.stop(action, &name)?);
            }
            Op::ServiceRestart { name } => {
                let name = text(self, name);
                done.code = Some(self.stop(action, &name)?);
                // A service that does not stop is not started: it would pass for restarted.
                if self.machine.service(&name).is_some_and(|service| service.status == ServiceState::Stopped) {
                    self.halted.push(name.clone());
                    done.code = Some(self.start(action, &name)?);
                }
            }
            Op::ServiceSetStartup { name, startup } => {
                let name = text(self, name);
                let operation = format!("set-startup {name} {}", startup.word());
                done.code = Some(self.operate_service(action, &name, operation, |machine| {
                    machine.services.get_mut(&Name::from(name.as_str())).map_or(MISSING, |service| {
                        service.startup = *startup;
                        0
                    })
                })?);
            }
            Op::ServiceSetDependencies { name, on } => {
                let name = text(self, name);
                let on: Vec<String> = on.iter().map(|name| text(self, name)).collect();
                // As sc.exe takes them; a slash alone is none.
                let list = if on.is_empty() { "/".to_owned() } else { on.join("/") };
                let operation = format!("set-dependencies {name} {list}");
                done.code = Some(self.operate_service(action, &name, operation, |machine| {
                    machine.services.get_mut(&Name::from(name.as_str())).map_or(MISSING, |service| {
                        service.depends_on = on;
                        0
                    })
                })?);
            }
            Op::ServiceSetSecurity { name, sddl } => {
                let name = text(self, name);
                done.code = Some(self.operate_service(action, &name, format!("set-security {name}"), |machine| {
                    machine.services.get_mut(&Name::from(name.as_str())).map_or(MISSING, |service| {
                        service.security.clone_from(sddl);
                        0
                    })
                })?);
            }
            Op::ServiceDelete { name } => {
                let name = text(self, name);
                done.code = Some(self.operate_service(action, &name, format!("delete-service {name}"), |machine| {
                    if machine.services.remove(&Name::from(name.as_str())).is_some() { 0 } else { MISSING }
                })?);
            }
            Op::FileDelete { path } => {
                for (path, _) in files(path, self.machine, &self.facts).unwrap_or_default() {
                    done.code = Some(self.operate(action, format!("delete {path}"), |machine| delete(machine, &path))?);
                }
            }
            Op::FileWrite { path, content } => {
                let path = text(self, &path.path);
                let content = content.bytes(&text(self, &content.text));
                // What hides it is taken off first: nothing new is written over a hidden file.
                if let Some(file) = self.machine.files.get_mut(&Name::from(path.as_str())).filter(|file| !file.link) {
                    file.hidden = false;
                }
                done.code = Some(self.operate(action, format!("write {path}"), |machine| {
                    if is_held(machine, &path) {
                        return 0;
                    }
                    let entry = machine.files.entry(Name::from(path.as_str())).or_default();
                    entry.content = String::from_utf8_lossy(&content).into_owned();
                    entry.hidden = false;
                    entry.link = false;
                    0
                })?);
            }
            Op::PackageRemove { identity } => {
                if self.machine.value(SERVICING, "Exclusive").is_some_and(|data| *data != Data::Dword(0)) {
                    self.note(&action.id, "the servicing stack is busy".into());
                    return Ok(Done { code: Some(SERVICING_BUSY), ..done });
                }
                let installed: Vec<String> = self
                    .machine
                    .packages
                    .iter()
                    .filter(|(name, package)| identity.matches(name) && matches!(package.state, 0x70 | 0x80))
                    .map(|(name, _)| name.0.clone())
                    .collect();
                for name in installed {
                    let code =
                        self.operate(action, format!("remove-package {name}"), |machine| remove(machine, &name))?;
                    done.code = Some(code);
                    done.asks |= code == RESTART_NEEDED;
                }
            }
            Op::LicenseInstallKey { key } => {
                let key = text(self, key);
                let last = key.get(key.len().saturating_sub(5)..).unwrap_or_default().to_owned();
                done.code =
                    Some(self.operate(action, format!("install-key {last}"), |machine| install(machine, &key))?);
            }
            Op::LicenseActivate => done.code = Some(self.operate(action, "activate".into(), activate)?),
            Op::LicenseSetKmsHost { host } => {
                let host = text(self, host);
                done.code = Some(self.operate(action, format!("set-kms-host {host}"), |machine| {
                    machine.license.kms_host = Some(host);
                    0
                })?);
            }
            Op::LicenseSetKmsPort { port } => {
                done.code = Some(self.operate(action, format!("set-kms-port {port}"), |machine| {
                    machine.license.kms_port = Some(*port);
                    0
                })?);
            }
            Op::Run(command) => return self.run_command(action, command),
            Op::Message { .. } => {}
            Op::RegistrySet { .. }
            | Op::RegistrySetBits { .. }
            | Op::RegistrySetList { .. }
            | Op::RegistryDeleteValue { .. }
            | Op::RegistryCreateKey { .. }
            | Op::RegistryDeleteKey { .. } => done.code = self.apply_registry(action, op)?,
        }
        Ok(done)
    }

    fn stop(&mut self, action: &Action, name: &str) -> Flow<i32> {
        let dependents = self.machine.running_dependents(name);
        for dependent in &dependents {
            self.operate(action, format!("stop {dependent}"), |machine| stop(machine, dependent))?;
        }
        if !dependents.is_empty() {
            self.stopped.push((name.to_owned(), dependents));
        }
        self.operate_service(action, name, format!("stop {name}"), |machine| stop(machine, name))
    }

    fn start(&mut self, action: &Action, name: &str) -> Flow<i32> {
        self.operate_service(action, name, format!("start {name}"), |machine| start(machine, name))
    }

    /// Starts again what had to be stopped, in the reverse order.
    pub(super) fn start_dependents(&mut self, dependents: &[String]) -> Flow {
        let program = self.program;
        let action = program.action(self.current);
        for dependent in dependents.iter().rev() {
            self.start(action, dependent)?;
        }
        self.look_again();
        Ok(())
    }

    fn run_command(&mut self, action: &Action, command: &Command) -> Flow<Done> {
        if let Some(hash) = &command.once {
            self.debts.write(self.machine, &debts::once(action), hash);
        }
        let operation = format!("run {}", command_line(command, &self.facts));
        let code = self.operate(action, operation, |_| 0)?;
        let asks = command.reboot_exits.contains(&code);
        Ok(Done { code: Some(code), accepted: command.accepts(code), asks })
    }

    /// A command that is run to observe something: the code alone answers.
    pub(super) fn observe_command(&mut self, command: &Command) -> Truth {
        let operation = format!("run {}", command_line(command, &self.facts));
        let code = self.machine.fault(&operation).map_or(0, |(code, _)| code);
        Truth::from(command.accepts(code))
    }

    fn apply_registry(&mut self, action: &Action, op: &Op) -> Flow<Option<i32>> {
        let place = match op {
            Op::RegistrySet { place, .. }
            | Op::RegistrySetBits { place, .. }
            | Op::RegistrySetList { place, .. }
            | Op::RegistryDeleteValue { place, .. }
            | Op::RegistryCreateKey { place }
            | Op::RegistryDeleteKey { place } => place,
            _ => return Ok(None),
        };
        let mut code = None;
        for key in keys(place, self.machine, &self.facts).unwrap_or_default() {
            code = self.apply_to_key(action, op, &key, &self.shown(place, &key))?.or(code);
        }
        Ok(code)
    }

    /// A key as the log has it: as the plan spells it, whatever its view.
    fn shown(&self, place: &RegistryPlace, key: &str) -> String {
        let spelled = self.facts.text(&place.key).unwrap_or_default();
        match &place.each_subkey {
            None => spelled,
            Some(_) => format!(r"{spelled}\{}", key.rsplit('\\').next().unwrap_or_default()),
        }
    }

    fn apply_to_key(&mut self, action: &Action, op: &Op, key: &str, shown: &str) -> Flow<Option<i32>> {
        let name = |run: &Self, value: &RunText| run.facts.text(value).unwrap_or_default();
        let code = match op {
            Op::RegistrySet { value, data, .. } => {
                let (name, data) = (name(self, value), data_on(data, &self.facts));
                let Some(data) = data else { return Ok(None) };
                self.operate(action, named("set-value", shown, &name), |machine| {
                    machine.set_value(key, &name, data);
                    0
                })?
            }
            Op::RegistrySetBits { value, mask, data, .. } => {
                let name = name(self, value);
                self.operate(action, named("set-value", shown, &name), |machine| {
                    let old = match machine.value(key, &name) {
                        Some(Data::Dword(number)) => *number,
                        _ => 0,
                    };
                    machine.set_value(key, &name, Data::Dword((old & !mask) | data));
                    0
                })?
            }
            Op::RegistrySetList { value, with, without, .. } => {
                let name = name(self, value);
                self.operate(action, named("set-value", shown, &name), |machine| {
                    let mut list = match machine.value(key, &name) {
                        Some(Data::Typed(Typed::MultiString(list))) => list.clone(),
                        _ => Vec::new(),
                    };
                    list.retain(|item| !without.iter().any(|text| text.eq_ignore_ascii_case(item)));
                    for text in with {
                        if !list.iter().any(|item| item.eq_ignore_ascii_case(text)) {
                            list.push(text.clone());
                        }
                    }
                    machine.set_value(key, &name, Data::Typed(Typed::MultiString(list)));
                    0
                })?
            }
            Op::RegistryDeleteValue { value, .. } => {
                let name = name(self, value);
                if self.machine.value(key, &name).is_none() {
                    return Ok(None);
                }
                self.operate(action, named("delete-value", shown, &name), |machine| {
                    i32::from(!machine.delete_value(key, &name))
                })?
            }
            Op::RegistryCreateKey { .. } => self.operate(action, format!("create-key {shown}"), |machine| {
                machine.registry.entry(Name::from(key)).or_default();
                0
            })?,
            _ => self.operate(action, format!("delete-key {shown}"), |machine| {
                machine.registry.retain(|name, _| !super::machine::is_below(name, key));
                0
            })?,
        };
        Ok(Some(code))
    }
}

/// How a command reads in the log: the program and its arguments, or the shell of a script.
pub(super) fn command_line(command: &Command, facts: &Facts) -> String {
    match &command.what {
        Invocation::Program(words) => {
            words.iter().map(|word| facts.text(word).unwrap_or_default()).collect::<Vec<_>>().join(" ")
        }
        Invocation::Script(shell, _) => format!("{} script", shell.word()),
    }
}

/// The words of an operation on a value; the default value has no name.
fn named(verb: &str, key: &str, value: &str) -> String {
    format!("{verb} {key} {value}").trim_end().to_owned()
}

impl Machine {
    /// The fault that meets an operation, if one does: the tool's code, and whether the operation has its effect.
    fn fault(&mut self, operation: &str) -> Option<(i32, Effect)> {
        let fits = |fault: &str| {
            operation.get(..fault.len()).is_some_and(|head| head.eq_ignore_ascii_case(fault))
                && matches!(operation.as_bytes().get(fault.len()), None | Some(b' '))
        };
        let fault = self.faults.iter_mut().find(|fault| fits(&fault.operation) && fault.times != Some(0))?;
        if let Some(times) = &mut fault.times {
            *times -= 1;
        }
        Some((fault.code.cast_signed(), fault.effect))
    }
}

fn stop(machine: &mut Machine, name: &str) -> i32 {
    if !machine.running_dependents(name).is_empty() {
        return DEPENDENTS_RUN;
    }
    let Some(service) = machine.services.get_mut(&Name::from(name)) else { return MISSING };
    if service.status == ServiceState::Stopped {
        return NOT_STARTED;
    }
    service.status = ServiceState::Stopped;
    0
}

fn start(machine: &mut Machine, name: &str) -> i32 {
    let Some(service) = machine.services.get(&Name::from(name)) else { return MISSING };
    if service.startup == Startup::Disabled {
        return DISABLED;
    }
    if service.status == ServiceState::Running {
        return ALREADY_RUNNING;
    }
    if machine.started(name) { 0 } else { DEPENDENCY_FAILED }
}

/// `del` says 0 whatever it did.
fn delete(machine: &mut Machine, path: &str) -> i32 {
    if machine.files.get(&Name::from(path)).is_some_and(|file| !file.directory) && !is_held(machine, path) {
        machine.files.remove(&Name::from(path));
    }
    0
}

/// Whether a running service keeps a file open: nobody deletes or writes it then.
fn is_held(machine: &Machine, path: &str) -> bool {
    let holder = machine.files.get(&Name::from(path)).and_then(|file| file.held_by.as_deref());
    let service = holder.and_then(|holder| machine.service(holder));
    service.is_some_and(|service| service.status == ServiceState::Running)
}

fn remove(machine: &mut Machine, name: &str) -> i32 {
    let Some(package) = machine.packages.get_mut(&Name::from(name)) else { return UNKNOWN_PACKAGE };
    match package.removal {
        // CBS state 0x80 says so of itself.
        _ if package.state == 0x80 => PERMANENT_PACKAGE,
        Removal::AtRestart | Removal::Stuck => {
            package.state = 0x5;
            machine.registry.entry(Name::from(REBOOT_PENDING)).or_default();
            RESTART_NEEDED
        }
        Removal::AtOnce => {
            machine.packages.remove(&Name::from(name));
            0
        }
        Removal::Permanent => PERMANENT_PACKAGE,
    }
}

/// slmgr talks to sppsvc over WMI, which starts it.
fn slmgr(machine: &mut Machine) -> bool {
    if !machine.wmi_answers() {
        return false;
    }
    match machine.service("sppsvc").map(|s| (s.status, s.startup)) {
        Some((ServiceState::Stopped, Startup::Disabled)) => false,
        Some((ServiceState::Stopped, _)) => {
            machine.started("sppsvc");
            true
        }
        _ => true,
    }
}

fn install(machine: &mut Machine, key: &str) -> i32 {
    if !slmgr(machine) {
        return 1;
    }
    let Some(key) = ProductKey::parse(key) else { return BAD_KEY };
    let license = &mut machine.license;
    license.channel = Channel::KmsClient;
    license.key = key.last5().to_owned();
    license.status = LicenseStatus::OobGrace;
    license.reason = 0;
    0
}

fn activate(machine: &mut Machine) -> i32 {
    if !slmgr(machine) {
        return 1;
    }
    let license = &mut machine.license;
    if license.channel == Channel::None {
        // "product not found"
        return 0;
    }
    if license.non_genuine {
        license.status = LicenseStatus::Notification;
        license.reason = NOT_GENUINE;
        return 0;
    }
    match license.kms {
        Kms::Answers => {
            license.status = LicenseStatus::Licensed;
            license.reason = 0;
            0
        }
        Kms::Silent => {
            license.status = LicenseStatus::Notification;
            license.reason = NO_KMS;
            0
        }
        Kms::Refuses => NO_KMS.cast_signed(),
    }
}
