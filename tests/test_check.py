"""check: every problem, in the forms that people, CI and code-scanning views read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mapdocs.check import FORMATS, check_deal
from mapdocs.problems import Problem, Where
from mapdocs.workspace import find_deal, open_workspace
from tests.samples import SMALL, TODAY

NASTY = Problem("bad-x", "50% of, this: is\nwrong.", Where("a,b:c.yaml", 14, 12), "Write <y>.")
FOUND = [
    NASTY,
    Problem("late-x", "Soon.", Where("deal.yaml"), severity="warning"),
    Problem("fyi", "Note it.", severity="info"),
]


def checked(text: str, folder: Path) -> list[Problem]:
    """The problems of a deal file with this text."""
    (folder / "deal.yaml").write_text(text, "utf-8")
    workspace = open_workspace(None, folder)
    return check_deal(workspace, find_deal(workspace, str(folder / "deal.yaml"), folder), TODAY, folder)


def test_a_sound_deal_has_no_problem_and_nothing_is_written(tmp_path: Path) -> None:
    """Neither keys nor documents."""
    assert [] == checked(SMALL, tmp_path)
    assert ["deal.yaml"] == [path.name for path in tmp_path.iterdir()]


def test_all_problems_are_told_at_once_in_order_of_place(tmp_path: Path) -> None:
    """Not the first only."""
    text = SMALL.replace("buyer: cfo, seller", "buyer: cfx, seller").replace("due: 2027-01-29", "due: 2027-02-30")
    found = checked(text + "colour: red\n", tmp_path)

    assert {"bad-date", "unknown-key"} <= {problem.code for problem in found}
    assert found == sorted(found, key=lambda problem: problem.where or Where("~"))


def test_internal_rows_are_checked_as_well(tmp_path: Path) -> None:
    """They are part of the plan."""
    text = SMALL.replace("  sign:", "  desk: {phase: live, title: Desk, audience: internal, buyer: nobody}\n  sign:")

    assert ["unknown-person"] == [problem.code for problem in checked(text, tmp_path)]


def test_text_is_one_line_a_problem() -> None:
    """Place, code, fact, next step; a place that editors make clickable."""
    lines = FORMATS["text"](FOUND[1:], "1")

    assert "deal.yaml: warning: late-x: Soon.\ninfo: fyi: Note it." == lines


def test_json_has_the_problems_as_the_commands_page_says() -> None:
    """Code, message, where or null, hint, severity."""
    found = json.loads(FORMATS["json"](FOUND, "1"))["problems"]

    assert {
        "code": "bad-x",
        "message": "50% of, this: is\nwrong.",
        "where": {"file": "a,b:c.yaml", "line": 14, "column": 12},
        "hint": "Write <y>.",
        "severity": "error",
    } == found[0]
    assert [0, None] == [found[1]["where"]["line"], found[2]["where"]]


def test_github_shows_each_at_its_line() -> None:
    """Workflow commands, one a line, with their own escapes."""
    lines = FORMATS["github"](FOUND, "1").split("\n")

    assert [
        "::error file=a%2Cb%3Ac.yaml,line=14,col=12,title=bad-x::50%25 of, this: is%0Awrong. Write <y>.",
        "::warning file=deal.yaml,title=late-x::Soon.",
        "::notice title=fyi::Note it.",
    ] == lines


def test_sarif_has_what_code_scanning_asks_for() -> None:
    """Version, one run, its tool with rules, and results with level, message and place."""
    found = json.loads(FORMATS["sarif"](FOUND, "1.2"))
    (run,) = found["runs"]
    driver, results = run["tool"]["driver"], run["results"]

    assert "2.1.0" == found["version"]
    assert found["$schema"].endswith("sarif-2.1.0.json")
    assert ("mapdocs", "1.2") == (driver["name"], driver["version"])
    assert sorted(result["ruleId"] for result in results) == [rule["id"] for rule in driver["rules"]]
    assert ["error", "warning", "note"] == [result["level"] for result in results]
    assert {
        "physicalLocation": {
            "artifactLocation": {"uri": "a%2Cb%3Ac.yaml"},
            "region": {"startLine": 14, "startColumn": 12},
        }
    } == results[0]["locations"][0]
    assert "region" not in results[1]["locations"][0]["physicalLocation"]
    assert "locations" not in results[2]


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_no_problem_is_a_document_too(form: str) -> None:
    """What reads it need not ask whether there is one."""
    assert json.loads(FORMATS[form]([], "1"))
    assert "" == FORMATS["text"]([], "1") == FORMATS["github"]([], "1")
