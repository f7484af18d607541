//! Types of values, for the checks at compile time.

use scimrules_grammar::syntax::Comparison;

/// The type of a single value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Base {
    String,
    Boolean,
    Integer,
    Decimal,
    DateTime,
    Reference,
    Binary,
    Complex,
    /// `null`, `keep` and `reject`: fits everywhere.
    Nothing,
    /// Known only at run time: what a script or a host function gives.
    Any,
}

/// How many values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Count {
    One,
    Many,
    /// Behind a value filter: the first match where one value is due, else all.
    Filtered,
}

/// A type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Type {
    pub(crate) base: Base,
    pub(crate) count: Count,
}

impl Type {
    pub(crate) const BOOLEAN: Type = Type::one(Base::Boolean);
    pub(crate) const STRING: Type = Type::one(Base::String);
    pub(crate) const NOTHING: Type = Type::one(Base::Nothing);

    pub(crate) const fn one(base: Base) -> Type {
        Type { base, count: Count::One }
    }

    pub(crate) const fn many(base: Base) -> Type {
        Type { base, count: Count::Many }
    }

    pub(crate) fn is_one(self) -> bool {
        self.count == Count::One
    }
}

impl Base {
    pub(crate) const NAMED: [(&'static str, Base); 7] = [
        ("string", Base::String),
        ("boolean", Base::Boolean),
        ("integer", Base::Integer),
        ("decimal", Base::Decimal),
        ("dateTime", Base::DateTime),
        ("reference", Base::Reference),
        ("binary", Base::Binary),
    ];

    pub(crate) fn text(self) -> &'static str {
        match self {
            Base::Complex => "complex",
            Base::Nothing => "nothing",
            Base::Any => "any",
            named => {
                Base::NAMED.iter().find(|(_, base)| *base == named).map_or("", |(text, _)| text)
            }
        }
    }

    /// Strings, references and binary are all text.
    #[inline]
    pub(crate) fn is_text(self) -> bool {
        matches!(self, Base::String | Base::Reference | Base::Binary)
    }

    pub(crate) fn is_number(self) -> bool {
        matches!(self, Base::Integer | Base::Decimal)
    }

    /// A value of this type may stand where `wanted` is due.
    pub(crate) fn fits(self, wanted: Base) -> bool {
        self == wanted
            || matches!(self, Base::Nothing | Base::Any)
            || wanted == Base::Any
            || self.is_text() && wanted.is_text()
            || self == Base::Integer && wanted == Base::Decimal
    }

    /// The type that both have in common, if any.
    pub(crate) fn join(self, other: Base) -> Option<Base> {
        match (self, other) {
            (Base::Nothing, other) | (other, Base::Nothing) => Some(other),
            (Base::Any, _) | (_, Base::Any) => Some(Base::Any),
            (one, other) if one == other => Some(one),
            (one, other) if one.is_text() && other.is_text() => Some(Base::String),
            (one, other) if one.is_number() && other.is_number() => Some(Base::Decimal),
            _ => None,
        }
    }

    /// RFC 7644 §3.4.2.2: booleans and binary have no order; only text is searched, and dates as
    /// they are written: every filter is a criterion.
    pub(crate) fn has_operator(self, operator: Comparison) -> bool {
        match self {
            Base::Any | Base::Nothing => true,
            Base::Boolean | Base::Binary if operator.is_order() => false,
            base if operator.is_text_search() => base.is_text() || base == Base::DateTime,
            _ => true,
        }
    }
}
