"""The e-mail that goes with a version."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mapdocs.message import MOST_ROWS, message_of
from mapdocs.plan.parts import ChangesPart, MovedRow, Plan, VersionLine, WayLine
from mapdocs.words import make_wording
from mapdocs.workspace import load_words
from tests.samples import SMALL, TODAY, plan_of, shipped

FILES = ("Plan v2.pdf", "Plan v2.docx")
WAS, NOW = date(2027, 6, 8), date(2027, 6, 17)


def message(plan: Plan, since: str = "", locale: str = "en-GB") -> str:
    return message_of(plan, make_wording(locale, load_words(shipped()))[0], FILES, since).decode()


def sent(number: int, changes: ChangesPart | None = None) -> Plan:
    lines = tuple(VersionLine(n, TODAY, "", agreed=False) for n in range(1, number + 1))
    return replace(plan_of(SMALL), version=number, versions=lines, changes=changes)


def changed(*rows: MovedRow) -> ChangesPart:
    way = WayLine("overlap", ("Proof", "Contract"), 6, date(2027, 6, 11), 0, 0, None)
    reasons = ("The data sample needs a week more",)
    return ChangesPart("1", TODAY, WAS, NOW, 9, None, None, reasons, rows, None, None, (way,))


def row(title: str, kind: str = "moved") -> MovedRow:
    return MovedRow("M-99", title, kind, WAS, NOW, 9, "")  # type: ignore[arg-type]  # one of its words


def test_the_first_version_presents_the_plan() -> None:
    """To the buyer's lead, from the seller's, with what is needed from whom by when."""
    text = message(sent(1))

    assert text.startswith("# Mutual Action Plan, version 1: Marlow live on 30 June 2027\n\nHello Maria Keller,\n\n")
    assert "Here is our plan to have Marlow live on 30 June 2027" in text
    assert "What we need next:\n\n- " in text
    assert "Ruth Adeyemi: Hosting region, by 4 December 2026" in text
    assert "Attached: Plan v2.pdf and Plan v2.docx." in text
    assert text.endswith("\n\nTom Weiss\nFernhill Analytics\n")


def test_a_later_version_tells_what_moved_and_why() -> None:
    """Go-live was and is, the reason in people's words, each date, and the ways back."""
    text = message(sent(2, changed(row("Proof"), row("Audit", "added"), row("Pilot", "removed"))))

    assert "Go-live is now expected on 17 June 2027, 9 days later than in version 1." in text
    assert "The reason: The data sample needs a week more." in text
    assert (
        "- Proof: 8 June 2027, now 17 June 2027\n- New: Audit, 17 June 2027\n- No longer part of the plan: Pilot"
        in text
    )
    assert "- Running “Contract” beside “Proof” wins back 6 days." in text


def test_without_told_changes_a_later_version_says_what_moved_in_a_line() -> None:
    """As the list of versions has it."""
    assert "Here is version 2 of our plan, Mutual Action Plan. 3 dates moved." in message(sent(2), "3 dates moved")


def test_an_email_stays_short() -> None:
    """The first dates only, and how many more there are in the plan."""
    text = message(sent(2, changed(*(row(f"Row {n}") for n in range(MOST_ROWS + 3)))))

    assert f"Row {MOST_ROWS - 1}" in text
    assert f"Row {MOST_ROWS}:" not in text
    assert "- 3 more dates, in the plan" in text


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("de-DE", "Guten Tag Maria Keller,\n\nhier ist unser Plan, mit dem Marlow am 30. Juni 2027 live geht"),
        ("fr-FR", "Bonjour Maria Keller,\n\nVoici notre plan, qui mène Marlow à la mise en service le 30 juin 2027"),
    ],
)
def test_it_is_in_the_buyers_language(locale: str, told: str) -> None:
    """All of its fixed words are the locale's."""
    assert told in message(sent(1), locale=locale)


def test_a_day_that_will_not_be_kept_is_no_subject() -> None:
    """Where go-live is expected after its target, the subject promises nothing."""
    later = replace(sent(2), expected=date(2027, 8, 15))

    assert message(replace(sent(2), shortfall=3)).startswith("# Mutual Action Plan, version 2\n")
    assert message(later).startswith("# Mutual Action Plan, version 2\n")


def test_what_page_one_shows_comes_first() -> None:
    """A milestone that moved stands before the rows that only the plan holds."""
    key = sent(1).milestones[-1].key
    last = replace(row("Signature"), key=key)
    text = message(sent(2, changed(*(row(f"Row {n}") for n in range(MOST_ROWS)), last)))

    assert text.index("- Signature:") < text.index("- Row 0:")


def test_without_lead_or_date_it_is_still_a_letter() -> None:
    """Nobody is named, and the dates are proposals."""
    plan = replace(sent(1), proposed=True, buyer=replace(sent(1).buyer, lead=None), needs=())
    text = message(plan)

    assert "\n\nHello,\n\n" in text
    assert "Its dates are proposals until the go-live day is set." in text
    assert "What we need next" not in text


def test_no_title_breaks_the_list() -> None:
    """A title with line breaks stays one point."""
    assert "- Two lines: 8 June 2027, now 17 June 2027" in message(sent(2, changed(row("Two\n\nlines"))))
