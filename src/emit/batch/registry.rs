//! The registry's operands: what reg.exe prints and what it takes.

use super::parts::{Operands, Reason};
use crate::emit::quote::batch::{Quoted, argument, known, queried, value, value_name};
use crate::program::{Program, RegistryData, RegistryPlace, RegistryWant, RunText, View};
use std::fmt::Write as _;

/// The key and its view.
pub(super) fn place(place: &RegistryPlace, program: &Program) -> Result<Operands, Reason> {
    if place.each_subkey.is_some() {
        return Err(Reason::Kind(
            "`each-subkey`",
            "the name of each subkey would stand in a command that cmd.exe expands and takes apart again",
        ));
    }
    let mut operands = vec![("REG_KEY", queried(&place.key, program)?)];
    match place.view {
        View::Native => {}
        View::Bits64 => operands.push(("REG_VIEW", known("/reg:64")?)),
        View::Bits32 => operands.push(("REG_VIEW", known("/reg:32")?)),
    }
    Ok(operands)
}

/// A value and what is wanted of it: the label of the test, and the operands.
pub(super) fn wanted(
    place: &RegistryPlace,
    name: &RunText,
    want: &RegistryWant,
    missing_ok: bool,
    program: &Program,
) -> Result<(&'static str, Operands), Reason> {
    let mut operands = self::place(place, program)?;
    let default = name.as_literal() == Some("");
    if !default {
        operands.push(("VALUE_NAME", value_name(name, program)?));
    }
    operands.push(("MISSING", known(if missing_ok { "true" } else { "false" })?));
    let label = match want {
        // reg.exe prints a translated text where a default value is not set.
        RegistryWant::Present | RegistryWant::Absent | RegistryWant::Bits { .. } if default => {
            return Err(Reason::Kind(
                "whether a default value exists",
                "where it is not set reg.exe prints a translated text instead",
            ));
        }
        RegistryWant::Present => "value_present",
        RegistryWant::Absent => "value_absent",
        RegistryWant::Bits { mask, data } => {
            for (high, low, number) in [("MASK_HIGH", "MASK_LOW", mask), ("DATA_HIGH", "DATA_LOW", data)] {
                operands.push((high, known(&(number >> 16).to_string())?));
                operands.push((low, known(&(number & 0xFFFF).to_string())?));
            }
            "bits"
        }
        RegistryWant::List { .. } => {
            return Err(Reason::Kind(
                "`with` and `without`",
                "reg.exe prints `\\0` between the entries of a list, which an entry may hold, so it cannot be written back",
            ));
        }
        RegistryWant::Data(data) => {
            data_operands(data, program, &mut operands)?;
            "value"
        }
    };
    Ok((label, operands))
}

fn data_operands(data: &RegistryData, program: &Program, operands: &mut Operands) -> Result<(), Reason> {
    let (shown, taken): (Quoted, Option<Quoted>) = match data {
        RegistryData::String(text) | RegistryData::ExpandString(text) => {
            (value(text, program)?, Some(argument(text, program)?))
        }
        RegistryData::Dword(number) => (known(&format!("0x{number:x}"))?, None),
        RegistryData::Qword(number) => (known(&format!("0x{number:x}"))?, None),
        RegistryData::Binary(bytes) => {
            let digits = bytes.iter().fold(String::new(), |mut digits, byte| {
                let _ = write!(digits, "{byte:02X}");
                digits
            });
            (known(&digits)?, None)
        }
        RegistryData::MultiString(list) => {
            let mut whole = RunText::default();
            for (index, text) in list.iter().enumerate() {
                if index > 0 {
                    whole.push(crate::program::Piece::Literal("\\0".into()));
                }
                if text
                    .parts()
                    .iter()
                    .any(|piece| matches!(piece, crate::program::Piece::Literal(t) if t.contains("\\0")))
                {
                    return Err(Reason::Kind(
                        "`\\0` in an entry of a list",
                        "it is what reg.exe separates entries with",
                    ));
                }
                text.parts().iter().for_each(|piece| whole.push(piece.clone()));
            }
            (value(&whole, program)?, Some(argument(&whole, program)?))
        }
    };
    operands.push(("TYPE", known(data.type_name().trim_start_matches("REG_"))?));
    if let Some(taken) = taken.filter(|taken| *taken != shown) {
        operands.push(("ARGUMENT", taken));
    }
    if !shown.as_str().is_empty() {
        operands.push(("DATA", shown));
    }
    Ok(())
}
