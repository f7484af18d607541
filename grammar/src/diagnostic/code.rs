//! Every code, a row each. Numbers are never used again.
//!
//! | range | stage |
//! |---|---|
//! | 01 | the text: size, nesting, quotes, brackets |
//! | 02 | the shape of statements and expressions |
//! | 03 | names |
//! | 04 | types and arguments |
//! | 05 | what the rules say together |
//! | 06 | warnings |
//! | 07 | hints |
//! | 08 | reasons of a decision |
//! | 09 | requests, resources, filters and patches |

use super::Severity;

/// A kind of finding.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `E0101`: the letter tells the severity (E error, W warning, H hint).
    pub id: &'static str,
    /// A few words.
    pub title: &'static str,
    /// What it means and what to do about it.
    pub explanation: &'static str,
}

impl Code {
    /// From the letter.
    pub fn severity(&self) -> Severity {
        match self.id.as_bytes()[0] {
            b'W' => Severity::Warning,
            b'H' => Severity::Hint,
            _ => Severity::Error,
        }
    }
}

macro_rules! codes {
    ($($name:ident $id:literal $title:literal $explanation:literal)*) => {
        /// The codes by name.
        #[allow(missing_docs)]
        pub mod codes {
            use super::Code;
            $(pub static $name: Code = Code { id: $id, title: $title, explanation: $explanation };)*
        }
        /// Every code, in order.
        pub static CODES: &[&Code] = &[$(&codes::$name),*];
    };
}

