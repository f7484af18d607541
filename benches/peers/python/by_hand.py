"""The work by hand: a parsed user in, the decision as a dict out."""

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
DEPARTMENTS = {"engineering", "support", "sales"}
BECAUSE = {"rule": "sync users where", "line": 22}
IGNORE = {"action": "ignore", "because": BECAUSE}
FIELDS = (
    "given_name", "family_name", "display_name", "email", "mobile", "country", "city",
    "employee_id", "department", "cost_centre", "job_title", "login",
)


def decide(user):
    """Decides."""
    user_name = user["userName"]
    enterprise = user.get(ENTERPRISE) or {}
    department = enterprise.get("department")
    lower = user_name.lower()
    if (
        not lower.endswith("@example.com")
        or (user.get("userType") or "").lower() == "contractor"
        or not (
            (department or "").lower() in DEPARTMENTS
            or any(group["display"].lower().startswith("sync-") for group in user.get("groups") or ())
        )
    ):
        return IGNORE
    name = user.get("name") or {}
    given, family = name.get("givenName"), name.get("familyName")
    display = user.get("displayName")
    if not display and given and family:
        display = f"{given} {family}"
    emails = user.get("emails") or ()
    email = first(emails, "type", "work", "value") or first(emails, "primary", True, "value")
    title = user.get("title")
    return created(user.get("active") is not False, (
        given,
        family,
        display,
        (email or user_name).lower(),
        first(user.get("phoneNumbers") or (), "type", "mobile", "value"),
        "India",
        first(user.get("addresses") or (), "type", "work", "locality"),
        enterprise.get("employeeNumber"),
        department,
        enterprise.get("costCenter"),
        title and title.strip(),
        lower.partition("@")[0],
    ))


def first(items, key, value, take):
    """The first element whose key has the value."""
    for item in items:
        if item.get(key) == value:
            return item.get(take)
    return None


def created(active, values):
    """The decision of somebody in scope, from the values of FIELDS."""
    record = {field: value for field, value in zip(FIELDS, values) if value}
    matching = [
        {"field": field, "value": record[field]}
        for field in ("employee_id", "email")
        if field in record
    ]
    return {
        "action": "create",
        "event": "create",
        "status": "active" if active else "inactive",
        "record": record,
        "match": matching,
        "because": BECAUSE,
    }


def of_list(values):
    """The decision of what an engine worked out: status and values, or nothing."""
    return created(values[0] == "active", values[1:]) if values else IGNORE
