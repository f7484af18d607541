//! A reader that looks ahead: what stands between two values, taken piece by piece, to be learned.

use super::{Kind, Trails};
use crate::json::JsonReader;
use crate::names::Names;

impl<'a> JsonReader<'a> {
    /// What was learned of payloads before.
    #[inline(always)]
    pub(crate) fn trails(&self) -> &'a Trails {
        self.trails
    }

    /// All of the text.
    #[inline(always)]
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// Where it stands, in bytes from the start of the text.
    #[inline(always)]
    pub(crate) fn position(&self) -> usize {
        self.text.len() - self.rest.len()
    }

    /// Stands at a position, which is one of a letter.
    #[inline(always)]
    pub(crate) fn stand(&mut self, position: usize) {
        self.rest = &self.text[position..];
    }

    /// So many containers more may be opened.
    #[inline(always)]
    pub(crate) fn room(&self, containers: usize) -> bool {
        self.depth + containers <= self.limit
    }

    /// Another reader, at a position, within so many containers more.
    pub(crate) fn ahead(&self, position: usize, containers: usize) -> JsonReader<'a> {
        let mut ahead = JsonReader { depth: self.depth + containers, ..*self };
        ahead.stand(position);
        ahead
    }

    /// True where the quote of a member's name comes next; false where the object ends, whose brace
    /// is taken; `None` where something else stands there.
    pub(crate) fn member_follows(&mut self, first: bool) -> Option<bool> {
        self.before_name(first).ok()
    }

    /// True where another object of a list comes next, whose brace is taken; false where the list
    /// ends, whose bracket is taken; `None` where something else stands there.
    pub(crate) fn row_follows(&mut self, first: bool) -> Option<bool> {
        if !self.item(&mut { first }).ok()? {
            return Some(false);
        }
        if self.peek() != b'{' {
            return None;
        }
        self.enter("{").ok().map(|()| true)
    }

    /// Takes a name and its colon; tells its index.
    pub(crate) fn known_name(&mut self, names: &Names) -> Option<Option<usize>> {
        let known = self.name_of(names).ok()?;
        self.colon().ok()?;
        self.peek();
        Some(known)
    }

    /// True where another item stands next; false where the list ends, whose bracket is taken.
    pub(crate) fn item_follows(&mut self, first: bool) -> Option<bool> {
        self.item(&mut { first }).ok()
    }

    /// Takes a name and its colon.
    pub(crate) fn any_name(&mut self) -> Option<&'a str> {
        let name = self.string().ok()?;
        self.colon().ok()?;
        self.peek();
        Some(name)
    }

    /// Takes `true`, `false`, `null` or the quote of a text; `None` where something else stands.
    pub(crate) fn kind(&mut self) -> Option<Kind> {
        let words = [
            ("\"", Kind::Skipped),
            ("true", Kind::True),
            ("false", Kind::False),
            ("null", Kind::Null),
        ];
        words.into_iter().find_map(|(word, kind)| self.take(word).then_some(kind))
    }
}
