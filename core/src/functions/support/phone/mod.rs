//! Telephone numbers in international form.
//!
//! What libphonenumber knows of regions is in `regions.txt`, without what only tells kinds of numbers
//! apart or lays numbers out. `core/tests/phone.rs` makes that file of the `phonenumber` crate's
//! metadata, and holds what is read here to what that crate reads.

mod read;
mod region;

pub(in crate::functions) use region::Region;

use read::{Number, Source};

/// The fewest and most digits of a number behind its country code.
const DIGITS: std::ops::RangeInclusive<usize> = 2..=17;
/// Longest country code.
const CODE: usize = 3;
/// What a number with its leading zeros left out stays below.
const LARGEST: u64 = 1 << 56;

/// A number of a region, or with a country code, as `+` and digits.
pub(in crate::functions) fn international(region: &Region, text: &str) -> Option<String> {
    let number = with_code(region, read::number(text)?)?;
    let code: u16 = number.code?.parse().ok()?;
    let mut national = region.without_prefix(&number.national);
    if region.too_short(&national) {
        national = number.national;
    }
    if !DIGITS.contains(&national.len()) {
        return None;
    }
    let significant = national.trim_start_matches('0');
    let fits = significant.parse::<u64>().is_ok_and(|value| value < LARGEST);
    fits.then(|| format!("+{code}{national}"))
}

/// The number with its country code apart.
fn with_code(region: &Region, number: Number) -> Option<Number> {
    let mut number = number.without_exit_code(region);
    if number.source == Source::Region {
        let code = region.code.to_string();
        if let Some(rest) = number.national.strip_prefix(&code)
            && (!region.fits(&number.national) || !region.possible(&number.national))
        {
            number.national = rest.to_owned();
        }
        number.code = Some(code);
        return Some(number);
    }
    if number.national.len() <= *DIGITS.start() {
        return None;
    }
    if let Some(code) = &number.code {
        let known = code.parse().is_ok_and(region::is_code);
        return known.then_some(number);
    }
    if number.national.starts_with('0') {
        return None;
    }
    // Every code is the start of no other.
    let mut code = (1..=CODE).map(|length| &number.national[..length]);
    let code = code.find(|code| code.parse().is_ok_and(region::is_code))?.to_owned();
    number.national.drain(..code.len());
    number.code = Some(code);
    Some(number)
}
