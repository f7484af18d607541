//! Where a request comes from: JSON text, or a value of any serde format.

use super::take::{Take, seed};
use crate::json::{JsonError, JsonReader};
use crate::scratch::Scratch;
use serde::de::{DeserializeSeed, Deserializer};
use std::marker::PhantomData;

/// Where a request comes from: JSON text, or a value of any serde format.
pub trait RequestSource<'de> {
    /// The error of the format.
    type Error: std::fmt::Display;

    /// Reads the request from its start. It may be called more than once.
    fn read<S: DeserializeSeed<'de>>(&self, seed: S) -> Result<S::Value, Self::Error>;
}

/// A request as JSON text, known to be UTF-8.
pub(crate) struct Json<'a> {
    pub(crate) text: &'a str,
    pub(crate) depth: usize,
    pub(crate) scratch: &'a Scratch,
    /// Every tolerance is noted.
    pub(crate) thorough: bool,
}

/// A request in any form.
pub(crate) trait Document<'a> {
    type Error: std::fmt::Display;

    /// Reads it from its start.
    fn take<T: Take<'a>>(&self, take: T) -> Result<T::Out, Self::Error>;
}

impl<'a> Document<'a> for Json<'a> {
    type Error = JsonError;

    fn take<T: Take<'a>>(&self, take: T) -> Result<T::Out, JsonError> {
        let memory = &self.scratch.memory;
        let trails = self.scratch.trails(self.thorough);
        let mut json = JsonReader::new(self.text, self.depth, memory, trails);
        let value = take.json(&mut json)?;
        json.end()?;
        Ok(value)
    }
}

/// A request of any serde format.
pub(crate) struct Foreign<'s, 'de, R> {
    source: &'s R,
    format: PhantomData<&'de ()>,
}

impl<'s, R> Foreign<'s, '_, R> {
    pub(crate) fn new(source: &'s R) -> Self {
        Foreign { source, format: PhantomData }
    }
}

impl<'de: 'a, 'a, R: RequestSource<'de>> Document<'a> for Foreign<'_, 'de, R> {
    type Error = R::Error;

    fn take<T: Take<'a>>(&self, take: T) -> Result<T::Out, R::Error> {
        self.source.read(seed(take))
    }
}

/// A request as a value of another format: a function that gives a deserializer for it.
#[derive(Clone, Copy, Debug)]
pub struct Value<F>(pub F);

impl<'de, F: Fn() -> D, D: Deserializer<'de>> RequestSource<'de> for Value<F> {
    type Error = D::Error;

    fn read<S: DeserializeSeed<'de>>(&self, seed: S) -> Result<S::Value, D::Error> {
        seed.deserialize((self.0)())
    }
}
