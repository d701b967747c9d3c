//! `regimen man`: manual pages, one for the program and one for each command.

use super::output::Output;
use super::{Cli, FILES, FINE, Format};
use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;
use std::io;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct ManArgs {
    /// Write the pages into this folder; the page of the program is printed, where it is left out.
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &ManArgs) -> u8 {
    let mut output = Output::new(Format::Human);
    // The page of a command says what `regimen help` would.
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    match &arguments.output {
        None => {
            output.line(&String::from_utf8_lossy(&page(&command)));
            output.end(FINE)
        }
        Some(folder) => match write(&command, folder) {
            Ok(()) => FINE,
            Err(error) => {
                output.failure(&format!("cannot write {}: {error}", folder.display()));
                FILES
            }
        },
    }
}

fn write(program: &Command, folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let pages = std::iter::once(program).chain(program.get_subcommands());
    for command in pages {
        let name = command.get_display_name().unwrap_or(command.get_name());
        std::fs::write(folder.join(format!("{name}.1")), page(command))?;
    }
    Ok(())
}

fn page(command: &Command) -> Vec<u8> {
    let mut text = Vec::new();
    Man::new(command.clone()).render(&mut text).expect("memory takes every write");
    text
}
