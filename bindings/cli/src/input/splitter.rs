//! Takes an input apart into its requests as it comes, in constant memory.

use super::batch::{Batch, Broken};
use super::form::{FirstValue, Form};
use super::scan::{Scan, Step};
use std::io::{self, Read};

/// Bytes of a read.
const CHUNK: usize = 256 << 10;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// At the start of the file: there may be a byte order mark.
    Start,
    /// The form of what follows is not known yet.
    Between,
    /// Every line stands alone.
    Lines,
    /// Objects one after the other.
    Objects,
    /// Elements of an array, which may be that of a ListResponse.
    Elements { list: bool },
    /// In an element, or in an object of several lines.
    Value { list: Option<bool> },
    /// In a number or word where an object was due.
    Word { list: bool },
    /// Behind the resources of a ListResponse.
    Tail,
    /// At the end.
    Done,
}

/// An input that is taken apart.
pub(super) struct Splitter<R> {
    reader: R,
    limit: usize,
    state: State,
    first: FirstValue,
    scan: Scan,
    buffer: Vec<u8>,
    /// What is read and not yet passed on.
    start: usize,
    /// What is looked at.
    at: usize,
    /// What is read.
    filled: usize,
    /// The line of `start`, from 1.
    line: u64,
    /// The line that a value which is skipped began on: it is too long.
    skipping: Option<u64>,
    ended: bool,
}

impl<R: Read> Splitter<R> {
    pub(super) fn new(reader: R, limit: usize) -> Self {
        Splitter {
            reader,
            limit,
            state: State::Start,
            first: FirstValue::default(),
            scan: Scan::default(),
            buffer: Vec::new(),
            start: 0,
            at: 0,
            filled: 0,
            line: 1,
            skipping: None,
            ended: false,
        }
    }

    /// Adds requests to a batch until it is full, or until waiting for more would hold it up.
    /// False at the end of the input.
    pub(super) fn fill(&mut self, batch: &mut Batch) -> io::Result<bool> {
        while !batch.is_full() {
            let goes_on = match self.state {
                State::Start => self.begin()?,
                State::Between => self.between(),
                State::Lines => self.next_line(batch),
                State::Objects => self.next_object(batch),
                State::Elements { list } => self.next_element(list, batch),
                State::Value { list } => self.value(list, batch),
                State::Word { list } => self.word(list, batch),
                State::Tail => self.tail(batch),
                State::Done => return Ok(false),
            };
            if !goes_on {
                if !batch.is_empty() {
                    return Ok(true);
                }
                self.read()?;
            }
        }
        Ok(true)
    }

