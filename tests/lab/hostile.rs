//! Hostile text: whatever text the language takes, in each field that takes one, arrives unchanged at the tool, the file,
//! the registry or the log, or is refused at compile time with the reason. Texts by the thousand are put into plans, the
//! plans are compiled and run for real, and what arrived is read back from the machine.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use libtest_mimic::Failed;
use regimen::Checked;
use regimen::diag::{Code, Diagnostic, Level, Sink};
use regimen::emit::{Target, render, render_as_list};
use regimen::source::SourceFile;

use crate::Scenario;
use crate::bench::Bench;
use crate::computer::Computer;
use crate::run::{Language, Run, Script, Start};
use crate::snapshot::Snapshot;
use crate::spec::Machine;
use crate::texts::texts;

mod fields;

/// How long a script may take: it has many steps, and the machine that plays it may be busy.
const PATIENCE: Duration = Duration::from_secs(400);

/// A text and its number, which stands in names around it.
type Numbered = (usize, String);

/// A place in a plan that takes a text.
#[derive(Clone, Copy)]
struct Field {
    name: &'static str,
    /// How many texts one action holds.
    together: usize,
    /// The action `a<n>` for some texts.
    action: fn(&[Numbered]) -> String,
    /// What stands beside the actions, for some texts.
    beside: fn(&[Numbered]) -> String,
    machine: fn(&[Numbered]) -> Machine,
    /// What arrived of some texts, in their order; a text that did not is `None`, or another one.
    arrived: fn(&After, &[Numbered]) -> Vec<Option<String>>,
    /// Whether it may be replaced: what only people read, and no text is lost by.
    replaced: bool,
    /// Whether the lab itself can hold it.
    possible: fn(&str) -> bool,
    /// What a text is where it arrives.
    expected: fn(&str) -> String,
    batch: Share,
    powershell: Share,
}

/// What one language gets of a field.
#[derive(Clone, Copy)]
struct Share {
    texts: usize,
    /// How many of them arrive at least, so that nothing passes by being refused.
    floor: usize,
    /// How many actions one script has. (Long plans get another form in batch; every second script has it here.)
    actions: usize,
}

/// A machine after a script.
struct After {
    run: Run,
    now: Snapshot,
    log: String,
}

pub(crate) fn scenarios() -> Vec<Scenario> {
    let shares = fields::FIELDS.iter().flat_map(|field| [field.batch, field.powershell]);
    assert!(shares.map(|share| share.texts).sum::<usize>() >= 10_000, "fewer texts than were promised");
    let of = |field: &'static Field, language: Language| {
        let name = format!("hostile text/{}/{}", field.name, language.name());
        Scenario::new(name, move |bench| play(bench, field, language)).with_powershell(language == Language::PowerShell)
    };
    fields::FIELDS
        .iter()
        .flat_map(|field| [Language::Batch, Language::PowerShell].map(|language| of(field, language)))
        .collect()
}

impl Field {
    fn share(&self, language: Language) -> Share {
        if language == Language::Batch { self.batch } else { self.powershell }
    }

    fn plan(&self, texts: &[Numbered]) -> String {
        let actions: String = texts.chunks(self.together).map(|group| (self.action)(group)).collect();
        // One action that is always needed: plans whose goal is right to begin with would not be run.
        format!(
            "regimen: 1\nplan: hostile\ntitle: Hostile text\nscope: os.edition == Enterprise and os.version == 6.1\n{}actions:\n  \
             begin: {{ registry: {{ key: 'HKLM\\SOFTWARE\\Begun', value: v, data: 1 }} }}\n{actions}",
            (self.beside)(texts)
        )
    }
}

fn target(language: Language) -> Target {
    if language == Language::Batch { Target::Batch } else { Target::PowerShell }
}

/// A plan, and what is said about it for a language.
fn compiled(field: &Field, plan: &str, language: Language) -> (Option<Checked>, Vec<Diagnostic>) {
    let mut sink = Sink::new();
    let source = SourceFile::decode("hostile.yaml", plan.as_bytes(), &mut sink);
    let checked = regimen::check(&source, &Vec::new(), &mut sink);
    let admitted = checked
        .filter(|checked| regimen::emit::admit(&checked.schedule, &checked.program, target(language), &mut sink));
    // Elsewhere a text that is replaced has not arrived.
    let mut said = sink.finish();
    said.retain(|said| said.level == Level::Error || (said.code == Code::TextReplaced && !field.replaced));
    (admitted.filter(|_| said.is_empty()), said)
}

