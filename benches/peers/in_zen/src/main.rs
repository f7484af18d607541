//! zen-expression: bytes to its own values, compiled criteria and record, a virtual machine that is
//! used again.

use harness::Peer;
use work::{Decision, FIELDS};
use zen_expression::expression::Standard;
use zen_expression::vm::VM;
use zen_expression::{Expression, Scope, Variable, compile_expression};

struct Zen {
    criteria: Expression<Standard>,
    record: Expression<Standard>,
    machine: VM,
}

impl Peer for Zen {
    type Input = Vec<u8>;

    fn compile() -> Self {
        Zen {
            criteria: compile_expression(include_str!("criteria.zen")).expect("the criteria"),
            record: compile_expression(include_str!("record.zen")).expect("the record"),
            machine: VM::new(),
        }
    }

    fn take(user: Vec<u8>) -> Vec<u8> {
        user
    }

    fn decide(&mut self, user: &Vec<u8>, out: &mut Vec<u8>) {
        let user: Variable = serde_json::from_slice(user).expect("no user");
        let scope = Scope::new(user);
        let inside = self.criteria.evaluate_with_scope(&scope, &mut self.machine);
        if inside.expect("the criteria fail").as_bool() != Some(true) {
            serde_json::to_writer(out, &Decision::ignore()).expect("not written");
            return;
        }
        let record = self.record.evaluate_with_scope(&scope, &mut self.machine);
        let record = record.expect("the record fails");
        let status = record.dot("status");
        let values = FIELDS.map(|field| record.dot(field));
        let fields = values.each_ref().map(|value| value.as_ref().and_then(Variable::as_str));
        let status = status.as_ref().and_then(Variable::as_str).unwrap_or_default();
        serde_json::to_writer(out, &Decision::of_fields(status, fields)).expect("not written");
    }
}

fn main() {
    harness::main::<Zen>();
}
