//! Hostile text: whatever text the language takes, in each field that takes one, arrives unchanged at the tool, the file,
//! the registry or the log, or is refused at compile time with the reason. Texts by the thousand are put into plans, the
//! plans are compiled and run for real, and what arrived is read back from the machine.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use libtest_mimic::Failed;
use regimen::Checked;
use regimen::diag::{Code, Diagnostic, Level, Sink};
use regimen::emit::{Target, render, render_as_list};
use regimen::simulate::Machine;
use regimen::source::SourceFile;

use crate::Scenario;
use crate::bench::Bench;
use crate::computer::Computer;
use crate::run::{Language, Run, Script, Start};
use crate::snapshot::Snapshot;
use crate::texts::{texts, yaml};

mod arrival;
mod fields;

/// How long a script may take: it has many steps, and the machine that plays it may be busy.
const PATIENCE: Duration = Duration::from_secs(500);

/// The longest that the texts of one action are together; a value of a plan has 2,000 characters, and so has a line.
const TOGETHER: usize = 1_500;

/// How a text gets into a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Written,
    /// `${p1}`, which is known when the script is made.
    Param,
    /// `${m1}`, which is looked up on the machine.
    Map,
}

/// A text that is put into a plan. Its number stands in every name around it.
#[derive(Clone, Debug)]
struct Text {
    number: usize,
    text: String,
    way: Way,
}

/// A place in a plan that takes a text.
struct Field {
    name: &'static str,
    /// Fields of one group share their machines.
    group: &'static str,
    ways: &'static [Way],
    /// How many texts one action holds at most.
    together: usize,
    /// The action `a<n>` for some texts, `n` being the number of the first.
    action: fn(&[Text]) -> String,
    /// The check `c<n>` that belongs to a text.
    check: fn(&Text) -> String,
    /// Whether the text stands in the plan's description too.
    described: bool,
    /// What the machine has for a text.
    lay: fn(&Text, &mut Machine),
    /// What arrived of an action's texts, in their order; a text that did not is `None`, or another one.
    arrived: fn(&After, &[Text]) -> Vec<Option<String>>,
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
    /// How many of a hundred arrive at least, so that nothing passes by being refused.
    floor: usize,
}

/// Some texts of a field in one action.
struct Action {
    field: &'static Field,
    texts: Vec<Text>,
}

/// A machine after a script.
struct After {
    run: Run,
    now: Snapshot,
    log: String,
}

/// What became of the texts of a field.
#[derive(Default)]
struct Count {
    texts: usize,
    refused: BTreeMap<String, usize>,
    wrong: Vec<String>,
}

pub(crate) fn scenarios() -> Vec<Scenario> {
    let shares = fields::FIELDS.iter().flat_map(|field| [field.batch, field.powershell]);
    assert!(shares.map(|share| share.texts).sum::<usize>() >= 10_000, "fewer texts than were promised");
    let of = |group: &'static str, language: Language| {
        let name = format!("hostile text/{group}/{}", language.name());
        Scenario::new(name, move |bench| play(bench, group, language)).with_powershell(language == Language::PowerShell)
    };
    let both = [Language::Batch, Language::PowerShell];
    fields::GROUPS.iter().flat_map(|group| both.map(|language| of(group, language))).collect()
}

impl Text {
    /// As it stands in a field that is looked through for names.
    fn inserted(&self) -> String {
        match self.way {
            Way::Written => self.text.replace("${", "$${"),
            Way::Param => format!("${{p{}}}", self.number),
            Way::Map => format!("${{m{}}}", self.number),
        }
    }
}

impl Field {
    fn share(&self, language: Language) -> Share {
        if language == Language::Batch { self.batch } else { self.powershell }
    }

    /// The same number in each run; four times as many at night.
    fn texts(&self, language: Language) -> Vec<Text> {
        let seed = self.name.bytes().map(u64::from).sum();
        let nightly = std::env::var_os("REGIMEN_NIGHTLY").is_some_and(|value| value == "1");
        let count = self.share(language).texts * if nightly { 4 } else { 1 };
        let first = 100_000 * fields::FIELDS.iter().position(|field| field.name == self.name).unwrap_or_default();
        let texts = texts(count, seed).into_iter().enumerate();
        texts.map(|(at, text)| Text { number: first + at, text, way: self.ways[at % self.ways.len()] }).collect()
    }

