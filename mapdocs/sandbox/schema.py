"""The discovery schemas that ship with Google's client: what bodies, field masks and answers may hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from mapdocs.sandbox.errors import bad

Api = Literal["docs", "drive"]
Json = Mapping[str, Any]
_FILES = {"docs": "docs.v1.json", "drive": "drive.v3.json"}
_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "any": (object,),
}


@cache
def discovery(api: Api) -> Json:
    """The whole description of an API."""
    told = files("googleapiclient.discovery_cache").joinpath("documents", _FILES[api]).read_text("utf-8")
    parsed: Json = json.loads(told)
    return parsed


def schema(api: Api, name: str) -> Json:
    """One of its schemas."""
    found: Json = discovery(api)["schemas"][name]
    return found


def check_body(api: Api, name: str, body: object) -> None:
    """ApiError 400 where a body has an unknown name or a value of the wrong type, at the first such place."""
    fault = next(_faults(api, {"$ref": name}, body, ""), None)
    if fault:
        place, message = fault
        raise bad(f"Invalid JSON payload received. {message}", place)


def _faults(api: Api, told: Json, value: object, place: str) -> Iterator[tuple[str, str]]:
    """Place and fault, for each."""
    if "$ref" in told:
        told = schema(api, told["$ref"])
    kind = told.get("type", "object")
    if kind == "object":
        yield from _object_faults(api, told, value, place)
    elif kind == "array":
        if not isinstance(value, list):
            yield place, f"Proto field is not repeating, cannot start list, or the reverse: '{_said(place)}'."
            return
        for number, item in enumerate(value):
            yield from _faults(api, told["items"], item, f"{place}[{number}]")
    elif not _fits(told, kind, value):
        yield place, f"Invalid value at '{_said(place)}' ({_type_of(told)}), {json.dumps(value)}"


def _object_faults(api: Api, told: Json, value: object, place: str) -> Iterator[tuple[str, str]]:
    if not isinstance(value, dict):
        yield place, f"Invalid value at '{_said(place)}' ({told.get('id', 'object')}), {json.dumps(value)}"
        return
    known = told.get("properties", {})
    for key, item in value.items():
        inner = known.get(key) or told.get("additionalProperties")
        where = f"{place}.{key}" if place else key
        if inner is None:
            yield place, f"Unknown name \"{key}\" at '{_said(place)}': Cannot find field."
        else:
            yield from _faults(api, inner, item, where)


def _fits(told: Json, kind: str, value: object) -> bool:
    if isinstance(value, bool) and kind != "boolean":
        return kind == "any"
    if not isinstance(value, _TYPES[kind]):
        return False
    if told.get("format") == "int32" and isinstance(value, int):
        return -(2**31) <= value < 2**31
    if told.get("format") in {"int64", "uint64"}:
        return bool(re.fullmatch(r"-?\d+", str(value)))
    return "enum" not in told or value in told["enum"]


def _type_of(told: Json) -> str:
    return f"TYPE_{told.get('format', told.get('type', '')).upper()}" if "enum" not in told else "TYPE_ENUM"


def _said(place: str) -> str:
    """A place in the words of the API's messages, which are snake_case."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda found: f"_{found.group().lower()}", place)


# ---------------------------------------------------------------- field masks


def read_mask(api: Api, name: str, fields: object) -> list[tuple[str, ...]]:
    """The paths that a `fields` of an update names, checked against the schema; all of the first level for `*`.

    ApiError 400 where it is missing, or names what is not there.
    """
    if not isinstance(fields, str) or not fields.strip():
        raise bad("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)", "fields")
    if fields.strip() == "*":
        return [(key,) for key in schema(api, name)["properties"]]
    return [_path(api, name, part.strip()) for part in fields.split(",")]


def _path(api: Api, name: str, text: str) -> tuple[str, ...]:
    path = tuple(_camel(part) for part in text.split("."))
    told = schema(api, name)
    for number, key in enumerate(path):
        inner = told.get("properties", {}).get(key)
        if inner is None:
            raise bad(f"Invalid field selection {text}", "fields")
        if "$ref" not in inner and number + 1 < len(path):
            raise bad(f"Invalid field selection {text}", "fields")
        told = schema(api, inner["$ref"]) if "$ref" in inner else {}
    return path


def _camel(text: str) -> str:
    return re.sub(r"_([a-z])", lambda found: found.group(1).upper(), text)


def masked(old: Json, new: Json, paths: Iterable[tuple[str, ...]]) -> dict[str, Any]:
    """`old` with the named fields as `new` has them; a field that `new` leaves out is left out."""
    out = dict(old)
    for key, *rest in paths:
        if rest:
            inner = masked(out.get(key, {}), new.get(key, {}), [tuple(rest)])
            out[key] = inner
        elif key in new:
            out[key] = new[key]
        else:
            out.pop(key, None)
    return out
