//! Who touches what, found again without comparing each with each.

use super::Resource;
use super::resource::LICENSE;
use std::collections::HashMap;
use std::ops::Range;

/// How many are looked at first; then twice as many, and so on.
const NEAR: usize = 64;

/// Resources with what is known of each, in the order in which they were added.
#[derive(Debug)]
pub struct Touched<T> {
    all: Vec<(Resource, T)>,
    /// By their paths; those of which only the beginning is known are in `open` alone.
    at: HashMap<String, Vec<usize>>,
    /// By the path of each that they lie below.
    under: HashMap<String, Vec<usize>>,
    open: Vec<usize>,
}

impl<T> Default for Touched<T> {
    fn default() -> Self {
        Self { all: Vec::new(), at: HashMap::new(), under: HashMap::new(), open: Vec::new() }
    }
}

impl<T> Touched<T> {
    /// Adds a resource; its index.
    pub fn add(&mut self, resource: Resource, what: T) -> usize {
        let index = self.all.len();
        if resource.is_open() {
            self.open.push(index);
        } else {
            let path = resource.path();
            for above in levels(&resource, &path) {
                push(&mut self.under, above, index);
            }
            if resource.is_license_store() {
                push(&mut self.at, LICENSE, index);
            }
            push(&mut self.at, &path, index);
        }
        self.all.push((resource, what));
        index
    }

    /// What was added with this index.
    #[must_use]
    pub fn get(&self, index: usize) -> &(Resource, T) {
        &self.all[index]
    }

    /// What was added with this index, to be changed.
    pub fn get_mut(&mut self, index: usize) -> &mut T {
        &mut self.all[index].1
    }

    /// How many were added.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether none was added.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The indexes of what overlaps a resource, the latest first. What lies behind the place where a reader stops is hardly
    /// looked at.
    pub fn latest_first<'a>(&'a self, resource: &'a Resource) -> impl Iterator<Item = usize> + 'a {
        let mut end = self.all.len();
        let mut window = NEAR;
        let windows = std::iter::from_fn(move || {
            let range = end.saturating_sub(window)..end;
            (end, window) = (range.start, window.saturating_mul(2));
            (!range.is_empty()).then(|| self.overlapping(resource, range))
        });
        windows.flat_map(|found| found.into_iter().rev())
    }

    /// The indexes of what overlaps a resource, from an index on, ascending.
    #[must_use]
    pub fn overlapping_from(&self, resource: &Resource, from: usize) -> Vec<usize> {
        self.overlapping(resource, from..self.all.len())
    }

    fn overlapping(&self, resource: &Resource, range: Range<usize>) -> Vec<usize> {
        let meets = |index: &usize| self.all[*index].0.overlaps(resource);
        if resource.is_open() {
            return range.filter(meets).collect();
        }
        let within = |indexes: &[usize]| {
            let start = indexes.partition_point(|index| *index < range.start);
            start..start + indexes[start..].partition_point(|index| *index < range.end)
        };
        let mut found: Vec<usize> = Vec::new();
        let path = resource.path();
        let at = levels(resource, &path).chain([path.as_str()]).chain(resource.is_license_store().then_some(LICENSE));
        let named = at.filter_map(|path| self.at.get(path)).chain(self.under.get(&path));
        for indexes in named.chain([&self.open]) {
            found.extend(indexes[within(indexes)].iter().filter(|index| meets(index)));
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The paths of what a resource lies below.
fn levels<'p>(resource: &Resource, path: &'p str) -> impl Iterator<Item = &'p str> {
    let ends = resource.has_levels().then(|| path.match_indices('\\'));
    ends.into_iter().flatten().map(|(at, _)| &path[..at])
}

fn push(index: &mut HashMap<String, Vec<usize>>, path: &str, what: usize) {
    match index.get_mut(path) {
        Some(all) => all.push(what),
        None => {
            index.insert(path.to_owned(), vec![what]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::{RegistryPlace, RunText, View};
    use proptest::prelude::*;

    fn key(name: &str) -> Resource {
        Resource::key(&RegistryPlace { key: RunText::literal(name), view: View::Native, each_subkey: None })
    }

    proptest! {
        #[test]
        fn nothing_that_overlaps_is_missed(names in prop::collection::vec("[ab]{1,2}(\\\\[ab]){0,2}", 1..400), asked in "[ab](\\\\[ab]){0,1}") {
            let mut touched = Touched::default();
            for name in &names {
                touched.add(key(name), ());
            }
            let asked = key(&asked);
            let mut wanted: Vec<usize> = (0..names.len()).filter(|index| key(&names[*index]).overlaps(&asked)).collect();
            prop_assert_eq!(&touched.overlapping_from(&asked, 0), &wanted);
            wanted.reverse();
            prop_assert_eq!(touched.latest_first(&asked).collect::<Vec<_>>(), wanted);
        }
    }
}
