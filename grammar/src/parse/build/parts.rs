//! The pairs within a pair.

use crate::parse::Rule;
use pest::iterators::Pair;

/// The pairs within a pair, taken by rule.
pub(super) struct Parts<'i> {
    pairs: Vec<Option<Pair<'i, Rule>>>,
}

impl<'i> Parts<'i> {
    pub(super) fn new(pair: Pair<'i, Rule>) -> Self {
        Parts { pairs: pair.into_inner().map(Some).collect() }
    }

    /// The first one of that rule.
    pub(super) fn take(&mut self, rule: Rule) -> Option<Pair<'i, Rule>> {
        let fits = |pair: &&mut Option<Pair<'i, Rule>>| {
            pair.as_ref().is_some_and(|pair| pair.as_rule() == rule)
        };
        self.pairs.iter_mut().find(fits)?.take()
    }

    /// All of that rule.
    pub(super) fn all(&mut self, rule: Rule) -> Vec<Pair<'i, Rule>> {
        let mut found = Vec::new();
        for pair in &mut self.pairs {
            if pair.as_ref().is_some_and(|pair| pair.as_rule() == rule) {
                found.extend(pair.take());
            }
        }
        found
    }

    /// The first one that is not a keyword.
    pub(super) fn next(&mut self) -> Option<Pair<'i, Rule>> {
        let wanted = [Rule::sync_all, Rule::sync_where, Rule::source_status, Rule::complete_word];
        wanted.into_iter().find_map(|rule| self.take(rule))
    }

    /// Whatever is left.
    pub(super) fn rest(self) -> impl Iterator<Item = Pair<'i, Rule>> {
        self.pairs.into_iter().flatten()
    }
}
