"""Partial answers: the `fields` of a query, as `files(id,name),nextPageToken` or `tabs/documentTab/body`."""

from __future__ import annotations

from typing import Any

from mapdocs.sandbox.errors import bad
from mapdocs.sandbox.schema import Api, Json, schema

Tree = dict[str, "Tree"]
"""Name -> what is chosen of it; nothing: all."""


def selected(api: Api, name: str, answer: dict[str, Any], fields: str) -> dict[str, Any]:
    """What `fields` choose of an answer of a schema; all where they are empty. ApiError 400 for what is not there."""
    if not fields.strip():
        return answer
    tree = read_fields(fields)
    _check(api, {"$ref": name}, tree, fields)
    chosen: dict[str, Any] = _chosen(answer, tree)
    return chosen


def read_fields(text: str) -> Tree:
    """The tree that a text of fields names."""
    tree, rest = _list(text.replace(" ", ""))
    if rest:
        raise bad(f"Invalid field selection {text}", "fields")
    return tree


def _list(text: str) -> tuple[Tree, str]:
    tree: Tree = {}
    while True:
        text = _item(text, tree)
        if not text.startswith(","):
            return tree, text
        text = text[1:]


def _item(text: str, tree: Tree) -> str:
    end = next((n for n, char in enumerate(text) if char in ",/.()"), len(text))
    name, text = text[:end], text[end:]
    if not name:
        raise bad("Invalid field selection", "fields")
    inner = tree.setdefault(name, {})
    if text[:1] in {"/", "."}:
        return _item(text[1:], inner)
    if text.startswith("("):
        below, text = _list(text[1:])
        if not text.startswith(")"):
            raise bad("Invalid field selection", "fields")
        inner |= below
        return text[1:]
    return text


def _check(api: Api, told: Json, tree: Tree, whole: str) -> None:
    if "$ref" in told:
        told = schema(api, told["$ref"])
    if "items" in told:
        _check(api, told["items"], tree, whole)
        return
    for name, below in tree.items():
        inner = told.get("properties", {}).get(name) or told.get("additionalProperties")
        if name == "*":
            continue
        if inner is None:
            raise bad(f"Invalid field selection {name}", "fields")
        if below:
            _check(api, inner, below, whole)


def _chosen(value: Any, tree: Tree) -> Any:  # noqa: ANN401 - JSON
    if not tree or "*" in tree:
        return value
    if isinstance(value, list):
        return [_chosen(item, tree) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: _chosen(item, tree[key]) for key, item in value.items() if key in tree}
