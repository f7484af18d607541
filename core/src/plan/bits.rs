//! Sets of fields, a bit for each.

/// So many fields share a word of bits.
pub(crate) const FIELDS: usize = u64::BITS as usize;

/// Where the bit of a field is: its word, and the bit in it.
#[inline]
pub(crate) fn place(field: usize) -> (usize, u64) {
    (field / FIELDS, 1 << (field % FIELDS))
}

/// True where the bit of a field is set.
#[inline]
pub(crate) fn holds(words: &[u64], field: usize) -> bool {
    let (word, bit) = place(field);
    words.get(word).is_some_and(|bits| bits & bit != 0)
}

/// Does it for each field whose bit is set, in order.
#[inline]
pub(crate) fn each_field(words: &[u64], mut run: impl FnMut(usize)) {
    for (word, bits) in words.iter().enumerate() {
        let mut bits = *bits;
        while bits != 0 {
            run(word * FIELDS + bits.trailing_zeros() as usize);
            bits &= bits - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{each_field, holds};

    #[test]
    fn bits_are_found_in_order() {
        let words = [1 | 1 << 63, 0, 1 << 5];
        let mut fields = Vec::new();
        each_field(&words, |field| fields.push(field));
        assert_eq!(fields, [0, 63, 133]);
        let held: Vec<usize> = (0..1_000).filter(|field| holds(&words, *field)).collect();
        assert_eq!(held, fields);
    }
}
