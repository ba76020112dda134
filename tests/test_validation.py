"""Faults of a model's data become problems: what, where, and the nearest right word; what is right is still read."""

from __future__ import annotations

import pytest

from mapdocs.deal import Deal
from mapdocs.playbook import Playbook
from mapdocs.problems import Where
from mapdocs.source import plain
from mapdocs.validation import salvage, validate
from tests.reading import PARTIES, node_of


def told(text: str) -> list[str]:
    """The problems of a deal, each in one line."""
    return [str(problem) for problem in validate(node_of(text), Deal)[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("amont: 5", 'deal.yaml:3:1: unknown-key: "amont" is not a key here. Did you mean "amount"?'),
        (
            "tasks:\n  a:\n    dedline: 2027-01-01",
            'deal.yaml:5:5: unknown-key: "dedline" is not a key here in tasks.a. Did you mean "deadline"?',
        ),
        (
            "log:\n  - {on: 2026-01-01, wat: x}",
            'deal.yaml:4:22: unknown-key: "wat" is not a key here in log.0. Did you mean "what"?',
        ),
        (
            "log: {on: 2026-01-01, wat: x}",
            'deal.yaml:3:23: unknown-key: "wat" is not a key here in log.0. Did you mean "what"?',
        ),
        ("risks: {a: {}}", 'deal.yaml:3:12: missing-key: "what" is missing in risks.a. Add what:.'),
        (
            "forecast: hodl",
            'deal.yaml:3:11: bad-choice: "hodl" is not one of the words for forecast. Did you mean "hold"?',
        ),
        (
            "state: {is: [x]}",
            "deal.yaml:3:13: bad-choice: a list is not one of the words for state.is. Use one of: lost, on-hold, open,",
        ),
        ("go_live: [x]", "deal.yaml:3:10: wrong-kind: go_live is a list, but a map is expected. Write a map."),
        ("value: 5", 'deal.yaml:3:8: wrong-kind: value is "5", but a map is expected. Write a map.'),
        ("regions: [UK, ~]", "deal.yaml:3:15: wrong-kind: Nothing stands where text is expected. Write text."),
        ("regions: {a: b}", "deal.yaml:3:10: wrong-kind: A map stands where text is expected. Write text."),
        (
            "amount: 1e999",
            'deal.yaml:3:9: bad-number: "1e999" is not a number. Write digits and a point only,',
        ),
        (
            "start: 2026-02-30",
            'deal.yaml:3:8: bad-date: "2026-02-30" is a day that does not exist. Check month and day.',
        ),
        ("people: {a b: {}}", 'deal.yaml:3:15: bad-id: "a b" is not an id. Use up to 64 letters, digits, - and _.'),
        ('"[key]": 5', 'deal.yaml:3:1: unknown-key: "[key]" is not a key here. Use one of: '),
    ],
)
def test_each_fault_is_told_for_people(text: str, expected: str) -> None:
    """Place, code, the fact with the value seen, the next step; no word of the library that found it."""
    assert any(line.startswith(expected) for line in told(PARTIES + text)), told(PARTIES + text)


def test_all_faults_at_once() -> None:
    """Five faults are five problems."""
    text = "buyer: {nam: A}\ngo_live: [x]\namount: x\nstart: 1989-01-01\nsize: {}\n"
    codes = sorted(line.split(": ")[1] for line in told(text))

    assert ["bad-date", "bad-number", "missing-key", "missing-key", "unknown-key", "wrong-kind", "wrong-kind"] == codes


@pytest.mark.parametrize("text", ["[a]", "a", "[]", "[[], {}]"])
def test_a_file_that_is_no_map(text: str) -> None:
    """The file itself is named."""
    [problem] = validate(node_of(text), Deal)[1]

    assert ("wrong-kind", Where("deal.yaml", 1, 1)) == (problem.code, problem.where)
    assert problem.message.startswith("The file is ")


def test_a_message_stays_short_whatever_was_seen() -> None:
    """A megabyte in the wrong place is not read out."""
    long, key = "x" * 500_000, "x" * 1000

    for text in (
        f"{key}: 1",
        f"forecast: {long}",
        f"amount: {long}",
        f"value: {long}",
        f"start: {long}",
        f"people: {{{key}: 1}}",
    ):
        assert all(len(line) < 500 for line in told(PARTIES + text))


def test_a_playbooks_keys_are_told_by_the_words_people_write() -> None:
    """`for`, not the name it has inside."""
    _, [problem] = validate(node_of("title: x\nfro: {}"), Playbook)

    assert 'Did you mean "for"?' == problem.hint


def test_what_is_right_is_read_beside_the_faults() -> None:
    """A salvaged deal lacks what was wrong, and says what that was."""
    people = "people: {ann: {name: Ann, party: byer}, bob: {name: Bob, party: seller}}\n"
    text = "amount: x\nstart: 2026-11-02\n" + people + "log: [{on: x}, {on: 2026-01-01}]"
    read = salvage(node_of(PARTIES + text), Deal)

    assert read.model
    assert (None, ["bob"], 1) == (read.model.amount, list(read.model.people), len(read.model.log))
    assert ["bad-number", "bad-choice", "bad-date"] == [problem.code for problem in read.problems]
    assert {("amount",), ("people", "ann", "party"), ("people", "ann")} <= set(read.lost)
    assert "amount" not in plain(read.node)


def test_faults_behind_faults_are_found() -> None:
    """A rule over several keys is looked at once each of them can be read."""
    text = PARTIES + "value: {drivers: {a: {metric: x, worth: 1, unit_value: 2, owner: [o]}}}"

    assert ["wrong-kind", "two-worths"] == [problem.code for problem in salvage(node_of(text), Deal).problems]


@pytest.mark.parametrize("text", ["[a]", "buyer: x\nseller: y", "amount: 5"])
def test_nothing_is_read_of_what_is_no_deal(text: str) -> None:
    """Without its parties there is no deal."""
    assert salvage(node_of(text), Deal).model is None
    assert salvage(node_of(text), Deal).problems


def test_a_sound_file_has_no_problems() -> None:
    """And nothing is lost."""
    read = salvage(node_of(PARTIES), Deal)

    assert ((), ()) == (read.problems, read.lost)
