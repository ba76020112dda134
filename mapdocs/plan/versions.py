"""The versions so far: each in a line, and who agreed to which."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from mapdocs.plan.parts import Confirmed, VersionLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapdocs.history import Version
    from mapdocs.plan.parts import Plan
    from mapdocs.words import Wording

Days = tuple[date, dict[str, date]]
"""When a plan has go-live, and the due date of each of its rows by key."""


def confirmations(versions: Sequence[Version]) -> tuple[Confirmed, ...]:
    """Everybody who agreed, each with the last version they agreed to; people who have left the deal as well."""
    found: dict[str, Confirmed] = {}
    for version in versions:
        deal = version.snapshot.deal
        for name in version.agreed_by:
            if person := deal.people.get(name):
                company = deal.party(person.party).name
                found[name] = Confirmed(person.name or person.title, company, version.number, version.on)
    return tuple(sorted(found.values(), key=lambda line: line.version))


def version_lines(versions: Sequence[Version], plan: Plan, words: Wording) -> tuple[VersionLine, ...]:
    """One a version, oldest first; the version that `plan` itself is has no Plan of its own yet."""
    lines = []
    before: Days | None = None
    for version in versions:
        days = days_sent(version) or days_of(plan)
        moved = version.note or moved_line(before, days, words)
        lines.append(VersionLine(version.number, version.on, moved, version.agreed))
        before = days
    return tuple(lines)


def days_sent(version: Version) -> Days | None:
    """The days of the Plan that the buyer was sent."""
    sent: Any = version.plans.get("buyer")
    if sent is None:
        return None
    rows = [row for phase in sent["phases"] for row in phase["rows"]]
    return date.fromisoformat(sent["expected"]), {row["key"]: date.fromisoformat(row["due"]) for row in rows}


def days_of(plan: Plan) -> Days:
    """The days of a Plan, as far as the buyer sees them."""
    shown = [row for phase in plan.phases for row in phase.rows if not row.internal]
    return plan.expected, {row.key: row.due for row in shown}


def moved_line(before: Days | None, now: Days, words: Wording) -> str:
    """`Go-live: 8 June 2027, now 17 June 2027; 4 dates moved`, counting rows that both have."""
    if before is None:
        return words.t("versions.first")
    told = []
    if before[0] != now[0]:
        was, then = words.day(before[0], "long"), words.day(now[0], "long")
        told.append(words.t("changes.moved", title=words.t("timeline.go_live"), was=was, now=then))
    count = sum(before[1][key] != due for key, due in now[1].items() if key in before[1])
    if count:
        told.append(words.n("versions.dates", count))
    return words.t("doc.also", first="", second="").join(told) or words.t("versions.same")
