"""Whether a body is one that the API's own description allows: the discovery document that ships with the client."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import googleapiclient

if TYPE_CHECKING:
    from collections.abc import Iterator

_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "array": list,
    "object": dict,
}


@cache
def schemas() -> dict[str, Any]:
    """Name -> schema."""
    folder = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
    found: dict[str, Any] = json.loads((folder / "docs.v1.json").read_text("utf-8"))["schemas"]
    return found


def findings(body: object, name: str) -> list[str]:
    """What is wrong with a body, each with its place; [] for one that the API can read."""
    return list(_object(body, name, name))


def _object(body: object, name: str, place: str) -> Iterator[str]:
    schema = schemas()[name]
    if not isinstance(body, dict):
        yield f"{place}: not an object"
        return
    for key, value in body.items():
        known = schema.get("properties", {}).get(key)
        if known is None:
            yield f"{place}.{key}: unknown"
        else:
            yield from _value(value, known, f"{place}.{key}")


def _value(value: object, schema: dict[str, Any], place: str) -> Iterator[str]:
    if "$ref" in schema:
        yield from _object(value, schema["$ref"], place)
        return
    wanted = schema["type"]
    if not isinstance(value, _TYPES[wanted]) or (wanted in ("integer", "number") and isinstance(value, bool)):
        yield f"{place}: not of type {wanted}"
    elif "enum" in schema and value not in schema["enum"]:
        yield f"{place}: {value!r} is none of its values"
    elif "Output only" in schema.get("description", "") or "read-only" in schema.get("description", ""):
        yield f"{place}: read-only"
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _value(item, schema["items"], f"{place}[{number}]")
