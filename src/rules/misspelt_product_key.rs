//! R0819: a product key differs in one place from a published one.

use super::{Subject, secret};
use crate::catalog::keys::{self, ProductKey};
use crate::diag::{Code, Diagnostic, Sink};

pub(super) fn judge(subject: &Subject<'_>, sink: &mut Sink) {
    for text in secret::texts(subject) {
        let key = ProductKey::parse(text.value.trim());
        let Some(key) = key.filter(|key| keys::rows_of(key).next().is_none()) else { continue };
        let Some(row) = keys::misspelt(&key) else { continue };
        let title = format!("this differs in one place from {}'s key ...-{}", row.edition, row.key.last5());
        sink.push(
            Diagnostic::error(Code::BadProductKey, text.span, title)
                .label("Windows would refuse it")
                .help(format!("the published key is {}", row.key.expose()))
                .fix(text.span, row.key.expose()),
        );
    }
}
