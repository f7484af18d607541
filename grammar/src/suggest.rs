//! "Did you mean": the name that was probably meant.

/// The candidate that is closest to what was written, if one is close enough. Letter case does
/// not count. Cost: one comparison a candidate.
pub fn closest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    // Longer words than any name; comparing them costs and helps nobody.
    if written.len() > 100 {
        return None;
    }
    let folded = written.to_lowercase();
    let allowed = match folded.chars().count() {
        0..=1 => return None,
        2..=3 => 1,
        4..=7 => 2,
        _ => 3,
    };
    // Whatever is much longer or shorter is far: only a start may be longer.
    let near = |candidate: &&str| {
        let start = candidate.get(..written.len());
        candidate.len().abs_diff(written.len()) <= 4 * allowed
            || start.is_some_and(|start| start.eq_ignore_ascii_case(written))
    };
    let distance = |candidate: &str| {
        let candidate = candidate.to_lowercase();
        match strsim::damerau_levenshtein(&folded, &candidate) {
            // `dept` for `department`: a start counts as close.
            far if far > allowed && folded.len() >= 4 && candidate.starts_with(&folded) => allowed,
            near => near,
        }
    };
    candidates
        .into_iter()
        .filter(near)
        .map(|candidate| (distance(candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
