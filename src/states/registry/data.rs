//! The data of a value, by its type.

use super::DataType;
use super::reader::Reader;
use crate::diag::Code;
use crate::program::RegistryData;
use crate::states::Slot;
use crate::syntax::{Node, NodeKind};

impl Reader<'_> {
    pub(super) fn number(&mut self, node: &Node, max: u64) -> Option<u64> {
        let text = match &node.kind {
            NodeKind::Scalar { text, .. } => text.value.as_str(),
            _ => "",
        };
        let number = match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
            Some(hex) => u64::from_str_radix(hex, 16).ok(),
            None => text.parse().ok(),
        };
        let fits = number.filter(|n| *n <= max);
        if fits.is_none() {
            let help = format!("write a whole number from 0 to {max}, in decimal or as `0x...`");
            self.refuse(Code::OutOfRange, node.span, "this is not a number that fits", &help);
        }
        fits
    }

    pub(super) fn data(&mut self, node: &Node, ty: Option<DataType>) -> Option<RegistryData> {
        if let (None, NodeKind::Scalar { text, plain: true }) = (ty, &node.kind)
            && !is_integer(&text.value)
            && looks_like_a_number(&text.value)
        {
            let title = format!("`{}` is no number that a REG_DWORD holds", text.value);
            let help = format!(
                "for text write `'{}'`; a REG_DWORD is a whole number from 0 to {}, in decimal or as `0x...`",
                text.value,
                u32::MAX
            );
            self.refuse(Code::WrongData, node.span, title, &help);
            return None;
        }
        let ty = ty.unwrap_or_else(|| match &node.kind {
            NodeKind::Scalar { text, plain: true } if is_integer(&text.value) => DataType::Dword,
            _ => DataType::String,
        });
        match (ty, &node.kind) {
            (DataType::Dword, NodeKind::Scalar { .. }) => {
                let number = self.number(node, u64::from(u32::MAX))?;
                u32::try_from(number).ok().map(RegistryData::Dword)
            }
            (DataType::Qword, NodeKind::Scalar { .. }) => self.number(node, u64::MAX).map(RegistryData::Qword),
            (DataType::String, NodeKind::Scalar { text, .. }) => {
                self.scope.interpolate(text, Slot::Plain).map(RegistryData::String)
            }
            (DataType::ExpandString, NodeKind::Scalar { text, .. }) => {
                self.scope.interpolate(text, Slot::Plain).map(RegistryData::ExpandString)
            }
            (DataType::MultiString, NodeKind::Sequence(items)) => {
                let mut list = Vec::new();
                for item in items {
                    match &item.kind {
                        NodeKind::Scalar { text, .. } if !text.value.is_empty() => {
                            list.push(self.scope.interpolate(text, Slot::Plain)?);
                        }
                        _ => {
                            self.refuse(
                                Code::WrongData,
                                item.span,
                                "an entry of a multi-string is a text that is not empty",
                                "write a list of texts",
                            );
                            return None;
                        }
                    }
                }
                Some(RegistryData::MultiString(list))
            }
            (DataType::Binary, NodeKind::Scalar { text, .. }) => {
                let digits: String = text.value.chars().filter(|c| !" ,-\n".contains(*c)).collect();
                let bytes = (digits.len().is_multiple_of(2) && digits.is_ascii())
                    .then(|| {
                        (0..digits.len())
                            .step_by(2)
                            .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).ok())
                            .collect()
                    })
                    .flatten();
                if bytes.is_none() {
                    self.refuse(
                        Code::WrongData,
                        node.span,
                        "this is not binary data",
                        "write pairs of hexadecimal digits, such as `'0a ff 00'`",
                    );
                }
                bytes.map(RegistryData::Binary)
            }
            (ty, _) => {
                let wanted = if ty == DataType::MultiString { "a list of texts" } else { "a single value" };
                self.refuse(
                    Code::WrongData,
                    node.span,
                    format!("this type's data is {wanted}"),
                    "set `type`, or write the data that way",
                );
                None
            }
        }
    }
}

/// Whether a text is written like a number: with a sign, or with one dot among digits.
fn looks_like_a_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits(whole) && digits(part) || unsigned != text && is_integer(unsigned)
}

fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix("0x").map_or(text, |hex| if hex.is_empty() { "x" } else { hex });
    !digits.is_empty()
        && if text.starts_with("0x") {
            digits.bytes().all(|b| b.is_ascii_hexdigit())
        } else {
            digits.bytes().all(|b| b.is_ascii_digit())
        }
}
