#!/usr/bin/env python3
"""Makes `users.ndjson`: about three thousand made requests, then the users of the payloads.

    python3 examples/make_users.py > examples/users.ndjson

Each line is a request, or a bare SCIM user, as an identity provider or a host would send it.
People, departments and numbers come from lists below and a fixed seed: the same program always
writes the same bytes. Nobody in the file exists.

The mix fits `jumpcloud.rules` (users of example.com, groups that start with `sync-`):

    scimrules simulate examples/jumpcloud.rules examples/users.ndjson

shows every action, each with its reason, and stays within `limit deactivate + delete to 5%`.
Only the standard library is used.
"""

import json
import pathlib
import random
import sys

SEED = 20260131
MADE = 3000

CORE = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
ACME = "urn:ietf:params:scim:schemas:extension:acme:2.0:User"

GIVEN = """Ada Grace Alan Edsger Barbara Donald Niklaus Tony Radia Leslie Frances Ken Dennis Margaret
Katherine Dorothy Zoë Jörg Łukasz Søren Björn Agnès José Iñaki Chloé François Müjde Ömer Đặng Nguyễn
Anja Priya Arjun Ananya Rahul Lakshmi Sanjay Wei Mei Hiroshi Yuki Olga Ivan Nadia Amara Kwame Zainab
Thandiwe Siobhán Pádraig Eoin Ximena Joaquín Beatriz João Åsa Göran Ágnes Péter Žofia Kateřina""".split()
FAMILY = """Lovelace Hopper Turing Dijkstra Liskov Knuth Wirth Hoare Perlman Lamport Allen Thompson
Ritchie Hamilton Johnson Vaughan Müller Weiß Żółć Østergaard Lindström Lefèvre García Núñez Çelik
Öztürk Trần Phạm Iyer Kumar Sharma Rao Patel Krishnan Chen Wang Tanaka Suzuki Ivanova Petrov Okafor
Mensah Dlamini O'Brien Ó'Súilleabháin Fernández Gonçalves Åkesson Nagy Horváth Dvořáková van-der-Berg""".split()
DEPARTMENTS = ["Engineering", "Support", "Sales"]
OTHER_DEPARTMENTS = ["Legal", "Finance", "Facilities", "Marketing"]
OFFICES = ["Chennai", "Bengaluru", "Austin", "Oslo", "Lisbon"]
TITLES = ["Engineer", " Senior Engineer", "Agent", "Account Manager", "Director", "Intern", None]
GROUPS = ["sync-all", "sync-eng", "sync-sales", "local-football", "Everyone"]
NAMES_IN_CAPITALS = ["USERNAME", "NAME", "EMAILS", "Title", "Active"]

PLAIN = str.maketrans({
    "ß": "ss", "Ł": "l", "ł": "l", "ø": "o", "Ø": "o", "Đ": "d", "đ": "d", "'": "", "-": "",
})


def plain(text):
    """Letters of ASCII in lower case, for an address."""
    import unicodedata

    text = unicodedata.normalize("NFKD", text.translate(PLAIN))
    return "".join(letter for letter in text if letter.isascii()).lower()


