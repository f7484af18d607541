//! Calls that are part of the language: their arguments are conditions, fields or candidates.

/// A form that is called like a function.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// As it is called.
    pub name: &'static str,
    /// How.
    pub signature: &'static str,
    /// One or two sentences.
    pub summary: &'static str,
    /// A rules text with it, which compiles.
    pub example: &'static str,
}

/// Every form, by name.
pub static FORMS: &[Form] = &[
    Form {
        name: "account",
        signature: "account(field, value)",
        summary: "The target's id of another account, a manager for example: the host looks for the account whose field has the value. Absent, with a warning, where there is none.",
        example: "map {\n  manager_id = account(\"employee_id\", enterprise.manager.value)\n}",
    },
    Form {
        name: "all",
        signature: "all(condition…)",
        summary: "True where every condition holds.",
        example: "sync users where all(title pr, active eq true)",
    },
    Form {
        name: "any",
        signature: "any(condition…)",
        summary: "True where a condition holds.",
        example: "sync users where any(title co \"Engineer\", userType eq \"Employee\")",
    },
    Form {
        name: "at_least",
        signature: "at_least(n, condition…)",
        summary: "True where that many conditions hold.",
        example: "sync users where at_least(2, title pr, nickName pr, displayName pr)",
    },
    Form {
        name: "changed",
        signature: "changed(FIELD)",
        summary: "In `notify`: true where the decision changes the field; on create, where it gives it a value.",
        example: "map {\n  email = userName\n}\nnotify {\n  mail to user if changed(email)\n}",
    },
    Form {
        name: "first_free",
        signature: "first_free(candidate…)",
        summary: "In a line of `map`: the first candidate that the host does not refuse as taken. A candidate with `{n}` is tried with n from 1 on.",
        example: "let login = lower(name.familyName)\nmap {\n  login = first_free(login, \"{login}{n}\") on create\n}",
    },
    Form {
        name: "none",
        signature: "none(condition…)",
        summary: "True where no condition holds.",
        example: "sync users where none(userType eq \"Guest\", userType eq \"Test\")",
    },
];
