//! Regorus: bytes to its own values, a policy compiled for its virtual machine.

use harness::Peer;
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{Engine, Value};
use work::Decision;

const ENTRY: &str = "data.work.decision";

struct Regorus {
    machine: RegoVM,
}

impl Peer for Regorus {
    type Input = Vec<u8>;

    fn compile() -> Self {
        let mut engine = Engine::new();
        let policy = include_str!("work.rego").to_owned();
        engine.add_policy("work.rego".to_owned(), policy).expect("the policy");
        let policy = engine.compile_with_entrypoint(&ENTRY.into()).expect("no policy");
        let program = Compiler::compile_from_policy(&policy, &[ENTRY]).expect("no program");
        let mut machine = RegoVM::new();
        machine.load_program(program);
        Regorus { machine }
    }

    fn take(user: Vec<u8>) -> Vec<u8> {
        user
    }

    fn decide(&mut self, user: &Vec<u8>, out: &mut Vec<u8>) {
        let user: Value = serde_json::from_slice(user).expect("no user");
        self.machine.set_input(user);
        let result = self.machine.execute().expect("the policy fails");
        let values = result.as_array().expect("the decision is no array");
        let text = |at: usize| match values.get(at) {
            Some(Value::String(text)) => Some(text.as_ref()),
            _ => None,
        };
        let Some(status) = text(0) else {
            serde_json::to_writer(out, &Decision::ignore()).expect("not written");
            return;
        };
        let fields = std::array::from_fn(|at| text(at + 1));
        serde_json::to_writer(out, &Decision::of_fields(status, fields)).expect("not written");
    }
}

fn main() {
    harness::main::<Regorus>();
}
