//! What the language has, for completion and help: the code's own metadata.

use scimrules::functions::{FUNCTIONS, Function, Occurs, Parameter, forms::FORMS};
use scimrules::grammar::reference::{EXPRESSIONS, Entry, STATEMENTS};
use scimrules::scim::schema::{
    AttributeSchema, AttributeType, COMMON, ENTERPRISE_USER, ENTERPRISE_USER_URN, GROUP, USER,
};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

/// Statements, expressions, functions and attributes, as JSON.
#[wasm_bindgen]
pub fn reference() -> String {
    let functions = FUNCTIONS.iter().map(|found| function(found));
    let forms = FORMS.iter().map(|form| {
        let (name, signature, summary) = (form.name, form.signature, form.summary);
        json!({"name": name, "group": "forms", "signature": signature, "summary": summary, "example": form.example})
    });
    json!({
        "statements": STATEMENTS.iter().map(entry).collect::<Vec<_>>(),
        "expressions": EXPRESSIONS.iter().map(entry).collect::<Vec<_>>(),
        "functions": functions.chain(forms).collect::<Vec<_>>(),
        "attributes": attributes(),
    })
    .to_string()
}

fn entry(entry: &Entry) -> Value {
    let Entry { name, syntax, summary, example } = entry;
    json!({"name": name, "syntax": syntax, "summary": summary, "example": example})
}

fn function(function: &Function) -> Value {
    let parameter = |parameter: &Parameter| {
        json!({
            "name": parameter.name,
            "type": parameter.shape.to_string(),
            "optional": parameter.occurs == Occurs::Optional,
            "repeated": parameter.occurs == Occurs::Repeated,
            "literal": parameter.constant,
        })
    };
    let examples = function.examples.iter();
    json!({
        "name": function.name,
        "group": function.group,
        "signature": function.signature(),
        "summary": function.summary,
        "parameters": function.parameters.iter().map(parameter).collect::<Vec<_>>(),
        "returns": function.returns.to_string(),
        "examples": examples.map(|example| json!({"call": example.call, "gives": example.gives})).collect::<Vec<_>>(),
    })
}

fn attributes() -> Vec<Value> {
    let mut found = Vec::new();
    for (resources, attributes) in
        [(&["user", "group"][..], COMMON), (&["user"], USER), (&["group"], GROUP)]
    {
        for schema in attributes {
            let mut one = attribute(schema);
            one["resources"] = json!(resources);
            found.push(one);
        }
    }
    let parts: Vec<Value> = ENTERPRISE_USER.iter().map(attribute).collect();
    found.push(json!({
        "name": "enterprise", "type": "complex", "many": false, "caseExact": false,
        "urn": ENTERPRISE_USER_URN, "parts": parts, "resources": ["user"],
    }));
    found
}

fn attribute(schema: &AttributeSchema) -> Value {
    let ty = match schema.ty {
        AttributeType::String => "string",
        AttributeType::Boolean => "boolean",
        AttributeType::Integer => "integer",
        AttributeType::Decimal => "decimal",
        AttributeType::DateTime => "dateTime",
        AttributeType::Reference => "reference",
        AttributeType::Binary => "binary",
        AttributeType::Complex => "complex",
    };
    let mut found = json!({"name": schema.name, "type": ty, "many": schema.many, "caseExact": schema.case_exact});
    if !schema.sub.is_empty() {
        found["parts"] = schema.sub.iter().map(attribute).collect();
    }
    found
}
