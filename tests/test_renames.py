"""Ids renamed: the row, everything that names it, and its key."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapdocs.compose import compose
from mapdocs.dealfile import apply_edits
from mapdocs.keys import Keys, allot
from mapdocs.playbook import Composed
from mapdocs.problems import MapdocsError
from mapdocs.renames import PARTS, Named, find, key_of, rekeyed, rename
from mapdocs.source import Node, read_yaml, tree
from mapdocs.workspace import open_workspace
from tests.conftest import ROOT
from tests.samples import SMALL, TODAY

GROWN = (ROOT / "tests/grown/deal.yaml").read_text("utf-8")
MORE = """\
calendars: {lab: {holidays: none}}
crm: {owner: tom}
log:
  - {on: 2026-11-19, by: tom, what: So, task: proof}
"""
FULL = SMALL.replace("  go: {", "  go: {calendar: lab, serves: hours, before: [], ").replace(
    "after: [sign]", 'after: [{task: sign, lag: 2bd, lag_calendar: lab}, "proof FS+1bd"]'
)
FULL = FULL.replace("owner: maria}\npeople", "owner: maria, confirmed: maria}\npeople") + MORE


def root(text: str) -> Node:
    node, problems = read_yaml(text, "deal.yaml")
    assert node
    assert not problems
    return node


def composed(text: str) -> Composed:
    return compose(root(text), open_workspace(None, Path()).templates, "en")


def keys_of(text: str) -> Keys:
    whole = composed(text)
    return allot(whole.deal, Keys(), whole.left_out, TODAY)


def renamed(text: str, old: str, new: str, under: tuple[Node, ...] = ()) -> str:
    deal = composed(text).deal
    return apply_edits(text, rename(root(text), under, deal, find(deal, keys_of(text), old), new))


@pytest.mark.parametrize(
    ("old", "uses"),
    [("maria", 11), ("tom", 9), ("proof", 4), ("hours", 3), ("precision", 2), ("prove", 3), ("lab", 3), ("sign", 2),
     ("staffing", 1), ("hosting", 1), ("proof/draft", 1)],
)  # fmt: skip
def test_all_that_names_a_row_follows(old: str, uses: int) -> None:
    """The deal reads as before, under the new id; nothing names the old one, and no other word changes."""
    name = old.rpartition("/")[2]
    text = renamed(FULL, old, "new-id")

    assert uses == text.count("new-id")
    assert FULL == text.replace("new-id", name)
    assert composed(text)


@pytest.mark.parametrize("part", [*PARTS, "actions"])
def test_every_row_of_a_grown_deal_can_be_renamed(part: str) -> None:
    """Whatever it is, if it is the deal's own."""
    whole, own = composed(GROWN), root(GROWN)
    rows = [row for row in map(str, getattr(keys_of(GROWN), part, whole.deal.calendars)) if _own(own, part, row)]

    assert rows
    for row in rows:
        text = apply_edits(GROWN, rename(own, (), whole.deal, Named(part, row), "new-id"))

        assert composed(text)


def _own(own: Node, part: str, name: str) -> bool:
    node: Node | None = own
    for step in Named(part, name).path:
        node = node.entries.get(step) if node else None
    return node is not None and name != "security-review"


def test_anchors_keep_what_else_they_stand_for() -> None:
    """A text that is the same by an alias, but is no id, stays."""
    text = SMALL.replace("title: Kick-off", "title: &x proof").replace("after: [proof]", "after: [*x]")

    assert "title: &x proof" in renamed(text, "proof", "trial")
    assert "after: [trial]" in renamed(text, "proof", "trial")


WRONG = [
    ("nobody", "x", "unknown-id"),
    ("maria", "tom", "name-taken"),
    ("hours", "precision", "name-taken"),
    ("lab", "buyer", "name-taken"),
    ("maria", "not an id", "bad-id"),
    ("maria", "", "bad-id"),
]


@pytest.mark.parametrize(("old", "new", "code"), WRONG)
def test_what_can_not_be_renamed_is_a_problem(old: str, new: str, code: str) -> None:
    """It says why."""
    with pytest.raises(MapdocsError) as caught:
        renamed(FULL, old, new)

    assert [code] == [problem.code for problem in caught.value.problems]


def test_what_comes_from_below_keeps_its_id() -> None:
    """A playbook's task or a workspace's person is named by others, too."""
    under = tree({"people": {"maria": {"name": "Maria"}}}, root(FULL).where)
    with pytest.raises(MapdocsError) as caught:
        renamed(FULL, "maria", "mk", (under,))

    assert ["not-own"] == [problem.code for problem in caught.value.problems]


def test_an_id_of_two_rows_is_named_by_its_key() -> None:
    """The message tells the keys."""
    text = SMALL.replace("staffing:", "hosting:")
    deal, keys = composed(text).deal, keys_of(text)
    with pytest.raises(MapdocsError, match="R-01 or Q-01") as caught:
        find(deal, keys, "hosting")

    assert ["unclear-id"] == [problem.code for problem in caught.value.problems]
    assert Named("decisions", "hosting") == find(deal, keys, "q-01")


def test_a_key_stays_with_its_row() -> None:
    """Its steps', too; a key that the new id had before is given to nobody again."""
    keys = keys_of(FULL).model_copy(update={"retired": ("M-90",)})
    row = find(composed(FULL).deal, keys, "M-02")
    moved = rekeyed(keys, row, "trial")

    assert "M-02" == moved.tasks["trial"] == key_of(keys, row)
    assert {"trial/draft": "M-02.1", "trial/read": "M-02.2"} == moved.actions
    assert list(keys.tasks.values()) == list(moved.tasks.values())
    again = rekeyed(moved.model_copy(update={"tasks": {**moved.tasks, "old": "M-80"}}), Named("tasks", "trial"), "old")
    assert ("M-02", ("M-90", "M-80")) == (again.tasks["old"], again.retired)


def test_an_action_or_an_unknown_row_is_rekeyed_alone() -> None:
    """What has no key has none afterwards."""
    keys = keys_of(FULL)

    assert "M-02.1" == rekeyed(keys, Named("actions", "proof/draft"), "sketch").actions["proof/sketch"]
    assert keys == rekeyed(keys, Named("calendars", "lab"), "x")
    assert keys == rekeyed(keys, Named("tasks", "never-seen"), "x")
