"""Where a deal file is edited: tried before it is kept, and logged at the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapdocs.dealfile import apply_edits
from mapdocs.desk import beneath, logged, name_of, news, opened_at, stands, tried
from mapdocs.problems import DealError
from mapdocs.source import read_yaml
from tests.desks import desk_of
from tests.samples import SMALL, TINY, opened


def test_a_text_is_tried_without_being_written(tmp_path: Path) -> None:
    """Its problems have no place, since no file says it; those of the file have theirs."""
    desk = desk_of(tmp_path, SMALL)
    wrong = f"{SMALL}colour: red\n"
    with pytest.raises(DealError) as of_file:
        opened_at(desk, wrong)
    with pytest.raises(DealError) as of_none:
        tried(desk, wrong)

    assert [True, False] == [bool(caught.value.problems[0].where) for caught in (of_file, of_none)]
    assert SMALL == desk.place.file.read_text("utf-8")


def test_news_are_what_was_not_wrong_before() -> None:
    """By code and message."""
    before, after = opened(SMALL), opened(SMALL.replace("date: 2027-06-30", "date: 2027-01-04"))

    assert [] == [*news(before, before)]
    assert ["target-missed", "negative-float"] == [problem.code for problem in news(before, after)]


def test_the_log_grows_at_its_end() -> None:
    """Or begins."""
    text = SMALL
    for what in ("first", "second"):
        own, _ = read_yaml(text, "deal.yaml")
        assert own
        text = apply_edits(text, logged(own, [{"on": "2026-11-23", "what": what}]))

    assert text.endswith("log:\n  - {on: 2026-11-23, what: first}\n  - {on: 2026-11-23, what: second}\n")


def test_people_and_roles_have_names() -> None:
    """A role by its words; somebody not named by their role."""
    deal = opened(SMALL).composed.deal

    assert ["Maria Keller", "security"] == [name_of(deal, who) for who in ("maria", "role:security")]


def test_the_playbook_lies_under_a_deal_file(tmp_path: Path) -> None:
    """And the workspace."""
    desk = desk_of(tmp_path, TINY)
    own, _ = read_yaml(TINY, "deal.yaml")
    assert own
    playbook, workspace = beneath(desk, opened_at(desk, TINY), own)

    assert stands(playbook, ("tasks", "kick-off", "title"))
    assert desk.workspace.under is workspace


def test_only_the_file_itself_counts() -> None:
    """Not what a playbook says."""
    own, _ = read_yaml("tasks: {a: {due: 2026-12-01}}\n", "deal.yaml")
    assert own

    assert [True, False, False] == [
        stands(own, p) for p in (("tasks", "a"), ("tasks", "b"), ("tasks", "a", "due", "x"))
    ]
