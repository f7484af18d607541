//! MiniJinja: bytes to its own values, compiled expressions for criteria and record.

use harness::Peer;
use minijinja::{Environment, Expression, UndefinedBehavior, Value, context};
use std::sync::LazyLock;
use work::Decision;

static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Chainable);
    environment
});

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

struct MiniJinja {
    criteria: Expression<'static, 'static>,
    record: Expression<'static, 'static>,
}

impl Peer for MiniJinja {
    type Input = Vec<u8>;

    fn compile() -> Self {
        let compile = |text| ENVIRONMENT.compile_expression(text).expect("an expression");
        MiniJinja {
            criteria: compile(include_str!("criteria.jinja")),
            record: compile(include_str!("record.jinja")),
        }
    }

    fn take(user: Vec<u8>) -> Vec<u8> {
        user
    }

    fn decide(&mut self, user: &Vec<u8>, out: &mut Vec<u8>) {
        let user: Value = serde_json::from_slice(user).expect("no user");
        // The language has no way to name a variable like a URN.
        let enterprise = user.get_item(&Value::from(ENTERPRISE)).unwrap_or_default();
        let context = context! { enterprise, ..user };
        if !self.criteria.eval(&context).expect("the criteria fail").is_true() {
            serde_json::to_writer(out, &Decision::ignore()).expect("not written");
            return;
        }
        let record = self.record.eval(&context).expect("the record fails");
        let value = |at: usize| record.get_item_by_index(at).unwrap_or_default();
        let values: [Value; 12] = std::array::from_fn(|at| value(at + 1));
        let fields = values.each_ref().map(Value::as_str);
        let status = value(0);
        let decision = Decision::of_fields(status.as_str().unwrap_or_default(), fields);
        serde_json::to_writer(out, &decision).expect("not written");
    }
}

fn main() {
    harness::main::<MiniJinja>();
}
