"""Keys: given once, in the order of the file, never again; internal rows are counted apart."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdocs.keys import LETTERS, Keys, allot, read_keys, write_keys
from tests.reading import GROWN, PARTIES, composed

TODAY = date(2026, 11, 23)
NONE = Keys()


def keys_of(text: str, before: Keys = NONE) -> Keys:
    whole = composed(PARTIES + text)
    return allot(whole.deal, before, whole.left_out, TODAY)


def tasks(*rows: str) -> str:
    """A deal of these tasks in one phase; `a!` is internal."""
    lines = [
        f"  {row.rstrip('!')}: {{title: T, phase: p{', audience: internal' if row.endswith('!') else ''}}}"
        for row in rows
    ]
    return "phases: {p: {title: P}}\ntasks:\n" + "\n".join(lines)


def test_keys_are_given_in_the_order_of_the_file() -> None:
    """Each part has its letter; steps stand under their task."""
    whole = composed(GROWN)
    keys = allot(whole.deal, NONE, whole.left_out, TODAY)

    assert ["F-01", "F-02", "F-03", "F-04", "F-05", "F-06"] == list(keys.phases.values())
    assert {"maria": "P-01", "ciso": "P-02", "cfo": "P-03", "tom": "P-04"} == dict(keys.people)
    assert {"analyst-hours": "V-01", "fines": "V-02"} == dict(keys.drivers)
    assert ("C-01", "R-01", "Q-01") == (keys.criteria["precision"], keys.risks["staffing"], keys.decisions["hosting"])
    shown = [name for name in whole.deal.tasks if name not in whole.left_out]
    assert [f"M-{n:02d}" for n in range(1, len(shown) + 1)] == [keys.tasks[name] for name in shown]
    own = keys.tasks["residency-sign-off"]
    steps = {name: key for name, key in keys.actions.items() if name.startswith("residency-sign-off/")}
    assert {"residency-sign-off/draft": f"{own}.1", "residency-sign-off/review": f"{own}.2"} == steps


def test_a_key_stays_whatever_is_put_before_it() -> None:
    """New rows get new numbers at the end, not those of their place."""
    first = keys_of(tasks("a", "b"))
    then = keys_of(tasks("new", "b", "a"), first)

    assert {"a": "M-01", "b": "M-02", "new": "M-03"} == dict(then.tasks)


def test_a_key_is_never_given_again() -> None:
    """A row that went keeps its key to itself, and has it again should it come back."""
    first = keys_of(tasks("a", "b", "c"))
    without = keys_of(tasks("a", "d"), first)

    assert {"a": "M-01", "b": "M-02", "c": "M-03", "d": "M-04"} == dict(without.tasks)
    assert "M-02" == keys_of(tasks("a", "b"), without).tasks["b"]


def test_internal_rows_are_counted_apart() -> None:
    """No gap in what a buyer reads betrays that there is something else."""
    assert {"a": "M-01", "b": "IM-01", "c": "M-02", "d": "IM-02"} == dict(keys_of(tasks("a", "b!", "c", "d!")).tasks)


def test_internal_risks_decisions_phases_and_steps_are_counted_apart() -> None:
    """Risks are internal unless said otherwise, decisions are not; a phase is where all its tasks are."""
    text = """\
phases: {p: {title: P}, q: {title: Q}, r: {title: R}}
tasks:
  a: {title: A, phase: p, actions: {x: {title: X}, y: {title: Y, audience: internal}, z: {title: Z}}}
  b: {title: B, phase: q, audience: internal, actions: {x: {title: X}}}
  c: {title: C, phase: r}
risks: {one: {what: x}, two: {what: y, audience: all}}
decisions: {one: {what: x, audience: internal}, two: {what: y}}
"""
    keys = keys_of(text)

    assert {"p": "F-01", "q": "IF-01", "r": "F-02"} == dict(keys.phases)
    assert {"one": "IR-01", "two": "R-01"} == dict(keys.risks)
    assert {"one": "IQ-01", "two": "Q-01"} == dict(keys.decisions)
    assert {"a/x": "M-01.1", "a/y": "M-01.I1", "a/z": "M-01.2", "b/x": "IM-01.1"} == dict(keys.actions)


def test_a_row_that_changes_its_audience_gets_a_new_key_and_the_old_one_retires() -> None:
    """In both directions: what a buyer once read as M-01 is never something else."""
    first = keys_of(tasks("a", "b"))
    hidden = keys_of(tasks("a!", "b", "c"), first)
    back = keys_of(tasks("a", "b", "c"), hidden)

    assert ({"a": "IM-01", "b": "M-02", "c": "M-03"}, ("M-01",)) == (dict(hidden.tasks), hidden.retired)
    assert ({"a": "M-04", "b": "M-02", "c": "M-03"}, ("M-01", "IM-01")) == (dict(back.tasks), back.retired)


def test_steps_follow_their_task() -> None:
    """When its key changes, so do theirs."""
    step = ", actions: {x: {title: X}}}"
    first = keys_of(tasks("a").removesuffix("}") + step)
    then = keys_of(tasks("a!").removesuffix("}") + step, first)

    assert ({"a/x": "M-01.1"}, {"a/x": "IM-01.1"}) == (dict(first.actions), dict(then.actions))
    assert ("F-01", "M-01", "M-01.1") == then.retired


def test_what_a_condition_leaves_out_has_no_key() -> None:
    """It gets one when it enters the plan."""
    text = "tasks: {a: {title: A, when: amount > 5}, b: {title: B}}"
    first = keys_of(text)

    assert {"b": "M-01"} == dict(first.tasks)
    assert {"b": "M-01", "a": "M-02"} == dict(keys_of(text + "\namount: 9", first).tasks)


def test_the_first_day_is_kept() -> None:
    """The deal's start, else the day of the first build, whatever the day is later."""
    assert TODAY == keys_of("").start
    assert date(2026, 11, 2) == keys_of("start: 2026-11-02").start
    assert date(2026, 1, 5) == keys_of("start: 2026-11-02", Keys(start=date(2026, 1, 5))).start


