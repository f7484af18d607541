//! Functions written in Rhai inside the rules: without files, network, clock, chance or output,
//! and with bounded work and memory.

use crate::functions::Failure;
use crate::value::Value;
use bumpalo::Bump;
use rhai::packages::{
    ArithmeticPackage, BasicArrayPackage, BasicFnPackage, BasicIteratorPackage, BasicMapPackage,
    BasicMathPackage, BasicStringPackage, LogicPackage, MoreStringPackage, Package,
};
use rhai::{
    AST, Array, CallFnOptions, Dynamic, Engine, EvalAltResult, FnAccess, FnPtr, LexError,
    NativeCallContext, OptimizationLevel, ParseErrorType, Position, Scope,
};
use std::cmp::Ordering;

/// Longest source, in bytes.
const MAX_SOURCE: usize = 64 << 10;
/// Most operations of one call.
const MAX_OPERATIONS: u64 = 100_000;
/// Longest time of one call. Operations are what ends an endless loop, the same way on every run;
/// this is for the few scripts whose every operation copies or sorts a long list.
#[cfg(not(target_family = "wasm"))]
const MAX_TIME: std::time::Duration = std::time::Duration::from_millis(500);
/// Deepest calls of functions by functions.
const MAX_CALLS: usize = 32;
/// Deepest nesting of expressions.
const MAX_NESTING: usize = 32;
/// Longest text, and all texts of a list or map together, in bytes.
const MAX_TEXT: usize = 64 << 10;
/// Longest list.
const MAX_LIST: usize = 10_000;
/// Most entries of a map.
const MAX_MAP: usize = 1_000;
/// Most variables at a time.
const MAX_VARIABLES: usize = 1_000;
/// Most functions of a script.
const MAX_FUNCTIONS: usize = 200;
/// Longest text of a script's own error that a message shows, in characters.
const MAX_SHOWN: usize = 60;

/// What scripts cannot use, though the language has it.
const DISABLED: [&str; 5] = ["eval", "print", "debug", "import", "export"];

/// The functions of a script, compiled; any number of threads may call them.
pub struct Script {
    engine: Engine,
    ast: AST,
    functions: Vec<(String, Vec<String>)>,
}

/// Why a script does not compile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptError {
    /// What is wrong, for a person.
    pub message: String,
    /// Where, in bytes of the source.
    pub offset: usize,
    /// What to do.
    pub help: Option<String>,
}

impl std::fmt::Debug for Script {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Script").field("functions", &self.functions).finish_non_exhaustive()
    }
}

impl Script {
    /// Compiles the functions of a script. Errors come in the order of the source.
    pub fn compile(source: &str) -> Result<Script, Vec<ScriptError>> {
        if source.len() > MAX_SOURCE {
            let message = format!("the script is longer than {} KiB", MAX_SOURCE >> 10);
            return Err(vec![ScriptError { message, offset: 0, help: None }]);
        }
        let engine = engine();
        let ast = engine.compile(source).map_err(|error| {
            let offset = offset(source, error.position());
            vec![explain_syntax(error.err_type(), source, offset)]
        })?;
        let outside: Vec<_> = ast
            .statements()
            .iter()
            .map(|statement| ScriptError {
                message: "a statement stands outside the functions of the script".into(),
                offset: offset(source, statement.position()),
                help: Some("put it into a function: `fn name(value) { … }`".into()),
            })
            .collect();
        if !outside.is_empty() {
            return Err(outside);
        }
        let mut functions: Vec<_> = ast
            .iter_functions()
            .filter(|function| function.access == FnAccess::Public && function.this_type.is_none())
            // What the language calls closures.
            .filter(|function| !function.name.contains('$'))
            .map(|function| {
                let parameters = function.params.iter().map(|&name| name.to_owned()).collect();
                (function.name.to_owned(), parameters)
            })
            .collect();
        functions.sort();
        Ok(Script { engine, ast, functions })
    }

    /// Every function that rules may call, with the names of its parameters; by name. One name may
    /// come with several numbers of parameters.
    pub fn functions(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.functions.iter().map(|(name, parameters)| (name.as_str(), parameters.as_slice()))
    }

