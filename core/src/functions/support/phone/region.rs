//! What is known of a region.

use regex::Regex;
use std::sync::OnceLock;

/// The first line has all country codes; a region is a line each, in order: its code, country code,
/// code for calls abroad, national prefix, the pattern of what is taken off, what is put in its
/// place, the pattern of a number, its lengths, and its lengths without an area code.
static LINES: &str = include_str!("regions.txt");

/// A region: two letters.
pub(in crate::functions) struct Region {
    pub(super) code: u16,
    exit_code: Option<Regex>,
    prefix: &'static str,
    taken_off: Option<Regex>,
    put_in: &'static str,
    national: Option<Regex>,
    lengths: Vec<usize>,
    local: Vec<usize>,
}

/// As many lines as there may be.
const MOST: usize = 256;
static REGIONS: [OnceLock<Region>; MOST] = [const { OnceLock::new() }; MOST];

/// True for the country code of a region, or of a service.
pub(super) fn is_code(code: u16) -> bool {
    let codes = LINES.lines().next().unwrap_or_default();
    code > 0 && codes.split(' ').any(|known| known.parse() == Ok(code))
}

impl Region {
    /// By its two letters, in any case. The first time costs some tenths of a millisecond.
    pub(in crate::functions) fn find(name: &str) -> Option<&'static Region> {
        let name = name.trim().to_ascii_uppercase();
        let mut lines = LINES.lines().enumerate().skip(1);
        let (index, line) = lines.find(|(_, line)| line.split('\t').next() == Some(&name))?;
        Some(REGIONS.get(index)?.get_or_init(|| Region::read(line)))
    }

    fn read(line: &'static str) -> Region {
        let mut parts = line.split('\t').skip(1);
        let mut part = || parts.next().unwrap_or_default();
        let pattern = |text: &str| Regex::new(text).ok().filter(|_| !text.is_empty());
        let lengths =
            |text: &str| text.split(' ').filter_map(|length| length.parse().ok()).collect();
        Region {
            code: part().parse().unwrap_or_default(),
            exit_code: pattern(part()),
            prefix: part(),
            taken_off: pattern(part()),
            put_in: part(),
            national: pattern(part()),
            lengths: lengths(part()),
            local: lengths(part()),
        }
    }

    /// Where the region's code for calls abroad ends.
    pub(super) fn exit_code(&self, number: &str) -> Option<usize> {
        let found = self.exit_code.as_ref()?.find(number)?;
        (found.start() == 0).then_some(found.end())
    }

    /// It is built as numbers of the region are.
    pub(super) fn fits(&self, number: &str) -> bool {
        let long = self.lengths.is_empty() || self.lengths.contains(&number.len());
        let found = self.national.as_ref().and_then(|national| national.find(number));
        long && found.is_some_and(|found| found.start() == 0)
    }

    /// It is as long as some number, perhaps without its area code.
    pub(super) fn possible(&self, number: &str) -> bool {
        let length = number.len();
        !self.lengths.is_empty() && (self.local.contains(&length) || self.lengths.contains(&length))
    }

    /// It is shorter than every number.
    pub(super) fn too_short(&self, number: &str) -> bool {
        let length = number.len();
        !self.local.contains(&length) && self.lengths.first().is_some_and(|least| length < *least)
    }

    /// Without the national prefix, and without a carrier's.
    pub(super) fn without_prefix(&self, number: &str) -> String {
        let national = self.taken(number).unwrap_or_else(|| number.to_owned());
        let bare = national.strip_prefix(self.prefix).map(str::to_owned);
        bare.unwrap_or(national)
    }

    fn taken(&self, number: &str) -> Option<String> {
        let Some(taken_off) = &self.taken_off else {
            return number.strip_prefix(self.prefix).map(str::to_owned);
        };
        let found = taken_off.captures(number)?;
        let whole = found.get(0).filter(|whole| whole.start() == 0)?;
        if self.put_in.is_empty() || found.get(found.len() - 1).is_none() {
            return Some(number[whole.end()..].to_owned());
        }
        let national = taken_off.replace(number, self.put_in).into_owned();
        (!self.fits(number) || self.fits(&national)).then_some(national)
    }
}