    /// Actions of as many texts as fit into one.
    fn actions(&'static self, texts: Vec<Text>, together: usize) -> Vec<Action> {
        let mut actions: Vec<Action> = Vec::new();
        let mut length = 0;
        for text in texts {
            let more = text.text.chars().count() + 2;
            match actions.last_mut() {
                Some(last) if last.texts.len() < together && length + more <= TOGETHER => {
                    length += more;
                    last.texts.push(text);
                }
                _ => {
                    length = more;
                    actions.push(Action { field: self, texts: vec![text] });
                }
            }
        }
        actions
    }
}

/// A plan of these actions. One action is always needed, so that the goal is not reached to begin with.
fn plan(actions: &[Action]) -> String {
    let mut described = String::new();
    let mut params = String::new();
    let mut maps = String::new();
    let mut checks = String::new();
    for (field, text) in actions.iter().flat_map(|action| action.texts.iter().map(|text| (action.field, text))) {
        let (number, value) = (text.number, yaml(&text.text));
        match text.way {
            Way::Written => {}
            Way::Param => params += &format!("  p{number}: {{ type: text, default: {value} }}\n"),
            Way::Map => maps += &format!("  m{number}: {{ by: os.edition, entries: {{ Enterprise: {value} }} }}\n"),
        }
        checks += &(field.check)(text);
        if field.described {
            described += &format!("{}\n\n", text.text);
        }
    }
    let section = |name: &str, lines: String| if lines.is_empty() { lines } else { format!("{name}:\n{lines}") };
    let actions: String = actions.iter().map(|action| (action.field.action)(&action.texts)).collect();
    let begun = r"registry: { key: 'HKLM\SOFTWARE\Begun', value: v, data: 1 }";
    format!(
        "regimen: 1\nplan: hostile\ntitle: Hostile text\n{}scope: os.edition == Enterprise and os.version == 6.1\n{}{}\
         checks:\n  begun: {{ {begun} }}\n{checks}goal: begun\nactions:\n  begin: {{ {begun} }}\n{actions}",
        if described.is_empty() { described } else { format!("description: {}\n", yaml(&described)) },
        section("params", params),
        section("maps", maps),
    )
}

fn target(language: Language) -> Target {
    if language == Language::Batch { Target::Batch } else { Target::PowerShell }
}

/// A plan, and what is said about it for a language.
fn compiled(plan: &str, replaced: bool, language: Language) -> (Option<Checked>, Vec<Diagnostic>) {
    let mut sink = Sink::new();
    let source = SourceFile::decode("hostile.yaml", plan.as_bytes(), &mut sink);
    let checked = regimen::check(&source, &Vec::new(), &mut sink);
    let admitted = checked
        .filter(|checked| regimen::emit::admit(&checked.schedule, &checked.program, target(language), &mut sink));
    // Elsewhere a text that is replaced has not arrived.
    let mut said = sink.finish();
    said.retain(|said| said.level == Level::Error || (said.code == Code::TextReplaced && !replaced));
    (admitted.filter(|_| said.is_empty()), said)
}

