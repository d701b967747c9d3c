//! A set of machines: a row of bits, one a cell.

/// A set of machines.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Set(pub(super) Vec<u64>);

impl Set {
    pub(super) fn of(count: usize, holds: impl Fn(usize) -> bool) -> Self {
        let mut words = vec![0; count.div_ceil(64)];
        for index in (0..count).filter(|index| holds(*index)) {
            words[index / 64] |= 1 << (index % 64);
        }
        Self(words)
    }

    fn zip(&self, other: &Self, with: impl Fn(u64, u64) -> u64) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(one, two)| with(*one, *two)).collect())
    }

    /// What is in both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        self.zip(other, |one, two| one & two)
    }

    /// What is in either.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        self.zip(other, |one, two| one | two)
    }

    pub(super) fn add(&mut self, other: &Self) {
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }

    /// What is in this and not in the other.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        self.zip(other, |one, two| one & !two)
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// Whether something is in both.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(one, two)| one & two != 0)
    }

    pub(super) fn cells(&self) -> impl Iterator<Item = usize> + '_ {
        let bits = |(index, word): (usize, &u64)| {
            let word = *word;
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| index * 64 + bit)
        };
        self.0.iter().enumerate().flat_map(bits)
    }
}

/// Where a condition is surely true, and where surely false.
#[derive(Clone, Debug)]
pub struct Truths {
    pub(super) yes: Set,
    pub(super) no: Set,
}

impl Truths {
    /// The machines on which it cannot hold.
    #[must_use]
    pub const fn never(&self) -> &Set {
        &self.no
    }

    /// The machines on which it holds whatever else is found.
    #[must_use]
    pub const fn always(&self) -> &Set {
        &self.yes
    }
}
