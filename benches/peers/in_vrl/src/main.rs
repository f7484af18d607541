//! VRL: bytes to its own values, a compiled program.

use harness::Peer;
use std::collections::BTreeMap;
use vrl::compiler::runtime::Runtime;
use vrl::compiler::{Program, TargetValue, TimeZone, compile};
use vrl::value::{Secrets, Value};
use work::Decision;

struct Vrl {
    program: Program,
    runtime: Runtime,
}

impl Peer for Vrl {
    type Input = Vec<u8>;

    fn compile() -> Self {
        let compiled = compile(include_str!("work.vrl"), &vrl::stdlib::all());
        let compiled = compiled.unwrap_or_else(|findings| panic!("{findings:#?}"));
        Vrl { program: compiled.program, runtime: Runtime::default() }
    }

    fn take(user: Vec<u8>) -> Vec<u8> {
        user
    }

    fn decide(&mut self, user: &Vec<u8>, out: &mut Vec<u8>) {
        let value: Value = serde_json::from_slice(user).expect("no user");
        let metadata = Value::Object(BTreeMap::new());
        let mut target = TargetValue { value, metadata, secrets: Secrets::default() };
        self.runtime.clear();
        let result = self.runtime.resolve(&mut target, &self.program, &TimeZone::default());
        let result = result.expect("the program fails");
        let values = result.as_array().expect("the decision is no array");
        let text = |at: usize| values.get(at).and_then(Value::to_str_lossy);
        let Some(status) = text(0) else {
            serde_json::to_writer(out, &Decision::ignore()).expect("not written");
            return;
        };
        let texts: [_; 12] = std::array::from_fn(|at| text(at + 1));
        let fields = texts.each_ref().map(Option::as_deref);
        serde_json::to_writer(out, &Decision::of_fields(&status, fields)).expect("not written");
    }
}

fn main() {
    harness::main::<Vrl>();
}
