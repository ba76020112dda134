"""schema: JSON Schemas of the files people write, for editors' completion and hover help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mapdocs.deal import Deal
from mapdocs.playbook import PhaseTemplate, Playbook
from mapdocs.workspace import WorkspaceFile

if TYPE_CHECKING:
    from pydantic import BaseModel

KINDS: dict[str, type[BaseModel]] = {
    "deal": Deal,
    "playbook": Playbook,
    "phase": PhaseTemplate,
    "workspace": WorkspaceFile,
}


def schema(kind: str) -> dict[str, Any]:
    """The schema of a kind of file, draft 2020-12. What a playbook or workspace may give is not required of a deal."""
    made = KINDS[kind].model_json_schema(by_alias=True)
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["title"] = f"mapdocs {kind} file"
    if kind == "deal":
        made["required"] = ["buyer"]
    _loosen(made)
    return made


def _loosen(made: Any) -> None:  # noqa: ANN401 - JSON
    """A null unsets any value that has a default, short forms stand beside long ones, tasks may lack a title."""
    if isinstance(made, list):
        for item in made:
            _loosen(item)
        return
    if not isinstance(made, dict):
        return
    for name, child in list(made.get("properties", {}).items()):
        child.pop("default", None)
        if name not in made.get("required", ()):
            made["properties"][name] = {"anyOf": [_with_short(child), {"type": "null"}]} | _described(child)
        else:
            made["properties"][name] = _with_short(child)
    for child in made.values():
        _loosen(child)


def _described(child: dict[str, Any]) -> dict[str, Any]:
    return {"description": child["description"]} if "description" in child else {}


def _with_short(child: dict[str, Any]) -> dict[str, Any]:
    """A single value stands for a list of one, a plain value for the map's main key, `null` for a left-out entry."""
    if child.get("type") == "array" and "items" in child:
        return {"anyOf": [child, child["items"]]}
    if child.get("$ref", "").rsplit("/", 1)[-1] in _SHORT:
        return {"anyOf": [child, {"type": "string"}]}
    if child.get("type") == "object" and isinstance(child.get("additionalProperties"), dict):
        entries = {"anyOf": [child["additionalProperties"], {"type": "null"}]}
        return {**child, "additionalProperties": entries}
    return child


_SHORT = frozenset(("GoLive", "State", "Confirmation"))
