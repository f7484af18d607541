//! Requests in, decisions out.

use crate::decide::decide;
use crate::decision::Decision;
use crate::defaults::Defaults;
use crate::read::{Document, Foreign, Json, Operation, Payload, RequestSource, read_request};
use crate::rules::Rules;
use crate::scratch::Scratch;
use std::fmt;

/// Why there is no decision: what came is no request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestError {
    /// Stable, as with diagnostics.
    pub code: &'static str,
    /// For a person.
    pub message: String,
}

impl fmt::Display for RequestError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for RequestError {}

impl RequestError {
    pub(crate) fn bad(message: impl Into<String>) -> Self {
        RequestError { code: scimrules_grammar::codes::BAD_REQUEST.id, message: message.into() }
    }
}

impl Rules {
    /// Decides a request in JSON: the object of the contract, or a bare SCIM resource.
    ///
    /// Nothing is written anywhere. What is wrong with the user is a decision, `reject`; an error
    /// is only what is no request at all. Cost: linear in the request, and in the lines of the rules
    /// that read what it holds.
    pub fn decide<'s>(
        &'s self,
        scratch: &'s mut Scratch,
        request: &'s [u8],
    ) -> Result<Decision<'s>, RequestError> {
        self.decided(scratch, request, None)
    }

    /// Decides a request in JSON; what it lacks it takes from `defaults`.
    pub fn decide_with<'s>(
        &'s self,
        scratch: &'s mut Scratch,
        request: &'s [u8],
        defaults: &'s Defaults,
    ) -> Result<Decision<'s>, RequestError> {
        self.decided(scratch, request, Some(defaults))
    }

    fn decided<'s>(
        &'s self,
        scratch: &'s mut Scratch,
        request: &'s [u8],
        defaults: Option<&'s Defaults>,
    ) -> Result<Decision<'s>, RequestError> {
        scratch.renew(self);
        let memory = &scratch.memory;
        let request = self.json(scratch, request, false)?;
        let payload = self.read(memory, &request, defaults, false)?;
        Ok(decide(&self.inner, scratch, payload, None))
    }

    /// Decides a request of any serde format, a `serde_json::Value` for example:
    /// `rules.decide_from(&mut scratch, &SerdeValue(|| &value))`.
    pub fn decide_from<'s, 'de: 's, R: RequestSource<'de>>(
        &'s self,
        scratch: &'s mut Scratch,
        request: &R,
    ) -> Result<Decision<'s>, RequestError> {
        scratch.renew(self);
        let memory = &scratch.memory;
        let payload = self.read(memory, &Foreign::new(request), None, false)?;
        Ok(decide(&self.inner, scratch, payload, None))
    }

    /// A request of a size that is allowed, as text. Every tolerance is noted where that is asked for,
    /// or the rules are strict.
    pub(crate) fn json<'s>(
        &self,
        scratch: &'s Scratch,
        request: &'s [u8],
        thorough: bool,
    ) -> Result<Json<'s>, RequestError> {
        let limit = self.inner.payload.size;
        if request.len() > limit {
            let message =
                format!("the request is {} bytes long, and {limit} are allowed", request.len());
            let code = scimrules_grammar::codes::PAYLOAD_TOO_LARGE.id;
            return Err(RequestError { code, message });
        }
        let text = simdutf8::compat::from_utf8(request).map_err(|error| {
            let at = error.valid_up_to();
            RequestError::bad(format!("the request is not UTF-8 at byte {at}"))
        })?;
        let thorough = thorough || self.inner.plan.strict;
        Ok(Json { text, depth: self.inner.payload.depth, scratch, thorough })
    }

    pub(crate) fn read<'s, D: Document<'s>>(
        &'s self,
        memory: &'s bumpalo::Bump,
        request: &D,
        defaults: Option<&'s Defaults>,
        thorough: bool,
    ) -> Result<&'s Payload<'s>, RequestError> {
        let depth = self.inner.payload.depth;
        let payload = read_request(memory, &self.inner.plan, defaults, depth, thorough, request)
            .map_err(|error| RequestError::bad(error.to_string()))?;
        if let Some(instead) = payload.instead {
            return Err(RequestError::bad(format!("a request is an object, not {instead}")));
        }
        if !payload.given && payload.operation == Operation::Upsert {
            return Err(RequestError::bad("the request has no `user` or `group`"));
        }
        Ok(payload)
    }
}
