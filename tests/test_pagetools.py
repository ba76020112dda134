"""What templates call: fields that every writer can make editable, keys linked, formats of the locale."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from markupsafe import Markup

from mapdocs.markup import Element, parse
from mapdocs.pagetools import MOST_MOVED, Tools, anchors, headline, md, md_field, moved_rows, text_field
from mapdocs.plan.parts import ChangesPart, Closed, MovedRow, Plan, Who
from mapdocs.words import make_wording
from mapdocs.workspace import load_words
from tests.samples import RICH, plan_of, shipped

ANN = Who("P-01", "Ann <b>", "Project lead", "buyer")
OPEN = Who("P-09", "Security", "Security", "buyer", open=True)


def tools(locale: str = "en-GB", size: str = "full") -> Tools:
    """Bound to the rich plan."""
    words, _ = make_wording(locale, load_words(shipped()))
    return Tools(plan_of(RICH, size=size), words)  # type: ignore[arg-type]


def read(markup: str) -> Element:
    return parse(f"<p>{markup}</p>")


def test_a_text_field_holds_its_text_as_typed() -> None:
    """Whatever stands in it, it is one span with text."""
    (field,) = read(text_field("tasks", "M-01", "title", '<b> & "x" {{ 1 }}')).children
    assert isinstance(field, Element)

    assert ("tasks.M-01.title", "text") == (field.get("data-field"), field.get("data-kind"))
    assert ('<b> & "x" {{ 1 }}',) == field.children


def test_a_field_that_does_not_exist_is_refused() -> None:
    """A template can't wrap what no reader would find again."""
    with pytest.raises(KeyError):
        text_field("tasks", "M-01", "colour", "red")


def test_a_markdown_field_is_a_block() -> None:
    """So that paragraphs and lists can stand in it."""
    field = parse(md_field("value", "", "summary", "One\n\n- two"))

    assert ("div", "value.summary", "markdown") == (field.tag, field.get("data-field"), field.get("data-kind"))
    assert ["div", "p", "ul", "li"] == [element.tag for element in field.walk()]
    assert "" == md("")


def test_a_date_field_has_the_weekday_for_people_and_iso_for_readers() -> None:
    """An empty one can be filled in."""
    given = read(tools().date_field("tasks", "M-01", "due", date(2026, 12, 18)))
    empty = read(tools().date_field("tasks", "M-01", "due", None))

    assert "Fri 18 Dec 2026" == given.text()
    assert ["2026-12-18"] == [e.get("data-value") for e in given.find("span")]
    assert [""] == [e.get("data-value") for e in empty.find("span")]


def test_a_person_is_linked_where_the_list_of_people_is() -> None:
    """A brief has no such list; an open role says that nobody is named."""
    assert ["#people/P-01"] == [e.get("href") for e in read(tools().person(ANN)).find("a")]
    assert [] == list(read(tools(size="brief").person(ANN)).find("a"))
    assert "Ann <b>" == read(tools().person(ANN)).text()
    assert "Security (to be named)" == read(tools().person(OPEN)).text()
    assert "" == tools().person(None)


def test_a_person_field_holds_the_name_only() -> None:
    """`to be named` stands behind it: who types a name over the role types over the role."""
    shown = read(tools().person_field("tasks", "M-01", "buyer", OPEN))
    field = next(e for e in shown.walk() if e.get("data-field"))

    assert ("Security", "P-09") == (field.text(), field.get("data-value"))
    assert "Security (to be named)" == shown.text()


def test_a_status_has_a_shape_and_a_word() -> None:
    """One whose day has passed says that it needs a new date, and keeps its status."""
    plain = read(tools().status_field("tasks", "M-01", "done"))
    moved = read(tools().status_field("tasks", "M-01", "not-started", moved=True))

    assert ["status status-done"] == [e.get("class") for e in plain.find("span") if "status" in e.classes]
    assert "Done" == plain.text()
    assert "status status-needs-new-date" in [e.get("class") for e in moved.find("span")]
    assert ["not-started"] == [e.get("data-value") for e in moved.find("span") if e.get("data-field")]


def test_keys_lead_to_their_rows() -> None:
    """Each key of a list by itself."""
    shown = read(tools().keys(["M-02", "M-03"]))

    assert "M-02, M-03" == shown.text()
    assert ["#plan/F-01/M-02", "#plan/F-02/M-03"] == [e.get("href") for e in shown.find("a")]


def test_anchors_are_the_ids_of_rows_steps_decisions_criteria_and_risks() -> None:
    """All that can be linked to."""
    found = anchors(plan_of(RICH))

    assert "plan/F-01/M-02.1" == found["M-02.1"]
    assert ("decisions/Q-01", "criteria/C-01", "risks/R-01") == (found["Q-01"], found["C-01"], found["R-01"])


@pytest.mark.parametrize(
    ("amount", "shown"),
    [("894400.00", "£894,400"), ("21.50", "£21.50"), ("21", "£21"), ("1234.56", "£1,235"), ("0", "£0")],
)
def test_large_amounts_have_no_cents_and_small_ones_keep_theirs(amount: str, shown: str) -> None:
    """A unit value of 21.50 is not 22."""
    assert shown == tools().money(Decimal(amount))
    assert "" == tools().money(None)


