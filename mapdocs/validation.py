"""Nodes -> models, with every fault as a problem that names its place and the nearest right word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from mapdocs.problems import Problem, brief, nearest
from mapdocs.source import Node, key_place, place, plain, without

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic_core import ErrorDetails

M = TypeVar("M", bound=BaseModel)
_KINDS = {
    "dict_type": "a map",
    "model_type": "a map",
    "mapping_type": "a map",
    "tuple_type": "a list",
    "list_type": "a list",
    "string_type": "text",
    "model_attributes_type": "a map",
}
# Each attempt takes away what was wrong; an entry is at most this deep.
_ATTEMPTS = 6


def validate(node: Node, model: type[M]) -> tuple[M | None, list[Problem]]:
    """The model, or None, and all that is wrong with the node."""
    empty = list(_empty(node, model, ()))
    try:
        return model.model_validate(plain(node)), empty
    except ValidationError as error:
        return None, [*empty, *(_problem(node, model, detail) for detail in error.errors(include_url=False))]


@dataclass(frozen=True, slots=True)
class Salvaged(Generic[M]):
    """What could be read of a node: `model` of `node`, which lacks what stood at `lost`, and all that is wrong."""

    model: M | None
    node: Node
    problems: tuple[Problem, ...] = ()
    lost: tuple[tuple[int | str, ...], ...] = ()


def salvage(node: Node, model: type[M]) -> Salvaged[M]:
    """The model of what is right in the node, so that further checks can run beside the faults found here."""
    problems = list(_empty(node, model, ()))
    lost: list[tuple[int | str, ...]] = []
    rest: Node | None = node
    for attempt in range(_ATTEMPTS):
        if rest is None:
            break
        try:
            return Salvaged(model.model_validate(plain(rest)), rest, tuple(problems), tuple(lost))
        except ValidationError as error:
            found = error.errors(include_url=False)
        # What is missing later on was taken away here.
        news = [detail for detail in found if not attempt or not _taken(detail, lost)]
        problems += [_problem(rest, model, detail) for detail in news]
        for path in sorted((_lost(detail) for detail in found), key=str, reverse=True):
            rest = without(rest, path) if rest else None
            lost.append(path)
    return Salvaged(None, node, tuple(problems), tuple(lost))


def _empty(node: Node, model: type[BaseModel], path: tuple[int | str, ...]) -> Iterator[Problem]:
    """Unknown keys without a value, which the model never sees; most are the rest of a text with a comma in it."""
    steps = node.entries.items() if node.kind == "map" else enumerate(node.items)
    names = [step for step, child in steps if child.kind == "null"]
    known = _keys_at(model, path) if names else []
    for name in names:
        if known and name not in known:
            message = f'"{brief(name)}" is not a key here{_inside((*path, name))}, and has no value.'
            hint = "Put a text that holds a comma or a colon in quotes, or remove it."
            yield Problem("unknown-key", message, key_place(node, (name,)), hint)
    for step, child in node.entries.items() if node.kind == "map" else enumerate(node.items):
        if child.kind in ("map", "list"):
            yield from _empty(child, model, (*path, step))


def _taken(detail: ErrorDetails, lost: Sequence[tuple[int | str, ...]]) -> bool:
    """Whether something is missing because it was wrong, which is told already."""
    code, loc = detail["type"], _loc(detail)
    return code == "missing" or (code == "missing-key" and any(path[:-1] == loc for path in lost))


def _lost(detail: ErrorDetails) -> tuple[int | str, ...]:
    """What goes for a fault: the value, or, where a key is missing, all that lacks it."""
    return _loc(detail)[:-1] if detail["type"] == "missing" else _loc(detail)


def _problem(node: Node, model: type[BaseModel], detail: ErrorDetails) -> Problem:
    loc = _loc(detail)
    code, shown = detail["type"], brief(".".join(map(str, loc)), 120)
    if code == "extra_forbidden":
        known = _keys_at(model, loc[:-1])
        message = f'"{brief(loc[-1])}" is not a key here{_inside(loc)}.'
        return Problem("unknown-key", message, key_place(node, loc), nearest(str(loc[-1]), known))
    if code == "missing":
        message = f'"{loc[-1]}" is missing{_inside(loc)}.'
        return Problem("missing-key", message, place(node, loc[:-1]), f"Add {loc[-1]}:.")
    if code == "literal_error":
        value = _kind(detail["input"])
        hint = nearest(str(detail["input"]), _choices(str(detail.get("ctx", {}).get("expected", ""))))
        return Problem("bad-choice", f"{value} is not one of the words for {shown}.", place(node, loc), hint)
    if code in _KINDS:
        message = f"{shown or 'The file'} is {_kind(detail['input'])}, but {_KINDS[code]} is expected."
        return Problem("wrong-kind", message, place(node, loc), f"Write {_KINDS[code]}.")
    return _own(node, loc, code, detail["msg"])


def _loc(detail: ErrorDetails) -> tuple[int | str, ...]:
    """The path of a fault; that of a wrong key ends, as pydantic tells it, with a word of its own."""
    loc = detail["loc"]
    return loc[:-1] if len(loc) > 1 and loc[-1] == "[key]" and detail["type"] != "extra_forbidden" else loc


def _own(node: Node, loc: tuple[int | str, ...], code: str, message: str) -> Problem:
    """An error of our scalars: its text is the fact, then the next step."""
    fact, dot, hint = message.rpartition(". ")
    return Problem(code.replace("_", "-"), f"{fact}." if dot else message, place(node, loc), hint if dot else "")


def _inside(loc: Sequence[int | str]) -> str:
    return f" in {brief('.'.join(map(str, loc[:-1])), 120)}" if len(loc) > 1 else ""


def _kind(value: object) -> str:
    if isinstance(value, dict):
        return "a map"
    if value is None:
        return "empty"
    return "a list" if isinstance(value, (list, tuple)) else f'"{brief(value)}"'


def _choices(expected: str) -> list[str]:
    return [word.strip("' ") for word in expected.replace(" or ", ",").split(",") if word.strip()]


def _keys_at(model: Any, loc: Sequence[int | str]) -> list[str]:  # noqa: ANN401 - a type annotation
    """The keys that the model has at a path."""
    here = model
    for step in loc:
        here = _below(_bare(here), step)
    bare = _bare(here)
    if not (isinstance(bare, type) and issubclass(bare, BaseModel)):
        return []
    return [field.alias or name for name, field in bare.model_fields.items()]


def _below(here: Any, step: int | str) -> Any:  # noqa: ANN401
    if isinstance(here, type) and issubclass(here, BaseModel):
        for name, field in here.model_fields.items():
            if (field.alias or name) == step:
                return field.annotation
        return None
    args = get_args(here)
    return (args[1] if get_origin(here) in (dict, Mapping) and len(args) > 1 else args[0]) if args else None


def _bare(annotation: Any) -> Any:  # noqa: ANN401
    """Without Annotated and without `| None`."""
    while get_origin(annotation) in (Annotated, Union, UnionType):
        annotation = next(arg for arg in get_args(annotation) if arg is not type(None))
    return annotation
