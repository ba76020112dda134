"""A deal opened: read, composed, keyed, scheduled."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapdocs.deals import OpenDeal, about, keys_of, open_deal
from mapdocs.keys import Keys
from mapdocs.problems import DealError, MapdocsError
from mapdocs.workspace import DealPlace, find_deal, open_workspace
from tests.samples import SMALL, TODAY

HEAD = "buyer: {name: B, country: GB}\nseller: {name: S, country: DE}\n"


def place_of(folder: Path, text: str, name: str = "deal.yaml") -> DealPlace:
    """A deal file with this text, outside any workspace."""
    (folder / name).write_text(text, "utf-8")
    return find_deal(open_workspace(None, folder), str(folder / name), folder)


def opened(folder: Path, text: str, language: str = "", *, keep: bool = True) -> OpenDeal:
    place = place_of(folder, text)
    return open_deal(open_workspace(None, folder), place, TODAY, language=language, keep=keep, current=folder)


def codes(folder: Path, text: str) -> list[str]:
    with pytest.raises(MapdocsError) as caught:
        opened(folder, text)
    return [problem.code for problem in caught.value.problems]


def test_keys_are_kept_where_they_are_shown_and_only_there(tmp_path: Path) -> None:
    """Checking allots none; a second opening changes no byte."""
    opened(tmp_path, SMALL, keep=False)
    assert not (tmp_path / "keys.yaml").exists()

    first = opened(tmp_path, SMALL)
    written = (tmp_path / "keys.yaml").read_bytes()

    assert first.keys == opened(tmp_path, SMALL).keys
    assert written == (tmp_path / "keys.yaml").read_bytes()


def test_two_deals_in_one_folder_have_keys_apart(tmp_path: Path) -> None:
    """A file of another name than deal.yaml has its own."""
    workspace = open_workspace(None, tmp_path)
    for name in ("one.yaml", "two.yaml"):
        open_deal(workspace, place_of(tmp_path, SMALL, name), TODAY, current=tmp_path)

    assert ["one.keys.yaml", "one.yaml", "two.keys.yaml", "two.yaml"] == sorted(p.name for p in tmp_path.iterdir())


def test_the_first_day_is_kept_with_the_keys(tmp_path: Path) -> None:
    """A deal without `start` doesn't slide with every build."""
    opened(tmp_path, HEAD)

    assert TODAY == keys_of(place_of(tmp_path, HEAD), tmp_path).start


def test_damaged_keys_are_a_problem_at_their_place(tmp_path: Path) -> None:
    """As after a merge that nobody looked at."""
    (tmp_path / "keys.yaml").write_text("tasks:\n  a: M-01\n  b: M-01\n")

    assert ["duplicate-key"] == codes(tmp_path, HEAD)


def test_no_keys_are_no_problem(tmp_path: Path) -> None:
    """The first command that shows them makes them."""
    assert Keys() == keys_of(place_of(tmp_path, HEAD), tmp_path)


@pytest.mark.parametrize(
    ("lines", "language", "expected"),
    [
        ("", "", ("en_GB", "GBP")),
        ("currency: CHF\n", "", ("en_GB", "CHF")),
        ("locale: fr-FR\n", "", ("fr_FR", "GBP")),
        ("locale: de-AT\n", "de", ("de_AT", "GBP")),
        ("locale: de-AT\n", "en", ("en", "GBP")),
    ],
)
def test_language_and_currency_are_the_deals_else_the_buyers_countrys(
    tmp_path: Path, lines: str, language: str, expected: tuple[str, str]
) -> None:
    """A language that is asked for comes first; within it the deal's own region stays."""
    found = opened(tmp_path, HEAD + lines, language)

    assert expected[0] == found.words.locale[: len(expected[0])]
    assert expected[1] == found.currency


def test_a_currency_that_does_not_exist_is_told_at_its_place(tmp_path: Path) -> None:
    """With its nearest."""
    with pytest.raises(DealError) as caught:
        opened(tmp_path, f"{HEAD}currency: EURO\n")
    (problem,) = caught.value.problems

    assert ("unknown-currency", "deal.yaml:3:11") == (problem.code, str(problem.where))
    assert "EUR" in problem.hint


def test_faults_of_the_yaml_and_of_what_it_says_are_told_together(tmp_path: Path) -> None:
    """All problems at once."""
    assert ["duplicate-key", "unknown-key"] == sorted(codes(tmp_path, f"{HEAD}seller: {{name: T}}\ncolour: red\n"))


def test_what_a_document_carries_says_nothing_of_the_deal(tmp_path: Path) -> None:
    """Its folder's name may be one that a buyer must not read."""
    place = place_of(tmp_path, HEAD)
    carried = about(place, Keys())

    assert place.name not in " ".join(carried.values())
    assert carried == about(place, Keys())
    assert carried["deal_id"] != about(place_of(tmp_path, HEAD, "other.yaml"), Keys())["deal_id"]
