//! A decision, by the table of the contract.

use super::document::Document;
use super::expressions::{Current, World};
use super::mapping::{changes, map, nest};
use super::names::{Field, Names};
use super::reads::{needs_source, reads};
use super::values::{Fault, Truth, Val, Worked};
use scimrules::Span;
use scimrules::grammar::codes;
use scimrules::grammar::syntax::{Expr, ExprKind, File, FollowUp, NotifyLine, StatementKind};
use serde_json::{Map, Value as Json, json};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// What is decided so far; `Err` says why it is `reject`.
type Done<T> = Result<T, BTreeSet<Fault>>;

fn because_of(fault: Fault) -> BTreeSet<Fault> {
    BTreeSet::from([fault])
}

/// The decision as JSON, without texts for persons: `because` is its line, `errors` are codes.
pub(crate) fn decide(file: &File, text: &str, request: &Json) -> Json {
    let request = Request::of(request);
    let mapped = |kind: &StatementKind| match kind {
        StatementKind::Map { resource, .. } => resource.groups,
        _ => false,
    };
    if request.group && !file.statements.iter().any(|statement| mapped(&statement.kind)) {
        return json!({ "action": "ignore" });
    }
    let names = Names::new(file, text, request.group);
    let mut decision = Decision::default();
    match run(&names, &request, &mut decision) {
        Ok(()) => decision.json(&names),
        Err(faults) => {
            let mut rejected = json!({ "action": "reject", "errors": faults });
            if let Some(event) = decision.event {
                rejected["event"] = event.into();
            }
            rejected
        }
    }
}

struct Request<'r> {
    group: bool,
    delete: bool,
    resource: Option<&'r Map<String, Json>>,
    groups: Option<&'r Json>,
    current: Option<&'r Json>,
    params: &'r Json,
    now: Option<&'r str>,
}

