//! `regimen check`: what is wrong with plans.

use super::output::Output;
use super::{FILES, FINE, MISTAKES, PlanArgs, input};
use regimen::emit::{self, Target};

pub(super) fn run(arguments: &PlanArgs) -> u8 {
    let mut output = Output::new(arguments.message_format);
    let (plans, failed) = input::plans(&arguments.plans, &mut output);
    let mut worst = if failed { FILES } else { FINE };
    for path in &plans {
        let mut sink = arguments.sink();
        let Some(source) = input::read(path, &mut output, &mut sink) else {
            worst = FILES;
            continue;
        };
        let checked = if sink.has_errors() { None } else { regimen::check(&source, &arguments.settings, &mut sink) };
        if let Some(checked) = &checked {
            let targets = Target::all(emit::gpo_script(&checked.schedule, &checked.program));
            emit::expressible(&checked.schedule, std::slice::from_ref(&checked.program), &targets, &mut sink);
        }
        let wrong = sink.has_errors();
        output.report(&sink.report(), &source);
        if wrong {
            worst = worst.max(MISTAKES);
        }
    }
    output.summary(plans.len());
    worst
}
