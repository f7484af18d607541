//! Which fields a payload can say something of. A field that has no value where certain attributes
//! are absent waits for one of them, and is not looked at until then: deciding costs what the
//! payload holds, not what the rules do.

use super::{Expr, ExprKind, Hole, Program, SlotRole, Table, bits};
use crate::functions::Missing;
use scimrules_grammar::syntax::{Comparison, MapOperator};

/// A field that would wait for more attributes is always looked at.
const MOST: usize = 8;

/// What the fields wait for.
#[derive(Debug, Default)]
pub(crate) struct Wake {
    /// The fields that wait for nothing, a bit for each.
    pub(crate) always: Box<[u64]>,
    pub(crate) by_slot: BySlot,
}

/// Slot → the fields that wait for it.
#[derive(Debug)]
pub(crate) enum BySlot {
    /// All fields share one word.
    One(Box<[u64]>),
    /// Which words, and their bits.
    Many(Box<[Vec<(usize, u64)>]>),
}

impl Default for BySlot {
    fn default() -> BySlot {
        BySlot::Many(Box::default())
    }
}

impl Wake {
    /// `complete`: what the source omits is null.
    pub(super) fn new(program: &Program, tables: &[Table], complete: bool) -> Wake {
        let words = program.fields.len().div_ceil(bits::FIELDS);
        let mut always = vec![0; words];
        let mut by_slot = vec![Vec::new(); program.catalogue.slots.len()];
        let mut absence = Absence { program, tables, complete, lets: Vec::new() };
        for item in &program.lets {
            let waits = absence.of(|found| found.value(&item.value));
            absence.lets.push(waits);
        }
        for index in 0..program.fields.len() {
            let (word, bit) = bits::place(index);
            let Some(slots) = absence.of(|found| found.field(index)) else {
                always[word] |= bit;
                continue;
            };
            for slot in slots {
                let waiting: &mut Vec<(usize, u64)> = &mut by_slot[slot];
                match waiting.last_mut() {
                    Some((last, bits)) if *last == word => *bits |= bit,
                    _ => waiting.push((word, bit)),
                }
            }
        }
        let by_slot = if words == 1 {
            let bits = |waiting: &Vec<(usize, u64)>| waiting.first().map_or(0, |(_, bits)| *bits);
            BySlot::One(by_slot.iter().map(bits).collect())
        } else {
            BySlot::Many(by_slot.into())
        };
        Wake { always: always.into(), by_slot }
    }
}

/// Finds slots: where all of them are absent, so is the value, and working it out has no fault, no
/// warning and no question to the host. Whatever is not sure to be so has none.
struct Absence<'p> {
    program: &'p Program,
    tables: &'p [Table],
    complete: bool,
    /// By let, as far as they are known; one uses those before it.
    lets: Vec<Option<Vec<usize>>>,
}

/// The slots that were found so far.
struct Found<'f, 'p> {
    absence: &'f Absence<'p>,
    slots: Vec<usize>,
}

impl<'p> Absence<'p> {
    fn of(&self, test: impl FnOnce(&mut Found<'_, 'p>) -> bool) -> Option<Vec<usize>> {
        let mut found = Found { absence: self, slots: Vec::new() };
        let absent = test(&mut found) && found.slots.len() <= MOST;
        absent.then_some(found.slots)
    }
}

impl Found<'_, '_> {
    /// Every line of the field is passed over, or gives nothing.
    fn field(&mut self, field: usize) -> bool {
        let program = self.absence.program;
        program.lines_of[field].iter().all(|line| {
            let line = &program.lines[*line];
            line.operator == MapOperator::Set
                && match &line.condition {
                    Some(condition) => self.no(condition),
                    None => self.value(&line.value),
                }
        })
    }

    fn add(&mut self, slot: usize) -> bool {
        if !self.slots.contains(&slot) && self.slots.len() <= MOST {
            self.slots.push(slot);
        }
        true
    }

    /// The expression is absent.
    fn value(&mut self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Keep => true,
            ExprKind::Read(read) => {
                let says_nothing = match self.absence.program.catalogue.slots[read.slot].role {
                    SlotRole::Groups => false,
                    SlotRole::Active | SlotRole::Password => true,
                    SlotRole::Other => !self.absence.complete,
                };
                says_nothing && self.add(read.slot)
            }
            ExprKind::Let(at) => match self.absence.lets.get(*at) {
                Some(Some(slots)) => slots.iter().all(|slot| self.add(*slot)),
                _ => false,
            },
            ExprKind::Call { function, arguments, each, .. } => {
                function.missing == Missing::Passes && self.arguments(arguments, *each)
            }
            ExprKind::Script { arguments, each, .. } | ExprKind::Host { arguments, each, .. } => {
                self.arguments(arguments, *each)
            }
            ExprKind::Table { table, argument, each } => {
                (*each || self.absence.tables[*table].otherwise.is_none()) && self.value(argument)
            }
            ExprKind::Account { value, .. } => self.value(value),
            ExprKind::First(inner) => self.value(inner),
            ExprKind::Coalesce(items) => items.iter().all(|item| self.value(item)),
            ExprKind::If { branches, otherwise } => {
                branches.iter().all(|(condition, _)| self.no(condition)) && self.value(otherwise)
            }
            ExprKind::Interpolate(holes) => {
                let first = holes.iter().find_map(|hole| match hole {
                    Hole::Value(value) => Some(value),
                    Hole::Literal(_) => None,
                });
                first.is_some_and(|first| self.value(first))
            }
            _ => false,
        }
    }

    /// The call passes on that an argument is absent.
    fn arguments(&mut self, arguments: &[Expr], each: Option<usize>) -> bool {
        let literal = |expr: &Expr| match &expr.kind {
            ExprKind::Text(text) => !text.is_empty(),
            ExprKind::Integer(_) | ExprKind::Decimal(_) | ExprKind::Boolean(_) => true,
            _ => false,
        };
        // What is worked through value by value must be absent itself.
        !arguments.iter().all(literal)
            && each.is_none_or(|at| !literal(&arguments[at]))
            && arguments.iter().all(|argument| literal(argument) || self.value(argument))
    }

    /// The condition does not hold.
    fn no(&mut self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Compare { left, operator, right, .. } => {
                let word = matches!(&right.kind, ExprKind::Text(word) if !word.is_empty());
                *operator != Comparison::Ne && word && self.value(left)
            }
            ExprKind::In { left, words, .. } => words.is_some() && self.value(left),
            ExprKind::Matches { left: inner, .. } | ExprKind::Present(inner) => self.value(inner),
            // The first that does not hold ends it.
            ExprKind::And(terms) => terms.first().is_some_and(|term| self.no(term)),
            ExprKind::Or(terms) => terms.iter().all(|term| self.no(term)),
            // A boolean that is absent.
            _ => !expr.is_condition() && self.value(expr),
        }
    }
}
