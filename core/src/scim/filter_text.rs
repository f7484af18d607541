//! Filters as text: one canonical spelling.

use super::filter::{Filter, FilterPath, Literal, Node};
use std::fmt;

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.root)
    }
}

impl Node {
    /// How strongly it binds.
    fn rank(&self) -> u8 {
        match self {
            Node::Or(_) => 0,
            Node::And(_) => 1,
            _ => 2,
        }
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Node::And(terms) => chain(f, terms, " and ", 1),
            Node::Or(terms) => chain(f, terms, " or ", 0),
            Node::Not(inner) => write!(f, "not ({inner})"),
            Node::Present(path) => write!(f, "{path} pr"),
            Node::Any(path) => write!(f, "{path}"),
            Node::Compare { path, operator, literal } => {
                write!(f, "{path} {} {literal}", operator.text())
            }
        }
    }
}

fn chain(f: &mut fmt::Formatter<'_>, terms: &[Node], between: &str, rank: u8) -> fmt::Result {
    for (index, term) in terms.iter().enumerate() {
        if index > 0 {
            f.write_str(between)?;
        }
        if term.rank() <= rank {
            write!(f, "({term})")?;
        } else {
            write!(f, "{term}")?;
        }
    }
    Ok(())
}

impl fmt::Display for FilterPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(urn) = &self.urn {
            write!(f, "{urn}:")?;
        }
        for (index, step) in self.steps.iter().enumerate() {
            if index > 0 {
                f.write_str(".")?;
            }
            f.write_str(&step.name)?;
            if let Some(filter) = &step.filter {
                write!(f, "[{filter}]")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Literal::Null => f.write_str("null"),
            Literal::Boolean(value) => write!(f, "{value}"),
            Literal::Number(written, _) => f.write_str(written),
            // JSON text never fails to be written.
            Literal::Text(text) => {
                f.write_str(&serde_json::to_string(text).map_err(|_| fmt::Error)?)
            }
        }
    }
}
