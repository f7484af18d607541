//! jaq: bytes to its own values, one compiled filter.

use harness::Peer;
use jaq_core::load::{Arena, File, Loader};
use jaq_core::{Compiler, Ctx, Vars, compile::Filter, data, unwrap_valr};
use jaq_json::{Val, read};
use work::Decision;

type Data = data::JustLut<Val>;

struct Jaq {
    filter: Filter<jaq_core::Native<Data>>,
}

impl Peer for Jaq {
    type Input = Vec<u8>;

    fn compile() -> Self {
        let program = File { code: include_str!("work.jq"), path: () };
        let defs = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs());
        let funs = jaq_core::funs().chain(jaq_std::funs()).chain(jaq_json::funs());
        let arena = Arena::default();
        let modules = Loader::new(defs).load(&arena, program).expect("the filter");
        let compiled = Compiler::default().with_funs(funs).compile(modules);
        Jaq { filter: compiled.expect("the filter does not compile") }
    }

    fn take(user: Vec<u8>) -> Vec<u8> {
        user
    }

    fn decide(&mut self, user: &Vec<u8>, out: &mut Vec<u8>) {
        let user = read::parse_single(user).expect("no user");
        let context = Ctx::<Data>::new(&self.filter.lut, Vars::new([]));
        let result = self.filter.id.run((context, user)).map(unwrap_valr).next();
        let result = result.expect("no result").expect("the filter fails");
        let Val::Arr(values) = result else {
            serde_json::to_writer(out, &Decision::ignore()).expect("not written");
            return;
        };
        let text = |at: usize| match values.get(at) {
            Some(Val::TStr(text)) => Some(std::str::from_utf8(text).expect("no UTF-8")),
            _ => None,
        };
        let fields = std::array::from_fn(|at| text(at + 1));
        let status = text(0).unwrap_or_default();
        serde_json::to_writer(out, &Decision::of_fields(status, fields)).expect("not written");
    }
}

fn main() {
    harness::main::<Jaq>();
}
