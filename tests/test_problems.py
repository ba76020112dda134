"""Problems are told so that a person can act on them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdocs.problems import (
    DealError,
    MapdocsError,
    Problem,
    RemoteError,
    UsageError,
    Where,
    apart,
    brief,
    exit_code,
    has_errors,
    in_order,
    nearest,
    not_written,
)


def test_a_problem_is_one_line_of_place_code_fact_and_next_step() -> None:
    """`file:line:column: code: fact next step`."""
    problem = Problem("unknown-person", '"bob" is not a person.', Where("deal.yaml", 14, 12), "Use one of: ann.")

    assert 'deal.yaml:14:12: unknown-person: "bob" is not a person. Use one of: ann.' == str(problem)


def test_a_warning_says_so_and_a_place_is_told_only_where_it_is_known() -> None:
    """Line 0 is the whole file, no place is no place, and only errors carry no word for what they are."""
    whole = Problem("x", "Fact.", Where("deal.yaml"), severity="warning")

    assert "deal.yaml: warning: x: Fact." == str(whole)
    assert "info: x: Fact." == str(Problem("x", "Fact.", severity="info"))


def test_json_of_a_problem_has_the_keys_of_the_contract() -> None:
    """docs/commands.md: code, message, where (file, line, column), hint, severity."""
    told = Problem("x", "Fact.", Where("a.yaml", 2, 3), "Do.", "info").as_json()
    where = {"file": "a.yaml", "line": 2, "column": 3}

    assert {"code": "x", "message": "Fact.", "where": where, "hint": "Do.", "severity": "info"} == told
    assert Problem("x", "Fact.").as_json()["where"] is None


def test_problems_stand_in_the_order_of_the_file_each_once() -> None:
    """Sorted by file, line and column as numbers; what has no place comes last."""
    late, early = Problem("a", "late", Where("d.yaml", 10, 1)), Problem("b", "early", Where("d.yaml", 9, 30))
    nowhere = Problem("c", "nowhere")

    assert [early, late, nowhere] == in_order([nowhere, late, early, late])


@pytest.mark.parametrize(("severities", "expected"), [((), False), (("warning", "info"), False), (("error",), True)])
def test_only_errors_are_errors(severities: tuple[str, ...], expected: bool) -> None:  # noqa: FBT001
    """Warnings and findings stop nothing."""
    assert expected == has_errors(Problem("x", "", severity=word) for word in severities)  # type: ignore[arg-type]


def test_the_hint_names_the_nearest_word_or_else_those_there_are() -> None:
    """A slip of the pen is corrected; a word out of nowhere gets the list, cut where it is long."""
    many = [f"word-{n:02d}" for n in range(20)]

    assert 'Did you mean "deadline"?' == nearest("dedline", ["deadline", "due"])
    assert 'Did you mean "GB"?' == nearest("gb", ["GA", "GB", "GBR"])
    assert "Use one of: deadline, due." == nearest("zzzz", ["due", "deadline"])
    assert nearest("zzzz", many).endswith("word-07, ...")
    assert "" == nearest("zzzz", [])


def test_the_nearest_word_is_not_looked_for_where_it_would_take_long() -> None:
    """A word of a megabyte, or ten thousand to compare with, costs no time."""
    assert nearest("x" * 1_000_000, ["due"]).startswith("Use one of")
    assert nearest("wrd-1", [f"word-{n}" for n in range(10_000)]).startswith("Use one of")


@pytest.mark.parametrize(
    ("text", "expected"), [("a\nb\t c", "a b c"), ("x" * 60, "x" * 60), ("x" * 61, "x" * 59 + "…"), (None, "None")]
)
def test_what_was_seen_fits_on_a_line(text: object, expected: str) -> None:
    """White space is folded and the end cut, with a sign that it was."""
    assert expected == brief(text)


def test_long_texts_that_differ_look_different() -> None:
    """They are cut in what is equal; its first words tell what they are about."""
    same = "Analysts check each alert by hand before it is passed on to the team that answers for it"
    plain, longer, other = f"{same}.", f"{same}, which takes two days.", f"{same} on Monday."
    told = apart(plain, longer, other)

    assert (
        "Analysts check … answers for it.",
        "Analysts check … answers for it, which takes two days.",
        "Analysts check … answers for it on Monday.",
    ) == told
    assert ("short", "shorter") == apart("short", "shorter")
    assert (brief(f"New {same}"), brief(same)) == apart(f"New {same}", same)


@given(st.text("ab ", max_size=90), st.text("ab ", max_size=90), st.text("ab ", max_size=90))
def test_texts_are_cut_alike_only_where_they_are(one: str, two: str, three: str) -> None:
    """Whatever differs, and wherever."""
    lines = [" ".join(text.split()) for text in (one, two, three)]
    told = apart(one, two, three)

    assert [lines[0] == lines[1], lines[0] == lines[2], lines[1] == lines[2]] == [
        told[0] == told[1],
        told[0] == told[2],
        told[1] == told[2],
    ]


@pytest.mark.parametrize(
    ("codes", "expected"), [([], 0), (["bad-date"], 1), (["bad-date", "bad-yaml"], 2), (["too-large"], 2)]
)
def test_a_file_that_is_not_what_it_claims_to_be_weighs_more_than_an_error(codes: list[str], expected: int) -> None:
    """And warnings weigh nothing."""
    warning = Problem("bad-yaml", "A warning.", severity="warning")

    assert expected == exit_code([warning, *(Problem(code, "An error.") for code in codes)])


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(28, "No space left on device"), "a/b: No space left on device. Check the folder's space"),
        (NotADirectoryError(20, "Not a directory"), "a/b: Not a directory. Move what is in the way."),
    ],
)
def test_what_could_not_be_written_says_why_and_what_to_do(error: OSError, told: str) -> None:
    """By the name that people know it by."""
    assert str(not_written(error, "a/b")).startswith(f"not-written: {told}")


@pytest.mark.parametrize(("kind", "code"), [(DealError, 1), (UsageError, 2), (RemoteError, 3)])
def test_errors_carry_problems_and_the_exit_code(kind: type[MapdocsError], code: int) -> None:
    """0 done, 1 errors in a deal, 2 wrong use, 3 the remote."""
    error = kind(Problem("x", "One."), Problem("y", "Two."))

    assert code == error.exit_code
    assert "x: One.\ny: Two." == str(error)
    assert ["x", "y"] == [problem.code for problem in error.problems]
