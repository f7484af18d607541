//! Requests from files or standard input: NDJSON, a JSON array, a SCIM ListResponse, or objects
//! over several lines, recognised by what they hold.

mod batch;
mod form;
mod scan;
mod splitter;

pub(crate) use batch::{Batch, Broken, Item};

use crate::failure::Failure;
use scimrules::PayloadLimits;
use splitter::Splitter;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Files one after the other; `-`, or no file, is standard input.
pub(crate) struct Input {
    /// Bytes of all files; nothing where one of them cannot tell, as standard input.
    size: Option<u64>,
    waiting: VecDeque<String>,
    several: bool,
    open: Option<(String, Splitter<Box<dyn Read + Send>>)>,
}

impl Input {
    /// Looks at every file before the first is read: a name that is wrong shall not show in the
    /// middle of a run.
    pub(crate) fn open(files: &[String]) -> Result<Input, Failure> {
        let mut size = (!files.is_empty()).then_some(0);
        for file in files {
            if file == "-" {
                size = None;
                continue;
            }
            match Path::new(file).metadata() {
                Err(error) => return Err(Failure::reading(file, &error)),
                Ok(found) if found.is_dir() => {
                    return Err(Failure::new(format!("`{file}` is a directory")));
                }
                Ok(found) => size = size.filter(|_| found.is_file()).map(|all| all + found.len()),
            }
        }
        let mut waiting: VecDeque<String> = files.iter().cloned().collect();
        if waiting.is_empty() {
            waiting.push_back("-".to_owned());
        }
        Ok(Input { size, several: waiting.len() > 1, waiting, open: None })
    }

    /// Bytes of the whole input, where that is known.
    pub(crate) fn size(&self) -> Option<u64> {
        self.size
    }

    /// Fills a batch; false at the end.
    pub(crate) fn fill(&mut self, batch: &mut Batch) -> Result<bool, Failure> {
        loop {
            let (name, splitter) = match &mut self.open {
                Some(open) => open,
                empty => {
                    let Some(name) = self.waiting.pop_front() else { return Ok(false) };
                    let reader = reader(&name).map_err(|error| Failure::reading(&name, &error))?;
                    let limit = PayloadLimits::default().size;
                    empty.insert((name, Splitter::new(reader, limit)))
                }
            };
            let more = splitter.fill(batch).map_err(|error| Failure::reading(name, &error))?;
            if !batch.is_empty() {
                batch.file = self.several.then(|| name.clone());
            }
            if !more {
                self.open = None;
            }
            if !batch.is_empty() {
                return Ok(true);
            }
        }
    }
}

fn reader(name: &str) -> io::Result<Box<dyn Read + Send>> {
    Ok(if name == "-" { Box::new(io::stdin()) } else { Box::new(File::open(name)?) })
}

/// A JSON value: from a file, from standard input (`-`), or written out as the argument itself.
pub(crate) fn json_argument(argument: &str) -> Result<serde_json::Value, Failure> {
    let (name, text) = if argument.trim_start().starts_with(['{', '[']) {
        (argument, argument.as_bytes().to_vec())
    } else {
        let mut text = Vec::new();
        reader(argument)
            .and_then(|mut reader| reader.read_to_end(&mut text))
            .map_err(|error| Failure::reading(argument, &error))?;
        (argument, text)
    };
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&text);
    serde_json::from_slice(text)
        .map_err(|error| Failure::new(format!("{} is not JSON: {error}", shown(name))))
}

/// The name of an input, as messages show it.
pub(crate) fn shown(name: &str) -> String {
    if name == "-" { "standard input".to_owned() } else { format!("`{name}`") }
}
