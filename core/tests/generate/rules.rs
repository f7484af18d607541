//! Rules files, mostly well typed.

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

pub(super) struct Maker<'d> {
    pub(super) draw: &'d mut Draw,
    /// Type and name.
    pub(super) lets: Vec<(&'static str, String)>,
    /// `target.` may be read.
    pub(super) target: bool,
    pub(super) inferred: bool,
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

    pub(super) fn a_let(&mut self, wanted: &str) -> Option<String> {
        let known: Vec<String> = self
            .lets
            .iter()
            .filter(|(ty, _)| *ty == wanted)
            .map(|(_, name)| name.clone())
            .collect();
        if known.is_empty() { None } else { Some(self.draw.pick(&known)) }
    }
}
