//! What is written in the rules, as an explanation shows it: on one line, without comments. It is
//! prepared with the rules, for it is the same for every user.

use super::{Expr, Plan, Program, Recipient};
use scimrules_grammar::{Source, Span};
use std::borrow::Cow;

/// The texts of the lines, and of all that stands in them.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    /// The places, in order.
    places: Vec<u64>,
    /// What stands there; `None` where it is shown as it is written, as most is.
    texts: Vec<Option<Box<str>>>,
}

impl Shown {
    pub(crate) fn new(source: &Source, plan: &Plan) -> Shown {
        let mut spans = Vec::new();
        plan.tables.iter().flat_map(|table| table.rows.iter().chain(&table.otherwise)).for_each(
            |row| {
                expression(row, &mut spans);
            },
        );
        [Some(&plan.users), plan.groups.as_ref()]
            .into_iter()
            .flatten()
            .for_each(|program| of_program(program, &mut spans));
        spans.sort_unstable();
        spans.dedup();
        // Long texts in each other could take far more room than the rules do: the rest is worked
        // out where it is shown.
        let mut room = 4096 + 4 * source.text().len();
        let prepared = |span: Span| {
            let text = source.slice(span);
            let shown = (!is_plain(text)).then(|| on_one_line(text).into_boxed_str());
            room = room.checked_sub(shown.as_ref().map_or(0, |shown| shown.len()))?;
            Some((place(span), shown))
        };
        let (places, texts) = spans.into_iter().map_while(prepared).unzip();
        Shown { places, texts }
    }

    /// What is written there, on one line.
    pub(crate) fn text<'a>(&'a self, source: &'a Source, span: Span) -> Cow<'a, str> {
        let text = source.slice(span);
        match self.places.binary_search(&place(span)) {
            Ok(at) => Cow::Borrowed(self.texts[at].as_deref().unwrap_or(text)),
            Err(_) if is_plain(text) => Cow::Borrowed(text),
            Err(_) => Cow::Owned(on_one_line(text)),
        }
    }
}

/// A span as one number, in the same order.
fn place(span: Span) -> u64 {
    u64::from(span.start) << 32 | u64::from(span.end)
}

fn of_program(program: &Program, spans: &mut Vec<Span>) {
    let clauses = [&program.source_status, &program.again].into_iter().flatten();
    for clause in clauses.chain(&program.protect) {
        spans.push(clause.span);
        expression(&clause.what, spans);
    }
    if let Some(sync) = &program.sync {
        spans.push(sync.span);
        sync.criterion.iter().for_each(|criterion| expression(criterion, spans));
    }
    for line in &program.status {
        spans.push(line.span);
        line.condition.iter().for_each(|condition| expression(condition, spans));
    }
    for line in &program.lines {
        spans.push(line.span);
        expression(&line.value, spans);
        line.condition.iter().for_each(|condition| expression(condition, spans));
    }
    for line in &program.notices {
        spans.push(line.span);
        line.condition.iter().for_each(|condition| expression(condition, spans));
        if let Recipient::Address(address) = &line.to {
            expression(address, spans);
        }
    }
    program.lets.iter().for_each(|item| expression(&item.value, spans));
}

/// The spans of an expression and of its parts.
fn expression(expr: &Expr, spans: &mut Vec<Span>) {
    expr.any(&mut |part| {
        spans.push(part.span);
        false
    });
}

/// The words of all lines, with one space between them; a comment is not a part of it.
fn on_one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let line = match line.find('#') {
            Some(at) if !line[..at].contains('"') => &line[..at],
            _ => line,
        };
        for word in line.split_whitespace() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}

/// True for a text of one line without comments, whose words have one space between them. All of it
/// is looked at, many bytes at a time.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let odd = |byte: u8| u8::from(byte.wrapping_sub(b' ') > b'~' - b' ') | u8::from(byte == b'#');
    let spaces = |(one, next): (&u8, &u8)| u8::from((one | next) == b' ');
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    bytes.iter().fold(0, |found, byte| found | odd(*byte)) == 0
        // Both are printed, and no other two letters come together to a space.
        && pairs.map(spaces).fold(0, |found, two| found | two) == 0
        && !bytes.starts_with(b" ")
        && !bytes.ends_with(b" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_one() {
        for (text, shown) in [
            ("a  =  b", "a = b"),
            ("a # not this\n  and\tb", "a and b"),
            ("  a \"#1\" # this stays", "a \"#1\" # this stays"),
            ("Straße  eq x", "Straße eq x"),
            ("\n\n", ""),
        ] {
            assert!(!is_plain(text));
            assert_eq!(on_one_line(text), shown);
        }
        assert!(is_plain("a eq \"b\"") && is_plain("") && !is_plain(" a") && !is_plain("a#"));
    }
}
