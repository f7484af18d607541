//! The parameters of a request.

use super::Reader;
use super::cell::{Cell, Typed};
use super::take::{Key, Scalar, Take, seed};
use crate::value::Value;
use bumpalo::Bump;
use bumpalo::collections::Vec as BumpVec;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess};

/// The parameters before the request gives any.
pub(super) fn default_params<'a>(reader: &Reader<'a>) -> Result<&'a [Cell<'a>], serde_json::Error> {
    let params = &reader.plan.params;
    let absent = std::iter::repeat_n(Ok(Value::Absent), params.len());
    let mut cells = BumpVec::from_iter_in(absent, reader.memory);
    for (cell, param) in cells.iter_mut().zip(params) {
        if let Some(default) = &param.default {
            *cell = Ok(crate::decide::constant(reader.memory, default, param.base));
        }
    }
    let params = cells.into_bump_slice();
    match reader.defaults {
        Some(defaults) if !defaults.params.is_empty() => {
            let taken = seed(ParamsTake { reader, params }).deserialize(&defaults.params)?;
            taken.map_err(serde_json::Error::custom)
        }
        _ => Ok(params),
    }
}

/// Takes `params`.
pub(super) struct ParamsTake<'r, 'a> {
    pub(super) reader: &'r Reader<'a>,
    pub(super) params: &'a [Cell<'a>],
}

impl<'a> Take<'a> for ParamsTake<'_, 'a> {
    type Out = Result<&'a [Cell<'a>], &'static str>;

    fn memory(&self) -> &'a Bump {
        self.reader.memory
    }

    fn scalar(self, _: Scalar<'a>) -> Self::Out {
        Err("`params` is an object")
    }

    fn null(self) -> Self::Out {
        Ok(self.params)
    }

    fn list<'de: 'a, A: SeqAccess<'de>>(self, _: A) -> Result<Self::Out, A::Error> {
        Err(A::Error::custom("`params` is an object"))
    }

    fn object<'de: 'a, A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Out, A::Error> {
        let memory = self.reader.memory;
        self.reader.count(self.params.len())?;
        let cells = memory.alloc_slice_copy(self.params);
        while let Some(key) = object.next_key_seed(Key(memory))? {
            let known = self.reader.plan.params.iter().position(|param| param.name == key);
            let Some(at) = known else {
                self.reader.note(key, "a parameter that the rules do not declare");
                object.next_value::<IgnoredAny>()?;
                continue;
            };
            let param = &self.reader.plan.params[at];
            let typed = Typed {
                reader: self.reader,
                base: param.base,
                many: param.many,
                secret: false,
                path: ("params", &param.name),
            };
            cells[at] = object.next_value_seed(seed(typed))?;
        }
        Ok(Ok(cells))
    }
}
