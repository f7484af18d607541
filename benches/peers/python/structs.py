"""The work by hand with msgspec: only what it reads is made."""

import msgspec

import by_hand


class Struct(msgspec.Struct, gc=False, rename="camel"):
    """Names as SCIM writes them."""


class Name(Struct):
    given_name: str | None = None
    family_name: str | None = None


class Typed(Struct):
    value: str | None = None
    type: str | None = None
    primary: bool | None = None


class Address(Struct):
    type: str | None = None
    locality: str | None = None


class Group(Struct):
    display: str | None = None


class Enterprise(Struct):
    employee_number: str | None = None
    department: str | None = None
    cost_center: str | None = None


class User(msgspec.Struct, gc=False, rename={
    "user_name": "userName", "user_type": "userType", "display_name": "displayName",
    "phone_numbers": "phoneNumbers", "enterprise": by_hand.ENTERPRISE,
}):
    user_name: str
    active: bool | None = None
    user_type: str | None = None
    display_name: str | None = None
    title: str | None = None
    name: Name | None = None
    emails: list[Typed] | None = None
    phone_numbers: list[Typed] | None = None
    addresses: list[Address] | None = None
    groups: list[Group] | None = None
    enterprise: Enterprise | None = None


NO_NAME, NO_ENTERPRISE = Name(), Enterprise()
decode = msgspec.json.Decoder(User).decode
encode = msgspec.json.Encoder().encode


def decide(body):
    """Bytes in, bytes out."""
    user = decode(body)
    enterprise = user.enterprise or NO_ENTERPRISE
    department = enterprise.department
    lower = user.user_name.lower()
    if (
        not lower.endswith("@example.com")
        or (user.user_type or "").lower() == "contractor"
        or not (
            (department or "").lower() in by_hand.DEPARTMENTS
            or any((group.display or "").lower().startswith("sync-") for group in user.groups or ())
        )
    ):
        return encode(by_hand.IGNORE)
    name = user.name or NO_NAME
    display = user.display_name
    if not display and name.given_name and name.family_name:
        display = f"{name.given_name} {name.family_name}"
    emails = user.emails or ()
    work = of_type(emails, "work")
    email = (work and work.value) or next((it.value for it in emails if it.primary), None)
    mobile = of_type(user.phone_numbers or (), "mobile")
    address = of_type(user.addresses or (), "work")
    return encode(by_hand.created(user.active is not False, (
        name.given_name,
        name.family_name,
        display,
        (email or user.user_name).lower(),
        mobile and mobile.value,
        "India",
        address and address.locality,
        enterprise.employee_number,
        department,
        enterprise.cost_center,
        user.title and user.title.strip(),
        lower.partition("@")[0],
    )))


def of_type(items, kind):
    """The first element of the type."""
    for item in items:
        if item.type == kind:
            return item
    return None
