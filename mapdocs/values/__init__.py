"""Values of fields: what the deal says, and what a text in a document says, in one form that can be compared.

A date is ISO, an owner the id of a person or `role:x`, a status the word of the deal file; "" stands for none.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from mapdocs.fields import KINDS, FieldId, Kind
from mapdocs.locales import languages, locale_words
from mapdocs.plan.edition import for_edition
from mapdocs.plan.people import Directory
from mapdocs.values.answers import ONE_THING, Answer, Read, Stranger, Unclear
from mapdocs.values.dates import read_date
from mapdocs.values.persons import read_person
from mapdocs.values.plain import alike, typed
from mapdocs.values.reading import Reading, Side, blank_words
from mapdocs.values.statuses import read_status, status_words
from mapdocs.words import flatten, locale_for_country, make_wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mapdocs.deal import Deal, Task
    from mapdocs.deals import OpenDeal
    from mapdocs.keys import Keys
    from mapdocs.words import Wording

__all__ = [
    "ONE_THING", "Read", "Reading", "Stranger", "Unclear", "deal_values", "read_field", "read_value", "reading_of",
    "same_value", "side_of",
]  # fmt: skip

LONGEST = {"title": 500, "what": 500}
"""Most characters of a value; of all others `LONGEST_TEXT`."""
LONGEST_TEXT = 20_000


def deal_values(opened: OpenDeal) -> dict[FieldId, str]:
    """Every value that people may edit in the buyer's edition, as the deal file has it.

    `tasks.due` is the date that is agreed or wanted, "" where it is only computed; of a task that is done the day on
    which it was finished.
    """
    deal = for_edition(opened.composed.deal, "buyer", opened.composed.left_out)
    return {
        FieldId(part, key, name): _told(part, name, row)
        for part, key, row in _rows(deal, opened.keys)
        for name in KINDS[part]
    }


def _rows(deal: Deal, keys: Keys) -> Iterator[tuple[str, str, object]]:
    """Part, key and row; what has no key yet is not in any document."""
    for name, task in deal.tasks.items():
        if key := keys.tasks.get(name):
            yield "tasks", key, task
        for step, action in task.actions.items():
            if key := keys.actions.get(f"{name}/{step}"):
                yield "actions", key, action
    parts = {"decisions": deal.decisions, "criteria": deal.success_criteria, "risks": deal.risks}
    for part, rows in parts.items():
        given = getattr(keys, part)
        yield from ((part, given[name], row) for name, row in rows.items() if name in given)
    yield "value", "", deal.value


def _told(part: str, name: str, row: object) -> str:
    value = _due(row) if (part, name) == ("tasks", "due") else getattr(row, name)  # type: ignore[arg-type]
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _due(task: Task) -> date | None:
    return task.finished or task.due if task.status == "done" else task.due


def reading_of(opened: OpenDeal, locales: Sequence[str] = ()) -> Reading:
    """What values of this deal's document are read by.

    `locales`: those that it was written in, the last one first; none where that is not known, and the deal's stands in.
    """
    templates, schedule = opened.assets.templates, opened.schedule
    known, _ = locale_words(templates)
    names = tuple(dict.fromkeys((*locales, opened.words.bcp47)))
    words, *more = [_wording(name, opened.words, known) for name in names]
    directory = Directory(opened.composed.deal.people, opened.keys.people, words, schedule.today)
    others = tuple(name for name in ("en", *languages(templates)) if name in known)
    deal = opened.composed.deal
    spoken = (*names, deal.locale, *(locale_for_country(party.country) for party in (deal.buyer, deal.seller)))
    tongues = dict.fromkeys((*others, *(re.split("[-_]", name)[0].lower() for name in spoken if name)))
    days = [day for dates in schedule.tasks.values() for day in (dates.start, dates.finish)]
    ends = [*days, schedule.start, schedule.go_live, schedule.forecast, *filter(None, [schedule.target])]
    trees = [flatten(known[name]) for name in dict.fromkeys((words.language, *others)) if name in known]
    blank = frozenset().union(*map(blank_words, (words, *more)))
    statuses = status_words([words.words, *trees])
    others = tuple(other.locale for other in more)
    return Reading(directory, min(ends), max(ends), statuses, tuple(tongues), blank, others)


def _wording(name: str, now: Wording, known: Mapping[str, Mapping[str, object]]) -> Wording:
    """The words of a locale that a document was written in."""
    return now if name == now.bcp47 else make_wording(name, known)[0]


def side_of(field: FieldId) -> Side | None:
    """The side that an owner must be of; None where both may."""
    return field.name if field.name in ("buyer", "seller") else None  # type: ignore[return-value]


def read_value(kind: Kind, text: str, reading: Reading, side: Side | None = None) -> Answer:
    """What a text in a document says, as a value of that kind. `side`: whose owner it names."""
    if kind == "date":
        return read_date(text, reading)
    if kind == "person":
        return read_person(text, reading, side)
    if kind == "status":
        return read_status(text, reading)
    return Read(typed(text, lines=True))


def read_field(field: FieldId, text: str, reading: Reading) -> Answer:
    """The same for a field: its title is on one line, and nothing is longer than a deal file should hold."""
    if field.kind not in ("text", "markdown"):
        return read_value(field.kind, text, reading, side_of(field))
    value = typed(text, lines=field.name not in LONGEST)
    most = LONGEST.get(field.name, LONGEST_TEXT)
    if len(value) > most:
        why = f"It has {len(value):,} characters; {most:,} are the most that the field takes."
        return Unclear(why, todo="Shorten it in the document.")
    return Read(value)


def same_value(field: FieldId, one: str, other: str, reading: Reading) -> bool:
    """Whether two values mean the same: the same person by id or role, the same words however they are spaced."""
    if one == other:
        return True
    if field.kind == "person":
        return reading.holder(one, side_of(field)) == reading.holder(other, side_of(field))
    if field.kind not in ("text", "markdown"):
        return False
    return alike(one, lines=field.kind == "markdown") == alike(other, lines=field.kind == "markdown")
