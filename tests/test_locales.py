"""A workspace's own words are held against the shipped English ones; what doesn't fit is told at its line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from mapdocs.assets import Template
from mapdocs.deals import open_deal
from mapdocs.locales import locale_words
from mapdocs.problems import DealError, Problem
from mapdocs.workspace import find_deal, open_workspace
from tests.samples import TINY

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = """\
doc:
  page: "Page {page} of {pages}"
  contents: Contents
days: {one: "{count} day", other: "{count} days"}
role: {legal: Lawyer}
"""


def words(own: str, language: str = "en") -> tuple[dict[str, object], list[Problem]]:
    files = {
        "locales/en.yaml": Template(ENGLISH, "en.yaml"),
        f"own/locales/{language}.yaml": Template(own, "own.yaml"),
    }
    found, problems = locale_words(files)
    return found[language], problems


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize(
    ("own", "told"),
    [
        ('doc: {page: "P {nope}"}', '1:7: warning: wrong-word: "doc.page" has {nope}'),
        ("doc:\n  contents: '{x}'", "2:3: warning: wrong-word: "),
        ("sections: {nosuch: x}", '1:1: warning: wrong-word: "sections" is not a word'),
        ("doc: {contnts: x}", 'Did you mean "doc.contents"?'),
        ("doc: x", '1:6: warning: wrong-word: "doc" is not a map of words.'),
        ("- x", "1:1: warning: wrong-word: The file is not a map"),
        ("doc: {page: [x]}", '"doc.page" must be a text.'),
        ("doc: {contents: {other: x}}", '"doc.contents" must be a text.'),
        ("days: x", '"days" must be counted'),
        ("days: {one: x}", '"days" must be counted'),
        ("days: {other: [x]}", '"days" must be counted'),
    ],
)
def test_a_word_that_does_not_fit_is_told_at_its_line_and_left_out(own: str, told: str, language: str) -> None:
    """Unknown keys, unknown slots and wrong kinds: the shipped word stays, and nothing crashes later."""
    shipped, _ = words("", language) if language == "en" else ({}, [])
    found, (problem,) = words(own, language)

    assert told in str(problem)
    assert str(problem).startswith("own.yaml:")
    assert "warning" == problem.severity
    assert shipped == {name: group for name, group in found.items() if group}


def test_words_that_fit_are_laid_over_the_shipped_ones() -> None:
    """A few words, fewer slots, and words for roles and units of one's own; an empty value changes nothing."""
    own = "doc: {page: 'P. {page}', contents: }\nrole: {growth: Grower}\nunit: {jobs: Jobs}\ndays: {other: '{count} d'}"
    found, problems = words(own)

    assert [] == problems
    assert {"page": "P. {page}", "contents": "Contents"} == found["doc"]
    assert {"legal": "Lawyer", "growth": "Grower"} == found["role"]
    assert {"jobs": "Jobs"} == found["unit"]
    assert {"one": "{count} day", "other": "{count} d"} == found["days"]


def test_a_file_that_is_not_yaml_is_an_error_in_it() -> None:
    """With line and column, like any other file."""
    with pytest.raises(DealError) as caught:
        words("doc: {")

    where = caught.value.problems[0].where

    assert where
    assert "own.yaml" == where.file


def test_a_deal_is_told_of_the_words_it_uses(tmp_path: Path) -> None:
    """Those of its language and of English, which stands in; not of files that it has nothing to do with."""
    for language, text in {"en": "doc: {page: '{nope}'}", "de": "doc: x", "fr": "doc: x"}.items():
        file = tmp_path / "templates/locales" / f"{language}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    for name, text in {"workspace.yaml": "theme: default\n", "deals/one/deal.yaml": TINY + "locale: de-DE\n"}.items():
        file = tmp_path / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    workspace = open_workspace(tmp_path, tmp_path)
    place = find_deal(workspace, "one", tmp_path)
    opened = open_deal(workspace, place, date(2026, 11, 23), keep=False, current=tmp_path)
    told = [(p.where.file, p.where.line) for p in opened.problems if p.code == "wrong-word" and p.where]

    assert [("templates/locales/de.yaml", 1), ("templates/locales/en.yaml", 1)] == told
    assert "Seite 1 von 2" == opened.words.t("doc.page", page=1, pages=2)
