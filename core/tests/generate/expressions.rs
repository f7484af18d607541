//! Expressions and conditions of a type.

use super::Draw;
use super::rules::Maker;

impl Maker<'_> {
    pub(super) fn literal(&mut self) -> &'static str {
        self.draw.pick(&[
            "\"work\"",
            "\"engineering\"",
            "\"ADA\"",
            "\"a\"",
            "\"Straße\"",
            "\"\"",
            "\"x y\"",
            "\"example.com\"",
            "\"Austin\"",
            "\"7\"",
        ])
    }

    pub(super) fn attribute(&mut self) -> &'static str {
        self.draw.pick(&[
            "userName",
            "title",
            "name.givenName",
            "displayName",
            "enterprise.department",
            "enterprise.manager.value",
            "acme.costCode",
            "site",
            "place.city",
            "userType",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
            "USERNAME",
            "externalId",
            "acme.link",
            "name.familyName",
            "enterprise.manager.displayName",
        ])
    }

    pub(super) fn filtered(&mut self) -> String {
        let within = self.within();
        match self.draw.below(5) {
            0 => format!("emails[{within}].value"),
            1 => format!(
                "addresses[{}].locality",
                self.draw.pick(&["type eq \"work\"", "country pr"])
            ),
            2 => format!("phoneNumbers[{within}].value"),
            3 => format!("roles[{within}].value"),
            _ => format!(
                "seats[{}].value",
                self.draw.pick(&["type eq \"a\"", "since gt \"2026-01-01\""])
            ),
        }
    }

    /// A condition on an element.
    pub(super) fn within(&mut self) -> String {
        let one = |draw: &mut Draw| {
            draw.pick(&[
                "type eq \"work\"",
                "primary eq true",
                "value ew \"example.com\"",
                "not (type pr)",
                "value in [\"a\", \"b@example.com\"]",
                "type ne \"home\"",
                "display co \"a\"",
                "primary eq \"True\"",
                "value pr",
                "value matches \"^a\"",
                "type eq userType",
            ])
            .to_owned()
        };
        let first = one(self.draw);
        match self.draw.below(4) {
            2 => format!("{first} and {}", one(self.draw)),
            3 => format!("({first}) or {}", one(self.draw)),
            _ => first,
        }
    }

    pub(super) fn string(&mut self, depth: usize) -> String {
        if depth == 0 {
            return match self.draw.below(5) {
                0..=2 => self.attribute().to_owned(),
                3 => self.literal().to_owned(),
                _ => self.filtered(),
            };
        }
        let deeper = depth - 1;
        match self.draw.below(24) {
            0..=2 => self.attribute().to_owned(),
            3 => self.literal().to_owned(),
            22 | 23 => self.string_call(deeper),
            4 => self.filtered(),
            5 => format!("lower({})", self.string(deeper)),
            6 | 7 => format!("{} ?? {}", self.string(deeper), self.string(deeper)),
            8 => format!(
                "(if {} then {} else {})",
                self.condition(deeper),
                self.string(deeper),
                self.string(deeper)
            ),
            9 => format!("offices({})", self.string(deeper)),
            10 => format!("first({})", self.strings(deeper)),
            11 => format!("join(\", \", {})", self.strings(deeper)),
            12 => {
                let hole = self.attribute();
                self.draw
                    .pick(&["\"{H} {title}\"", "\"{{{H}}}\"", "\"{lower(H)}-{site}\""])
                    .replace('H', hole)
            }
            13 => format!("before({}, \"@\")", self.string(deeper)),
            14 => format!("to_string({})", self.integer(deeper)),
            15 => format!("concat({}, {}, \"x\")", self.string(deeper), self.strings(deeper)),
            16 if !self.inferred => self.draw.pick(&["current.login", "current.first"]).to_owned(),
            17 => self.a_let("string").unwrap_or_else(|| "title".into()),
            18 => self.a_let("filtered").unwrap_or_else(|| self.filtered()),
            19 if self.target => self.draw.pick(&["target.first", "target.name.given"]).to_owned(),
            20 => format!("replace({}, \"a\", {})", self.string(deeper), self.literal()),
            21 => self
                .draw
                .pick(&[
                    "current.status",
                    "slug(displayName)",
                    "pick(emails.type, [\"home\", \"work\"])",
                ])
                .into(),
            _ => format!("trim({}) ?? null", self.string(deeper)),
        }
    }

    /// A function that gives a text; its arguments are spelled as its page has them.
    pub(super) fn string_call(&mut self, depth: usize) -> String {
        let template = self.draw.pick(&[
            "upper(S)",
            "title(S)",
            "squeeze(S)",
            "after(S, \"@\")",
            "left(S, I)",
            "right(S, 2)",
            "slice(S, 1, I)",
            "pad_left(S, 5, \"0\")",
            "pad_right(S, I, \"-\")",
            "last(L)",
            "nth(L, I)",
            "nth(L, 1)",
            "domain(S)",
            "local_part(S)",
            "ascii(S)",
            "ascii(S, \"de\")",
            "slug(S)",
            "e164(S, \"IN\")",
            "country_alpha2(S)",
            "country_alpha3(S)",
            "country_name(S)",
            "format_date(D, \"%Y-%m-%d\")",
            "format_date(D, \"%d.%m.%Y %H:%M\", \"Asia/Kolkata\")",
            "regex_replace(S, \"[aeiou]\", \"*\")",
            "extract(S, \"^([a-z]+)@\")",
            "base64(S)",
            "sha256(S)",
            "to_string(D)",
            "join(S, L, S)",
            "concat(L, \"-\", S)",
            "pick(L, [\"work\", \"a\"])",
        ]);
        let mut out = String::new();
        let mut quoted = false;
        for character in template.chars() {
            quoted ^= character == '"';
            match character {
                'S' if !quoted => out += &self.string(depth),
                'L' if !quoted => out += &self.strings(depth),
                'I' if !quoted => out += &self.integer(depth),
                'D' if !quoted => out += &self.date(depth),
                plain => out.push(plain),
            }
        }
        out
    }

    pub(super) fn strings(&mut self, depth: usize) -> String {
        let plain = |draw: &mut Draw| {
            draw.pick(&[
                "groups.display",
                "emails.value",
                "acme.badges",
                "skills",
                "groups.value",
                "place.zones",
                "roles.value",
                "domains",
                "emails.type",
                "schemas",
            ])
            .to_owned()
        };
        if depth == 0 {
            return plain(self.draw);
        }
        let deeper = depth - 1;
        match self.draw.below(13) {
            0..=3 => plain(self.draw),
            4 => self.filtered(),
            5 => format!("[{}]", self.draw_strings(deeper).join(", ")),
            6 => format!("lower({})", self.strings(deeper)),
            7 => format!("{} ?? {}", self.strings(deeper), self.strings(deeper)),
            8 => format!("split({}, \"a\")", self.string(deeper)),
            9 => format!(
                "(if {} then {} else {})",
                self.condition(deeper),
                self.strings(deeper),
                self.strings(deeper)
            ),
            10 => format!("{}({})", self.draw.pick(&["sort", "unique"]), self.strings(deeper)),
            11 => format!("offices({})", self.strings(deeper)),
            _ => self.a_let("strings").unwrap_or_else(|| plain(self.draw)),
        }
    }

    pub(super) fn draw_strings(&mut self, depth: usize) -> Vec<String> {
        (0..=self.draw.below(3)).map(|_| self.string(depth)).collect()
    }

    pub(super) fn integer(&mut self, depth: usize) -> String {
        let deeper = depth.saturating_sub(1);
        match self.draw.below(if depth == 0 { 4 } else { 11 }) {
            0 => "acme.level".to_owned(),
            8 => format!("days_between({}, {})", self.date(deeper), self.date(deeper)),
            9 => format!("count({})", self.strings(deeper)),
            1 => self.draw.pick(&["3", "0", "-1", "2.0"]).to_owned(),
            2 => "place.floor".to_owned(),
            3 => "limit".to_owned(),
            4 => format!("length({})", self.string(deeper)),
            5 => format!(
                "count({})",
                self.draw.pick(&["emails", "groups", "emails.value", "emails[type pr]", "skills"])
            ),
            6 => format!("levels({})", self.string(deeper)),
            7 => format!("to_integer({})", self.string(deeper)),
            _ => format!("acme.level ?? {}", self.a_let("integer").unwrap_or_else(|| "1".into())),
        }
    }

    pub(super) fn date(&mut self, depth: usize) -> String {
        match self.draw.below(if depth == 0 { 3 } else { 11 }) {
            0 | 1 => "acme.startDate".to_owned(),
            9 => self.draw.pick(&["today()", "today(\"America/New_York\")"]).to_owned(),
            7 => format!("parse_date({}, \"%Y-%m-%d\")", self.string(depth - 1)),
            8 => format!("parse_date({}, \"%Y-%m-%d\", \"Europe/Berlin\")", self.attribute()),
            2 => "since".to_owned(),
            3 => "now()".to_owned(),
            4 => format!("add_days({}, {})", self.date(depth - 1), self.draw.pick(&["1", "-30"])),
            5 => "seats[type eq \"a\"].since".to_owned(),
            6 => format!("acme.startDate ?? {}", self.date(depth - 1)),
            _ => self.a_let("date").unwrap_or_else(|| "meta.created".into()),
        }
    }

    pub(super) fn boolean(&mut self) -> String {
        self.draw.pick(&["acme.remote", "active", "flag", "to_boolean(title)"]).to_owned()
    }

    pub(super) fn condition(&mut self, depth: usize) -> String {
        if depth == 0 {
            let operator = self.operator();
            return match self.draw.below(4) {
                0 => format!("{} {operator} {}", self.attribute(), self.literal()),
                1 => format!("{} pr", self.attribute()),
                2 => format!("groups.display {operator} {}", self.literal()),
                _ => format!("emails[{}]", self.within()),
            };
        }
        let deeper = depth - 1;
        match self.draw.below(24) {
            0..=3 => self.condition(0),
            4 | 5 => format!("{} and {}", self.condition(deeper), self.condition(deeper)),
            6 | 7 => format!("{} or {}", self.condition(deeper), self.condition(deeper)),
            8 => format!("not ({})", self.condition(deeper)),
            9 => {
                let operator = self.operator();
                let right = match self.draw.below(3) {
                    0 => self.literal().to_owned(),
                    1 => self.attribute().to_owned(),
                    _ => self.filtered(),
                };
                format!("{} {operator} {right}", self.operand(deeper))
            }
            10 => format!("{} in [{}]", self.operand(deeper), self.literals().join(", ")),
            11 => format!(
                "{} matches \"{}\"",
                self.operand(deeper),
                self.draw.pick(&["^a", "(?i)ada", "[0-9]+$"])
            ),
            12 => {
                let terms: Vec<String> =
                    (0..=self.draw.below(3)).map(|_| self.condition(deeper)).collect();
                match self.draw.below(4) {
                    3 => format!(
                        "at_least({}, {})",
                        1 + self.draw.below(terms.len()),
                        terms.join(", ")
                    ),
                    at => format!("{}({})", ["any", "all", "none"][at], terms.join(", ")),
                }
            }
            13 => format!("{} {} {}", self.integer(deeper), self.order(), self.integer(deeper)),
            14 => {
                let text = self.draw.pick(&[
                    "\"2026-01-01\"",
                    "\"2026-01-01T00:00:00+05:30\"",
                    "now()",
                    "since",
                ]);
                format!("{} {} {text}", self.date(deeper), self.order())
            }
            15 => format!(
                "{} {} {}",
                self.draw.pick(&["active", "acme.remote"]),
                self.draw.pick(&["eq", "ne"]),
                self.draw.pick(&["true", "\"False\"", "null", "flag"])
            ),
            16 => format!(
                "{} {} null",
                self.draw.pick(&[
                    "title",
                    "emails",
                    "groups",
                    "name.givenName",
                    "acme.startDate",
                    "skills"
                ]),
                self.draw.pick(&["eq", "ne"])
            ),
            17 => format!(
                "{} pr",
                self.draw.pick(&[
                    "emails",
                    "groups",
                    "name",
                    "skills",
                    "acme.badges",
                    "place",
                    "enterprise.manager",
                    "emails.value",
                    "password",
                    "flag"
                ])
            ),
            18 => format!("contains({}, {})", self.strings(deeper), self.literal()),
            19 => self.a_let("condition").unwrap_or_else(|| "active eq true".into()),
            20 => format!(
                "current.status eq \"{}\"",
                self.draw.pick(&["active", "suspended", "inactive"])
            ),
            21 => format!("domain({}) in domains", self.string(deeper)),
            22 if self.target => self
                .draw
                .pick(&["target.first pr", "target.groups eq \"a\"", "target.level gt 1"])
                .into(),
            _ => format!(
                "{} in {}",
                self.operand(deeper),
                self.draw.pick(&["domains", "skills", "groups.display"])
            ),
        }
    }

    pub(super) fn operator(&mut self) -> &'static str {
        self.draw.pick(&["eq", "ne", "co", "sw", "ew", "gt", "le", "EQ"])
    }

    pub(super) fn order(&mut self) -> &'static str {
        self.draw.pick(&["gt", "ge", "lt", "le", "eq", "ne"])
    }

    pub(super) fn operand(&mut self, depth: usize) -> String {
        let value = match self.draw.below(4) {
            0 => self.attribute().to_owned(),
            1 => self.strings(depth.min(1)),
            2 => self.filtered(),
            _ => self.string(depth),
        };
        if value.contains("if ") || value.contains("??") { format!("({value})") } else { value }
    }

    pub(super) fn literals(&mut self) -> Vec<String> {
        self.draw.some(3, |draw| {
            draw.pick(&["\"work\"", "\"a\"", "\"Engineering\"", "\"ada\"", "\"\""]).to_owned()
        })
    }
}