    /// Calls a function. Absent, null and unknown arguments are `()`, and that as a result is
    /// absent; dateTimes are text.
    pub fn call<'a>(
        &self,
        memory: &'a Bump,
        name: &str,
        arguments: &[Value<'a>],
    ) -> Result<Value<'a>, Failure<'a>> {
        let converted: Option<Vec<_>> = arguments.iter().copied().map(to_script).collect();
        let Some(converted) = converted else {
            return Err(fail(memory, name, "was given a value that is too large"));
        };
        start_clock();
        let options = CallFnOptions::new().eval_ast(false).rewind_scope(false);
        let result = self.engine.call_fn_with_options::<Dynamic>(
            options,
            &mut Scope::new(),
            &self.ast,
            name,
            converted,
        );
        match result {
            Ok(result) => from_script(memory, name, result, true),
            Err(error) => Err(fail(memory, name, &explain(&error))),
        }
    }
}

fn engine() -> Engine {
    let mut engine = Engine::new_raw();
    // Not the package of the language's core: it can put the thread to sleep.
    ArithmeticPackage::new().register_into_engine(&mut engine);
    LogicPackage::new().register_into_engine(&mut engine);
    BasicStringPackage::new().register_into_engine(&mut engine);
    MoreStringPackage::new().register_into_engine(&mut engine);
    BasicIteratorPackage::new().register_into_engine(&mut engine);
    BasicFnPackage::new().register_into_engine(&mut engine);
    BasicMathPackage::new().register_into_engine(&mut engine);
    BasicArrayPackage::new().register_into_engine(&mut engine);
    BasicMapPackage::new().register_into_engine(&mut engine);
    register_sorting(&mut engine);
    for symbol in DISABLED {
        engine.disable_symbol(symbol);
    }
    #[cfg(not(target_family = "wasm"))]
    engine.on_progress(|_| {
        let late = STARTED.get().is_some_and(|started| started.elapsed() > MAX_TIME);
        late.then_some(Dynamic::UNIT)
    });
    engine
        .set_optimization_level(OptimizationLevel::None)
        .set_strict_variables(true)
        .set_fail_on_invalid_map_property(true)
        .set_max_operations(MAX_OPERATIONS)
        .set_max_call_levels(MAX_CALLS)
        .set_max_expr_depths(MAX_NESTING, MAX_NESTING)
        .set_max_string_size(MAX_TEXT)
        .set_max_array_size(MAX_LIST)
        .set_max_map_size(MAX_MAP)
        .set_max_variables(MAX_VARIABLES)
        .set_max_functions(MAX_FUNCTIONS);
    engine
}

#[cfg(not(target_family = "wasm"))]
thread_local! {
    /// When the call that runs on this thread began.
    static STARTED: std::cell::Cell<Option<std::time::Instant>> =
        const { std::cell::Cell::new(None) };
}

fn start_clock() {
    #[cfg(not(target_family = "wasm"))]
    STARTED.set(Some(std::time::Instant::now()));
}

type Outcome<T> = Result<T, Box<EvalAltResult>>;

/// The language's own sorting panics where a function compares without order, and goes on where it
/// fails. Ours takes its place.
fn register_sorting(engine: &mut Engine) {
    for name in ["sort", "sort_by"] {
        engine.register_fn(
            name,
            |context: NativeCallContext, list: &mut Array, by: FnPtr| -> Outcome<()> {
                *list = sorted(std::mem::take(list), &mut |a, b| compare_by(&context, &by, a, b))?;
                Ok(())
            },
        );
    }
    for name in ["order", "order_by"] {
        engine.register_fn(
            name,
            |context: NativeCallContext, list: Array, by: FnPtr| -> Outcome<Array> {
                sorted(list, &mut |a, b| compare_by(&context, &by, a, b))
            },
        );
    }
    engine.register_fn("sort", |list: &mut Array| -> Outcome<()> {
        *list = sorted(std::mem::take(list), &mut compare)?;
        Ok(())
    });
    engine.register_fn("sort_desc", |list: &mut Array| -> Outcome<()> {
        *list = sorted(std::mem::take(list), &mut |a, b| compare(b, a))?;
        Ok(())
    });
    engine.register_fn("order", |list: Array| sorted(list, &mut compare));
    engine.register_fn("order_desc", |list: Array| sorted(list, &mut |a, b| compare(b, a)));
}

/// Merge sort: stable, and safe with any comparison.
fn sorted(
    mut list: Array,
    compare: &mut dyn FnMut(&Dynamic, &Dynamic) -> Outcome<Ordering>,
) -> Outcome<Array> {
    if list.len() < 2 {
        return Ok(list);
    }
    let behind = list.split_off(list.len() / 2);
    let mut left = sorted(list, compare)?.into_iter().peekable();
    let mut right = sorted(behind, compare)?.into_iter().peekable();
    let mut merged = Array::with_capacity(left.len() + right.len());
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        let from = if compare(a, b)? == Ordering::Greater { &mut right } else { &mut left };
        merged.extend(from.next());
    }
    merged.extend(left.chain(right));
    Ok(merged)
}

