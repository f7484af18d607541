//! The functions of the language, a file each. [`FUNCTIONS`] lists them; the reference page,
//! completion and tests read their metadata from there.

mod add_days;
mod after;
mod ascii;
mod base64;
mod before;
mod concat;
mod contains;
mod count;
#[cfg(feature = "countries")]
mod country_alpha2;
#[cfg(feature = "countries")]
mod country_alpha3;
#[cfg(feature = "countries")]
mod country_name;
mod days_between;
mod domain;
mod e164;
mod extract;
mod first;
mod format_date;
pub mod forms;
mod join;
mod last;
mod left;
mod length;
mod local_part;
mod lower;
mod now;
mod nth;
mod pad_left;
mod pad_right;
mod parse_date;
mod pick;
mod regex_replace;
mod replace;
mod right;
mod sha256;
mod slice;
mod slug;
mod sort;
mod split;
mod squeeze;
mod support;
#[cfg(test)]
mod tests;
mod title;
mod to_boolean;
mod to_integer;
mod to_string;
mod today;
mod trim;
mod unique;
mod upper;

use crate::value::{DateTime, Value};
use bumpalo::Bump;

/// Every built-in function, by name.
pub static FUNCTIONS: &[&Function] = &[
    &add_days::ADD_DAYS,
    &after::AFTER,
    &ascii::ASCII,
    &base64::BASE64,
    &before::BEFORE,
    &concat::CONCAT,
    &contains::CONTAINS,
    &count::COUNT,
    #[cfg(feature = "countries")]
    &country_alpha2::COUNTRY_ALPHA2,
    #[cfg(feature = "countries")]
    &country_alpha3::COUNTRY_ALPHA3,
    #[cfg(feature = "countries")]
    &country_name::COUNTRY_NAME,
    &days_between::DAYS_BETWEEN,
    &domain::DOMAIN,
    &e164::E164,
    &extract::EXTRACT,
    &first::FIRST,
    &format_date::FORMAT_DATE,
    &join::JOIN,
    &last::LAST,
    &left::LEFT,
    &length::LENGTH,
    &local_part::LOCAL_PART,
    &lower::LOWER,
    &now::NOW,
    &nth::NTH,
    &pad_left::PAD_LEFT,
    &pad_right::PAD_RIGHT,
    &parse_date::PARSE_DATE,
    &pick::PICK,
    &regex_replace::REGEX_REPLACE,
    &replace::REPLACE,
    &right::RIGHT,
    &sha256::SHA256,
    &slice::SLICE,
    &slug::SLUG,
    &sort::SORT,
    &split::SPLIT,
    &squeeze::SQUEEZE,
    &title::TITLE,
    &to_boolean::TO_BOOLEAN,
    &to_integer::TO_INTEGER,
    &to_string::TO_STRING,
    &today::TODAY,
    &trim::TRIM,
    &unique::UNIQUE,
    &upper::UPPER,
];

/// A function: what it takes, what it gives and what it does.
#[derive(Debug)]
pub struct Function {
    /// As it is called.
    pub name: &'static str,
    /// What it is about, for the reference page: "text", "lists", "dates", …
    pub group: &'static str,
    /// One or two sentences.
    pub summary: &'static str,
    /// In order.
    pub parameters: &'static [Parameter],
    /// What it gives.
    pub returns: Shape,
    /// What happens when an argument has no value.
    pub missing: Missing,
    /// Shown in the reference and run as tests.
    pub examples: &'static [Example],
    /// Works out, once at compile time, what the constant arguments say: a regular expression, a
    /// time zone. An error is shown at the argument of that index.
    pub prepare: Option<Prepare>,
    /// Does the work. Arguments are of the declared shape; optional ones that were not written
    /// are missing from the end.
    pub run: for<'a> fn(&Call<'a>, &[Value<'a>]) -> Result<Value<'a>, Failure<'a>>,
}

/// Looks at the constant arguments of a call at compile time.
pub type Prepare = fn(&[Constant<'_>]) -> Result<Prepared, BadArgument>;

/// One parameter of a function.
#[derive(Debug)]
pub struct Parameter {
    /// Its name, for messages and the reference.
    pub name: &'static str,
    /// What it takes.
    pub shape: Shape,
    /// How often it is given.
    pub occurs: Occurs,
    /// The argument must be a literal, known at compile time.
    pub constant: bool,
}

impl Parameter {
    /// A required parameter of one value. A list given here makes the function work on each.
    pub const fn one(name: &'static str, kind: Kind) -> Self {
        Parameter { name, shape: Shape::One(kind), occurs: Occurs::Once, constant: false }
    }
    /// A required list.
    pub const fn list(name: &'static str, kind: Kind) -> Self {
        Parameter { name, shape: Shape::List(kind), occurs: Occurs::Once, constant: false }
    }
    /// The same, but it may be left out.
    pub const fn optional(self) -> Self {
        Parameter { occurs: Occurs::Optional, ..self }
    }
    /// The same, given once or more; the last parameter only.
    pub const fn repeated(self) -> Self {
        Parameter { occurs: Occurs::Repeated, ..self }
    }
    /// The same, but a literal.
    pub const fn constant(self) -> Self {
        Parameter { constant: true, ..self }
    }
}

/// How often an argument is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occurs {
    /// Exactly once.
    Once,
    /// Once or not at all.
    Optional,
    /// Once or more.
    Repeated,
}

/// One value, a list, or either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A single value.
    One(Kind),
    /// A list.
    List(Kind),
    /// A value or a list (parameters only).
    Either(Kind),
}

/// The type of a parameter or result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text of any sort.
    String,
    /// A whole number.
    Integer,
    /// True or false.
    Boolean,
    /// An instant.
    DateTime,
    /// Whatever is given.
    Any,
    /// The type of the first argument's values.
    Same,
}

