//! A resolved plan for people and for programs: what it observes, what it changes in which order, what comes of restarts,
//! and what cannot be taken back.

use crate::condition::ActionId;
use crate::diag::render::one_line;
use crate::program::{Action, CheckTest, Condition, Inverse, Program, Reboot, Retry, Step, duration, worst_case};
use std::fmt::Write as _;

/// The canonical form as YAML.
#[must_use]
pub fn yaml(program: &Program) -> String {
    let mut bytes = Vec::new();
    let mut serializer = serde_yaml::Serializer::new(&mut bytes);
    serde_yaml::with::singleton_map_recursive::serialize(program, &mut serializer)
        .expect("a program has no map with other keys than text");
    String::from_utf8(bytes).expect("YAML is UTF-8")
}

/// The plan for a person.
#[must_use]
pub fn text(program: &Program) -> String {
    let mut page = Page { program, text: String::new() };
    page.head();
    page.maps();
    page.checks();
    page.actions();
    page.time();
    page.restarts();
    page.undo();
    page.text
}

/// Text that is being written.
struct Page<'a> {
    program: &'a Program,
    text: String,
}

impl Page<'_> {
    fn line(&mut self, indent: usize, text: &str) {
        // Free text may hold line breaks; each line keeps the indentation.
        for line in text.lines() {
            let _ = writeln!(self.text, "{:indent$}{}", "", one_line(line.trim_end()));
        }
    }

    fn heading(&mut self, text: &str) {
        self.text.push('\n');
        self.line(0, text);
    }

    fn head(&mut self) {
        let program = self.program;
        self.line(0, &format!("{}: {}", program.plan, program.title));
        self.line(2, &format!("hash {}", program.hash));
        if !program.references.is_empty() {
            self.line(2, &format!("see {}", program.references.join(", ")));
        }
        if !program.description.is_empty() {
            self.text.push('\n');
            self.line(2, &program.description);
        }
        self.heading("Machines it is for (scope)");
        let every = "every machine".to_owned();
        self.line(2, &if program.scope.text.is_empty() { every } else { self.condition(&program.scope) });
        self.heading("Machines that are right (goal)");
        self.line(2, &self.condition(&program.goal));
    }

    /// A condition as the plan has it; one that the compiler made, in the same words.
    fn condition(&self, condition: &Condition) -> String {
        if condition.text.is_empty() { self.program.cond_words(&condition.cond) } else { condition.text.clone() }
    }

    fn maps(&mut self) {
        let program = self.program;
        if !program.maps.is_empty() {
            self.heading("Maps");
        }
        for map in &program.maps {
            let by: Vec<&str> = map.by.iter().map(|fact| fact.name()).collect();
            self.line(2, &format!("{} by {}", map.id, by.join(", ")));
            for entry in &map.entries {
                self.line(4, &format!("{}: {}", entry.words(), entry.value.words()));
            }
            if let Some(otherwise) = &map.otherwise {
                self.line(4, &format!("otherwise: {}", otherwise.words()));
            }
        }
    }

    fn checks(&mut self) {
        let program = self.program;
        if !program.checks.is_empty() {
            self.heading("What it observes");
        }
        for check in &program.checks {
            let title = if check.title == check.id { String::new() } else { format!(": {}", check.title) };
            let unused = if check.used { "" } else { " (only in /detect: no condition reads it)" };
            self.line(2, &format!("{}{title}{unused}", check.id));
            match &check.test {
                CheckTest::State(probes) => {
                    for probe in probes {
                        self.line(4, &program.probe_words(probe));
                    }
                }
                CheckTest::When(condition) => self.line(4, &self.condition(condition)),
            }
        }
    }

    fn actions(&mut self) {
        self.heading("What it does, in this order");
        for (index, id) in self.program.order.iter().enumerate() {
            self.action(index + 1, *id);
        }
    }

    fn action(&mut self, number: usize, id: ActionId) {
        let program = self.program;
        let action = program.action(id);
        let title = if action.title == action.id { String::new() } else { format!(": {}", action.title) };
        self.line(2, &format!("{number}. {}{title}", action.id));
        if let Some(when) = &action.when {
            self.line(5, &format!("when {}", self.condition(when)));
        }
        for (word, list) in [("needs", &action.needs), ("after", &action.after)] {
            if !list.is_empty() {
                let ids: Vec<&str> = list.iter().map(|id| program.action(*id).id.as_str()).collect();
                self.line(5, &format!("{word} {}", ids.join(", ")));
            }
        }
        self.steps(&action.steps);
        if !action.finally.is_empty() {
            self.line(5, "finally, whenever a step was attempted");
            self.steps(&action.finally);
        }
        if action.retry != Retry::default() {
            self.line(5, &format!("attempted {}", retry(action.retry)));
        }
        match action.reboot {
            Reboot::IfChanged => self.line(5, "asks for a restart if it changed something"),
            Reboot::IfNeeded if action.may_restart => self.line(5, "asks for a restart if a tool says so"),
            Reboot::Never if action.may_restart => self.line(5, "owes a restart only where a package waits for one"),
            Reboot::IfNeeded | Reboot::Never => {}
        }
    }

    fn steps(&mut self, steps: &[Step]) {
        for step in steps {
            let mut notes: Vec<String> = Vec::new();
            notes.extend(step.title.clone());
            notes.extend(step.when.as_ref().map(|when| format!("when {}", self.condition(when))));
            if step.retry != Retry::default() {
                notes.push(format!("attempted {}", retry(step.retry)));
            }
            if step.settle > 0 {
                notes.push(format!("may take {} to show", duration(step.settle)));
            }
            let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join("; ")) };
            for part in &step.parts {
                self.line(5, &format!("- {}{notes}", self.program.op_words(&part.op)));
            }
        }
    }

    fn time(&mut self) {
        let program = self.program;
        let worst = worst_case(program);
        self.heading("Time");
        self.line(2, &format!("at most {} in one run, with every part at its limit:", duration(worst.total())));
        self.line(4, &format!("{} for the lock, {} to observe", duration(worst.lock), duration(worst.observing)));
        for time in worst.actions.iter().filter(|time| time.seconds > 0) {
            self.line(4, &format!("{} for {}", duration(time.seconds), program.action(time.action).id));
        }
        if worst.is_parted() {
            self.line(4, "not all of it at once: some actions wait for a restart of others");
        }
    }

    fn restarts(&mut self) {
        let program = self.program;
        let asking: Vec<&Action> =
            program.order.iter().map(|id| program.action(*id)).filter(|action| action.may_restart).collect();
        self.heading("Restarts");
        if asking.is_empty() {
            self.line(2, "none: one run does all of it");
            return;
        }
        let ids: Vec<&str> = asking.iter().map(|action| action.id.as_str()).collect();
        self.line(2, &format!("may be asked for by {}; the script restarts only with /restart", ids.join(", ")));
        self.line(2, "The second run is started by who started the first: Group Policy at the next start of Windows,");
        self.line(2, "Configuration Manager or Intune after its restart, a person by hand.");
    }

    fn undo(&mut self) {
        let program = self.program;
        self.heading("Taking it back");
        self.line(2, "Nothing is put back by itself, and no script keeps a record of what it replaces.");
        let mut ways: Vec<(Inverse, Vec<String>)> = Vec::new();
        for id in &program.order {
            let action = program.action(*id);
            for part in action.steps.iter().chain(&action.finally).flat_map(|step| &step.parts) {
                let way = part.op.inverse();
                let said = format!("{}: {}", action.id, program.op_words(&part.op));
                match ways.iter_mut().find(|(known, _)| *known == way) {
                    Some((_, list)) if !list.contains(&said) => list.push(said),
                    Some(_) => {}
                    None => ways.push((way, vec![said])),
                }
            }
        }
        // What no backup helps with comes first: it is what a person has to know.
        ways.sort_by_key(|(way, _)| match way {
            Inverse::ByHand(_) => 0,
            Inverse::Record(_) => 1,
            Inverse::Nothing => 2,
        });
        for (way, list) in ways {
            let head = match way {
                Inverse::ByHand(what) => format!("only by hand: {what}"),
                Inverse::Record(what) => format!("by hand, from a backup or notes made before the run: {what}"),
                Inverse::Nothing => continue,
            };
            self.line(2, &head);
            for said in list {
                self.line(4, &format!("- {said}"));
            }
        }
    }
}

fn retry(retry: Retry) -> String {
    format!("up to {} times, {} between", retry.times, duration(retry.delay))
}
