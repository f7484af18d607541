//! What rules are made with: limits and functions of the host.

use crate::door::{Outcome, door, free, handle_place, invalid, items, shared, text};
use crate::error::ScimrulesError;
use crate::guarded::Guarded;
use crate::host::{
    ScimrulesAccount, ScimrulesDestroy, ScimrulesFunction, ScimrulesIsTaken, UserData,
};
use crate::rules::ScimrulesRules;
use crate::status::ScimrulesStatus;
use crate::value::{Arguments, ScimrulesType};
use scimrules::functions::Kind;
use scimrules::{CompileLimits, Compiler, HostValue, PayloadLimits, SourceLimits};
use std::ffi::{c_char, c_void};

/// Limits and host functions that rules are compiled with. One thread at a time; a second one is
/// told so (SCIMRULES_STATUS_BUSY). Owned by the caller: `scimrules_compiler_free`. Rules do not
/// need their compiler any more.
pub struct ScimrulesCompiler {
    pub(crate) compiler: Guarded<Compiler>,
}

/// Limits; 0 leaves the default, which suits any hand-written file and any provider.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct ScimrulesLimits {
    /// Bytes of a rules file.
    pub source_size: usize,
    /// How deep brackets may stand.
    pub source_nesting: usize,
    /// Items of a literal list.
    pub list_items: usize,
    /// Rows of a table.
    pub table_rows: usize,
    /// Statements, and lines of blocks other than tables.
    pub lines: usize,
    /// Extensions and attributes that the rules declare.
    pub attributes: usize,
    /// Bytes of a request.
    pub request_size: usize,
    /// How deep objects and arrays of a request may stand.
    pub request_depth: usize,
    /// Values that one decision may look at or make, 16 bytes of text counting like one.
    pub decision_work: u64,
}

/// A compiler with the default limits and no host functions. Never NULL.
#[unsafe(no_mangle)]
pub extern "C" fn scimrules_compiler_new() -> *mut ScimrulesCompiler {
    Box::into_raw(Box::new(ScimrulesCompiler { compiler: Guarded::new(Compiler::new()) }))
}

/// Frees it; NULL is nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_compiler_free(compiler: *mut ScimrulesCompiler) {
    // SAFETY: from this library, and not freed yet.
    unsafe { free(compiler) }
}

/// Sets limits for rules that are compiled from now on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_compiler_limits(
    compiler: *mut ScimrulesCompiler,
    limits: *const ScimrulesLimits,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    door(error, || {
        // SAFETY: null, or valid.
        let (compiler, limits) =
            unsafe { (shared(compiler, "compiler")?, shared(limits, "limits")?) };
        let or = |wanted: usize, default: usize| if wanted == 0 { default } else { wanted };
        let compile = CompileLimits::default();
        let source = SourceLimits {
            size: or(limits.source_size, compile.source.size),
            nesting: or(limits.source_nesting, compile.source.nesting),
            ..compile.source
        };
        let compile = CompileLimits {
            source,
            list_items: or(limits.list_items, compile.list_items),
            table_rows: or(limits.table_rows, compile.table_rows),
            lines: or(limits.lines, compile.lines),
            attributes: or(limits.attributes, compile.attributes),
        };
        let payload = PayloadLimits::default();
        let payload = PayloadLimits {
            size: or(limits.request_size, payload.size),
            depth: or(limits.request_depth, payload.depth),
            work: if limits.decision_work == 0 { payload.work } else { limits.decision_work },
        };
        compiler.change(|compiler| compiler.limits(compile).payload_limits(payload))
    })
}

/// Registers a function under the name that rules call it by; a name that was registered before is
/// replaced. `parameters` and `returns` are of SCIMRULES_TYPE_: TEXT, INTEGER, BOOLEAN, DATE_TIME
/// or ANY; rules that call it otherwise do not compile.
///
/// `user_data` is passed to `call`, by any thread, and to `destroy` in the end: also where this
/// fails.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_compiler_function(
    compiler: *mut ScimrulesCompiler,
    name: *const c_char,
    name_length: usize,
    parameters: *const u32,
    parameter_count: usize,
    returns: u32,
    call: ScimrulesFunction,
    user_data: *mut c_void,
    destroy: ScimrulesDestroy,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    let data = UserData::new(user_data, destroy);
    door(error, move || {
        // SAFETY: null, or valid.
        let (compiler, name, parameters) = unsafe {
            (
                shared(compiler, "compiler")?,
                text(name, name_length, "name")?,
                items(parameters, parameter_count, "parameters")?,
            )
        };
        let call = call.ok_or_else(|| ScimrulesError::null("call"))?;
        let parameters: Vec<Kind> =
            parameters.iter().map(|code| kind(*code)).collect::<Outcome<_>>()?;
        let returns = kind(returns)?;
        compiler.change(|compiler| {
            compiler.function(name, &parameters, returns, move |values| data.call(call, values))
        })
    })
}

