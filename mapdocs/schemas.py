"""schema: JSON Schemas of the files people write, for editors' completion and hover help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mapdocs.deal import Deal
from mapdocs.keyhelp import HELP
from mapdocs.playbook import PhaseTemplate, Playbook
from mapdocs.scalars import DAY_SCHEMA
from mapdocs.workspace import WorkspaceFile

if TYPE_CHECKING:
    from pydantic import BaseModel

    Json = dict[str, Any]

KINDS: dict[str, type[BaseModel]] = {
    "deal": Deal,
    "playbook": Playbook,
    "phase": PhaseTemplate,
    "workspace": WorkspaceFile,
}
_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema(kind: str) -> dict[str, Any]:
    """The schema of a kind of file, draft 2020-12. What a playbook or workspace may give is not required of a deal."""
    model = KINDS[kind]
    made = model.model_json_schema(by_alias=True)
    parts: dict[str, Json] = made.get("$defs", {})
    short = _short_forms(parts)
    if "Closure" in parts:
        parts["Closure"]["required"] = ["from"]
    if kind == "deal":
        made["required"] = ["buyer"]
        for name in ("Party", "Person", "Action"):
            parts[name].pop("required")
    for name, part in ((model.__name__, made), *parts.items()):
        _open(name, part, short)
    if kind == "deal":
        made["properties"]["buyer"] |= {"required": ["name"]}
    return {"$schema": _DRAFT, **made, "title": f"mapdocs {kind} file"}


def _short_forms(parts: dict[str, Json]) -> dict[str, Json]:
    """What may stand for a whole map of a part: a plain value for its main key."""
    forms: dict[str, Json] = {"Closure": DAY_SCHEMA, "GoLive": DAY_SCHEMA, "Confirmation": {"type": "string"}}
    if "State" in parts:
        forms["State"] = {"enum": parts["State"]["properties"]["is"]["enum"]}
    return {f"#/$defs/{name}": form for name, form in forms.items()}


def _open(name: str, part: Json, short: dict[str, Json]) -> None:
    """A null unsets what has a default, short forms stand beside long ones, and each key says what it is."""
    part.pop("title", None)
    required = part.get("required", ())
    for key, child in part.get("properties", {}).items():
        child.pop("default", None)
        child.pop("title", None)
        made = _formed(child, short)
        if key not in required:
            made = _or_null(made)
        part["properties"][key] = {**made, "description": HELP[f"{name}.{key}"]}


def _formed(child: Json, short: dict[str, Json]) -> Json:
    """With its short forms: a single value for a list of one, a plain one for a map, null for an entry left out."""
    if child.get("$ref") in short:
        return {"anyOf": [child, short[child["$ref"]]]}
    if "anyOf" in child:
        return {**child, "anyOf": [_formed(each, short) for each in child["anyOf"]]}
    if child.get("type") == "array":
        items = _formed(child["items"], short)
        return {"anyOf": [{"type": "array", "items": items}, items]}
    if "patternProperties" in child:
        [(pattern, entry)] = child["patternProperties"].items()
        entries = {pattern: _or_null(_formed(entry, short))}
        return {"type": "object", "patternProperties": entries, "additionalProperties": False}
    return child


def _or_null(child: Json) -> Json:
    return child if {"type": "null"} in child.get("anyOf", ()) else {"anyOf": [child, {"type": "null"}]}