class Maker:
    """Makes people and dresses them as each provider would."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.number = 0

    def chance(self, share):
        return self.random.random() < share

    def person(self):
        """What is true of somebody, whoever sends it."""
        self.number += 1
        choice = self.random.choice
        given, family = choice(GIVEN), choice(FAMILY)
        return {
            "given": given,
            "family": family,
            "user": f"{plain(given)}.{plain(family)}{self.number}@example.com",
            "number": f"{self.number:05d}",
            "department": choice(DEPARTMENTS),
            "office": choice(OFFICES),
            "title": choice(TITLES),
            "type": "Employee" if self.chance(0.8) else None,
            "mobile": f"+91 98{self.random.randrange(10**8):08d}" if self.chance(0.6) else None,
            "manager": f"{self.random.randrange(1, 400):05d}" if self.chance(0.7) else None,
            "active": True,
        }

    # The providers.

    def jumpcloud(self, person):
        user = {
            "schemas": [CORE, ENTERPRISE],
            "userName": person["user"],
            "externalId": f"66e2d6895904{person['number']}",
            "name": {"familyName": person["family"], "givenName": person["given"]},
            "displayName": f"{person['given']} {person['family']}",
            "active": person["active"],
            "emails": [{"primary": True, "type": "work", "value": person["user"]}],
            "locale": "en-US",
            ENTERPRISE: enterprise(person),
        }
        user["addresses"] = [{"type": "work", "locality": person["office"], "primary": True}]
        user["phoneNumbers"] = numbers(person)
        if person["title"]:
            user["title"] = person["title"]
        if self.chance(0.1):
            # JumpCloud's way to say that there are none: the user name stands in.
            user["emails"] = None
        return user

    def okta(self, person):
        user = {
            "schemas": [CORE, ENTERPRISE],
            "userName": person["user"],
            "name": {"givenName": person["given"], "familyName": person["family"]},
            "emails": [
                {"primary": True, "value": person["user"], "type": "work"},
                {"primary": False, "value": f"home{person['number']}@mail.example", "type": "home"},
            ],
            "displayName": f"{person['given']} {person['family']}",
            "locale": "en_US",
            "password": f"s3cret-{person['number']}",
            "phoneNumbers": numbers(person),
            "active": person["active"],
            ENTERPRISE: enterprise(person),
        }
        if person["title"]:
            user["title"] = person["title"]
        return user

    def entra(self, person):
        user = {
            "schemas": [CORE, ENTERPRISE],
            "userName": person["user"].capitalize(),
            "active": "True" if person["active"] else "False",
            "displayName": f"{person['given']} {person['family']}",
            "emails": [{"primary": "True", "type": "work", "value": person["user"]}],
            "meta": {"resourceType": "User"},
            "name.givenName": person["given"],
            "name.familyName": person["family"],
        }
        for key, value in enterprise(person).items():
            user[f"{ENTERPRISE}:{key}"] = value
        if person["manager"]:
            user[f"{ENTERPRISE}:manager"] = person["manager"]
        if self.chance(0.3):
            user["roles"] = [{"primary": "True", "value": '{"id":"1","value":"reader","display":"Reader"}'}]
        return user

    def onelogin(self, person):
        user = {
            "schemas": [CORE],
            "userName": person["user"],
            "name": {"givenName": person["given"], "familyName": person["family"]},
            "emails": {"value": person["user"], "primary": True},
            "phoneNumbers": [],
            "roles": ["user"],
            "title": person["title"] or "",
            ENTERPRISE: enterprise(person),
        }
        return user

    def google(self, person):
        user = {
            "userName": person["user"],
            "name": {"givenName": person["given"], "familyName": person["family"]},
            "suspended": False,
            "archived": False,
            "orgUnitPath": f"/Staff/{person['department']}",
            "emails": [
                {"value": person["user"], "type": "work", "primary": True},
                {"value": f"alias{person['number']}@example.com", "type": "alias"},
            ],
            ENTERPRISE: enterprise(person),
        }
        if self.chance(0.5):
            user[ACME] = {"costCode": f"CC-{self.random.randrange(10, 99)}"}
        return user

    def dressed(self, person):
        style = self.random.choice(
            [self.jumpcloud, self.jumpcloud, self.jumpcloud, self.okta, self.entra, self.onelogin, self.google]
        )
        user = style(person)
        if person["type"]:
            user["userType"] = person["type"]
        return user

    # The stories.

    def groups(self):
        names = self.random.sample(GROUPS, self.random.randrange(0, 4))
        return [{"value": f"g{GROUPS.index(name)}", "display": name} for name in sorted(names)]

    def newcomer(self):
        person = self.person()
        user = self.dressed(person)
        if self.chance(0.3):
            return {"user": user, "groups": self.groups()}
        if self.chance(0.2):
            user["groups"] = self.groups()
        return user

    def outsider(self):
        """Not in scope, and unknown to the target."""
        person = self.person()
        kind = self.random.randrange(4)
        if kind == 0:
            person["user"] = person["user"].replace("example.com", "partner.example")
        elif kind == 1:
            person["type"] = "Contractor"
        else:
            person["department"] = self.random.choice(OTHER_DEPARTMENTS)
        user = self.dressed(person)
        # Without groups it cannot be known whether a sync- group brings the user in.
        if kind == 3 and self.chance(0.5):
            return user
        return {"user": user, "groups": []}

    def by_group(self):
        """Of another department, but a member of a sync- group."""
        person = self.person()
        person["department"] = self.random.choice(OTHER_DEPARTMENTS)
        return {"user": self.dressed(person), "groups": [{"value": "g0", "display": "sync-all"}]}

    def record(self, person, user):
        """The account as the last run left it."""
        offices = {"Chennai": "India South", "Bengaluru": "India South", "Austin": "US Central"}
        given_office = user.get("addresses")
        record = {
            "first_name": person["given"],
            "last_name": person["family"],
            "display_name": user.get("displayName", f"{person['given']} {person['family']}"),
            "email": person["user"],
            "login": plain(person["given"][0] + person["family"]),
            "mobile": person["mobile"] if user.get("phoneNumbers") else None,
            "country": "India",
            "location": offices.get(person["office"], "Remote") if given_office else "Remote",
            "employee_id": person["number"],
            "department": person["department"],
            "job_title": (user.get("title") or "Employee").strip(),
            "manager": person["manager"],
            "cost_centre": "CC-1",
        }
        return {key: value for key, value in record.items() if value is not None}

    def known(self):
        person = self.person()
        user = self.dressed(person)
        return person, user, self.record(person, user)

    def unchanged(self):
        _, user, record = self.known()
        return {"user": user, "current": {"status": "active", "record": record}}

    def changed(self):
        _, user, record = self.known()
        for field in self.random.sample(["job_title", "department", "display_name", "manager"], 2):
            record[field] = "Before"
        return {"user": user, "current": {"status": "active", "record": record}}

    def without_record(self):
        _, user, _ = self.known()
        return {"user": user, "current": {"status": "active"}}

    def back_again(self):
        _, user, record = self.known()
        user["active"] = True
        status = self.random.choice(["inactive", "suspended"])
        return {"user": user, "current": {"status": status, "record": record}}

    def disabled(self):
        _, user, record = self.known()
        user["active"] = self.random.choice([False, "False"])
        return {"user": user, "current": {"status": "active", "record": record}}

    def disabled_before(self):
        _, user, record = self.known()
        user["active"] = False
        return {"user": user, "current": {"status": "inactive", "record": record}}

    def inactive_newcomer(self):
        person = self.person()
        person["active"] = False
        user = self.dressed(person)
        user["active"] = False
        return user

    def leaver(self):
        """Moved to a department that is not synced."""
        person, user, record = self.known()
        other = self.random.choice(OTHER_DEPARTMENTS)
        user.pop(f"{ENTERPRISE}:department", None)
        user[ENTERPRISE] = dict(user.get(ENTERPRISE, {}), department=other)
        return {"user": user, "groups": [], "current": {"status": "active", "record": record}}

    def removed(self):
        _, user, record = self.known()
        if self.chance(0.4):
            user["userType"] = "Contractor"
        return {"operation": "delete", "user": user, "current": {"status": "active", "record": record}}

    def removed_twice(self):
        """Deleted in the source, and never known here."""
        return {"operation": "delete", "user": {"userName": self.person()["user"]}}

    def unknown_groups(self):
        """Of another department, with an account, and nobody says which groups."""
        person = self.person()
        person["department"] = self.random.choice(OTHER_DEPARTMENTS)
        return {"user": self.dressed(person), "current": {"status": "active"}}

    def missing_part(self):
        user = self.jumpcloud(self.person())
        user["name"] = {"familyName": user["name"]["familyName"], "givenName": self.random.choice(["", None])}
        return user

    def unreadable(self):
        user = self.jumpcloud(self.person())
        user["active"] = self.random.choice(["yes", "enabled", 1])
        return {"user": user, "current": {"status": "active"}}

    def contradicting(self):
        user = self.jumpcloud(self.person())
        user["USERNAME"] = "somebody.else@example.com"
        return user

    def other_case(self):
        """The same attributes in other spellings, the domain in capitals."""
        person = self.person()
        user = self.jumpcloud(person)
        user["userName"] = person["user"].upper()
        for name in self.random.sample(NAMES_IN_CAPITALS, 3):
            for key in [key for key in user if key.lower() == name.lower()]:
                user[name] = user.pop(key)
        return user

    def twice(self):
        """Said twice, alike."""
        user = self.jumpcloud(self.person())
        user["Title"] = user.setdefault("title", "Engineer")
        return user

    def owner(self):
        user = self.jumpcloud(dict(self.person(), user="owner@example.com"))
        user["active"] = False
        return {"user": user, "current": {"status": "active", "record": {"email": "owner@example.com"}}}


def enterprise(person):
    found = {"department": person["department"], "employeeNumber": person["number"]}
    if person["manager"]:
        found["manager"] = {"value": person["manager"]}
    return found


def numbers(person):
    if not person["mobile"]:
        return []
    return [{"type": "mobile", "value": person["mobile"]}, {"type": "work", "value": "+1 555 0100", "primary": True}]


# How often each story is told, of a thousand. Leavers are few: more would exceed the limit.
STORIES = {
    "newcomer": 240,
    "outsider": 110,
    "by_group": 40,
    "unchanged": 230,
    "changed": 160,
    "without_record": 60,
    "back_again": 25,
    "disabled": 8,
    "disabled_before": 30,
    "inactive_newcomer": 20,
    "leaver": 5,
    "removed": 6,
    "removed_twice": 6,
    "unknown_groups": 8,
    "missing_part": 10,
    "unreadable": 4,
    "contradicting": 4,
    "other_case": 20,
    "twice": 12,
    "owner": 2,
}


def made():
    maker = Maker(SEED)
    stories = [story for story, share in STORIES.items() for _ in range(share * MADE // 1000)]
    maker.random.shuffle(stories)
    for story in stories:
        yield getattr(maker, story)()


def user_bodies():
    """The bodies of the payloads that are a SCIM user, in the order of their manifest."""
    folder = pathlib.Path(__file__).resolve().parent.parent / "tests" / "cases" / "payloads"
    for line in (folder / "MANIFEST.jsonl").read_text(encoding="utf-8").splitlines():
        body = json.loads((folder / json.loads(line)["file"]).read_text(encoding="utf-8"))
        names = {key.lower() for key in body}
        schemas = " ".join(map(str, body.get("schemas") or [])).lower()
        other = any(word in schemas for word in ("patchop", "bulk", "listresponse", "error", ":group"))
        if ("username" in names or CORE.lower() in schemas) and not other and "operations" not in names:
            yield body


def main():
    out = open(sys.stdout.fileno(), "w", encoding="utf-8", newline="\n", closefd=False)
    for request in [*made(), *user_bodies()]:
        out.write(json.dumps(request, ensure_ascii=False, separators=(",", ":")) + "\n")
    out.flush()


if __name__ == "__main__":
    main()
