//! Functions written in Rhai inside the rules: without files, network, clock, chance or output,
//! and with bounded work and memory.

mod sorting;
#[cfg(test)]
mod tests;

use crate::functions::Failure;
use crate::value::Value;
use bumpalo::Bump;
use rhai::packages::{
    ArithmeticPackage, BasicArrayPackage, BasicFnPackage, BasicIteratorPackage, BasicMapPackage,
    BasicMathPackage, BasicStringPackage, LogicPackage, MoreStringPackage, Package,
};
use rhai::{
    AST, Array, Caches, Dynamic, Engine, EvalAltResult, EvalContext, FnAccess, FnArgsVec, LexError,
    ParseErrorType, Position, Scope,
};

/// Longest source, in bytes.
const MAX_SOURCE: usize = 64 << 10;
/// Most operations of one call. One operation may search a whole text or list, so that this, the
/// longest text and the longest list together bound the time: about a second at the worst.
const MAX_OPERATIONS: u64 = 20_000;
/// Deepest calls of functions by functions.
const MAX_CALLS: usize = 32;
/// Deepest nesting of expressions.
const MAX_NESTING: usize = 32;
/// Longest text, and all texts of a list or map together, in bytes.
const MAX_TEXT: usize = 16 << 10;
/// Longest list.
const MAX_LIST: usize = 1_000;
/// Most entries of a map.
const MAX_MAP: usize = 1_000;
/// Most variables at a time.
const MAX_VARIABLES: usize = 1_000;
/// Most functions of a script.
const MAX_FUNCTIONS: usize = 200;
/// Most functions that are remembered from call to call; a script may ask for others by any text.
const MAX_REMEMBERED: usize = 1_000;
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

/// What one thread uses again from call to call of one script.
#[derive(Default)]
pub(crate) struct Memory {
    /// Which function a call in the script means, for the types that were met: finding it may take
    /// longer than running it.
    caches: Caches,
    /// Empty, with room.
    scope: Scope<'static>,
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

impl std::fmt::Debug for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Memory").finish_non_exhaustive()
    }
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
        self.call_again(&mut Memory::default(), memory, name, arguments)
    }

    /// The same, with what is left from calls before.
    pub(crate) fn call_again<'a>(
        &self,
        used: &mut Memory,
        memory: &'a Bump,
        name: &str,
        arguments: &[Value<'a>],
    ) -> Result<Value<'a>, Failure<'a>> {
        let converted: Option<FnArgsVec<_>> = arguments.iter().copied().map(to_script).collect();
        let Some(mut converted) = converted else {
            return Err(fail(memory, name, "was given a value that is too large"));
        };
        let mut converted: FnArgsVec<_> = converted.iter_mut().collect();
        let mut global = self.engine.new_global_runtime_state();
        global.lib.push(self.ast.shared_lib().clone());
        let Memory { caches, scope } = &mut *used;
        let mut context = EvalContext::new(&self.engine, &mut global, caches, scope, None);
        let result = context.call_fn_raw(name, false, false, &mut converted);
        scope.clear();
        if caches.fn_resolution_cache_mut().dict.len() > MAX_REMEMBERED {
            *used = Memory::default();
        }
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
    sorting::register(&mut engine);
    for symbol in DISABLED {
        engine.disable_symbol(symbol);
    }
    engine
        .set_strict_variables(true)
        .set_fail_on_invalid_map_property(true)
        .set_max_operations(MAX_OPERATIONS)
        // Two for the call of the rules.
        .set_max_call_levels(MAX_CALLS + 2)
        .set_max_expr_depths(MAX_NESTING, MAX_NESTING)
        .set_max_string_size(MAX_TEXT)
        .set_max_array_size(MAX_LIST)
        .set_max_map_size(MAX_MAP)
        .set_max_variables(MAX_VARIABLES)
        .set_max_functions(MAX_FUNCTIONS);
    engine
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
        EvalAltResult::ErrorTooManyOperations(_) => "used more than 20,000 operations".into(),
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
    let help =
        help.or_else(|| Some("scripts are written in Rhai; look just before this place".into()));
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
