//! R0611: a product key stands in two entries of a map.

use super::Subject;
use crate::catalog::keys::{self, ProductKey};
use crate::condition::Type;
use crate::diag::{Code, Diagnostic, Sink};
use std::collections::HashMap;

pub(super) fn judge(subject: &Subject<'_>, sink: &mut Sink) {
    for (map, places) in subject.model.maps.iter().zip(&subject.model.map_places) {
        if places.ty != Type::ProductKey {
            continue;
        }
        let mut first = HashMap::new();
        for (entry, place) in map.entries.iter().zip(&places.entries) {
            for key in entry.value.texts().filter_map(ProductKey::parse) {
                // Whose a published key is is another rule's question: one key may serve several releases.
                if keys::rows_of(&key).next().is_some() {
                    continue;
                }
                let last = key.last5().to_owned();
                if let Some(before) = first.insert(key, place.value) {
                    let title = format!("the product key ending in {last} stands here twice");
                    sink.push(
                        Diagnostic::warning(Code::DuplicateProductKey, place.value, title)
                            .label("the second time")
                            .related(before, "the first")
                            .help("one key for several editions is one entry: join their names with `|`"),
                    );
                }
            }
        }
    }
}
