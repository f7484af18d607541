//! Scripts that work, scripts that fail, and scripts that try to get out.

use super::*;

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
        ("fn f() { loop {} }", "used more than 20,000 operations"),
        ("fn f() { while true { let x = 1; } }", "used more than 20,000 operations"),
        ("fn f() { f() }", "calls functions too deeply"),
        ("fn f() { let x = \"a\"; loop { x += x } }", "made a value that is too large"),
        ("fn f() { let x = []; loop { x.push(1) } }", "made a value that is too large"),
        ("fn f() { let x = []; x.pad(1000000000, 1); x }", "made a value that is too large"),
        ("fn f() { let x = \"\"; x.pad(1000000000, 'x'); x }", "made a value that is too large"),
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
        ("fn f() { #{a: 1} }", "gives a map; only texts, numbers, booleans and lists can be used"),
        ("fn f() { [[1]] }", "gives a list of lists"),
        ("fn f() { |x| x }", "gives neither a text, a number, a boolean nor a list"),
        ("fn f() { 1.0 / 0.0 }", "gives a number that cannot be written"),
        ("fn f() { [1][5] }", "reads outside a list"),
        ("fn f() { let m = #{}; m.a }", "reads a part that the value does not have: a"),
        ("fn f() { let x = 1; if x { 2 } }", "needs a boolean and has a whole number"),
        ("fn f(x) { x }", "calls `f`, which does not exist for these values"),
    ] {
        let expected = format!("the script `f` {message}");
        assert_eq!(call(source, &[]), Err(expected), "{source}");
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
        ("l.push(\"a\"); l.sort()", Err("stopped with `only values of one type can be sorted`")),
        ("l.sort(|a, b| { loop {} })", Err("used more than 20,000 operations")),
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
    for name in NAMES.split_whitespace() {
        let mut source = String::new();
        let mut count = 0;
        for a in VALUES {
            for more in
                std::iter::once(String::new()).chain(VALUES.iter().map(|b| format!(", {b}"))).chain(
                    VALUES
                        .iter()
                        .step_by(3)
                        .flat_map(|b| VALUES.iter().map(move |c| format!(", {b}, {c}"))),
                )
            {
                source.push_str(&format!("fn f{count}(n) {{ let a = {a}; {name}(a{more}) }}\n"));
                count += 1;
            }
        }
        for (part, lines) in source.lines().collect::<Vec<_>>().chunks(60).enumerate() {
            let script = Script::compile(&lines.join("\n")).unwrap();
            for at in part * 60..part * 60 + lines.len() {
                let _ = script.call(&memory, &format!("f{at}"), &[Value::Decimal(f64::NAN)]);
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
        "fn f() { let x = []; x.pad(999, 1); loop { x[0] = 1; } }",
        "fn f() { let x = []; x.pad(999, 1); loop { let y = x; y.push(1); } }",
        "fn f() { let x = []; x.pad(9999, \"a\"); loop { x.contains(\"b\"); } }",
        "fn f() { let x = []; x.pad(999, 1); loop { x.sort(); } }",
        "fn f() { let x = []; x.pad(999, 1); loop { x == x; } }",
        "fn f() { let x = \"\"; x.pad(9000, 'é'); loop { x.len; } }",
        "fn f() { let x = \"\"; x.pad(9000, 'é'); loop { x.to_upper(); } }",
        "fn f() { let x = \"\"; x.pad(9000, 'é'); loop { x.index_of(\"a\"); } }",
        "fn f() { let x = \"\"; x.pad(9000, 'a'); loop { x.replace(\"a\", \"b\"); } }",
        "fn f() { let x = \"\"; x.pad(9000, 'a'); loop { x.split(\"a\"); } }",
        "fn f() { let x = \"\"; x.pad(9000, 'a'); loop { x + \"a\"; } }",
        "fn f() { let x = \"\"; x.pad(9000, 'a'); loop { for c in x { } } }",
        "fn f() { let x = []; x.pad(999, 1); loop { x.to_string(); } }",
        "fn f() { let x = []; x.pad(999, #{a: 1, b: [1, 2, 3]}); loop { x[1].a = 2; } }",
    ] {
        assert!(call(source, &[]).is_err(), "{source}");
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