    /// Reads more behind what is there.
    fn read(&mut self) -> io::Result<()> {
        self.buffer.copy_within(self.start..self.filled, 0);
        self.at -= self.start;
        self.filled -= self.start;
        self.start = 0;
        if self.buffer.len() < self.filled + CHUNK {
            self.buffer.resize(self.filled + CHUNK, 0);
        } else if self.filled == 0 && self.buffer.len() > 8 * CHUNK {
            self.buffer.truncate(CHUNK);
            self.buffer.shrink_to_fit();
        }
        let read = loop {
            match self.reader.read(&mut self.buffer[self.filled..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.filled += read;
        self.ended |= read == 0;
        Ok(())
    }

    fn rest(&self) -> &[u8] {
        &self.buffer[self.start..self.filled]
    }

    /// Leaves bytes behind, up to `to`.
    fn consume(&mut self, to: usize) {
        self.line += memchr::memchr_iter(b'\n', &self.buffer[self.start..to]).count() as u64;
        self.start = to;
        self.at = self.at.max(to);
    }

    /// Leaves white space behind; the byte that follows, if it has been read.
    fn significant(&mut self) -> Option<u8> {
        let blank = self.rest().iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.consume(self.start + blank);
        self.rest().first().copied()
    }

    /// Where nothing is left: the end, or more must be read.
    fn end_or_more(&mut self) -> bool {
        if self.ended {
            self.state = State::Done;
        }
        self.ended
    }

    fn begin(&mut self) -> io::Result<bool> {
        let bytes = self.rest();
        if bytes.len() < 3 && !self.ended {
            return Ok(false);
        }
        if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
            let message = "it is UTF-16; JSON is UTF-8";
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        if bytes.starts_with(b"\xEF\xBB\xBF") {
            self.consume(self.start + 3);
        }
        self.state = State::Between;
        Ok(true)
    }

    fn between(&mut self) -> bool {
        if self.significant().is_none() {
            return self.end_or_more();
        }
        let bytes = &self.buffer[self.start..self.filled];
        let ended = self.ended || bytes.len() > self.limit;
        let Some(found) = self.first.form(bytes, ended) else { return false };
        self.first = FirstValue::default();
        self.scan = Scan::default();
        self.at = self.start;
        match found {
            Form::Lines => self.state = State::Lines,
            Form::Objects => self.state = State::Objects,
            Form::Array => {
                self.consume(self.start + 1);
                self.state = State::Elements { list: false };
            }
            Form::List { at } => {
                self.consume(self.start + at);
                self.state = State::Elements { list: true };
            }
            Form::Empty { end } => self.consume(self.start + end),
        }
        true
    }

    fn next_line(&mut self, batch: &mut Batch) -> bool {
        let end = match memchr::memchr(b'\n', &self.buffer[self.at..self.filled]) {
            Some(found) => self.at + found,
            None if self.ended => self.filled,
            None => {
                self.at = self.filled;
                self.skip_if_long();
                return false;
            }
        };
        if !self.pass_skipped(batch) {
            let text = self.buffer[self.start..end].trim_ascii();
            if text.len() > self.limit {
                batch.push_broken(Broken::too_long(self.limit), self.line);
            } else if !text.is_empty() {
                batch.push(text, self.line);
            }
        }
        self.line += 1;
        self.start = (end + 1).min(self.filled);
        self.at = self.start;
        if self.ended && self.start == self.filled {
            self.state = State::Done;
        }
        true
    }

    /// What is longer than allowed is not kept.
    fn skip_if_long(&mut self) {
        if self.skipping.is_some() || self.at - self.start > self.limit {
            self.skipping = self.skipping.or(Some(self.line));
            self.consume(self.at);
        }
    }

    /// Puts the error for what was skipped in its place.
    fn pass_skipped(&mut self, batch: &mut Batch) -> bool {
        let skipped = self.skipping.take();
        if let Some(line) = skipped {
            batch.push_broken(Broken::too_long(self.limit), line);
        }
        skipped.is_some()
    }

    fn next_object(&mut self, batch: &mut Batch) -> bool {
        match self.significant() {
            None => return self.end_or_more(),
            Some(b'{') => self.start_value(None),
            // Not an object: up to the end of its line, as if it stood alone.
            Some(_) => match memchr::memchr(b'\n', &self.buffer[self.at..self.filled]) {
                None if !self.ended && self.rest().len() <= self.limit => {
                    self.at = self.filled;
                    return false;
                }
                found => {
                    let end = found.map_or(self.filled, |found| self.at + found);
                    batch.push(self.buffer[self.start..end].trim_ascii(), self.line);
                    self.consume(end);
                }
            },
        }
        true
    }

    fn start_value(&mut self, list: Option<bool>) {
        self.scan = Scan::default();
        self.at = self.start;
        self.state = State::Value { list };
    }

    fn next_element(&mut self, list: bool, batch: &mut Batch) -> bool {
        match self.significant() {
            None if self.ended => {
                let broken = Broken::new("the input ends within an array: the rest is missing");
                batch.push_broken(broken, self.line);
                self.state = State::Done;
            }
            None => return false,
            Some(b',') => self.consume(self.start + 1),
            Some(end @ (b']' | b'}')) => {
                if end == b'}' {
                    batch.push_broken(Broken::new("`}` where `]` is due"), self.line);
                }
                self.consume(self.start + 1);
                self.scan = Scan::within();
                self.state = if list && end == b']' { State::Tail } else { State::Between };
            }
            Some(b'{' | b'[' | b'"') => self.start_value(Some(list)),
            Some(_) => {
                self.at = self.start;
                self.state = State::Word { list };
            }
        }
        true
    }

    fn value(&mut self, list: Option<bool>, batch: &mut Batch) -> bool {
        let mut unclosed = false;
        let end = loop {
            if self.at == self.filled {
                self.skip_if_long();
                if !self.ended {
                    return false;
                }
                unclosed = true;
                break self.at;
            }
            match self.scan.byte(self.buffer[self.at]) {
                Step::Inside => self.at += 1,
                Step::Last => break self.at + 1,
                Step::Next => {
                    unclosed = true;
                    break self.at;
                }
            }
        };
        if self.pass_skipped(batch) {
        } else if unclosed {
            batch.push_broken(Broken::new("a value is not closed"), self.line);
        } else if end - self.start > self.limit {
            batch.push_broken(Broken::too_long(self.limit), self.line);
        } else {
            batch.push(&self.buffer[self.start..end], self.line);
        }
        self.consume(end);
        self.state = match list {
            Some(list) => State::Elements { list },
            None => State::Objects,
        };
        true
    }

    fn word(&mut self, list: bool, batch: &mut Batch) -> bool {
        let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b']' | b'}');
        let found = self.buffer[self.at..self.filled].iter().position(ends);
        let end = match found {
            Some(found) => self.at + found,
            None => {
                self.at = self.filled;
                self.skip_if_long();
                if !self.ended {
                    return false;
                }
                self.filled
            }
        };
        if !self.pass_skipped(batch) {
            batch.push(&self.buffer[self.start..end], self.line);
        }
        self.consume(end);
        self.state = State::Elements { list };
        true
    }

    fn tail(&mut self, batch: &mut Batch) -> bool {
        while self.at < self.filled {
            let step = self.scan.byte(self.buffer[self.at]);
            self.at += 1;
            if step == Step::Last {
                self.consume(self.at);
                self.state = State::Between;
                return true;
            }
        }
        self.consume(self.at);
        if self.ended {
            let broken = Broken::new("the input ends within a ListResponse: the rest is missing");
            batch.push_broken(broken, self.line);
            self.state = State::Done;
        }
        self.ended
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives as few bytes at once as it is told.
    struct Slow<'a>(&'a [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let length = self.0.len().min(self.1).min(out.len());
            out[..length].copy_from_slice(&self.0[..length]);
            self.0 = &self.0[length..];
            Ok(length)
        }
    }

    fn split(text: &str, step: usize, limit: usize) -> Vec<String> {
        let mut splitter = Splitter::new(Slow(text.as_bytes(), step), limit);
        let mut found = Vec::new();
        loop {
            let mut batch = Batch::default();
            let more = splitter.fill(&mut batch).unwrap();
            found.extend(batch.items().map(|item| match item.body {
                Ok(body) => format!("{} {}", item.line, String::from_utf8_lossy(body)),
                Err(broken) => format!("{} ! {}", item.line, broken.message),
            }));
            if !more {
                return found;
            }
        }
    }

    /// The same, however the bytes arrive.
    fn check(text: &str, expected: &[&str]) {
        for step in [1, 2, 3, 7, 1000] {
            assert_eq!(split(text, step, 1000), expected, "{step} bytes at once: {text}");
        }
    }

    #[test]
    fn lines() {
        check("", &[]);
        check(" \n\n", &[]);
        check("{\"a\":1}\n{\"b\":2}", &["1 {\"a\":1}", "2 {\"b\":2}"]);
        check("\u{FEFF}{\"a\":1}\r\n\r\n  {\"b\":2}\r\n", &["1 {\"a\":1}", "3 {\"b\":2}"]);
        check("{\"a\":\"}\\\"{\"}\n", &["1 {\"a\":\"}\\\"{\"}"]);
    }

    #[test]
    fn broken_lines_stand_alone() {
        check("{\"a\":\n{\"b\":2}\n", &["1 {\"a\":", "2 {\"b\":2}"]);
        check("{\"a\"\n{\"b\":2}\n", &["1 {\"a\"", "2 {\"b\":2}"]);
        check(
            "{\"a\": \"x\n{\"b\":2}\n{\"c\":3}\n",
            &["1 {\"a\": \"x", "2 {\"b\":2}", "3 {\"c\":3}"],
        );
        check("{\"a\":1,\n{\"b\":2}\n", &["1 {\"a\":1,", "2 {\"b\":2}"]);
        check("nonsense\n{\"b\":2}\n", &["1 nonsense", "2 {\"b\":2}"]);
        check("{\"b\":2}\n{\"c\n[\n{\"d\":4}", &["1 {\"b\":2}", "2 {\"c", "3 [", "4 {\"d\":4}"]);
    }

    #[test]
    fn arrays() {
        check("[]", &[]);
        check("[{\"a\":[1]},\n {\"b\":\"]\"}]\n", &["1 {\"a\":[1]}", "2 {\"b\":\"]\"}"]);
        check("[1, \"x\", null,[2]]", &["1 1", "1 \"x\"", "1 null", "1 [2]"]);
        check("[{\"a\":1},\n{\"b\"", &["1 {\"a\":1}", "2 ! a value is not closed", LOST_2]);
        check("[{\"a\":1},", &["1 {\"a\":1}", LOST]);
        check("[{\"a\":1}]\n[{\"b\":2}]", &["1 {\"a\":1}", "2 {\"b\":2}"]);
    }
    const LOST: &str = "1 ! the input ends within an array: the rest is missing";
    const LOST_2: &str = "2 ! the input ends within an array: the rest is missing";

    #[test]
    fn list_responses() {
        let list = r#"{"schemas": ["x"], "Resources": [{"a":{"Resources":[]}}, {"b":2}], "n": {"m": [2]}}"#;
        check(list, &["1 {\"a\":{\"Resources\":[]}}", "1 {\"b\":2}"]);
        check(
            &format!("{list}\n{list}"),
            &[
                "1 {\"a\":{\"Resources\":[]}}",
                "1 {\"b\":2}",
                "2 {\"a\":{\"Resources\":[]}}",
                "2 {\"b\":2}",
            ],
        );
        check("{\n \"resources\"\n: [\n{\"b\":2}\n]\n}\n", &["4 {\"b\":2}"]);
        check(
            r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0}"#,
            &[],
        );
        check(
            "{\"Resources\":[{\"b\":2}]",
            &["1 {\"b\":2}", "1 ! the input ends within a ListResponse: the rest is missing"],
        );
        // A text of that name is not a member.
        check("{\"a\":\"Resources\",\"b\":[1]}", &["1 {\"a\":\"Resources\",\"b\":[1]}"]);
    }

    #[test]
    fn objects_over_several_lines() {
        check(
            "{\n  \"a\": 1\n}\n{\n  \"b\": {\n  }\n}\n",
            &["1 {\n  \"a\": 1\n}", "4 {\n  \"b\": {\n  }\n}"],
        );
        check(
            "{\n  \"a\": 1\n{\n  \"b\": 2\n}\nnonsense\n{}",
            &["1 ! a value is not closed", "3 {\n  \"b\": 2\n}", "6 nonsense", "7 {}"],
        );
    }

    #[test]
    fn too_long() {
        let long = format!("{{\"a\":\"{}\"}}", "x".repeat(3000));
        let error = "! the request is longer than 1000 bytes";
        for step in [1, 100, 10_000] {
            let lines = split(&format!("{{}}\n{long}\n{{}}\n"), step, 1000);
            assert_eq!(lines, ["1 {}".to_owned(), format!("2 {error}"), "3 {}".to_owned()]);
            let array = split(&format!("[{{}},\n{long},\n{{}}]"), step, 1000);
            assert_eq!(array, ["1 {}".to_owned(), format!("2 {error}"), "3 {}".to_owned()]);
            let first = split(&format!("{long}\n{{}}\n"), step, 1000);
            assert_eq!(first, [format!("1 {error}"), "2 {}".to_owned()]);
        }
    }
}