/// The texts that a language can carry in a field; the others are counted by reason.
fn admitted(field: &Field, language: Language, refused: &mut BTreeMap<String, usize>) -> Result<Vec<Numbered>, Failed> {
    let seed = field.name.bytes().map(u64::from).sum();
    let mut left: Vec<Numbered> = texts(field.share(language).texts, seed).into_iter().enumerate().collect();
    let all = left.len();
    left.retain(|(_, text)| (field.possible)(text));
    if left.len() < all {
        refused.insert("nothing the lab can hold".to_owned(), all - left.len());
    }
    // Each action has a line of its own, so that a message's place says which text it is about.
    let alone = Field { together: 1, ..*field };
    loop {
        let plan = alone.plan(&left);
        let (checked, said) = compiled(field, &plan, language);
        if checked.is_some() {
            return Ok(left);
        }
        let mut out = BTreeMap::new();
        for said in &said {
            let start = plan[..said.place.span.start].rfind('\n').map_or(0, |end| end + 1);
            let name = plan[start..].trim_start().split(':').next().unwrap_or_default();
            // What is wrong with a map is said at the first action, and names it.
            let names = [name, said.title.split('`').nth(1).unwrap_or_default()];
            let number = names.iter().find_map(|name| name.get(1..)?.parse::<usize>().ok());
            out.entry(number.ok_or_else(|| format!("about no text: {said:?}"))?).or_insert_with(|| reason(said));
        }
        let before = left.len();
        left.retain(|(number, _)| !out.contains_key(number));
        if left.len() == before {
            return Err(format!("refused, and yet not: {said:?}").into());
        }
        out.into_values().for_each(|why| *refused.entry(why).or_default() += 1);
    }
}

/// Why a text is refused, without the text.
fn reason(said: &Diagnostic) -> String {
    let what = if said.place.text.is_empty() { &said.title } else { &said.place.text };
    let plain: Vec<&str> = what.split('`').step_by(2).collect();
    format!("{:?}: {}", said.code, plain.join(".."))
}

fn play(bench: &Bench, field: &Field, language: Language) -> Result<(), Failed> {
    let share = field.share(language);
    let began = Instant::now();
    let mut refused = BTreeMap::new();
    let admitted = admitted(field, language, &mut refused)?;
    let mut wrong = Vec::new();
    for (number, chunk) in admitted.chunks(share.actions * field.together).enumerate() {
        let (checked, said) = compiled(field, &field.plan(chunk), language);
        let checked = checked.ok_or_else(|| format!("each text is admitted, and all together are not: {said:?}"))?;
        let list = (number % 2 == 1 && language == Language::Batch).then(|| render_as_list(&checked.program)).flatten();
        let made = list.unwrap_or_else(|| render(&checked.program, target(language)).remove(0));
        let name = made.path.rsplit('/').next().unwrap_or_default().to_owned();
        let mut computer = Computer::start(bench, &(field.machine)(chunk))?;
        let script = Script { name, bytes: made.bytes };
        let run = computer.run(&script, &Start { patience: PATIENCE, ..Start::default() })?;
        let log = computer.read_file(r"C:\Windows\Logs\Regimen\hostile.log").unwrap_or_default();
        let after = After { now: computer.snapshot()?, log: String::from_utf8_lossy(&log).into_owned(), run };
        let arrived = (field.arrived)(&after, chunk);
        let before = wrong.len();
        for ((number, text), arrived) in chunk.iter().zip(arrived) {
            let expected = (field.expected)(text);
            if arrived.as_ref() != Some(&expected) {
                wrong.push(format!("{number}: {expected:?} arrived as {arrived:?}"));
            }
        }
        if number == 0 {
            help(&mut computer, &script)?;
        }
        let clean = after.run.surprises.is_empty() && after.run.last_line().contains(" outcome=changed ");
        if !clean && wrong.len() == before {
            return Err(format!("all arrived, and yet: {:?}", after.run).into());
        }
    }
    let arrived = admitted.len() - wrong.len();
    let took = began.elapsed().as_secs();
    let mut said = format!(
        "hostile text: {} in {}: {arrived} of {} arrived in {took} s",
        field.name,
        language.name(),
        share.texts
    );
    refused.iter().for_each(|(why, count)| said += &format!("\n    {count} not: {why}"));
    crate::report(&said);
    if !wrong.is_empty() {
        return Err(format!("{} did not arrive:\n{}", wrong.len(), wrong.join("\n")).into());
    }
    if arrived < share.floor {
        return Err(format!("{arrived} arrived, and {} at least should", share.floor).into());
    }
    Ok(())
}

/// Asks a script for its help, which changes nothing.
fn help(computer: &mut Computer, script: &Script) -> Result<(), Failed> {
    let asked = if script.language() == Language::Batch { "/?" } else { "-?" };
    let run = computer.run(script, &Start::with(asked))?;
    let shown = String::from_utf8_lossy(&run.stdout).contains("Exit codes");
    if run.code != Some(0) || !run.events.is_empty() || !shown {
        return Err(format!("the help: {run:?}").into());
    }
    Ok(())
}
