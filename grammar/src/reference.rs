//! What the language has, as data: the reference page, completion and help read it from here.

/// A statement, expression or operator of the language.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The statement's first word, or the operator.
    pub name: &'static str,
    /// How it is written; `[ ]` may be left out, `|` is a choice.
    pub syntax: &'static str,
    /// What it does, in a few sentences.
    pub summary: &'static str,
    /// A rules text with it, which compiles.
    pub example: &'static str,
}

/// The statements, in the order in which a file usually has them.
pub static STATEMENTS: &[Entry] = &[
    Entry {
        name: "store",
        syntax: "store \"NAME\"",
        summary: "What the rules are for. Shown in explanations.",
        example: "store \"JumpCloud\"",
    },
    Entry {
        name: "strict",
        syntax: "strict",
        summary: "A payload that bends the standard is rejected instead of read tolerantly.",
        example: "strict",
    },
    Entry {
        name: "source complete",
        syntax: "source complete",
        summary: "The source always sends everything: what it omits is null. `active`, `groups` and `password` are spared.",
        example: "source complete",
    },
    Entry {
        name: "extension",
        syntax: "extension NAME \"URN\" { ATTRIBUTE TYPE … }",
        summary: "Declares an extension schema, reachable as `NAME.attribute` and by its URN. Types are `string boolean integer decimal dateTime reference binary`, `{ … }` for a complex attribute, and `[]` behind any of them.",
        example: "extension acme \"urn:ietf:params:scim:schemas:extension:acme:2.0:User\" {\n  costCode  string\n  badges    string[]\n  desk      { floor integer  room string }\n}\nmap {\n  cost_centre = acme.costCode\n  floor       = acme.desk.floor\n}",
    },
    Entry {
        name: "attributes",
        syntax: "attributes { ATTRIBUTE TYPE … }",
        summary: "Declares top-level attributes that are not in the standard.",
        example: "attributes {\n  suspended  boolean\n}\nmap {\n  locked = suspended\n}",
    },
    Entry {
        name: "param",
        syntax: "param NAME TYPE [= DEFAULT]",
        summary: "A value that the host passes with a request.",
        example: "param verified_domains string[] = [\"example.com\"]\nsync users where domain(userName) in verified_domains",
    },
    Entry {
        name: "let",
        syntax: "let NAME = EXPRESSION",
        summary: "Names a value or a condition. It is worked out at most once for a decision.",
        example: "let work_email = emails[type eq \"work\"].value ?? userName\nlet employee   = userType eq \"Employee\"\nmap {\n  email = lower(work_email)\n}\nsync users where employee",
    },
    Entry {
        name: "target",
        syntax: "target [groups] { FIELD TYPE [required] [max N] [secret] … }",
        summary: "The fields of the product. `a.b` nests in the record, `max` counts characters, a `secret` field is shown in the record only. Without `target` the fields are those of `map`.",
        example: "target {\n  email        string  required  max 100\n  name.family  string\n  groups       string[]\n}\nmap {\n  email       = userName\n  name.family = name.familyName\n  groups      = groups.display\n}",
    },
    Entry {
        name: "match",
        syntax: "match [groups] FIELD, …",
        summary: "The fields by which the host finds an existing account, in order.",
        example: "match employee_id, email\nmap {\n  employee_id = enterprise.employeeNumber\n  email       = userName\n}",
    },
    Entry {
        name: "map",
        syntax: "map [groups] { FIELD = EXPRESSION [on EVENT] [if CONDITION] … }",
        summary: "Fills fields. Of several lines for a field the first whose event and condition fit is taken; where none fits, the field is left alone. `?=` sets a field only where the account has no value yet. `+=` adds to a list: every line that fits adds, and what no line gives any more goes.",
        example: "map {\n  email      = lower(userName)\n  login      = local_part(userName)  on create\n  phone     ?= phoneNumbers[type eq \"work\"].value\n  title      = \"Contractor\"  if userType eq \"Contractor\"\n  title      = title\n  teams     += groups.display\n  teams     += [\"everybody\"]\n}",
    },
    Entry {
        name: "keep",
        syntax: "keep FIELD matches \"REGEX\"",
        summary: "Values of a list field that the rules never touch: they are neither removed nor added. Stands alone or in `map`.",
        example: "map {\n  teams = groups.display\n}\nkeep teams matches \"^local-\"",
    },
    Entry {
        name: "table",
        syntax: "table NAME { \"KEY\", … => VALUE … [else => VALUE] }",
        summary: "A lookup, called like a function. Keys ignore case. `else` also answers a value that is absent or null; without `else` an unlisted key is absent.",
        example: "table offices {\n  \"Chennai\", \"Bengaluru\" => \"India South\"\n  else                   => \"Remote\"\n}\nmap {\n  location = offices(addresses[type eq \"work\"].locality)\n}",
    },
    Entry {
        name: "script",
        syntax: "script \"\"\" FUNCTIONS \"\"\"",
        summary: "Functions in Rhai, called like any other. They have no files, network, clock or chance, and their work and memory are bounded.",
        example: "script \"\"\"\n  fn initials(given, family) {\n      given.sub_string(0, 1) + family.sub_string(0, 1)\n  }\n\"\"\"\nmap {\n  short = initials(name.givenName, name.familyName)\n}",
    },
    Entry {
        name: "sync",
        syntax: "sync all users | sync users where CONDITION | sync all groups | sync groups where CONDITION",
        summary: "Who comes in. Without it every user does.",
        example: "sync users where userType eq \"Employee\" and not (title co \"test\")",
    },
    Entry {
        name: "source status",
        syntax: "source status = EXPRESSION",
        summary: "The status that the source gives: `\"active\"`, `\"suspended\"` or `\"inactive\"`, for a directory that says more than `active`. Absent leaves the status.",
        example: "attributes {\n  suspended  boolean\n}\nsource status = if suspended eq true then \"suspended\" else \"active\"",
    },
    Entry {
        name: "status",
        syntax: "status { on EVENT [if CONDITION] => ACTION [, ACTION after N UNIT] … }",
        summary: "What a change of status in the source does. The first line that holds wins; without one the event's default is done. A follow-up is `deactivate`, `suspend` or `delete`, after minutes, hours, days, weeks, months or years.",
        example: "status {\n  on create if active eq false          => ignore\n  on delete if userType eq \"Contractor\" => delete\n  on delete                             => deactivate, delete after 30 days\n  on leave                              => deactivate\n}",
    },
    Entry {
        name: "notify",
        syntax: "notify { password to user|admin|nobody [on EVENT] [if CONDITION]  mail to user|admin|nobody|EXPRESSION [on EVENT] [if CONDITION] … }",
        summary: "Who gets the one-time password and mails. For each kind the first line that holds wins. `changed(FIELD)` may be asked here.",
        example: "map {\n  email = userName\n}\nnotify {\n  password to user  on create if domain(target.email) eq \"example.com\"\n  password to admin on create\n  mail to target.email if changed(email)\n}",
    },
    Entry {
        name: "protect",
        syntax: "protect [groups] if CONDITION",
        summary: "These accounts are never deactivated, suspended or deleted.",
        example: "protect if userName eq \"owner@example.com\"",
    },
    Entry {
        name: "limit",
        syntax: "limit ACTION [+ ACTION …] to N% of users | limit ACTION [+ ACTION …] to N",
        summary: "A batch that would exceed it is stopped before its first change. A share is one of the accounts that exist.",
        example: "limit deactivate + delete to 5% of users\nlimit create to 500",
    },
    Entry {
        name: "again",
        syntax: "again at EXPRESSION",
        summary: "A dateTime at which the host asks again, a start date ahead for example. The decision carries it.",
        example: "extension acme \"urn:ietf:params:scim:schemas:extension:acme:2.0:User\" {\n  startDate  dateTime\n}\nagain at acme.startDate",
    },
    Entry {
        name: "test",
        syntax: "test \"NAME\" { user|group {JSON} [groups [JSON]] [current {JSON}] [params {JSON}] [now \"…\"] [operation delete] expect ACTION [{JSON}] [because \"TEXT\"] [notify password to user] }",
        summary: "A test that travels with the rules. The JSON behind the action is a part of the record; null says that a field is cleared or has no value.",
        example: "map {\n  email = lower(userName)\n}\ntest \"the email is in lower case\" {\n  user { \"userName\": \"Ada@example.com\" }\n  expect create { \"email\": \"ada@example.com\" }\n}",
    },
];