/// Registers what `account(field, value)` asks. Without it the value is absent, with a warning.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_compiler_account(
    compiler: *mut ScimrulesCompiler,
    call: ScimrulesAccount,
    user_data: *mut c_void,
    destroy: ScimrulesDestroy,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    let data = UserData::new(user_data, destroy);
    door(error, move || {
        // SAFETY: null, or valid.
        let compiler = unsafe { shared(compiler, "compiler") }?;
        let call = call.ok_or_else(|| ScimrulesError::null("call"))?;
        compiler.change(|compiler| {
            compiler.account(move |field, value| {
                let arguments = Arguments::of(&[value]);
                let (field, value) = (field.into(), arguments.values().as_ptr());
                // SAFETY: the callback is what the header describes.
                match data.ask(|data, reply| unsafe { call(data, field, value, reply) })? {
                    HostValue::Null => Ok(None),
                    HostValue::Text(id) => Ok(Some(id)),
                    _ => Err("the host's `account` answered neither a text nor null".to_owned()),
                }
            })
        })
    })
}

/// Registers what `first_free` asks. Without it nothing is taken.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_compiler_is_taken(
    compiler: *mut ScimrulesCompiler,
    call: ScimrulesIsTaken,
    user_data: *mut c_void,
    destroy: ScimrulesDestroy,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    let data = UserData::new(user_data, destroy);
    door(error, move || {
        // SAFETY: null, or valid.
        let compiler = unsafe { shared(compiler, "compiler") }?;
        let call = call.ok_or_else(|| ScimrulesError::null("call"))?;
        compiler.change(|compiler| {
            compiler.is_taken(move |field, value| {
                let (field, value) = (field.into(), value.into());
                // SAFETY: the callback is what the header describes.
                match data.ask(|data, reply| unsafe { call(data, field, value, reply) })? {
                    HostValue::Boolean(taken) => Ok(taken),
                    _ => Err("the host's `is_taken` did not answer true or false".to_owned()),
                }
            })
        })
    })
}

/// Compiles rules under the name that messages show. `compiler` may be NULL: default limits, no
/// host functions. Errors are SCIMRULES_STATUS_RULES_FAILED, all of them in one error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn scimrules_compile(
    compiler: *const ScimrulesCompiler,
    name: *const c_char,
    name_length: usize,
    source: *const c_char,
    source_length: usize,
    rules: *mut *mut ScimrulesRules,
    error: *mut *mut ScimrulesError,
) -> ScimrulesStatus {
    door(error, || {
        // SAFETY: null, or valid.
        let (place, name, source) = unsafe {
            (
                handle_place(rules, "rules")?,
                text(name, name_length, "name")?,
                text(source, source_length, "source")?,
            )
        };
        // SAFETY: null, or valid.
        let compiled =
            unsafe { with_compiler(compiler, |compiler| compiler.compile(name, source)) }?;
        *place = Box::into_raw(Box::new(ScimrulesRules { rules: compiled? }));
        Ok(())
    })
}

/// Works with a compiler; null is one with the defaults.
///
/// # Safety
/// Null, or valid.
pub(crate) unsafe fn with_compiler<T>(
    compiler: *const ScimrulesCompiler,
    work: impl FnOnce(&Compiler) -> T,
) -> Outcome<T> {
    // SAFETY: as above.
    match unsafe { compiler.as_ref() } {
        Some(compiler) => Ok(work(&*compiler.compiler.enter("compiler")?)),
        None => Ok(work(&Compiler::new())),
    }
}

impl ScimrulesCompiler {
    fn change(&self, change: impl FnOnce(Compiler) -> Compiler) -> Outcome<()> {
        let mut compiler = self.compiler.enter("compiler")?;
        *compiler = change(std::mem::take(&mut *compiler));
        Ok(())
    }
}

fn kind(code: u32) -> Outcome<Kind> {
    const KINDS: [(ScimrulesType, Kind); 5] = [
        (ScimrulesType::Text, Kind::String),
        (ScimrulesType::Integer, Kind::Integer),
        (ScimrulesType::Boolean, Kind::Boolean),
        (ScimrulesType::DateTime, Kind::DateTime),
        (ScimrulesType::Any, Kind::Any),
    ];
    KINDS
        .iter()
        .find(|(known, _)| *known as u32 == code)
        .map(|(_, kind)| *kind)
        .ok_or_else(|| invalid(format!("{code} is not a type of parameters or results")))
}
