"""Functions of the embedding product: their types, from hints or as they are said."""

from __future__ import annotations

import inspect
from datetime import datetime, timedelta, timezone
from typing import (
    TYPE_CHECKING,
    Any,
    Callable,
    Iterator,
    Literal,
    Mapping,
    NamedTuple,
    Sequence,
    get_type_hints,
)

if TYPE_CHECKING:
    from typing import TypeAlias

    _Kind: TypeAlias = Literal["string", "integer", "boolean", "dateTime", "any"]

_KINDS: dict[Any, _Kind] = {
    str: "string",
    int: "integer",
    bool: "boolean",
    datetime: "dateTime",
}
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class Function(NamedTuple):
    """A callable with the types that rules are checked against, where hints do not say them."""

    call: Callable[..., Any]
    parameters: Sequence[_Kind]
    returns: _Kind = "any"


def _kind(hint: Any) -> _Kind:
    # `str | None` is a text that may be missing.
    options: list[Any] = [part for part in getattr(hint, "__args__", ()) if part is not type(None)]
    if len(options) == 1 and type(None) in hint.__args__:
        hint = options[0]
    return _KINDS.get(hint, "any")


def _described(call: Callable[..., Any]) -> Function:
    try:
        hints = get_type_hints(call)
    except (NameError, TypeError):
        hints = {}
    parameters = inspect.signature(call).parameters.values()
    if any(parameter.kind is parameter.VAR_POSITIONAL for parameter in parameters):
        raise TypeError("a function with `*args` says its types with `Function`")
    positional = [
        parameter
        for parameter in parameters
        if parameter.kind is not parameter.KEYWORD_ONLY
        and parameter.default is parameter.empty
    ]
    kinds: list[_Kind] = [_kind(hints.get(parameter.name)) for parameter in positional]
    return Function(call, kinds, _kind(hints.get("return")))


def describe(
    functions: Mapping[str, Callable[..., Any] | Function],
) -> Iterator[tuple[str, Callable[..., Any], list[str], str]]:
    """Name, callable, types of the parameters and type of each function."""
    for name, function in functions.items():
        known = function if isinstance(function, Function) else _described(function)
        yield name, known.call, list(known.parameters), known.returns


def instant(micros: int) -> datetime:
    """A dateTime, in UTC."""
    return _EPOCH + timedelta(microseconds=micros)
