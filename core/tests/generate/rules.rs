//! Rules, mostly well typed.

use super::Draw;

const DECLARATIONS: &str = r#"extension acme "urn:ietf:params:scim:schemas:extension:acme:2.0:User" {
  costCode string  badges string[]  startDate dateTime  level integer  ratio decimal
  remote boolean  link reference
}
attributes {
  site string  skills string[]  place { city string floor integer zones string[] }
  seats { value string type string since dateTime }[]
}
param domains string[] = ["example.com", "example.org"]
param limit integer = 3
param since dateTime = "2026-01-01"
param flag boolean
table offices { "Chennai", "Bengaluru" => "India South" "Austin" => "US Central" "work" => null else => "Remote" }
table levels { "a" => 1 "b", "engineering" => 2 "7" => 7 }
"#;

/// The fields, by type, with their flags.
const FIELDS: [(&str, &str); 14] = [
    ("first", "string"),
    ("login", "string"),
    ("groups", "string[]"),
    ("start", "dateTime"),
    ("level", "integer"),
    ("name.given", "string"),
    ("name.family", "string"),
    ("mails", "string[]"),
    ("enabled", "boolean"),
    ("ratio", "decimal"),
    ("token", "string secret"),
    ("dates", "dateTime[]"),
    ("short", "string max 4"),
    ("must", "string required"),
];

/// A rules file.
pub(crate) fn rules(draw: &mut Draw) -> String {
    let mut maker = Maker { draw, lets: Vec::new(), target: false, inferred: false };
    maker.file()
}

struct Maker<'d> {
    draw: &'d mut Draw,
    /// Type and name.
    lets: Vec<(&'static str, String)>,
    /// `target.` may be read.
    target: bool,
    inferred: bool,
}

