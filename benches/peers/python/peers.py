"""Who is measured. Each peer has a way to take the user (not measured) and to decide (measured)."""

import json
import pathlib

import cel
import msgspec
import orjson
import zen

import by_hand
import structs

PEERS_FOLDER = pathlib.Path(__file__).parent.parent
RULES = PEERS_FOLDER.parent / "work" / "mapping.rules"


def same(value):
    """Bytes are taken as they are."""
    return value


def text(program, name):
    """A program that a peer in Rust uses too."""
    return (PEERS_FOLDER / program / "src" / name).read_text()


def with_json(body):
    return json.dumps(by_hand.decide(json.loads(body)), separators=(",", ":")).encode()


def with_orjson(body):
    return orjson.dumps(by_hand.decide(orjson.loads(body)))


def with_zen():
    """Criteria and record in one expression, which takes the bytes itself."""
    criteria, record = text("in_zen", "criteria.zen"), text("in_zen", "record.zen")
    fields = ("status", *by_hand.FIELDS)
    expression = zen.compile_expression(f"({criteria}) ? {record} : null")

    def decide(body):
        record = expression.evaluate(body)
        return orjson.dumps(by_hand.of_list(record and [record[field] for field in fields]))

    return decide


def with_cel():
    """The functions of texts are Python's: the package has none of its own."""
    criteria = cel.compile(text("in_cel", "criteria.cel"))
    record = cel.compile(text("in_cel", "record.cel"))
    functions = {"lowerAscii": str.lower, "trim": str.strip, "split": str.split}

    def decide(body):
        context = cel.Context({"user": orjson.loads(body)}, functions)
        inside = criteria.execute(context)
        return orjson.dumps(by_hand.of_list(record.execute(context) if inside else None))

    return decide


def with_scimrules():
    """Ours, where the module is installed."""
    try:
        import scimrules
    except ImportError:
        return []
    rules = scimrules.Rules.from_file(RULES)
    return [
        ("**scimrules**", same, rules.decide_bytes),
        ("**scimrules**: dict to dict", orjson.loads, lambda user: rules.decide(user).to_dict()),
    ]


def peers():
    """Name, how the user is taken, how it is decided."""
    return [
        *with_scimrules(),
        ("by hand: msgspec structs", same, structs.decide),
        ("by hand: orjson", same, with_orjson),
        ("by hand: json", same, with_json),
        ("by hand: dict to dict", orjson.loads, by_hand.decide),
        ("zen-engine", same, with_zen()),
        ("common-expression-language", same, with_cel()),
    ]


def value(decision):
    """A decision as a value, whether it was written or not."""
    return decision if isinstance(decision, dict) else msgspec.json.decode(decision)
