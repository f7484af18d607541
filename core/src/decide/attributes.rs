//! What the payload and the account say of an attribute or a field.

use super::Truth;
use super::evaluate::Element;
use super::machine::{Machine, Worked};
use crate::plan::{Expr, ExprKind, Read, Reading, SlotRole, text_cost};
use crate::read::{Cell, Slot, State};
use crate::text::eq_ignore_case;
use crate::value::Value;
use bumpalo::collections::Vec as BumpVec;
use scimrules_grammar::syntax::Comparison;
use scimrules_grammar::{Span, codes};

/// A value filter.
#[derive(Clone, Copy)]
enum Filter<'a> {
    None,
    /// A sub-attribute is a word.
    Word {
        filter: &'a Expr,
        column: usize,
        word: &'a str,
        exact: bool,
    },
    Other(&'a Expr),
}

impl<'a> Machine<'_, 'a> {
    /// A single value that is there.
    #[inline]
    pub(super) fn one(&self, read: &Read) -> Option<&'a Cell<'a>> {
        if read.reading != Reading::One || read.filter.is_some() {
            return None;
        }
        let slot = self.payload.slots.get(read.slot)?;
        let cell = slot.cells.get(read.column?)?;
        (!matches!(cell, Ok(Value::Absent))).then_some(cell)
    }

    #[inline]
    pub(super) fn read(&self, read: &'a Read) -> Worked<'a> {
        let value = self.said(read)?;
        // `source complete`: what the source omits, it says to be none.
        let omitted =
            value == Value::Absent && self.plan.complete && self.role(read.slot) == SlotRole::Other;
        Ok(if omitted { Value::Null } else { value })
    }

    #[inline]
    fn said(&self, read: &'a Read) -> Worked<'a> {
        let slot = self.payload.slots.get(read.slot).unwrap_or(&Slot::ABSENT);
        match slot.state {
            State::Absent if self.role(read.slot) == SlotRole::Groups => return Ok(Value::Unknown),
            State::Absent => return Ok(Value::Absent),
            // `"active": null` says nothing.
            State::Null if self.role(read.slot) == SlotRole::Active => return Ok(Value::Absent),
            State::Null => return Ok(Value::Null),
            State::Present => {}
        }
        let row = match read.reading {
            Reading::One if read.filter.is_none() => slot.row(0),
            Reading::One | Reading::First => match self.first_that_fits(read, slot)? {
                Some(row) => row,
                // The source said nothing of such an element.
                None => return Ok(Value::Absent),
            },
            Reading::All | Reading::Rows => return self.all_that_fit(read, slot),
        };
        let Some(column) = read.column else { return Ok(Value::Boolean(true)) };
        match row.get(column).copied().unwrap_or(Ok(Value::Absent)) {
            Ok(Value::List(items)) if read.reading == Reading::First || read.filter.is_some() => {
                Ok(items[0])
            }
            cell => cell,
        }
    }

    #[inline]
    fn first_that_fits(&self, read: &'a Read, slot: &'a Slot<'a>) -> Worked<'a, Element<'a>> {
        match self.filter_of(read) {
            Filter::Word { filter, column, word, exact } if column < slot.width => {
                self.first_with_word(slot, filter, column, word, exact)
            }
            filter => {
                for at in 0..slot.rows {
                    self.spend_here(1)?;
                    let row = slot.row(at);
                    if self.takes(filter, row)? {
                        return Ok(Some(row));
                    }
                }
                Ok(None)
            }
        }
    }

    /// The same, and it counts the same, where the filter compares a column with a word.
    #[inline]
    fn first_with_word(
        &self,
        slot: &'a Slot<'a>,
        filter: &'a Expr,
        column: usize,
        word: &'a str,
        exact: bool,
    ) -> Worked<'a, Element<'a>> {
        let word_cost = text_cost(word);
        let mut rest = slot.cells;
        while let Some((row, behind)) = rest.split_at_checked(slot.width) {
            rest = behind;
            let Ok(Value::Text(text)) = row[column] else {
                self.spend_here(1)?;
                if self.truth(filter, Some(row))? == Truth::True {
                    return Ok(Some(row));
                }
                continue;
            };
            let units = text_cost(text) + word_cost;
            match self.left.get().checked_sub(units as u64 + 1) {
                Some(left) => self.left.set(left),
                None => {
                    self.spend_here(1)?;
                    self.spend(units, filter.span)?;
                }
            }
            let fits = if exact { text == word } else { eq_ignore_case(text, word) };
            if fits {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }

    #[inline(never)]
    fn all_that_fit(&self, read: &'a Read, slot: &'a Slot<'a>) -> Worked<'a> {
        let filter = self.filter_of(read);
        self.spend_here(slot.rows)?;
        let mut values = BumpVec::with_capacity_in(slot.rows, self.memory);
        let mut fitting = 0;
        for at in 0..slot.rows {
            let row = slot.row(at);
            if !self.takes(filter, row)? {
                continue;
            }
            match read.column {
                None if slot.empty.binary_search(&at).is_ok() => continue,
                None => values.push(Value::Boolean(true)),
                Some(column) => match row.get(column).copied().unwrap_or(Ok(Value::Absent))? {
                    value @ Value::Text(_) => values.push(value),
                    value => values.extend_from_slice(value.items()),
                },
            }
            fitting += 1;
        }
        // Elements that lack the sub-attribute say nothing of it; no element is none.
        if values.is_empty() && fitting > 0 {
            return Ok(Value::Absent);
        }
        Ok(Value::list(values.into_bump_slice()))
    }

    /// Most value filters compare a sub-attribute with a word; an explanation asks them in full.
    #[inline]
    fn filter_of(&self, read: &'a Read) -> Filter<'a> {
        let Some(filter) = &read.filter else { return Filter::None };
        if let (ExprKind::Compare { left, operator: Comparison::Eq, right, exact }, None) =
            (&filter.kind, self.trace)
            && let (ExprKind::Element { column }, ExprKind::Text(word)) = (&left.kind, &right.kind)
            && !word.is_empty()
        {
            return Filter::Word { filter, column: *column, word, exact: *exact };
        }
        Filter::Other(filter)
    }

    /// Whether a value filter takes an element.
    #[inline(always)]
    fn takes(&self, filter: Filter<'a>, row: &'a [Cell<'a>]) -> Worked<'a, bool> {
        let filter = match filter {
            Filter::None => return Ok(true),
            Filter::Word { filter, column, word, exact } => match row.get(column) {
                Some(Ok(Value::Text(text))) => {
                    self.spend(text_cost(text) + text_cost(word), filter.span)?;
                    return Ok(if exact { *text == word } else { eq_ignore_case(text, word) });
                }
                _ => filter,
            },
            Filter::Other(filter) => filter,
        };
        Ok(self.truth(filter, Some(row))? == Truth::True)
    }

    pub(super) fn role(&self, slot: usize) -> SlotRole {
        self.program.catalogue.slots[slot].role
    }

    #[inline(never)]
    pub(super) fn current(&self, field: usize, span: Span) -> Worked<'a> {
        let Some(current) = self.payload.current else { return Ok(Value::Absent) };
        match current.record {
            Some(record) => self.recorded(field, record[field], span),
            None => {
                let name = &self.program.fields[field].name;
                Err(self.fault(
                    &codes::RECORD_NEEDED,
                    span,
                    format_args!(
                        "the rules read `current.{name}`, and the request carries no record"
                    ),
                ))
            }
        }
    }
}