impl Maker<'_> {
    fn file(&mut self) -> String {
        let mut out = String::from(DECLARATIONS);
        if self.draw.rarely(12) {
            out += "strict\n";
        }
        if self.draw.rarely(5) {
            out += "source complete\n";
        }
        self.inferred = self.draw.rarely(10);
        let fields: Vec<(&str, &str)> =
            FIELDS.iter().copied().filter(|_| self.draw.below(3) != 2).collect();
        if !self.inferred {
            out += "target {\n";
            for (name, ty) in FIELDS {
                // A required field needs a line.
                let ty = if fields.contains(&(name, ty)) {
                    ty
                } else {
                    ty.trim_end_matches(" required")
                };
                out += &format!("  {name} {ty}\n");
            }
            out += "}\n";
        }
        for at in 0..self.draw.below(5) {
            let (ty, value) = match self.draw.below(6) {
                0 => ("string", self.string(2)),
                1 => ("condition", self.condition(2)),
                2 => ("strings", self.strings(2)),
                3 => ("filtered", self.filtered()),
                4 => ("date", self.date(1)),
                _ => ("integer", self.integer(1)),
            };
            out += &format!("let l{at} = {value}\n");
            self.lets.push((ty, format!("l{at}")));
        }
        out += "map {\n";
        for (name, ty) in &fields {
            out += &self.field(name, ty);
        }
        let mapped = fields.iter().any(|(name, _)| *name == "mails");
        if mapped && self.draw.rarely(4) {
            out += "  keep mails matches \"@example.com$\"\n";
        }
        out += "}\n";
        if self.draw.rarely(6) {
            out += "limit deactivate + delete to 5% of users\nlimit create to 500\n";
        }
        if self.draw.rarely(6) {
            out += "store \"A directory\"\n";
        }
        if !self.inferred && self.draw.rarely(2) {
            out += "match login, start, first\n";
        }
        let mapped = fields.iter().any(|(name, _)| *name == "groups");
        if (mapped || !self.inferred) && self.draw.rarely(4) {
            out += "keep groups matches \"^local\"\n";
        }
        match self.draw.below(4) {
            0 => {}
            1 => out += "sync all users\n",
            _ => out += &format!("sync users where {}\n", self.condition(3)),
        }
        if self.draw.rarely(5) {
            let status = self.draw.pick(&[
                "if active eq false then \"suspended\" else \"active\"",
                "if groups pr then \"active\" else keep",
                "userType",
                "if title pr then \"inactive\" else null",
            ]);
            out += &format!("source status = {status}\n");
        }
        if self.draw.below(3) > 0 {
            out += "status {\n";
            for _ in 0..=self.draw.below(4) {
                out += &self.status_line();
            }
            out += "}\n";
        }
        self.target = !self.inferred;
        if self.draw.rarely(3) {
            out += &format!("protect if {}\n", self.condition(1));
        }
        if self.draw.below(2) == 1 {
            out += "notify {\n";
            for _ in 0..=self.draw.below(3) {
                out += &self.notice();
            }
            out += "}\n";
        }
        self.target = false;
        if self.draw.rarely(3) {
            out += &format!("again at {}\n", self.date(1));
        }
        if self.draw.rarely(3) {
            out += &self.groups();
        }
        out
    }

    /// The lines of a field: all but the last may not fit.
    fn field(&mut self, name: &str, ty: &str) -> String {
        let list = ty.contains("[]");
        let mut out = String::new();
        // Lines in a row that compare one thing with words, as long files have them.
        if self.draw.rarely(4) {
            let subject = match self.draw.below(4) {
                3 => self.a_let("string").unwrap_or_else(|| "userType".into()),
                _ => self.attribute().to_owned(),
            };
            for _ in 0..2 + self.draw.below(5) {
                let words = match self.draw.below(3) {
                    2 => format!("in [{}]", self.literals().join(", ")),
                    _ => format!("eq {}", self.literal()),
                };
                let value = self.of_type(ty);
                out += &format!("  {name} = {value} if {subject} {words}\n");
            }
        }
        let count = 1 + self.draw.below(3);
        for at in 0..count {
            let operator = match self.draw.below(6) {
                4 => "?=",
                5 if list => "+=",
                _ => "=",
            };
            let value = self.of_type(ty);
            let (last, adds) = (at + 1 == count, operator == "+=");
            let ends = match (last, self.draw.below(4)) {
                (true, 0 | 1) => String::new(),
                (true, 3) => format!(" on {}", self.event()),
                (_, 3) => format!(" on {} if {}", self.event(), self.condition(1)),
                _ if adds && self.draw.below(2) == 0 => String::new(),
                _ => format!(" if {}", self.condition(2)),
            };
            out += &format!("  {name} {operator} {value}{ends}\n");
        }
        out
    }

    fn of_type(&mut self, ty: &str) -> String {
        if self.draw.rarely(12) {
            return self.draw.pick(&["null", "keep", "reject \"no\""]).to_owned();
        }
        match ty {
            "string[]" => self.strings(2),
            "dateTime" => self.date(2),
            "dateTime[]" => self
                .draw
                .pick(&["seats.since", "[acme.startDate]", "seats[type eq \"a\"].since"])
                .into(),
            "integer" => self.integer(2),
            "decimal" => self.draw.pick(&["acme.ratio", "acme.level", "acme.ratio ?? 1.5"]).into(),
            "boolean" => match self.draw.below(3) {
                0 => "acme.remote".to_owned(),
                1 => self.condition(1),
                _ => self.boolean(),
            },
            "string secret" => {
                self.draw.pick(&["password", "sha256(password)", "\"{password}x\"", "title"]).into()
            }
            _ if self.draw.rarely(10) => {
                format!("first_free({}, \"{{{}}}{{n}}\")", self.string(1), self.attribute())
            }
            _ => self.string(3),
        }
    }

    fn event(&mut self) -> &'static str {
        self.draw.pick(&[
            "create",
            "update",
            "activate",
            "deactivate",
            "suspend",
            "delete",
            "leave",
        ])
    }

    fn status_line(&mut self) -> String {
        let event = self.event();
        let action = match event {
            "create" => self.draw.pick(&["create", "ignore", "reject"]),
            "update" => self.draw.pick(&["update", "deactivate", "suspend", "delete", "ignore"]),
            "activate" => self.draw.pick(&["activate", "update", "suspend", "ignore", "reject"]),
            "delete" => self.draw.pick(&["deactivate", "suspend", "delete", "ignore", "reject"]),
            _ => self.draw.pick(&["deactivate", "suspend", "delete", "update", "ignore", "reject"]),
        };
        let condition = match self.draw.below(3) {
            0 => String::new(),
            _ => format!(" if {}", self.condition(2)),
        };
        let then = match self.draw.below(4) {
            3 if ["deactivate", "suspend", "ignore"].contains(&action) => self.draw.pick(&[
                ", delete after 30 days",
                ", suspend after 2 weeks",
                ", delete after 1 month",
                ", deactivate after 90 minutes",
                ", delete after 12 hours",
                ", delete after 1 year",
            ]),
            _ => "",
        };
        format!("  on {event}{condition} => {action}{then}\n")
    }

    fn notice(&mut self) -> String {
        let to = match self.draw.below(5) {
            0 => "password to user".to_owned(),
            1 => "password to admin".to_owned(),
            2 => "mail to nobody".to_owned(),
            3 => "mail to admin".to_owned(),
            _ => format!("mail to {}", self.string(1)),
        };
        let on =
            if self.draw.below(2) == 1 { format!(" on {}", self.event()) } else { String::new() };
        let when = match self.draw.below(4) {
            0 => String::new(),
            1 if !self.inferred => {
                format!(" if changed({})", self.draw.pick(&["first", "groups", "name.given"]))
            }
            _ => format!(" if {}", self.condition(1)),
        };
        format!("  {to}{on}{when}\n")
    }

    fn groups(&mut self) -> String {
        let mut out = String::new();
        let listed = self.draw.below(3) == 0;
        if listed {
            out += "target groups {\n  label string required max 20\n  people string[]\n  key string\n}\n";
        }
        if self.draw.below(3) == 1 {
            out += "match groups label\n";
        }
        out += "map groups {\n  label = displayName\n";
        if self.draw.below(2) == 1 {
            out += "  people = members.value\n";
        } else if listed && self.draw.below(2) == 1 {
            out += "  people += members[value ne \"1\"].value\n  keep people matches \"^2\"\n";
        }
        if self.draw.below(2) == 1 {
            out += "  key ?= lower(externalId) on update\n";
        }
        out += "}\n";
        if self.draw.below(2) == 1 {
            out += "sync groups where displayName sw \"sync\" or members pr\n";
        }
        if self.draw.rarely(3) {
            out += "protect groups if displayName eq \"sync-all\"\n";
        }
        out
    }

    fn a_let(&mut self, wanted: &str) -> Option<String> {
        let known: Vec<String> = self
            .lets
            .iter()
            .filter(|(ty, _)| *ty == wanted)
            .map(|(_, name)| name.clone())
            .collect();
        if known.is_empty() { None } else { Some(self.draw.pick(&known)) }
    }

    fn literal(&mut self) -> &'static str {
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

    fn attribute(&mut self) -> &'static str {
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

    fn filtered(&mut self) -> String {
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
    fn within(&mut self) -> String {
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

    fn string(&mut self, depth: usize) -> String {
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
    fn string_call(&mut self, depth: usize) -> String {
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

    fn strings(&mut self, depth: usize) -> String {
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

    fn draw_strings(&mut self, depth: usize) -> Vec<String> {
        (0..=self.draw.below(3)).map(|_| self.string(depth)).collect()
    }

    fn integer(&mut self, depth: usize) -> String {
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

    fn date(&mut self, depth: usize) -> String {
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

    fn boolean(&mut self) -> String {
        self.draw.pick(&["acme.remote", "active", "flag", "to_boolean(title)"]).to_owned()
    }

    fn condition(&mut self, depth: usize) -> String {
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

    fn operator(&mut self) -> &'static str {
        self.draw.pick(&["eq", "ne", "co", "sw", "ew", "gt", "le", "EQ"])
    }

    fn order(&mut self) -> &'static str {
        self.draw.pick(&["gt", "ge", "lt", "le", "eq", "ne"])
    }

    fn operand(&mut self, depth: usize) -> String {
        let value = match self.draw.below(4) {
            0 => self.attribute().to_owned(),
            1 => self.strings(depth.min(1)),
            2 => self.filtered(),
            _ => self.string(depth),
        };
        if value.contains("if ") || value.contains("??") { format!("({value})") } else { value }
    }

    fn literals(&mut self) -> Vec<String> {
        self.draw.some(3, |draw| {
            draw.pick(&["\"work\"", "\"a\"", "\"Engineering\"", "\"ada\"", "\"\""]).to_owned()
        })
    }
}
