//! Who touches what, found again without comparing each with each.

use super::Resource;
use super::resource::LICENSE;
use std::collections::HashMap;

/// Resources with what is known of each, in the order in which they were added.
#[derive(Debug)]
pub struct Touched<T> {
    all: Vec<(Resource, T)>,
    /// By their paths; those of which only the beginning is known are in `open` alone.
    at: HashMap<String, Vec<usize>>,
    /// By the path of each that they lie below.
    under: HashMap<String, Vec<usize>>,
    open: Vec<usize>,
    /// The last index of each resource.
    last: HashMap<Resource, usize>,
}

impl<T> Default for Touched<T> {
    fn default() -> Self {
        Self { all: Vec::new(), at: HashMap::new(), under: HashMap::new(), open: Vec::new(), last: HashMap::new() }
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
        self.last.insert(resource.clone(), index);
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

    /// The last index of this very resource.
    #[must_use]
    pub fn last(&self, resource: &Resource) -> Option<usize> {
        self.last.get(resource).copied()
    }

    /// The indexes of what overlaps a resource, ascending.
    #[must_use]
    pub fn overlapping(&self, resource: &Resource) -> Vec<usize> {
        self.overlapping_from(resource, 0)
    }

    /// The same, from an index on.
    #[must_use]
    pub fn overlapping_from(&self, resource: &Resource, from: usize) -> Vec<usize> {
        let meets = |index: &usize| self.all[*index].0.overlaps(resource);
        if resource.is_open() {
            return (from..self.all.len()).filter(meets).collect();
        }
        let behind = |indexes: &[usize]| indexes.partition_point(|index| *index < from);
        let mut found: Vec<usize> = Vec::new();
        let path = resource.path();
        let at = levels(resource, &path).chain([path.as_str()]).chain(resource.is_license_store().then_some(LICENSE));
        let all = at.filter_map(|path| self.at.get(path)).chain(self.under.get(&path));
        for indexes in all {
            found.extend(indexes[behind(indexes)..].iter().filter(|index| meets(index)));
        }
        found.extend(self.open[behind(&self.open)..].iter().filter(|index| meets(index)));
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