/// Drops the texts that a language cannot carry in a field, and counts them by reason.
fn admit(
    field: &'static Field,
    mut left: Vec<Text>,
    language: Language,
    count: &mut Count,
) -> Result<Vec<Text>, Failed> {
    loop {
        // Each action has a line of its own, so that a message's place says which text it is about.
        let plan = plan(&field.actions(left.clone(), 1));
        let (checked, said) = compiled(&plan, field.replaced, language);
        if checked.is_some() || left.is_empty() {
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
        left.retain(|text| !out.contains_key(&text.number));
        if left.len() == before {
            return Err(format!("{}: refused, and yet not: {said:?}", field.name).into());
        }
        out.into_values().for_each(|why| *count.refused.entry(why).or_default() += 1);
    }
}

/// Why a text is refused, without the text.
fn reason(said: &Diagnostic) -> String {
    let what = if said.place.text.is_empty() { &said.title } else { &said.place.text };
    let plain: Vec<&str> = what.split('`').step_by(2).collect();
    format!("{:?}: {}", said.code, plain.join(".."))
}

fn play(bench: &Bench, group: &str, language: Language) -> Result<(), Failed> {
    let began = Instant::now();
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    let mut actions = Vec::new();
    let fields = || fields::FIELDS.iter().filter(|field| field.group == group);
    for field in fields() {
        let count = counts.entry(field.name).or_default();
        let (possible, not): (Vec<_>, Vec<_>) =
            field.texts(language).into_iter().partition(|text| (field.possible)(&text.text));
        count.texts = possible.len();
        if !not.is_empty() {
            crate::report(&format!("hostile text: {}: {} are nothing the lab can hold", field.name, not.len()));
        }
        // In batches: what is said about many is said in many rounds.
        let mut admitted = Vec::new();
        for some in possible.chunks(400) {
            admitted.extend(admit(field, some.to_vec(), language, count)?);
        }
        actions.extend(field.actions(admitted, field.together));
    }
    // Long plans get another form in batch; every second script has it here.
    let (most, lists) = if language == Language::Batch { (80, true) } else { (1_000, false) };
    let each = actions.len().div_ceil(actions.len().div_ceil(most).max(1)).max(1);
    for (number, some) in actions.chunks(each).enumerate() {
        carry_out(bench, some, (language, lists && number % 2 == 1), &mut counts)?;
    }
    let mut wrong = Vec::new();
    for field in fields() {
        let count = &counts[field.name];
        let refused: usize = count.refused.values().sum();
        let arrived = count.texts - refused - count.wrong.len();
        let mut said = format!(
            "hostile text: {} in {}: {} texts, {arrived} arrived, {refused} refused",
            field.name,
            language.name(),
            count.texts
        );
        count.refused.iter().for_each(|(why, count)| said += &format!("\n    {count} {why}"));
        crate::report(&said);
        wrong.extend(count.wrong.iter().map(|wrong| format!("{}: {wrong}", field.name)));
        let floor = count.texts * field.share(language).floor / 100;
        if arrived < floor {
            wrong.push(format!("{}: {arrived} arrived, and {floor} at least should", field.name));
        }
    }
    crate::report(&format!("hostile text: {group} in {}: {} s", language.name(), began.elapsed().as_secs()));
    if wrong.is_empty() { Ok(()) } else { Err(format!("{} are wrong:\n{}", wrong.len(), wrong.join("\n")).into()) }
}

/// Puts some actions into one script, runs it, and looks what arrived.
fn carry_out(
    bench: &Bench,
    actions: &[Action],
    (language, as_list): (Language, bool),
    counts: &mut BTreeMap<&str, Count>,
) -> Result<(), Failed> {
    let (checked, said) = compiled(&plan(actions), true, language);
    let checked = checked.ok_or_else(|| format!("each text is admitted, and all together are not: {said:?}"))?;
    let list = as_list.then(|| render_as_list(&checked.program)).flatten();
    let made = list.unwrap_or_else(|| render(&checked.program, target(language)).remove(0));
    let name = made.path.rsplit('/').next().unwrap_or_default().to_owned();
    let script = Script { name, bytes: made.bytes };
    let mut machine = Machine::default();
    // Texts of two bytes are read as such in code page 932, and hold `\` and `|`.
    "ja-JP".clone_into(&mut machine.os.language);
    for action in actions {
        action.texts.iter().for_each(|text| (action.field.lay)(text, &mut machine));
    }
    let mut computer = Computer::start(bench, &machine)?;
    let run = computer.run(&script, &Start { patience: PATIENCE, ..Start::default() })?;
    let log = computer.read_file(r"C:\Windows\Logs\Regimen\hostile.log").unwrap_or_default();
    let after = After { now: computer.snapshot()?, log: String::from_utf8_lossy(&log).into_owned(), run };
    let mut wrong = 0;
    for action in actions {
        let arrived = (action.field.arrived)(&after, &action.texts);
        let count = counts.entry(action.field.name).or_default();
        for (text, arrived) in action.texts.iter().zip(arrived) {
            let expected = (action.field.expected)(&text.text);
            if arrived.as_ref() != Some(&expected) {
                wrong += 1;
                count.wrong.push(format!("{} ({:?}): {expected:?} arrived as {arrived:?}", text.number, text.way));
            }
        }
    }
    let clean = after.run.surprises.is_empty() && after.run.last_line().contains(" outcome=changed ");
    if !clean && wrong == 0 {
        let output = String::from_utf8_lossy(&after.run.stdout);
        let failed: Vec<&str> = output.lines().filter(|line| line.contains("FAIL")).collect();
        let (surprises, last) = (&after.run.surprises, after.run.last_line());
        return Err(format!("all arrived, and yet: {last}\n{surprises:?}\n{}", failed.join("\n")).into());
    }
    if actions.iter().any(|action| action.field.described) {
        help(&mut computer, &script)?;
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