codes! {
    SOURCE_TOO_LARGE "E0101" "the file is too large" "A rules file may hold 1 MiB unless the host sets another limit."
    NESTED_TOO_DEEP "E0102" "nested too deep" "Brackets may stand 64 deep unless the host sets another limit. Name parts with `let`."
    TEXT_NOT_CLOSED "E0103" "a text is not closed" "A text ends on its own line with a double quote; a line break within is written `\\n`."
    SCRIPT_NOT_CLOSED "E0104" "a script is not closed" "A script ends with three double quotes."
    BRACKET_NOT_CLOSED "E0105" "a bracket is not closed" "Every `{`, `(` and `[` is closed by its counterpart. A statement keyword at the start of a line ends the block."
    BRACKET_TOO_MANY "E0106" "a closing bracket without an opening one" "Remove it, or add the opening bracket."
    BAD_CHARACTER "E0107" "a character that the language does not use" "Typographic quotes, `//` comments and the like come from other languages or word processors."
    BAD_ESCAPE "E0108" "an escape that JSON does not know" "Texts are written like JSON strings: `\\\"`, `\\\\`, `\\n`, `\\t`, `\\u00e9`."
    SINGLE_QUOTES "E0109" "single quotes" "Texts stand in double quotes."

    UNEXPECTED "E0201" "something else was expected" "The text does not fit the language at this place; the message says what would."
    UNKNOWN_STATEMENT "E0202" "not a statement" "A statement starts with one of the statement keywords."
    WRONG_OPERATOR "E0203" "an operator of another language" "Conditions use the operators of SCIM filters: `eq ne co sw ew gt ge lt le pr`, `and`, `or`, `not (…)`, and `in`, `matches`."
    NOT_WITHOUT_PARENTHESES "E0204" "`not` without parentheses" "`not` takes parentheses, as in SCIM: `not (title pr)`."
    OPERATOR_AFTER_FILTER "E0205" "an operator behind a value filter" "`emails[type eq \"work\"]` is a condition itself: it is true when an element fits."
    BAD_JSON "E0206" "not JSON" "The values of a test are written in JSON."
    BAD_ARROW "E0207" "the wrong mark between two parts" "`=` stands in `map`, `let` and `param`; `=>` in `table` and `status`."
    BAD_INTERPOLATION "E0208" "a brace in a text that holds no name" "`{name.givenName}` puts a value into a text: names, paths and calls. `{{` writes a brace."
    STRAY_SEPARATOR "E0209" "a separator at the end of a line" "Lines of a block are not separated by commas or semicolons."
    NOT_A_FILTER "E0210" "not a SCIM filter" "A filter holds attribute paths, literals and the operators of RFC 7644; names, functions and `??` belong to rules."

    UNKNOWN_ATTRIBUTE "E0301" "no such attribute" "A bare path is an attribute of the SCIM resource, an extension, `param` or `let`. Attributes outside the standard are declared with `attributes` or `extension`."
    UNKNOWN_FUNCTION "E0302" "no such function" "What is called is a built-in function, a table, a function of the script or one that the host registers."
    UNKNOWN_FIELD "E0303" "no such target field" "The fields are those of the `target` block."
    UNKNOWN_TYPE "E0304" "no such type" "Types are `string boolean integer decimal dateTime reference binary`, `{ … }`, and `[]` behind any of them."
    UNKNOWN_EVENT "E0305" "no such event" "Events are `create update activate deactivate suspend delete leave`."
    UNKNOWN_ACTION "E0306" "no such action" "Actions are `create update activate deactivate suspend delete ignore reject`."
    UNKNOWN_EXTENSION "E0307" "an extension that is not declared" "Any URN but those of the core and enterprise schemas is declared first: `extension NAME \"URN\" { … }`."
    NAME_CLASH "E0308" "a name given twice" "What is read (attributes, extensions, params, lets) shares one set of names; what is called (functions, tables, script functions) shares another."
    RESERVED_NAME "E0309" "a reserved name" "Fields, lets, params and tables may not be named like an operator or a word of expressions."
    NAME_CYCLE "E0310" "a `let` that needs itself" "A `let` may use other lets, but not in a circle."
    MISPLACED_NAME "E0311" "a name that has no meaning here" "`target.` stands in `notify` and `protect`; target fields stand only left of `=`, in `match` and `keep`."
    CALLED_NOT_READ "E0312" "a function used without parentheses" "Functions and tables are called with parentheses."

    WRONG_TYPE "E0401" "the wrong type" "A value of one type cannot stand where another is due; `to_string`, `to_integer`, `parse_date` and the like convert."
    MANY_FOR_ONE "E0402" "many values for one" "A multi-valued path cannot silently become one value: pick one with a value filter, take `first(…)`, `join(…)` them, or make the field a list."
    NOT_A_CONDITION "E0403" "a value where a condition is due" "A condition compares: `active eq true`. A bare name is a condition only if it is a boolean `let`, call or value filter."
    WRONG_ARGUMENTS "E0404" "arguments that do not fit" "The message shows how the function is called."
    BAD_PATTERN "E0405" "a regular expression that does not work" "Patterns follow the syntax of the Rust regex crate: linear time, no look-around or back-references."
    BAD_LITERAL "E0406" "a literal that does not fit" "The text or number cannot be read as the type that is due."
    SCRIPT_ERROR "E0407" "the script does not compile" "Scripts are written in Rhai and hold functions only."
    SECRET_LEAK "E0408" "a secret in a place that is shown" "`password`, a `secret` field and what is computed from one may only go to a field that is `secret`."
    BAD_OPERATOR "E0409" "an operator that the type does not have" "`gt ge lt le` need numbers, dates or texts; `co sw ew` need texts."
    NOT_CONSTANT "E0410" "a literal is due" "Patterns and the like are worked out when the rules are compiled, so they are written as literals."
    COMPLEX_VALUE "E0411" "a complex attribute where a value is due" "Name one of its sub-attributes."

    REQUIRED_UNFILLED "E0501" "a required field that no line fills" "Add a line for it to `map`, or take `required` away."
    LINE_NEVER_WINS "E0502" "a line that can never win" "For one field the first line whose event and condition fit is taken; an unconditional line ends the list."
    DUPLICATE_KEY "E0503" "a table key given twice" "Keys ignore case; the second could never be found."
    DUPLICATE_STATEMENT "E0504" "a statement given twice" "There is one `store`, `sync users`, `sync groups`, `map`, `target`, `match`, `source status` and `again` each."
    IMPOSSIBLE_ACTION "E0505" "an action that its event cannot have" "The message lists those that it can."
    BAD_LIMIT "E0506" "a limit that cannot be judged" "Limits count actions: `limit deactivate + delete to 5% of users`, `limit create to 500`."
    BAD_DURATION "E0507" "a time that cannot be used" "Follow-ups come `after N minutes, hours, days, weeks, months or years`."
    BAD_TEST "E0508" "a test that cannot run" "A test has a `user` or `group` (a delete may go without) and one `expect`."
    TOO_MANY "E0509" "too many of something" "Lists, tables and the like have limits that the host may set."
    FIELD_CONFLICT "E0510" "a field inside another" "A field cannot be both a value and the parent of others."
    RECURSIVE_TYPE "E0511" "a complex attribute within another" "RFC 7643 §2.3.8: a complex attribute has no complex sub-attributes."

    CONSTANT_CONDITION "W0601" "a condition that is always the same" "Its outcome does not depend on the user."
    UNREACHABLE_LINE "W0602" "a line that cannot be reached" "An earlier line of the block always wins."
    REQUIRED_MAY_BE_ABSENT "W0603" "a required field that can be without a value" "A user without it is rejected on create; give a constant behind `??` if that is not meant."
    UNUSED "W0604" "something that is never used" "Remove it, or use it."
    GROUPS_NOT_SENT "W0605" "criteria over what providers do not send with a user" "Providers push groups apart from users: the host must pass `groups`, or users are rejected or ignored as unknown."
    FOREIGN_MARK "W0606" "a mark of other languages in a text" "`{name.givenName}` puts a value into a text; what stands around the braces is written as it is. Texts of conditions are plain."
    DEFAULT_OVERWRITES "H0701" "a default that would overwrite" "When a provider sends only a part of the user, the constant behind `??` overwrites what the target has. Say `source complete` if it always sends everything, or use `?=`."
    NOTHING_SAID "H0702" "rules that say nothing" "Without a statement every user is created, with nothing in the record."

    REJECTED "E0801" "the rules reject it" "A line of the rules says `reject`."
    REQUIRED_MISSING "E0802" "a required field has no value" "The field is `required`, and no line gives it a value, or clears it."
    VALUE_WRONG_TYPE "E0803" "a value of the wrong type" "The payload holds something that cannot be read as the declared type."
    VALUE_TOO_LONG "E0804" "a value that is too long" "The field has a `max`."
    EVALUATION_FAILED "E0805" "a function failed" "The message says which and why."
    CONFLICTING_ATTRIBUTE "E0806" "an attribute said twice" "The payload holds the attribute twice with different values."
    UNKNOWN_OUTCOME "E0807" "it cannot be known" "The rules ask for `groups`, which neither the user nor the request carries."
    NOT_STRICT "E0808" "the payload bends the standard" "The rules say `strict`."
    RECORD_NEEDED "E0809" "the record of the account is needed" "The rules read `current.FIELD`, and the request carries no record."
    USER_NEEDED "E0810" "the user is needed" "A line for this delete reads the source, and the request carries no user."
    BAD_STATUS "E0811" "not a status" "A status is `active`, `suspended` or `inactive`."
    NO_CLOCK "E0812" "no clock" "`now()` and `today()` read the `now` of the request."
    TOO_MUCH_WORK "E0813" "too much work for one decision" "The rules look at or make more values for this request than a decision may, unless the host sets another limit. Look for a text that grows line by line, or long lists compared with each other."

    BAD_REQUEST "E0901" "not a request" "A request is a JSON object with `user` or `group`, or a SCIM resource."
    PAYLOAD_TOO_LARGE "E0902" "the payload is too large" "Payload size and depth have limits that the host may set."

    LEFT_OUT "W0801" "a field was left out" "An action that takes access away is never held up by a field."
    RECORD_NOT_GIVEN "W0802" "a field was left alone" "`?=` and `keep` need the record of the account."
    ACCOUNT_NOT_FOUND "W0803" "no such account" "`account(field, value)` found none; the value is absent."
    SCOPE_UNKNOWN "W0805" "whether the user is in scope cannot be known" "The criterion asks for `groups`, which neither the user nor the request carries; without an account the user is ignored."
    LIMITS_NOT_JUDGED "W0804" "limits are not judged here" "Limits are judged over a whole batch, by `simulate` and by the host's call."
}
