"""Frozen data as plain JSON and back, by its types: exact, in order, without what is as by default."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from mapdocs.problems import Problem

_NAMES = {"Mapping": Mapping, "date": date, "Decimal": Decimal, "Problem": Problem}
"""What the modules of plain data types import for type checkers only."""
_SCALARS = (Literal, date, Decimal, str, int, float, bool)
_MISSING: Any = object()


class _Part(NamedTuple):
    """A field: its name, its key in JSON, its type, its default."""

    name: str
    key: str
    kind: Any
    default: Any


def to_plain(value: object) -> Any:  # noqa: ANN401 - JSON
    """Maps, lists, text, numbers, flags and null; maps keep their order."""
    if isinstance(value, BaseModel) or dataclasses.is_dataclass(value):
        return _fields(value)
    if isinstance(value, Mapping):
        return {str(key): to_plain(child) for key, child in value.items()}
    if isinstance(value, frozenset):
        return sorted(to_plain(child) for child in value)
    if isinstance(value, (tuple, list)):
        return [to_plain(child) for child in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _fields(value: Any) -> dict[str, Any]:  # noqa: ANN401
    kind: Any = type(value)
    found = ((part, getattr(value, part.name)) for part in _parts(kind))
    return {part.key: to_plain(child) for part, child in found if not _same(child, part.default)}


def _same(value: object, default: object) -> bool:
    """Alike to the digit: 1 and 1.0 are equal, and not the same."""
    return default is not _MISSING and value == default and repr(value) == repr(default)


def from_plain(kind: Any, data: Any) -> Any:  # noqa: ANN401 - any type, and its value
    """The value that `to_plain` had; ValueError where the data is no such thing."""
    origin, args = get_origin(kind) or kind, get_args(kind)
    if kind is Any or (data is None and type(None) in args):
        return data
    if origin in (Annotated, Union, types.UnionType):
        return _one_of([arg for arg in args if arg is not type(None)], data)
    if origin in (tuple, frozenset, Mapping, dict):
        return _many(origin, args, data)
    return _scalar(kind, args, data) if origin in _SCALARS else _made(kind, data)


def _one_of(kinds: list[Any], data: Any) -> Any:  # noqa: ANN401
    """The first of these kinds that the data fits; what is said of an unfit one is said of the last."""
    for kind in kinds[:-1] if dataclasses.is_dataclass(kinds[-1]) else ():
        try:
            return from_plain(kind, data)
        except ValueError:
            continue
    return from_plain(kinds[-1] if dataclasses.is_dataclass(kinds[-1]) else kinds[0], data)


def _scalar(kind: Any, choices: tuple[Any, ...], data: Any) -> Any:  # noqa: ANN401
    if choices:
        return _expect(data, data in choices)
    if kind in (date, Decimal):
        return _read(kind, _expect(data, isinstance(data, str)))
    return _expect(data, type(data) is kind or (kind is float and type(data) is int))


def _expect(data: Any, right: bool) -> Any:  # noqa: ANN401, FBT001
    if not right:
        raise ValueError(f"{str(data)[:40]!r} is not expected here")
    return data


def _many(origin: Any, args: tuple[Any, ...], data: Any) -> Any:  # noqa: ANN401
    if origin in (Mapping, dict):
        entries = _expect(data, isinstance(data, dict)).items()
        return {key: from_plain(args[1], child) for key, child in entries}
    items = _expect(data, isinstance(data, list))
    if origin is tuple and args[-1] is not Ellipsis:
        _expect(data, len(items) == len(args))
        return tuple(from_plain(arg, child) for arg, child in zip(args, items, strict=True))
    return origin(from_plain(args[0], child) for child in items)


def _read(kind: Any, text: str) -> Any:  # noqa: ANN401
    try:
        return date.fromisoformat(text) if kind is date else Decimal(text)
    except ArithmeticError:
        raise ValueError(f"{text[:40]!r} is not a number") from None


def _made(kind: Any, data: Any) -> Any:  # noqa: ANN401
    """A model or dataclass; an unknown key is refused, since it would be lost."""
    parts, keys, needed = _shape(kind)
    entries = _expect(data, isinstance(data, dict))
    if not (entries.keys() <= keys and needed <= entries.keys()):
        missing, unknown = sorted(needed - entries.keys()), sorted(entries.keys() - keys)
        raise ValueError(f"{kind.__name__} lacks {missing} or does not have {unknown}")
    values = {part.name: from_plain(part.kind, entries[part.key]) for part in parts if part.key in entries}
    return kind.model_construct(**values) if issubclass(kind, BaseModel) else kind(**values)


@lru_cache(maxsize=256)
def _shape(kind: Any) -> tuple[tuple[_Part, ...], frozenset[str], frozenset[str]]:  # noqa: ANN401
    """Its fields, their keys, and those that must be there."""
    parts = _parts(kind)
    needed = frozenset(part.key for part in parts if part.default is _MISSING)
    return parts, frozenset(part.key for part in parts), needed


@lru_cache(maxsize=256)
def _parts(kind: Any) -> tuple[_Part, ...]:  # noqa: ANN401
    if issubclass(kind, BaseModel):
        return tuple(
            _Part(name, field.alias or name, field.annotation, _MISSING if field.is_required() else field.default)
            for name, field in kind.model_fields.items()
        )
    hints = get_type_hints(kind, localns=_NAMES)
    return tuple(_Part(f.name, f.name, hints[f.name], _default(f)) for f in dataclasses.fields(kind))


def _default(field: dataclasses.Field[Any]) -> Any:  # noqa: ANN401
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return _MISSING if field.default is dataclasses.MISSING else field.default