/// Expressions and conditions: one grammar, told apart by type.
pub static EXPRESSIONS: &[Entry] = &[
    Entry {
        name: "path",
        syntax: "userName | name.givenName | emails[type eq \"work\"].value | enterprise.department | urn:…:User:department",
        summary: "An attribute of the SCIM resource. Names ignore case. A value filter gives the first match where one value is due, else all matches; it is a condition itself.",
        example: "map {\n  family = name.familyName\n  email  = emails[type eq \"work\"].value\n}\nsync users where emails[type eq \"work\" and value ew \"@example.com\"]",
    },
    Entry {
        name: "\"text\"",
        syntax: "\"text {PATH} {CALL(…)}\"",
        summary: "A text like in JSON. In a value, `{…}` puts in a path, name or call; the whole is absent when a part has no value; `{{` writes a brace. An operand of a comparison, of `in` or `matches`, and a pattern are plain text.",
        example: "map {\n  display_name = displayName ?? \"{name.givenName} {name.familyName}\"\n}",
    },
    Entry {
        name: "??",
        syntax: "a ?? b",
        summary: "Takes b when a is absent or null. Binds tighter than a comparison.",
        example: "map {\n  title = title ?? \"Employee\"  on create\n}",
    },
    Entry {
        name: "if",
        syntax: "if CONDITION then a [else if CONDITION then b] else c",
        summary: "A choice. As an operand it takes parentheses.",
        example: "map {\n  kind = if userType eq \"Contractor\" then \"external\" else \"internal\"\n}",
    },
    Entry {
        name: "null, keep, reject",
        syntax: "null | keep | reject \"WHY\"",
        summary: "Values that say what is done: null clears the field, `keep` leaves it alone, `reject` rejects the decision.",
        example: "map {\n  manager = enterprise.manager.value ?? null\n  country = addresses[primary eq true].country ?? keep\n  email   = emails[primary eq true].value ?? reject \"no e-mail\"\n}\nsource complete",
    },
    Entry {
        name: "comparison",
        syntax: "a eq|ne|co|sw|ew|gt|ge|lt|le b",
        summary: "The operators of SCIM filters. Texts compare without case unless the attribute is caseExact, dates as instants (for `co sw ew` as they are written). With many values any of them may fit; `ne` needs that none equals. `eq null` asks for no value.",
        example: "sync users where userName ew \"@example.com\" and meta.created ge \"2024-01-01\"",
    },
    Entry {
        name: "pr",
        syntax: "a pr",
        summary: "True where there is a value.",
        example: "sync users where title pr",
    },
    Entry {
        name: "in",
        syntax: "a in [b, …] | a in PARAM",
        summary: "True where a is one of them, without case.",
        example: "sync users where enterprise.department in [\"Engineering\", \"Sales\"]",
    },
    Entry {
        name: "matches",
        syntax: "a matches \"REGEX\"",
        summary: "True where the regular expression fits some part of the text. Linear time; `(?i)` ignores case.",
        example: "sync users where userName matches \"^[a-z]+@example\\\\.com$\"",
    },
    Entry {
        name: "and, or, not",
        syntax: "a and b | a or b | not (a)",
        summary: "`and` binds tighter than `or`. `not` takes parentheses.",
        example: "sync users where title pr and not (userType eq \"Intern\" or userType eq \"Guest\")",
    },
    Entry {
        name: "current",
        syntax: "current.status | current.FIELD",
        summary: "What the host says of the existing account. A field is read in its type. Where the account exists and its record was not given, or cannot be read so, reading it is an error.",
        example: "status {\n  on activate if current.status eq \"suspended\" => ignore\n}",
    },
];
