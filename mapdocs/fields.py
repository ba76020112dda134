"""Fields: the values that people may edit, named by the keys they see, e.g. `tasks.M-07.due`."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["text", "markdown", "date", "person", "status"]

KINDS: dict[str, dict[str, Kind]] = {
    "tasks": {
        "title": "text",
        "buyer": "person",
        "seller": "person",
        "due": "date",
        "done_when": "text",
        "status": "status",
        "note": "markdown",
    },
    "actions": {"title": "text", "buyer": "person", "seller": "person", "due": "date", "status": "status"},
    "decisions": {"what": "text", "owner": "person", "by": "date", "why": "text", "decided": "text"},
    "criteria": {"what": "text", "measured_by": "text", "owner": "person"},
    "risks": {"what": "text", "owner": "person", "mitigation": "text"},
    "value": {"objective": "text", "summary": "markdown"},
}
"""Part of the deal -> name -> kind. `actions` are keyed `M-07.1`; `value` has no key."""

COMPUTED = frozenset({("tasks", "due")})
"""Fields whose value mapdocs computes: an edit becomes a wish (`due`), never an overwrite."""


class FieldId(NamedTuple):
    """Part, key and name of a field; the key is empty for the parts that stand once."""

    part: str
    key: str
    name: str

    def __str__(self) -> str:
        """The form used in documents, at most 64 characters."""
        return ".".join(word for word in self if word)

    @property
    def kind(self) -> Kind:
        """What sort of value it holds."""
        return KINDS[self.part][self.name]


def parse_field(text: str) -> FieldId:
    """`tasks.M-07.due`, `actions.M-07.1.title`, `value.summary`; ValueError where there is no such field."""
    part, _, rest = text.partition(".")
    key, _, name = rest.rpartition(".")
    if name not in KINDS.get(part, {}) or (part == "value") == bool(key):
        msg = f"{text!r} is not a field"
        raise ValueError(msg)
    return FieldId(part, key, name)