fn compare_by(
    context: &NativeCallContext<'_>,
    by: &FnPtr,
    a: &Dynamic,
    b: &Dynamic,
) -> Outcome<Ordering> {
    let result = by.call_within_context::<Dynamic>(context, (a.clone(), b.clone()))?;
    match (result.as_int(), result.as_bool()) {
        (Ok(number), _) => Ok(number.cmp(&0)),
        (_, Ok(before)) => Ok(if before { Ordering::Less } else { Ordering::Greater }),
        _ => Err("the comparison gives neither a number nor a boolean".into()),
    }
}

fn compare(a: &Dynamic, b: &Dynamic) -> Outcome<Ordering> {
    let number = |value: &Dynamic| value.as_float().or(value.as_int().map(|number| number as f64));
    if let (Ok(a), Ok(b)) = (a.as_int(), b.as_int()) {
        return Ok(a.cmp(&b));
    }
    if let (Ok(a), Ok(b)) = (number(a), number(b)) {
        return Ok(a.total_cmp(&b));
    }
    if let (Ok(a), Ok(b)) = (a.as_bool(), b.as_bool()) {
        return Ok(a.cmp(&b));
    }
    if let (Ok(a), Ok(b)) = (a.as_char(), b.as_char()) {
        return Ok(a.cmp(&b));
    }
    if let (Ok(a), Ok(b)) = (a.as_immutable_string_ref(), b.as_immutable_string_ref()) {
        return Ok(a.as_str().cmp(b.as_str()));
    }
    Err("only values of one type can be sorted".into())
}

/// `None` where a value is larger than scripts may have.
fn to_script(value: Value<'_>) -> Option<Dynamic> {
    Some(match value {
        Value::Unknown | Value::Absent | Value::Null => Dynamic::UNIT,
        Value::Boolean(boolean) => boolean.into(),
        Value::Integer(number) => number.into(),
        Value::Decimal(number) => number.into(),
        Value::Text(text) if text.len() <= MAX_TEXT => text.into(),
        Value::DateTime(at) => at.text.into(),
        Value::List(items) if items.len() <= MAX_LIST => {
            let size: usize = items.iter().filter_map(|item| item.as_text()).map(str::len).sum();
            if size > MAX_TEXT {
                return None;
            }
            items.iter().copied().map(to_script).collect::<Option<Array>>()?.into()
        }
        Value::Text(_) | Value::List(_) => return None,
    })
}

fn from_script<'a>(
    memory: &'a Bump,
    name: &str,
    result: Dynamic,
    may_be_list: bool,
) -> Result<Value<'a>, Failure<'a>> {
    if result.is_unit() {
        return Ok(Value::Absent);
    }
    if let Ok(boolean) = result.as_bool() {
        return Ok(Value::Boolean(boolean));
    }
    if let Ok(number) = result.as_int() {
        return Ok(Value::Integer(number));
    }
    if let Ok(number) = result.as_float() {
        return match number.is_finite() {
            true => Ok(Value::number(number)),
            false => Err(fail(memory, name, "gives a number that cannot be written")),
        };
    }
    if let Ok(letter) = result.as_char() {
        return Ok(Value::text(memory.alloc_str(letter.encode_utf8(&mut [0; 4]))));
    }
    if result.is_string() {
        let text = result.into_immutable_string().unwrap_or_default();
        return Ok(Value::text(memory.alloc_str(&text)));
    }
    if result.is_array() && may_be_list {
        let mut items = bumpalo::collections::Vec::new_in(memory);
        for item in result.into_array().unwrap_or_default() {
            let item = from_script(memory, name, item, false)?;
            if item.is_some() {
                items.push(item);
            }
        }
        return Ok(Value::list(items.into_bump_slice()));
    }
    let what = match () {
        () if result.is_array() => "gives a list of lists",
        () if result.is_map() => "gives a map; only texts, numbers, booleans and lists can be used",
        () => "gives neither a text, a number, a boolean nor a list",
    };
    Err(fail(memory, name, what))
}

fn fail<'a>(memory: &'a Bump, name: &str, what: &str) -> Failure<'a> {
    Failure(bumpalo::format!(in memory, "the script `{}` {}", name, what).into_bump_str())
}

