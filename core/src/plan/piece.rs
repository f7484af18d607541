//! JSON that decisions say word for word, prepared with the rules.

/// Longer pieces take two copies.
const SHORT: usize = 32;

/// A piece of JSON. One that is short is copied in full length, for that needs no look at how long
/// it is, and what is too much is cut off.
#[derive(Debug)]
pub(crate) struct Piece {
    first: [u8; SHORT],
    /// Of what counts of the first.
    length: usize,
    rest: Box<[u8]>,
}

impl Piece {
    pub(crate) fn new(json: &str) -> Piece {
        let (head, rest) = json.as_bytes().split_at(json.len().min(SHORT));
        let mut first = [0; SHORT];
        first[..head.len()].copy_from_slice(head);
        Piece { first, length: head.len(), rest: rest.into() }
    }

    /// Writes it.
    #[inline(always)]
    pub(crate) fn put(&self, out: &mut Vec<u8>) {
        let start = out.len();
        out.extend_from_slice(&self.first);
        out.truncate(start + self.length);
        if !self.rest.is_empty() {
            self.put_rest(out);
        }
    }

    #[inline(never)]
    fn put_rest(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.rest);
    }
}

#[cfg(test)]
mod tests {
    use super::Piece;

    #[test]
    fn pieces_of_any_length_are_written_whole() {
        for length in 0..100 {
            let json: String = ('0'..='z').cycle().take(length).collect();
            let mut out = b"before".to_vec();
            Piece::new(&json).put(&mut out);
            assert_eq!(out, format!("before{json}").as_bytes());
        }
    }
}
