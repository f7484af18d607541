//! The lines of a field as they are gone through. Where many lines in a row compare one thing with
//! words, the word tells the line: it is looked up once, and not compared line by line.

use super::{Expr, ExprKind, Line, Program, Reading};
use crate::text::fold;
use scimrules_grammar::syntax::{Comparison, MapOperator};
use std::collections::HashMap;

/// Fewer lines in a row are compared one by one.
const FEW: usize = 3;

/// What is done for a field until a line fits.
#[derive(Debug)]
pub(crate) enum Step {
    /// A line is asked.
    Line(usize),
    /// A word is looked up.
    Words(Box<WordLines>),
}

/// Lines in a row that have no event, and that one thing is compared in with words.
#[derive(Debug)]
pub(crate) struct WordLines {
    /// An index of [`Program::subjects`].
    pub(crate) subject: usize,
    pub(crate) lines: Box<[Asked]>,
    /// The number of a word → the place of the first of the lines that it fits; in order.
    pub(crate) words: Box<[(u32, u32)]>,
}

/// A line, and the work that its condition and those before it in the row count.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) line: usize,
    /// Beside a text, besides that text itself for each of them.
    pub(crate) beside_text: usize,
    /// Where there is no value.
    pub(crate) missing: usize,
}

/// What lines compare with words: an attribute or a let.
#[derive(Debug)]
pub(crate) struct Subject {
    /// Case counts.
    pub(crate) exact: bool,
    /// The words with their numbers; folded, unless case counts.
    pub(crate) words: HashMap<Box<str>, u32>,
}

/// What it counts to look at a text.
#[inline]
pub(crate) fn text_cost(text: &str) -> usize {
    /// So many bytes count like one value.
    const BYTES: usize = 16;
    1 + text.len() / BYTES
}

/// Where a value comes from: two expressions that are the same here have the same value.
#[derive(PartialEq, Eq, Hash, Clone, Copy)]
enum Origin {
    Column(usize, usize),
    Let(usize),
}

impl Origin {
    fn of(expr: &Expr) -> Option<Origin> {
        match &expr.kind {
            ExprKind::Let(at) => Some(Origin::Let(*at)),
            ExprKind::Read(read) if read.reading == Reading::One && read.filter.is_none() => {
                Some(Origin::Column(read.slot, read.column?))
            }
            _ => None,
        }
    }
}

/// A condition that compares one thing with words.
struct Comparing<'p> {
    origin: Origin,
    exact: bool,
    words: Vec<&'p str>,
}

impl<'p> Comparing<'p> {
    fn of(line: &'p Line) -> Option<Comparing<'p>> {
        if line.event.is_some() {
            return None;
        }
        let (left, exact, right) = match &line.condition.as_ref()?.kind {
            ExprKind::Compare { left, operator: Comparison::Eq, right, exact } => {
                (left, exact, std::slice::from_ref(right.as_ref()))
            }
            ExprKind::In { left, right, exact, words: Some(_) } => match &right.kind {
                ExprKind::List(items) => (left, exact, items.as_slice()),
                _ => return None,
            },
            _ => return None,
        };
        let word = |expr: &'p Expr| match &expr.kind {
            ExprKind::Text(word) if !word.is_empty() => Some(word.as_str()),
            _ => None,
        };
        let words = right.iter().map(word).collect::<Option<Vec<_>>>()?;
        Some(Comparing { origin: Origin::of(left)?, exact: *exact, words })
    }

    /// What the condition counts, as it does where it is asked: beside a text, and without a value.
    fn costs(&self, line: &Line) -> (usize, usize) {
        match line.condition.as_ref().map(|condition| &condition.kind) {
            Some(ExprKind::Compare { .. }) => {
                let word: usize = self.words.iter().map(|word| text_cost(word)).sum();
                (word, 1 + word)
            }
            _ => (0, self.words.len()),
        }
    }
}

/// The steps of every field, and what they look up.
pub(super) fn steps(program: &Program) -> (Vec<Box<[Step]>>, Vec<Subject>) {
    let mut known: HashMap<(Origin, bool), usize> = HashMap::new();
    let mut subjects: Vec<Subject> = Vec::new();
    let mut number = |comparing: &Comparing<'_>| {
        let exact = comparing.exact;
        let subject = *known.entry((comparing.origin, exact)).or_insert_with(|| {
            subjects.push(Subject { exact, words: HashMap::new() });
            subjects.len() - 1
        });
        let words = &mut subjects[subject].words;
        let number = |word: &&str| {
            let next = words.len() as u32;
            let word = if exact { (*word).into() } else { fold(word) };
            *words.entry(word.into()).or_insert(next)
        };
        (subject, comparing.words.iter().map(number).collect::<Vec<u32>>())
    };
    let mut row = |lines: &[(usize, Option<Comparing<'_>>)]| {
        let (mut subject, mut words) = (0, Vec::new());
        let mut asked: Vec<Asked> = Vec::with_capacity(lines.len());
        for (place, (line, comparing)) in lines.iter().enumerate() {
            let Some(comparing) = comparing else { continue };
            let (beside, missing) = comparing.costs(&program.lines[*line]);
            let before = asked.last().map_or((0, 0), |last| (last.beside_text, last.missing));
            asked.push(Asked {
                line: *line,
                beside_text: before.0 + beside,
                missing: before.1 + missing,
            });
            let (of, numbers) = number(comparing);
            subject = of;
            words.extend(numbers.into_iter().map(|number| (number, place as u32)));
        }
        // The first line that a word fits comes first.
        words.sort_unstable();
        words.dedup_by_key(|(number, _)| *number);
        let (lines, words) = (asked.into(), words.into());
        Step::Words(Box::new(WordLines { subject, lines, words }))
    };
    let field = |lines: &Vec<usize>| {
        let lines = lines.iter().filter(|line| program.lines[**line].operator != MapOperator::Add);
        let lines: Vec<_> =
            lines.map(|line| (*line, Comparing::of(&program.lines[*line]))).collect();
        let same = |one: &(usize, Option<Comparing<'_>>), next: &(usize, Option<Comparing<'_>>)| {
            let key =
                |found: &Option<Comparing<'_>>| found.as_ref().map(|it| (it.origin, it.exact));
            key(&one.1).is_some() && key(&one.1) == key(&next.1)
        };
        let mut steps = Vec::new();
        for lines in lines.chunk_by(same) {
            if lines.len() < FEW {
                steps.extend(lines.iter().map(|(line, _)| Step::Line(*line)));
            } else {
                steps.push(row(lines));
            }
        }
        steps.into_boxed_slice()
    };
    let steps = program.lines_of.iter().map(field).collect();
    (steps, subjects)
}