impl<'r> Request<'r> {
    fn of(json: &'r Json) -> Request<'r> {
        let members = ["operation", "user", "group", "current", "params", "now"];
        let bare = !members.iter().any(|member| json.get(member).is_some());
        let given = |name: &str| json.get(name).filter(|json| !json.is_null());
        let resource = if bare { Some(json) } else { given("user").or(given("group")) };
        let is_group = |json: &Json| {
            let core = scimrules::scim::schema::GROUP_URN;
            let listed = json["schemas"].as_array().into_iter().flatten();
            listed.filter_map(Json::as_str).any(|urn| urn.eq_ignore_ascii_case(core))
                || json["meta"]["resourceType"]
                    .as_str()
                    .is_some_and(|kind| kind.eq_ignore_ascii_case("Group"))
        };
        Request {
            group: if bare { is_group(json) } else { json.get("group").is_some() },
            delete: json["operation"] == "delete" && !bare,
            resource: resource.and_then(Json::as_object),
            groups: if bare { None } else { given("groups") },
            current: if bare { None } else { given("current") },
            params: if bare { &Json::Null } else { &json["params"] },
            now: given("now").and_then(Json::as_str).filter(|_| !bare),
        }
    }
}

#[derive(Default)]
struct Decision {
    action: &'static str,
    event: Option<&'static str>,
    status: Option<String>,
    line: Option<u32>,
    record: Option<Vec<Val>>,
    changes: Option<Vec<bool>>,
    then: Option<Json>,
    again: Option<String>,
    notify: Vec<Json>,
}

impl Decision {
    fn json(self, names: &Names) -> Json {
        let mut json = json!({ "action": self.action });
        let mut put = |name: &str, value: Option<Json>| {
            if let Some(value) = value {
                json[name] = value;
            }
        };
        put("event", self.event.map(Json::from));
        put("status", self.status.map(Json::from));
        put("line", self.line.map(Json::from));
        put("then", self.then);
        put("again", self.again.map(Json::from));
        put("notify", Some(Json::from(self.notify)).filter(|list| *list != json!([])));
        if let Some(values) = &self.record {
            let some = |at: usize| values[at].is_some();
            put("record", nest(&names.fields, values, some));
            if let Some(changes) = &self.changes {
                put("changes", nest(&names.fields, values, |at| changes[at]));
            }
            let matching =
                names.file.statements.iter().find_map(|statement| match &statement.kind {
                    StatementKind::Match { resource, fields }
                        if resource.groups == names.groups =>
                    {
                        Some(fields)
                    }
                    _ => None,
                });
            let matching: Vec<Json> = matching
                .into_iter()
                .flatten()
                .map(|name| (name, &values[names.field(&name.text)]))
                .filter(|(_, value)| value.is_some())
                .map(|(name, value)| json!({ "field": name.text, "value": value.to_json() }))
                .collect();
            put("match", Some(Json::from(matching)).filter(|list| *list != json!([])));
        }
        json
    }
}

fn takes_access_away(action: &str) -> bool {
    ["deactivate", "suspend", "delete"].contains(&action)
}

fn run(names: &Names, request: &Request, decision: &mut Decision) -> Done<()> {
    let all = &names.file.statements;
    let says = |wanted: fn(&StatementKind) -> bool| all.iter().any(|s| wanted(&s.kind));
    let reads = reads(names);

    // The resource, with the groups that the host knows in place of its own. A delete without a
    // user reads nothing of the source.
    let given = request.resource.is_some();
    let mut resource = request.resource.cloned().unwrap_or_default();
    if let Some(groups) = request.groups.filter(|_| given)
        && !names.groups
        && reads.contains_key(&(None, "groups".into()))
    {
        resource.retain(|key, _| !key.eq_ignore_ascii_case("groups"));
        resource.insert("groups".into(), groups.clone());
    }
    let document = Document { schema: &names.schema, json: &resource, odd: Cell::new(false) };
    let mut faults = BTreeSet::new();
    let mut said = BTreeMap::new();
    for (key, subs) in &reads {
        let attr = names.schema.find(key.0.as_deref(), &key.1).expect("an attribute");
        let subs: Vec<String> = subs.iter().cloned().collect();
        match document.read(attr, &subs) {
            Ok(value) if given => drop(said.insert(key.clone(), value)),
            Ok(_) => {}
            Err(fault) => drop(faults.insert(fault)),
        }
    }
    let current = request.current.map(|current| Current {
        status: current.as_str().or(current["status"].as_str()).unwrap_or("active"),
        record: current.get("record").filter(|record| record.is_object()),
    });
    let mut world = World {
        names,
        complete: says(|kind| matches!(kind, StatementKind::SourceComplete)),
        given,
        document: &document,
        said,
        params: request.params,
        current,
        now: request.now,
        target: vec![Ok(Val::Absent); names.fields.len()],
        changed: vec![false; names.fields.len()],
    };
    if says(|kind| matches!(kind, StatementKind::Strict)) {
        document.odd_names();
        for (name, json) in request.params.as_object().into_iter().flatten() {
            match names.param(name) {
                Some((ty, _)) => drop(document.value(Names::base(ty), ty.many, json)),
                None => document.is_odd(true),
            }
        }
        if document.odd.get() {
            faults.insert(codes::NOT_STRICT.id);
        }
    }
    if let Some(current) = current
        && !["active", "suspended", "inactive"].contains(&current.status)
    {
        faults.insert(codes::BAD_STATUS.id);
    }
    if !faults.is_empty() {
        return Err(faults);
    }

    // The event.
    let account = current.map(|current| current.status);
    if request.delete && account.is_none() {
        decision.action = "ignore";
        return Ok(());
    }
    let mut status = account.unwrap_or("active").to_owned();
    let event = if request.delete {
        "delete"
    } else {
        match in_scope(&world, decision)? {
            false if account.is_none() => {
                decision.action = "ignore";
                return again(&world, decision);
            }
            false => "leave",
            true => {
                let source = if names.groups { Ok(None) } else { source_status(&world) };
                if source.is_err() && account.is_none() {
                    decision.event = Some("create");
                }
                let source = source?;
                let event = match (account, &source) {
                    (None, _) => "create",
                    (Some(account), Some(source)) if source != account => match source.as_str() {
                        "active" => "activate",
                        "inactive" => "deactivate",
                        _ => "suspend",
                    },
                    _ => "update",
                };
                if account.is_none() {
                    status = source.unwrap_or("active".into());
                }
                event
            }
        }
    };
    decision.event = Some(event);

    // The action.
    let (mut action, then) = match status_line(&world, event, decision)? {
        Some(found) => found,
        None => (
            match (event, names.groups) {
                ("delete", true) => "delete",
                ("leave", true) => "ignore",
                ("delete" | "leave", false) => "deactivate",
                (event, _) => event,
            },
            None,
        ),
    };
    if request.resource.is_some() && action != "ignore" {
        world.target = map(&world, event);
    }
    if takes_access_away(action)
        && let Some(span) = protected(&world)?
    {
        decision.action = "ignore";
        decision.line = Some(names.line_number(span));
        return again(&world, decision);
    }
    decision.then = then;
    let wanted = match action {
        "activate" => Some("active"),
        "deactivate" => Some("inactive"),
        "suspend" => Some("suspended"),
        _ => None,
    };
    if wanted.is_some() && wanted == account {
        action = "unchanged";
    } else if !["ignore", "delete"].contains(&action) {
        let record = record(&world, takes_access_away(action), event)?;
        for (target, value) in world.target.iter_mut().zip(&record) {
            *target = Ok(value.clone());
        }
        let differ = changes(&world, &record);
        if action == "update"
            && current.is_some_and(|current| current.record.is_some())
            && !differ.contains(&true)
        {
            action = "unchanged";
        }
        world.changed = differ.clone();
        decision.record = Some(record);
        decision.changes = account.is_some().then_some(differ);
    }
    decision.action = action;
    if !names.groups && !["ignore", "delete"].contains(&action) {
        decision.status = Some(wanted.map_or(status, str::to_owned));
    }
    notify(&world, event, action, decision)?;
    again(&world, decision)
}

/// The sync criterion; unknown is `reject` for an account and out of scope without one.
fn in_scope(world: &World, decision: &mut Decision) -> Done<bool> {
    let names = world.names;
    for statement in &names.file.statements {
        let StatementKind::Sync { resource, criterion } = &statement.kind else { continue };
        if resource.groups != names.groups {
            continue;
        }
        decision.line = Some(names.line_number(statement.span));
        let truth = match criterion {
            None => Truth::True,
            Some(criterion) => world.truth(criterion, None).map_err(because_of)?,
        };
        return match truth {
            Truth::True => Ok(true),
            Truth::Unknown if world.current.is_some() => Err(because_of(codes::UNKNOWN_OUTCOME.id)),
            _ => Ok(false),
        };
    }
    Ok(true)
}

/// What the source says of the status, if anything.
fn source_status(world: &World) -> Done<Option<String>> {
    let stated = world.names.file.statements.iter().find_map(|statement| match &statement.kind {
        StatementKind::SourceStatus(value) => Some(value),
        _ => None,
    });
    if let Some(value) = stated {
        return match world.value(value, true, None).map_err(because_of)? {
            Val::Absent | Val::Null => Ok(None),
            Val::Unknown => Err(because_of(codes::UNKNOWN_OUTCOME.id)),
            Val::Text(text) if ["active", "suspended", "inactive"].contains(&&*text) => {
                Ok(Some(text))
            }
            _ => Err(because_of(codes::BAD_STATUS.id)),
        };
    }
    let active = world.said.get(&(None, "active".into()));
    let super::document::Said::Rows(rows) = active.unwrap_or(&super::document::Said::Nothing)
    else {
        return Ok(None);
    };
    Ok(match rows[0].cell("").map_err(because_of)? {
        Val::Boolean(true) => Some("active".into()),
        Val::Boolean(false) => Some("inactive".into()),
        _ => None,
    })
}

/// A condition that must be known.
fn known(world: &World, condition: &Expr) -> Done<bool> {
    if !world.given && needs_source(world.names, condition) {
        return Err(because_of(codes::USER_NEEDED.id));
    }
    match world.truth(condition, None).map_err(because_of)? {
        Truth::Unknown => Err(because_of(codes::UNKNOWN_OUTCOME.id)),
        truth => Ok(truth == Truth::True),
    }
}

type Acts = (&'static str, Option<Json>);

fn status_line(world: &World, event: &str, decision: &mut Decision) -> Done<Option<Acts>> {
    if world.names.groups {
        return Ok(None);
    }
    for statement in &world.names.file.statements {
        let StatementKind::Status(lines) = &statement.kind else { continue };
        for line in lines.iter().filter(|line| line.event.text == event) {
            let holds = match &line.condition {
                None => true,
                Some(condition) => known(world, condition)?,
            };
            if !holds {
                continue;
            }
            decision.line = Some(world.names.line_number(line.span));
            if line.action.text == "reject" {
                return Err(because_of(codes::REJECTED.id));
            }
            let action = scimrules::Action::from_text(&line.action.text).expect("an action").text();
            return Ok(Some((action, line.follow_up.as_ref().map(follow_up))));
        }
    }
    Ok(None)
}

fn follow_up(follow_up: &FollowUp) -> Json {
    let count = follow_up.count;
    let after = match follow_up.unit.text.trim_end_matches('s') {
        "minute" => format!("PT{count}M"),
        "hour" => format!("PT{count}H"),
        "day" => format!("P{count}D"),
        "week" => format!("P{count}W"),
        "month" => format!("P{count}M"),
        _ => format!("P{count}Y"),
    };
    json!({ "action": follow_up.action.text, "after": after })
}

fn protected(world: &World) -> Done<Option<Span>> {
    for statement in &world.names.file.statements {
        if let StatementKind::Protect { resource, condition } = &statement.kind
            && resource.groups == world.names.groups
            && known(world, condition)?
        {
            return Ok(Some(statement.span));
        }
    }
    Ok(None)
}

/// The values of the fields; with every reason why there is no record.
fn record(world: &World, takes_away: bool, event: &str) -> Done<Vec<Val>> {
    let mut faults = BTreeSet::new();
    let mut record = Vec::new();
    let needed = |field: &Field, value: &Val| {
        field.required && (*value == Val::Null || *value == Val::Absent && event == "create")
    };
    for (field, value) in world.names.fields.iter().zip(&world.target) {
        record.push(match value {
            Ok(value) if !needed(field, value) => value.clone(),
            _ if takes_away => Val::Absent,
            Ok(_) => {
                faults.insert(codes::REQUIRED_MISSING.id);
                Val::Absent
            }
            Err(fault) => {
                faults.insert(fault);
                Val::Absent
            }
        });
    }
    if faults.is_empty() { Ok(record) } else { Err(faults) }
}

fn notify(world: &World, event: &str, action: &str, decision: &mut Decision) -> Done<()> {
    if ["ignore", "unchanged"].contains(&action) || world.names.groups {
        return Ok(());
    }
    let mut faults = BTreeSet::new();
    for mail in [false, true] {
        for statement in &world.names.file.statements {
            let StatementKind::Notify(lines) = &statement.kind else { continue };
            match notice(world, event, lines.iter().filter(|line| line.mail == mail)) {
                Ok(Some(to)) => {
                    let what = if mail { "mail" } else { "password" };
                    decision.notify.push(json!({ "what": what, "to": to }));
                }
                Ok(None) => {}
                Err(fault) => drop(faults.insert(fault)),
            }
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Whom the first line that holds tells.
fn notice<'l>(
    world: &World,
    event: &str,
    lines: impl Iterator<Item = &'l NotifyLine>,
) -> Worked<Option<String>> {
    for line in lines {
        if line.event.as_ref().is_some_and(|wanted| wanted.text != event) {
            continue;
        }
        if let Some(condition) = &line.condition
            && world.truth(condition, None)? != Truth::True
        {
            continue;
        }
        let word = match &line.to.kind {
            ExprKind::Path(path) => path.bare().filter(|w| ["user", "admin", "nobody"].contains(w)),
            _ => None,
        };
        return match word {
            Some(word) => Ok(Some(word.to_owned())),
            None => Ok(match world.value(&line.to, true, None)? {
                Val::Text(address) => Some(address),
                _ => None,
            }),
        };
    }
    Ok(None)
}

/// A time that is not over.
fn again(world: &World, decision: &mut Decision) -> Done<()> {
    if world.names.groups || !world.given {
        return Ok(());
    }
    for statement in &world.names.file.statements {
        let StatementKind::Again(value) = &statement.kind else { continue };
        let worked = world.value(value, true, None);
        let now = world.now.and_then(Val::date);
        match worked {
            Ok(Val::Date { at, text }) => {
                let over = matches!(now, Some(Val::Date { at: now, .. }) if at <= now);
                decision.again = (!over).then_some(text);
            }
            Ok(_) => {}
            Err(_) if takes_access_away(decision.action) || decision.action == "ignore" => {}
            Err(fault) => return Err(because_of(fault)),
        }
    }
    Ok(())
}