/// What happened in a call, behind "the script `f` …".
fn explain(error: &EvalAltResult) -> String {
    match error {
        EvalAltResult::ErrorInFunctionCall(_, _, inner, _) => explain(inner),
        EvalAltResult::ErrorTooManyOperations(_) => "used more than 100,000 operations".into(),
        EvalAltResult::ErrorTerminated(..) => "took more than half a second".into(),
        EvalAltResult::ErrorStackOverflow(_) => "calls functions too deeply".into(),
        EvalAltResult::ErrorDataTooLarge(..) => "made a value that is too large".into(),
        EvalAltResult::ErrorTooManyVariables(_) => "has too many variables".into(),
        EvalAltResult::ErrorRuntime(thrown, _) => {
            let text = thrown.to_string();
            match text.char_indices().nth(MAX_SHOWN) {
                _ if thrown.is_unit() => "stopped with an error".into(),
                Some((end, _)) => format!("stopped with `{}…`", &text[..end]),
                None => format!("stopped with `{text}`"),
            }
        }
        EvalAltResult::ErrorFunctionNotFound(signature, _) => {
            let name = signature.split(" (").next().unwrap_or_default();
            format!("calls `{name}`, which does not exist for these values")
        }
        EvalAltResult::ErrorVariableNotFound(name, _) => {
            format!("reads `{name}`, which does not exist")
        }
        EvalAltResult::ErrorPropertyNotFound(name, _)
        | EvalAltResult::ErrorDotExpr(name, _)
        | EvalAltResult::ErrorIndexingType(name, _) => {
            format!("reads a part that the value does not have: {}", plain(name))
        }
        EvalAltResult::ErrorMismatchDataType(wanted, found, _)
        | EvalAltResult::ErrorMismatchOutputType(wanted, found, _) => {
            format!("needs {} and has {}", plain(wanted), plain(found))
        }
        EvalAltResult::ErrorArrayBounds(..) => "reads outside a list".into(),
        EvalAltResult::ErrorStringBounds(..) => "reads outside a text".into(),
        EvalAltResult::ErrorFor(_) => "loops over a value that is no list".into(),
        EvalAltResult::ErrorArithmetic(what, _) => format!("cannot work out: {}", plain(what)),
        other => {
            let text = other.to_string();
            let text = text.split(" (line ").next().unwrap_or_default();
            format!("failed: {}", plain(text))
        }
    }
}

