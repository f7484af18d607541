//! Some requests of an input, as they are passed between threads.

use scimrules::grammar::codes;

/// Requests of a batch: enough to make passing them on cheap.
const ITEMS: usize = 512;
/// Bytes of a batch.
const BYTES: usize = 512 << 10;

/// Why something in the input is no request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Broken {
    /// Stable, as with diagnostics.
    pub(crate) code: &'static str,
    /// For a person.
    pub(crate) message: String,
}

impl Broken {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Broken { code: codes::BAD_REQUEST.id, message: message.into() }
    }

    pub(super) fn too_long(limit: usize) -> Self {
        let message = format!("the request is longer than {limit} bytes");
        Broken { code: codes::PAYLOAD_TOO_LARGE.id, message }
    }
}

/// One request, or what stands in its place.
pub(crate) struct Item<'a> {
    /// The file, where there are several.
    pub(crate) file: Option<&'a str>,
    /// The line that it starts on.
    pub(crate) line: u64,
    /// The JSON text.
    pub(crate) body: Result<&'a [u8], &'a Broken>,
}

struct Entry {
    start: usize,
    end: usize,
    line: u64,
    broken: Option<Broken>,
}

/// A batch: the text of its requests, and where each of them is.
#[derive(Default)]
pub(crate) struct Batch {
    bytes: Vec<u8>,
    entries: Vec<Entry>,
    pub(super) file: Option<String>,
}

impl Batch {
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        // A single huge request shall not keep its memory for the rest of the run.
        self.bytes.shrink_to(2 * BYTES);
        self.entries.clear();
        self.file = None;
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Bytes of its requests, and of the line ends behind them.
    pub(crate) fn size(&self) -> usize {
        self.bytes.len() + self.entries.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(super) fn is_full(&self) -> bool {
        self.entries.len() >= ITEMS || self.bytes.len() >= BYTES
    }

    pub(super) fn push(&mut self, text: &[u8], line: u64) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(text);
        self.entries.push(Entry { start, end: self.bytes.len(), line, broken: None });
    }

    pub(super) fn push_broken(&mut self, broken: Broken, line: u64) {
        self.entries.push(Entry { start: 0, end: 0, line, broken: Some(broken) });
    }

    pub(crate) fn items(&self) -> impl Iterator<Item = Item<'_>> {
        self.entries.iter().map(|entry| {
            let body = match &entry.broken {
                Some(broken) => Err(broken),
                None => Ok(&self.bytes[entry.start..entry.end]),
            };
            Item { file: self.file.as_deref(), line: entry.line, body }
        })
    }
}
