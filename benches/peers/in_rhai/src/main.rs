//! Rhai: bytes to its own values, one call of a compiled script.

use harness::Peer;
use rhai::{AST, Array, Dynamic, Engine, ImmutableString, Scope};
use work::Decision;

struct Rhai {
    engine: Engine,
    script: AST,
    scope: Scope<'static>,
}

impl Peer for Rhai {
    type Input = Vec<u8>;

    fn compile() -> Self {
        let engine = Engine::new();
        let script = engine.compile(include_str!("work.rhai")).expect("the script");
        Rhai { engine, script, scope: Scope::new() }
    }

    fn take(user: Vec<u8>) -> Vec<u8> {
        user
    }

    fn decide(&mut self, user: &Vec<u8>, out: &mut Vec<u8>) {
        let user: Dynamic = serde_json::from_slice(user).expect("no user");
        let result = self.engine.call_fn(&mut self.scope, &self.script, "decide", (user,));
        let result: Dynamic = result.expect("the script fails");
        let values: Array = match result.try_cast() {
            Some(values) => values,
            None => {
                serde_json::to_writer(out, &Decision::ignore()).expect("not written");
                return;
            }
        };
        let mut texts = values.into_iter().map(Dynamic::try_cast::<ImmutableString>);
        let status = texts.next().flatten().unwrap_or_default();
        let texts: [Option<ImmutableString>; 12] = std::array::from_fn(|_| texts.next().flatten());
        let fields = texts.each_ref().map(Option::as_deref);
        serde_json::to_writer(out, &Decision::of_fields(&status, fields)).expect("not written");
    }
}

fn main() {
    harness::main::<Rhai>();
}