@pytest.mark.parametrize(
    ("locale", "unit", "shown"),
    [
        ("en-GB", "h", "1,200\u00a0h"),
        ("en-GB", "%", "1,200%"),
        ("de-DE", "%", "1.200\u00a0%"),
        ("en-GB", "", "1,200"),
        ("en-GB", "alerts", "1,200\u00a0alerts"),
    ],
)
def test_a_number_keeps_its_unit_beside_it(locale: str, unit: str, shown: str) -> None:
    """As the language writes it."""
    assert shown == tools(locale).amount(Decimal(1200), unit)


def test_page_one_tells_the_three_drivers_worth_most() -> None:
    """Those without a worth come last, in the deal's order."""
    plan = plan_of(RICH)
    assert plan.value
    line = plan.value.drivers[0]
    lines = tuple(
        replace(line, metric=name, worth=Decimal(worth) if worth else None)
        for name, worth in (("a", 1), ("b", None), ("c", 30), ("d", 20))
    )
    found = headline(replace(plan, value=replace(plan.value, drivers=lines)))

    assert ["c", "d", "a"] == [line.metric for line in found]


@pytest.mark.parametrize(("days", "word"), [(0, "slack.none"), (3, "slack.days"), (-2, "slack.short")])
def test_slack_is_told_in_words(days: int, word: str) -> None:
    """None, some, or too little."""
    bound = tools()
    expected = bound.words.t(word) if not days else bound.words.n(word, abs(days))

    assert expected == bound.slack(days)


def with_moved(*rows: MovedRow) -> Plan:
    day = date(2027, 6, 30)
    return replace(plan_of(RICH), changes=ChangesPart("1", day, day, day, 0, None, None, (), rows, None, None, ()))


def test_a_letter_tells_the_steps_that_say_something_where_many_moved() -> None:
    """A milestone, a reason, what came and went; the others are counted, and struck in the plan."""
    day = date(2027, 1, 29)
    far = MovedRow("M-89", "Far", "moved", day, day, -30, "")
    milestone = next(row.key for phase in plan_of(RICH).phases for row in phase.rows if row.milestone)
    plain = [MovedRow(f"M-{number}", "Step", "moved", day, day, 1, "") for number in range(50, 50 + MOST_MOVED)]
    weighty = [
        MovedRow(milestone, "Signed", "moved", day, day, 1, ""),
        MovedRow("M-90", "Late", "moved", day, day, 1, "The archive is larger"),
        MovedRow("M-91", "New", "added", None, day, 0, ""),
        MovedRow("M-92", "Gone", "removed", day, None, 0, ""),
    ]

    assert (tuple(plain), 0) == moved_rows(with_moved(*plain))
    told, more = moved_rows(with_moved(*plain, far, *weighty))
    assert ((*plain[:3], far, *weighty), MOST_MOVED - 3) == (told, more)
    assert ((), 0) == moved_rows(plan_of(RICH))


@pytest.mark.parametrize(
    ("locale", "name", "last", "told"),
    [
        ("en-GB", "Closure", 24, "Marlow: Closure: 24 Dec 2026"),
        ("en-GB", "", 24, "Marlow: 24 Dec 2026"),
        ("en-GB", "", 31, "Marlow: 24 Dec 2026 to 31 Dec 2026"),
        ("fr-FR", "Fermeture", 24, "Marlow\u00a0: Fermeture\u00a0: 24 d\u00e9c. 2026"),
        ("fr-FR", "", 31, "Marlow\u00a0: du 24 d\u00e9c. 2026 au 31 d\u00e9c. 2026"),
    ],
)
def test_a_closure_is_told_with_its_name_or_by_its_days_alone(locale: str, name: str, last: int, told: str) -> None:
    """Whose it is stands before it, with the colon as the language writes it."""
    plan = tools(locale).plan
    span = Closed("Marlow", name, date(2026, 12, 24), date(2026, 12, last))
    names = Tools(replace(plan, work=replace(plan.work, closed=(span,))), tools(locale).words).names()

    assert [told] == names["closed"]


def test_a_label_and_what_else_is_told_have_the_marks_of_their_language() -> None:
    """Markup in a label stays markup, and text stays text."""
    english, french = tools().names(), tools("fr-FR").names()

    assert ("; ", "\u00a0; ") == (english["also"], french["also"])
    assert "a <b>\u00a0:" == tools("fr-FR").label("a <b>")
    assert Markup("<time>4 Dec</time>:") == tools().label(Markup("<time>4 Dec</time>"))


def test_the_next_milestone_is_one_that_can_still_be_kept() -> None:
    """One whose day has passed needs a new date, which its row says; it is never told as what comes next."""
    found = tools()
    passed, coming = (replace(line, status="not-started") for line in found.plan.milestones[-2:])
    plan = replace(found.plan, milestones=(replace(passed, day=date(2026, 11, 20)), coming))

    assert Tools(plan, found.words).told_next().startswith(f"Next: {coming.title}, ")
    assert "" == Tools(replace(plan, milestones=plan.milestones[:1]), found.words).told_next()
