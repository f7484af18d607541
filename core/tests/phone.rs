//! Telephone numbers against the `phonenumber` crate, whose metadata is where ours is from.
//! `UPDATE_GOLDEN=1 cargo test -p scimrules --test phone` writes the table anew.

use phonenumber::country::Id;
use phonenumber::metadata::DATABASE;
use phonenumber::{Metadata, Mode, Type};
use scimrules::{Rules, Scratch};
use serde_json::json;
use std::fmt::Write;
use std::path::Path;

fn regions() -> impl Iterator<Item = (String, Id, &'static Metadata)> {
    let letters = || 'A'..='Z';
    let names = letters().flat_map(move |a| letters().map(move |b| format!("{a}{b}")));
    names.filter_map(|name| {
        let id: Id = name.parse().ok()?;
        Some((name, id, DATABASE.by_id(id.as_ref())?))
    })
}

fn bare(pattern: &str) -> String {
    assert!(!pattern.contains(['#', '\\']) || !pattern.contains("\\ "), "{pattern}");
    pattern.split_whitespace().collect()
}

fn numbers(lengths: &[u16]) -> String {
    lengths.iter().map(u16::to_string).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_table_is_fresh() {
    let codes = (1..1000u16).filter(|code| DATABASE.by_code(code).is_some());
    let mut table = numbers(&codes.collect::<Vec<_>>());
    for (name, _, metadata) in regions() {
        let general = metadata.descriptors().general();
        let columns = [
            name,
            metadata.country_code().to_string(),
            metadata.international_prefix().map_or_else(String::new, |found| bare(found.as_str())),
            metadata.national_prefix().unwrap_or_default().to_owned(),
            metadata
                .national_prefix_for_parsing()
                .map_or_else(String::new, |found| bare(found.as_str())),
            metadata.national_prefix_transform_rule().unwrap_or_default().to_owned(),
            bare(general.national_number().as_str()),
            numbers(general.possible_length()),
            numbers(general.possible_local_length()),
        ];
        let _ = write!(table, "\n{}", columns.join("\t"));
    }
    table.push('\n');
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src/functions/support/phone/regions.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &table).expect("written");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == table, "stale: UPDATE_GOLDEN=1 cargo test -p scimrules --test phone");
}

/// What the crate reads, within the bounds of `e164`.
fn expected(region: Id, text: &str) -> Option<String> {
    let number = phonenumber::parse(Some(region), text.trim()).ok()?;
    Some(number.format().mode(Mode::E164).to_string())
        .filter(|number| (8..=16).contains(&number.len()))
}

struct Ours(Rules, Scratch);

impl Ours {
    fn new() -> Self {
        let rules = "map { x = e164(displayName, title) }";
        Ours(Rules::compile(rules).expect("rules"), Scratch::new())
    }

    fn read(&mut self, region: &str, text: &str) -> Option<String> {
        let request = json!({"displayName": text, "title": region}).to_string();
        let decision = self.0.decide(&mut self.1, request.as_bytes()).expect("a decision");
        decision.value("x").as_text().map(str::to_owned)
    }
}

const TYPES: [Type; 10] = [
    Type::FixedLine,
    Type::Mobile,
    Type::TollFree,
    Type::PremiumRate,
    Type::SharedCost,
    Type::PersonalNumber,
    Type::Voip,
    Type::Pager,
    Type::Uan,
    Type::Unknown,
];

/// Ways to write a number.
fn written(national: &str, metadata: &Metadata) -> Vec<String> {
    let code = metadata.country_code();
    let prefix = metadata.national_prefix().unwrap_or("0");
    let (head, tail) = national.split_at(national.len() / 2);
    vec![
        national.to_owned(),
        format!("{prefix}{national}"),
        format!("{prefix} {head}-{tail}"),
        format!("+{code}{national}"),
        format!("+{code} ({prefix}) {head} {tail}"),
        format!("00{code}{national}"),
        format!("011 {code} {head}.{tail}"),
        format!("{code}{national}"),
        format!("tel:+{code}-{head}-{tail};ext=12"),
        format!("tel:{head}-{tail};phone-context=+{code}"),
        format!("{head}{tail};phone-context=+49-30;isub=1"),
        format!("Tel. {head} {tail} ext. 4567"),
        format!("({head}) {tail} x302/x2303"),
        format!("{head}/{tail}#12"),
        format!("＋{code}　{head}－{tail}"),
        format!("{head}-{tail} ；"),
        head.to_owned(),
        tail.to_owned(),
        format!("{national}{head}"),
        format!("0{national}"),
        format!("00{national}"),
        format!("1{national}"),
        format!("8{national}"),
        format!("9{national}"),
        format!("15{national}"),
        format!("+{national}"),
        format!("{head}-PIZZA"),
        format!("{prefix}{prefix}{national}"),
        national.chars().map(|digit| char::from_u32(0x660 + digit as u32 - 48).unwrap()).collect(),
    ]
}

#[test]
fn numbers_read_the_same() {
    let mut ours = Ours::new();
    let (mut count, mut read) = (0, 0);
    for (name, id, metadata) in regions() {
        let examples = TYPES.iter().filter_map(|kind| metadata.descriptors().get(*kind)?.example());
        for text in examples.flat_map(|example| written(example, metadata)) {
            for (name, id) in [(name.as_str(), id), ("IN", Id::IN)] {
                let expected = expected(id, &text);
                assert_eq!(ours.read(name, &text), expected, "{text} of {name}");
                count += 1;
                read += usize::from(expected.is_some());
            }
        }
    }
    assert!(count > 30_000 && read > count / 2, "{read} of {count}");
}

#[test]
fn odd_texts_read_the_same() {
    let mut ours = Ours::new();
    let parts = [
        "+",
        "＋",
        "tel:",
        "TEL:",
        ";",
        "ext=1",
        ";ext=12",
        ";phone-context=",
        "=",
        "-",
        "(",
        ")",
        " ",
        "x",
        "#",
        "0",
        "00",
        "1",
        "12",
        "49",
        "91",
        "555",
        "0123",
        "98765",
        "a",
        "PIZZA",
        "ß",
        "٣",
        "९",
        "߁",
        "𝟛",
        "／",
        "\\",
        "~",
        ",",
        "int",
        "anexo",
        "ｘ",
        "extensión",
        ".",
        "*",
    ];
    let mut seed = 0x2545_f491_4f6c_dd1du64;
    let mut below = |most: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) as usize % most
    };
    let mut read = 0;
    for _ in 0..40_000 {
        let text: String = (0..=below(9)).map(|_| parts[below(parts.len())]).collect();
        let id = [Id::IN, Id::US, Id::DE, Id::BR, Id::AR, Id::IT, Id::MX, Id::GB][below(8)];
        // Without a number there may be no text at all, which is null.
        let expected = expected(id, &text);
        assert_eq!(ours.read(id.as_ref(), &text), expected, "{text:?} of {}", id.as_ref());
        read += usize::from(expected.is_some());
    }
    assert!(read > 1_500, "only {read} were read");
}