impl std::fmt::Display for Kind {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Kind::String => "string",
            Kind::Integer => "integer",
            Kind::Boolean => "boolean",
            Kind::DateTime => "dateTime",
            Kind::Any => "any",
            Kind::Same => "same",
        })
    }
}

/// As the reference writes it: `string`, `string[]`, `string or string[]`.
impl std::fmt::Display for Shape {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Shape::One(of) => write!(out, "{of}"),
            Shape::List(of) => write!(out, "{of}[]"),
            Shape::Either(of) => write!(out, "{of} or {of}[]"),
        }
    }
}

/// What a function does when an argument has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// It is not called: the result is unknown, absent or null like the first such argument.
    Passes,
    /// It is called and decides itself. (Unknown is still passed through.)
    Handled,
}

/// What `now()` is in examples.
pub const EXAMPLES_NOW: &str = "2026-01-31T09:00:00Z";

/// A call and the JSON of what it gives; `null` for absent and null.
#[derive(Debug)]
pub struct Example {
    /// In the language.
    pub call: &'static str,
    /// JSON.
    pub gives: &'static str,
}

/// A constant argument as `prepare` sees it: `None` where the argument is not a literal.
pub type Constant<'a> = Option<Value<'a>>;

/// What `prepare` worked out.
#[derive(Debug, Default)]
pub enum Prepared {
    /// Nothing to prepare.
    #[default]
    Nothing,
    /// A compiled regular expression.
    Pattern(regex::Regex),
    /// A time zone.
    Zone(support::zone::Zone),
}

/// An argument that cannot work, found at compile time.
#[derive(Debug)]
pub struct BadArgument {
    /// Which argument, from 0.
    pub index: usize,
    /// What is wrong, for a person.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// Why a call failed at run time, for a person.
#[derive(Clone, Copy, Debug)]
pub struct Failure<'a>(pub &'a str);

/// What a running function may use.
pub struct Call<'a> {
    /// Memory for results; it lives as long as the decision.
    pub memory: &'a Bump,
    /// The clock that the request carries.
    pub now: Option<&'a DateTime<'a>>,
    /// What `prepare` worked out for this call.
    pub prepared: &'a Prepared,
}

impl<'a> Call<'a> {
    /// Copies a text into the decision's memory; null where it is empty.
    pub fn text(&self, text: &str) -> Value<'a> {
        Value::text(self.memory.alloc_str(text))
    }

    /// An instant with its text.
    pub fn date_time(&self, at: jiff::Timestamp) -> Value<'a> {
        let text = bumpalo::format!(in self.memory, "{}", at).into_bump_str();
        Value::DateTime(self.memory.alloc(DateTime { at, text }))
    }

    /// A failure with a message.
    pub fn fail(&self, message: std::fmt::Arguments<'_>) -> Failure<'a> {
        use std::fmt::Write;
        let mut text = bumpalo::collections::String::new_in(self.memory);
        let _ = text.write_fmt(message);
        Failure(text.into_bump_str())
    }
}

impl Function {
    /// How it is called: `replace(x, old, new)`, `today(zone?)`, `concat(value…)`.
    pub fn signature(&self) -> String {
        let parameters: Vec<String> = self
            .parameters
            .iter()
            .map(|parameter| {
                let mark = match parameter.occurs {
                    Occurs::Once => "",
                    Occurs::Optional => "?",
                    Occurs::Repeated => "…",
                };
                format!("{}{mark}", parameter.name)
            })
            .collect();
        format!("{}({})", self.name, parameters.join(", "))
    }
}

/// The built-in function of that name.
pub fn function(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().copied().find(|function| function.name == name)
}