def test_nothing_changes_without_a_reason() -> None:
    """The same deal again needs no write."""
    keys = keys_of(tasks("a", "b!"))

    assert keys == keys_of(tasks("a", "b!"), keys)


def test_the_file_reads_back() -> None:
    """One line a key, so that git merges what two people added."""
    whole = composed(GROWN)
    keys = allot(whole.deal, keys_of(tasks("a", "b!")), whole.left_out, TODAY)
    text = write_keys(keys.model_copy(update={"retired": ("M-91", "IM-01.2", "M-02.I3")})).decode()
    again, problems = read_keys(text, "keys.yaml")

    assert [] == problems
    assert text == write_keys(again).decode()
    assert text.count("\n") - 8 - 1 - 1 - 1 == sum(len(getattr(again, part)) for part in (*LETTERS, "actions")) + 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tasks:\n  a: M-01\n  b: M-01\n", [("duplicate-key", 3)]),
        ("tasks:\n  a: M-01\n  a: M-02\n", [("duplicate-key", 3)]),
        ("tasks:\n  a: M-01\nretired:\n  - M-01\n", [("duplicate-key", 4)]),
        ("actions:\n  a/x: M-01.1\n  a/y: M-01.1\n", [("duplicate-key", 3)]),
        ("tasks:\n  a: P-01\n", [("bad-key", 2)]),
        ("tasks:\n  a: M-1\n", [("bad-key", 2)]),
        ("tasks:\n  a: M-01.1\n", [("bad-key", 2)]),
        ("tasks:\n  a: M-\u0660\u0661\n", [("bad-key", 2)]),
        ("people:\n  a: xx\n  b: M-\n", [("bad-key", 2), ("bad-key", 3)]),
        ("retired:\n  - M-xx\n", [("bad-key", 2)]),
        ("retired:\n  - M-01.x\n", [("bad-key", 2)]),
        ("actions:\n  a/x: M-01\n", [("bad-key", 2)]),
        ("start: yesterday\n", [("bad-date", 1)]),
        ("tasks: [a]\n", [("wrong-kind", 1)]),
        ("tasks:\n  a: [M-01]\n", [("wrong-kind", 2)]),
        ("nope: {}\n", [("unknown-key", 1)]),
        ("- a\n", [("wrong-kind", 1)]),
        ("tasks: {a: \n", [("bad-yaml", 2)]),
        ("<<<<<<< ours\ntasks:\n", [("bad-yaml", 2)]),
        ("a: \0", [("control-character", 1)]),
    ],
)
def test_a_damaged_file_is_told_with_its_places(text: str, expected: list[tuple[str, int]]) -> None:
    """A merge of two branches that gave the same number, a hand that slipped, a conflict left in."""
    _, problems = read_keys(text, "keys.yaml")

    assert expected == [(problem.code, problem.where.line if problem.where else 0) for problem in problems]
    assert all(problem.hint for problem in problems)


def test_a_merge_that_retired_the_same_key_twice_is_fine() -> None:
    """Both branches hid the same row."""
    assert [] == read_keys("retired:\n  - M-01\n  - M-01\n", "keys.yaml")[1]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "tasks:\n"])
def test_an_empty_file_has_no_keys(text: str) -> None:
    """As before the first build."""
    assert (NONE, []) == read_keys(text, "keys.yaml")


STEPS = st.lists(
    st.lists(st.sampled_from(["a", "b", "c", "d", "a!", "b!", "c!", "d!"]), max_size=4, unique_by=lambda row: row[0]),
    max_size=6,
)


@given(STEPS)
def test_through_any_history_no_key_names_two_things(history: list[list[str]]) -> None:
    """However rows come, go, hide and come back, each key stood for one row of one audience."""
    keys, meant = NONE, dict[str, str]()
    for rows in history:
        keys = keys_of(tasks(*rows), keys) if rows else keys
        for row in rows:
            key = keys.tasks[row[0]]

            assert meant.setdefault(key, row) == row
            assert key.startswith("I") == row.endswith("!")
    assert [] == read_keys(write_keys(keys).decode(), "keys.yaml")[1]


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(["tasks:", "\n", "  a: ", "M-01", "retired:", "- ", "M-", "P-02", ".1", "[", "{", "start: "])
    ).map("".join)
)
def test_any_text_is_keys_or_problems(text: str) -> None:
    """And whatever was read, keys can be given after it."""
    keys, problems = read_keys(text, "keys.yaml")
    if not problems:
        keys_of(tasks("a", "b!"), keys)