/// The language's own words with plain names of types, a small letter first and no full stop.
fn plain(text: &str) -> String {
    const TYPES: [(&str, &str); 10] = [
        ("&str | ImmutableString | String", "a text"),
        ("rhai::types::immutable_string::ImmutableString", "a text"),
        ("i64", "a whole number"),
        ("f64", "a number"),
        ("string", "a text"),
        ("array", "a list"),
        ("bool", "a boolean"),
        ("char", "a letter"),
        ("map", "a map"),
        ("()", "nothing"),
    ];
    if let Some((_, name)) = TYPES.iter().find(|(rust, _)| *rust == text) {
        return (*name).into();
    }
    let text = text
        .trim_end_matches('.')
        .replace('\'', "`")
        .replace("i64", "integer")
        .replace("f64", "decimal");
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

fn explain_syntax(error: &ParseErrorType, source: &str, offset: usize) -> ScriptError {
    let mut help = None;
    let at_end = offset >= source.trim_end().len();
    let message = match error {
        ParseErrorType::Reserved(word)
        | ParseErrorType::BadInput(LexError::ImproperSymbol(word, _))
            if DISABLED.contains(&word.as_str()) =>
        {
            help = Some("scripts only work out a value from what they are given".into());
            format!("`{word}` is not available in scripts")
        }
        ParseErrorType::Reserved(word) => format!("`{word}` is a reserved word"),
        ParseErrorType::MissingToken(token, _) if token == ";" && at_end => {
            "the script ends too early".into()
        }
        ParseErrorType::UnexpectedEOF => "the script ends too early".into(),
        ParseErrorType::UnknownOperator(mark) => format!("`{mark}` is not an operator"),
        ParseErrorType::MissingToken(token, why) => format!("`{token}` is missing {why}"),
        ParseErrorType::VariableUndefined(name) => {
            help = Some("functions see their parameters and their own variables only".into());
            format!("there is no variable `{name}`")
        }
        ParseErrorType::FnDuplicatedDefinition(name, count) => {
            format!("the function `{name}` of {count} parameters stands here twice")
        }
        ParseErrorType::TooManyFunctions => {
            format!("the script has more than {MAX_FUNCTIONS} functions")
        }
        ParseErrorType::ExprTooDeep => "the expression is nested too deeply".into(),
        ParseErrorType::LiteralTooLarge(..) => "the literal is too large".into(),
        other => plain(&other.to_string()),
    };
    if help.is_none() && at_end {
        help = Some("look for a bracket or quote that is not closed".into());
    }
    ScriptError { message: message.trim_end_matches('.').to_owned(), offset, help }
}

/// The byte offset of a position; the end of the source where there is none.
fn offset(source: &str, position: Position) -> usize {
    let (Some(line), column) = (position.line(), position.position().unwrap_or(1)) else {
        return source.len();
    };
    let start: usize = source.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let rest = source.get(start..).unwrap_or_default();
    let into = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
    start + into
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    fn call(source: &str, arguments: &[Value<'_>]) -> Result<String, String> {
        let memory = Bump::new();
        let script = Script::compile(source).map_err(|errors| errors[0].message.clone())?;
        let arguments: Vec<_> = arguments.to_vec();
        match script.call(&memory, "f", &arguments) {
            Ok(value) => Ok(format!("{value:?}")),
            Err(failure) => Err(failure.0.to_owned()),
        }
    }

    #[test]
    fn values_go_in_and_out() {
        let ada = Value::Text("Ada");
        for (source, arguments, expected) in [
            (
                "fn f(given, family) { given.sub_string(0, 1) + family }",
                &[ada, Value::Text("Lovelace")][..],
                r#"Text("ALovelace")"#,
            ),
            ("fn f(x) { x.to_lower() }", &[ada], r#"Text("ada")"#),
            ("fn f(x) { x.trim(); x }", &[Value::Text(" a ")], r#"Text("a")"#),
            (
                "fn f(x) { x.split(\",\") }",
                &[Value::Text("a,b,,c")],
                r#"List([Text("a"), Text("b"), Text("c")])"#,
            ),
            ("fn f(x) { x.replace(\"A\", \"E\"); x }", &[ada], r#"Text("Eda")"#),
            ("fn f(x) { x.len + x.bytes }", &[Value::Text("é")], "Integer(3)"),
            ("fn f(x) { x.contains(\"d\") && \"d\" in x }", &[ada], "Boolean(true)"),
            ("fn f(x) { x[0] }", &[ada], r#"Text("A")"#),
            ("fn f(x) { `${x}: ${x.len() * 2}` }", &[ada], r#"Text("Ada: 6")"#),
            ("fn f(x) { x / 2 }", &[Value::Integer(5)], "Integer(2)"),
            ("fn f(x) { x / 2.0 }", &[Value::Integer(5)], "Decimal(2.5)"),
            ("fn f(x) { x * 2 }", &[Value::Decimal(2.5)], "Integer(5)"),
            ("fn f(x) { x.to_string() }", &[Value::Integer(5)], r#"Text("5")"#),
            ("fn f(x) { parse_int(x) + 1 }", &[Value::Text("41")], "Integer(42)"),
            (
                "fn f(x) { x.map(|item| item.to_upper()).filter(|item| item != \"B\") }",
                &[Value::List(&[Value::Text("a"), Value::Text("b")])],
                r#"List([Text("A")])"#,
            ),
            (
                "fn f(x) { let total = 0; for n in x { total += n } total }",
                &[Value::List(&[Value::Integer(1), Value::Integer(2)])],
                "Integer(3)",
            ),
            ("fn f(x) { if x == () { \"none\" } else { x } }", &[Value::Absent], r#"Text("none")"#),
            ("fn f(x) { type_of(x) }", &[Value::Unknown], r#"Text("()")"#),
            ("fn f() { () }", &[], "Absent"),
            ("fn f() { \"\" }", &[], "Null"),
            ("fn f() { [] }", &[], "Null"),
            ("fn f() { [(), \"\", \"a\"] }", &[], r#"List([Text("a")])"#),
            ("fn f() { let m = #{a: 1}; m.a }", &[], "Integer(1)"),
            ("fn f(x) { switch x { \"Ada\" => 1, _ => 2 } }", &[ada], "Integer(1)"),
            ("fn f(x) { g(x) } private fn g(x) { x + 1 }", &[Value::Integer(1)], "Integer(2)"),
            ("fn f(x) { f(x, 1) } fn f(x, y) { x + y }", &[Value::Integer(1)], "Integer(2)"),
            (
                "fn f(x) { let l = [3, 1, 2]; l.sort(); l }",
                &[ada],
                "List([Integer(1), Integer(2), Integer(3)])",
            ),
        ] {
            assert_eq!(call(source, arguments).as_deref(), Ok(expected), "{source}");
        }
    }

    #[test]
    fn failures_are_for_a_person() {
        for (source, message) in [
            ("fn f() { loop {} }", "used more than 100,000 operations"),
            ("fn f() { while true { let x = 1; } }", "used more than 100,000 operations"),
            ("fn f() { f() }", "calls functions too deeply"),
            ("fn f() { let x = \"a\"; loop { x += x } }", "made a value that is too large"),
            ("fn f() { let x = []; loop { x.push(1) } }", "made a value that is too large"),
            ("fn f() { let x = []; x.pad(1000000000, 1); x }", "made a value that is too large"),
            (
                "fn f() { let x = \"\"; x.pad(1000000000, 'x'); x }",
                "made a value that is too large",
            ),
            (
                "fn f() { 9223372036854775807 + 1 }",
                "cannot work out: addition overflow: 9223372036854775807 + 1",
            ),
            ("fn f() { 1 / 0 }", "cannot work out: division by zero: 1 / 0"),
            ("fn f() { throw \"no!\" }", "stopped with `no!`"),
            ("fn f() { throw }", "stopped with an error"),
            ("fn f() { nothing(1) }", "calls `nothing`, which does not exist for these values"),
            ("fn f() { timestamp() }", "calls `timestamp`, which does not exist for these values"),
            ("fn f() { sleep(100) }", "calls `sleep`, which does not exist for these values"),
            (
                "fn f() { parse_int(\"x\") }",
                "cannot work out: error parsing integer number `x`: invalid digit found in string",
            ),
            (
                "fn f() { #{a: 1} }",
                "gives a map; only texts, numbers, booleans and lists can be used",
            ),
            ("fn f() { [[1]] }", "gives a list of lists"),
            ("fn f() { |x| x }", "gives neither a text, a number, a boolean nor a list"),
            ("fn f() { 1.0 / 0.0 }", "gives a number that cannot be written"),
            ("fn f() { [1][5] }", "reads outside a list"),
            ("fn f() { let m = #{}; m.a }", "reads a part that the value does not have: a"),
            ("fn f() { let x = 1; if x { 2 } }", "needs a boolean and has a whole number"),
            ("fn f(x) { x }", "calls `f`, which does not exist for these values"),
        ] {
            let start = Instant::now();
            let expected = format!("the script `f` {message}");
            assert_eq!(call(source, &[]), Err(expected), "{source}");
            assert!(start.elapsed() < Duration::from_secs(1), "{source}: {:?}", start.elapsed());
        }
    }

    #[test]
    fn sorting_takes_any_comparison() {
        for (how, expected) in [
            ("l.sort(|a, b| b - a)", Ok("[9, 8, 7, 6, 5, 4, 3, 2, 1, 0]")),
            ("l.sort_by(|a, b| a < b)", Ok("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]")),
            ("l.sort_desc()", Ok("[9, 8, 7, 6, 5, 4, 3, 2, 1, 0]")),
            ("l = l.order()", Ok("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]")),
            ("l = l.order_by(|a, b| a > b)", Ok("[9, 8, 7, 6, 5, 4, 3, 2, 1, 0]")),
            ("l.sort(|a, b| 1); l = []", Ok("[]")),
            ("l.push(0.0 / 0.0); l.sort(); l = []", Ok("[]")),
            (
                "l.sort(|a, b| \"x\")",
                Err("stopped with `the comparison gives neither a number nor a boolean`"),
            ),
            (
                "l.push(\"a\"); l.sort()",
                Err("stopped with `only values of one type can be sorted`"),
            ),
            ("l.sort(|a, b| { loop {} })", Err("used more than 100,000 operations")),
        ] {
            let source = format!("fn f() {{ let l = [3,1,2,0,9,8,7,4,5,6]; {how}; `${{l}}` }}");
            let expected = match expected {
                Ok(list) => Ok(format!("Text({list:?})")),
                Err(message) => Err(format!("the script `f` {message}")),
            };
            assert_eq!(call(&source, &[]), expected, "{how}");
        }
    }

    #[test]
    fn errors_say_where() {
        for (source, message, at) in [
            ("fn f(x) { x + }", "unexpected `}`", "}"),
            ("fn f(x) {\n  \"é\" + ü\n}", "unexpected `ü`", "ü"),
            ("fn f(x) {\n  y\n}", "there is no variable `y`", "y\n"),
            ("fn f(x) { x", "the script ends too early", ""),
            ("fn f(x) { \"abc }", "open string is not terminated", "\"abc"),
            (
                "let x = 1;\nfn f() { 1 }",
                "a statement stands outside the functions of the script",
                "let",
            ),
            ("fn f() { 1 }\n2", "a statement stands outside the functions of the script", "2"),
            ("fn f() { eval(\"1\") }", "`eval` is not available in scripts", "eval"),
            ("fn f() { print(\"1\") }", "`print` is not available in scripts", "print"),
            ("fn f() { debug(\"1\") }", "`debug` is not available in scripts", "debug"),
            ("fn f() { 1 } fn f() { 2 }", "the function `f` of 0 parameters stands here twice", ""),
        ] {
            let errors = Script::compile(source).unwrap_err();
            let error = &errors[0];
            assert!(error.message.contains(message), "{source}: {error:?}");
            assert!(source[error.offset..].starts_with(at), "{source}: {error:?}");
        }
        assert!(Script::compile("import \"x\" as y;").is_err());
        assert!(Script::compile(&" ".repeat(MAX_SOURCE + 1)).is_err());
        let many: String = (0..201).map(|n| format!("fn f{n}() {{}}\n")).collect();
        assert_eq!(
            Script::compile(&many).unwrap_err()[0].message,
            "the script has more than 200 functions"
        );
        let deep = format!("fn f() {{ {}1{} }}", "(".repeat(5000), ")".repeat(5000));
        assert_eq!(
            Script::compile(&deep).unwrap_err()[0].message,
            "the expression is nested too deeply"
        );
    }

    /// Every function of the packages with odd values: it may fail, but neither panic nor hang.
    #[test]
    fn odd_calls_end() {
        const NAMES: &str = "abs acos all append asin atan atanh bits bytes ceiling chars chop clear concat \
            contains crop dedup drain end ends_with exp extract filter find find_map floor \
            for_each fraction get get_bits hypot index_of insert is_anonymous is_empty \
            is_even is_exclusive is_finite is_inclusive is_nan is_odd is_zero keys len ln \
            log make_lower make_upper map max min mixin name order order_by order_desc pad \
            parse_float parse_int pop push range reduce reduce_rev remove replace retain \
            reverse round set shift sign sin some sort sort_by sort_desc splice split \
            split_rev sqrt start starts_with sub_string tan to_binary to_chars to_debug \
            to_degrees to_float to_hex to_int to_json to_lower to_octal to_string to_upper \
            trim truncate values zip call curry Fn type_of is_shared is_def_fn sum fill_with";
        const VALUES: [&str; 17] = [
            "()",
            "true",
            "0",
            "-1",
            "9223372036854775807",
            "-9223372036854775808",
            "1e308",
            "n",
            "\"\"",
            "\"é\"",
            "'x'",
            "[]",
            "[1, \"a\", n]",
            "#{a: 1}",
            "|x| x",
            "|x, y| y",
            "(-5..=9223372036854775807)",
        ];
        let memory = Bump::new();
        let start = Instant::now();
        for name in NAMES.split_whitespace() {
            let mut source = String::new();
            let mut count = 0;
            for a in VALUES {
                for more in std::iter::once(String::new())
                    .chain(VALUES.iter().map(|b| format!(", {b}")))
                    .chain(
                        VALUES
                            .iter()
                            .step_by(3)
                            .flat_map(|b| VALUES.iter().map(move |c| format!(", {b}, {c}"))),
                    )
                {
                    source
                        .push_str(&format!("fn f{count}(n) {{ let a = {a}; {name}(a{more}) }}\n"));
                    count += 1;
                }
            }
            for (part, lines) in source.lines().collect::<Vec<_>>().chunks(60).enumerate() {
                let script = Script::compile(&lines.join("\n")).unwrap();
                for (at, line) in lines.iter().enumerate() {
                    let at = part * 60 + at;
                    let _ = script.call(&memory, &format!("f{at}"), &[Value::Decimal(f64::NAN)]);
                    assert!(start.elapsed() < Duration::from_secs(120), "{line}");
                }
            }
        }
    }

    /// Sources as deep and as long as they may be, compiled and run on a small stack.
    #[test]
    fn deep_sources_end() {
        let deep = |open: &str, inner: &str, close: &str, times: usize| {
            format!("fn f() {{ {}{inner}{} }}", open.repeat(times), close.repeat(times))
        };
        let mut sources = Vec::new();
        for times in [7, 14, 28, 1000, 5000] {
            sources.extend([
                deep("(", "f()", ")", times),
                deep("[", "f()", "]", times),
                deep("{", "f()", "}", times),
                deep("#{a:", "f()", "}", times),
                deep("if true {", "f()", "}", times),
                deep("if f() == 1 {", "1", "} else { 2 }", times),
                deep("`${", "f()", "}`", times),
                deep("!", "f()", "", times),
                deep("-", "f()", "", times),
                deep("|x| ", "f()", "", times),
                deep("loop {", "f();", "}", times),
                deep("f(", "f()", ")", times),
                deep("1 + ", "f()", "", times),
                deep("f() + ", "1", "", times),
                deep("\"a\" + ", "\"b\"", "", times),
                deep("true && ", "f()", "", times),
                deep("1 ** ", "f()", "", times),
                deep("()", "", "", times),
                deep("f()", "", "[0]", times),
                deep("f()", "", ".a", times),
                deep("f()", "", "?.a()", times),
                deep("switch 1 { 1 =>", "f()", "}", times),
                deep("try {", "f()", "} catch { f() }", times),
                deep("x = ", "1", "", times),
                deep("let x = 1;", "f()", "", times),
                deep("f();", "1", "", times),
                deep("fn g() {", "f()", "}", times),
                deep("/*", "", "*/", times),
                deep("f() ?? ", "1", "", times),
                deep("1 in ", "f()", "", times),
            ]);
        }
        let run = move || {
            for source in sources {
                let _ = call(&source, &[]);
            }
        };
        std::thread::Builder::new().stack_size(2 << 20).spawn(run).unwrap().join().unwrap();
    }

    /// The dearest things that fit into the operations of one call.
    #[test]
    fn hard_work_ends() {
        for source in [
            "fn f() { let x = []; x.pad(9999, 1); loop { x[0] = 1; } }",
            "fn f() { let x = []; x.pad(9999, 1); loop { let y = x; y.push(1); } }",
            "fn f() { let x = []; x.pad(9999, \"a\"); loop { x.contains(\"b\"); } }",
            "fn f() { let x = []; x.pad(9999, 1); loop { x.sort(); } }",
            "fn f() { let x = []; x.pad(9999, 1); loop { x == x; } }",
            "fn f() { let x = \"\"; x.pad(30000, 'é'); loop { x.len; } }",
            "fn f() { let x = \"\"; x.pad(30000, 'é'); loop { x.to_upper(); } }",
            "fn f() { let x = \"\"; x.pad(30000, 'é'); loop { x.index_of(\"a\"); } }",
            "fn f() { let x = \"\"; x.pad(30000, 'a'); loop { x.replace(\"a\", \"b\"); } }",
            "fn f() { let x = \"\"; x.pad(30000, 'a'); loop { x.split(\"a\"); } }",
            "fn f() { let x = \"\"; x.pad(30000, 'a'); loop { x + \"a\"; } }",
            "fn f() { let x = \"\"; x.pad(30000, 'a'); loop { for c in x { } } }",
            "fn f() { let x = []; x.pad(9999, 1); loop { x.to_string(); } }",
            "fn f() { let x = []; x.pad(999, #{a: 1, b: [1, 2, 3]}); loop { x[1].a = 2; } }",
        ] {
            let start = Instant::now();
            assert!(call(source, &[]).is_err(), "{source}");
            assert!(start.elapsed() < Duration::from_secs(2), "{source}: {:?}", start.elapsed());
        }
    }

    #[test]
    fn public_functions_are_listed() {
        let script = Script::compile(
            "fn b(x, y) { [x].map(|z| z + y) } fn a() { 1 } private fn c() { 2 } fn a(x) { x }",
        );
        let script = script.unwrap();
        let listed: Vec<_> = script.functions().map(|(name, p)| (name, p.join(" "))).collect();
        assert_eq!(listed, [("a", "".into()), ("a", "x".into()), ("b", "x y".to_string())]);
    }

    #[test]
    fn scripts_are_shared_by_threads() {
        fn check<T: Send + Sync>() {}
        check::<Script>();
    }
}
