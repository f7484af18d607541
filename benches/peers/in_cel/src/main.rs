//! CEL: bytes straight to its own values, compiled programs for criteria and record.

use cel::{Context, Env, Program, Value, extensions, to_value};
use harness::Peer;
use serde_transcode::Transcoder;
use std::sync::Arc;
use work::Decision;

struct Cel {
    environment: Arc<Env>,
    criteria: Program,
    record: Program,
}

impl Peer for Cel {
    type Input = Vec<u8>;

    fn compile() -> Self {
        let mut environment = Env::stdlib();
        environment.add_extension(extensions::strings).expect("the functions of texts");
        let environment = Arc::new(environment);
        let compile = |text| environment.compile(text).expect("a program");
        Cel {
            criteria: compile(include_str!("criteria.cel")),
            record: compile(include_str!("record.cel")),
            environment: environment.clone(),
        }
    }

    fn take(user: Vec<u8>) -> Vec<u8> {
        user
    }

    fn decide(&mut self, user: &Vec<u8>, out: &mut Vec<u8>) {
        let mut reader = serde_json::Deserializer::from_slice(user);
        let user = to_value(Transcoder::new(&mut reader)).expect("no user");
        let mut context = Context::with_env(self.environment.clone());
        context.add_variable_from_value("user", user);
        let inside = self.criteria.execute(&context).expect("the criteria fail");
        if inside != Value::Bool(true) {
            serde_json::to_writer(out, &Decision::ignore()).expect("not written");
            return;
        }
        let Value::List(values) = self.record.execute(&context).expect("the record fails") else {
            panic!("the record is no list");
        };
        let text = |at: usize| match values.get(at) {
            Some(Value::String(text)) => Some(text.as_str()),
            _ => None,
        };
        let fields = std::array::from_fn(|at| text(at + 1));
        let status = text(0).unwrap_or_default();
        serde_json::to_writer(out, &Decision::of_fields(status, fields)).expect("not written");
    }
}

fn main() {
    harness::main::<Cel>();
}
