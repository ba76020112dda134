"""What page templates call: words, formats, and fields wrapped so that every writer can make them editable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from mapdocs import told
from mapdocs.fields import FieldId
from mapdocs.prose import to_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from decimal import Decimal

    from mapdocs.plan.parts import Closed, DriverLine, MovedRow, Plan, Who
    from mapdocs.words import Wording

MOST_DRIVERS = 3
MOST_MOVED = 24
"""More moved steps than this are a list that nobody reads: those that say something are told, the others counted."""
FEW_MOVED = 8
"""Fewer than this are filled up with those that moved furthest."""
MOST_COMPACT = 8
"""A plan of at most so many rows is set on two pages: what page one says isn't said again."""


class Tools:
    """Bound to one plan and its words; `names` are the templates' globals."""

    def __init__(self, plan: Plan, words: Wording) -> None:
        """Keep both."""
        self.plan = plan
        self.words = words
        self.anchors = anchors(plan)
        self.known = {line.who.key for line in plan.people} if plan.size == "full" else set()

    def names(self) -> dict[str, Callable[..., object] | object]:
        """Everything that templates may call."""
        return {**self._pieces(), **self._references(), **self._findings()}

    def _pieces(self) -> dict[str, Callable[..., object] | object]:
        """Words, figures and fields."""
        words = self.words
        return {
            "t": words.t,
            "n": words.n,
            "has": words.has,
            "day": self.day,
            "number": words.number,
            "percent": words.percent,
            "join": words.join,
            "hours": words.hours,
            "money": self.money,
            "amount": self.amount,
            "slack": self.slack,
            "arithmetic": self.arithmetic,
            "label": self.label,
            "also": words.t("doc.also", first="", second=""),
            "md": md,
            "person": self.person,
            "people": self.people,
            "text_field": text_field,
            "md_field": md_field,
            "date_field": self.date_field,
            "person_field": self.person_field,
            "status_field": self.status_field,
            "status": self.status,
            "company": self.company,
        }

    def _references(self) -> dict[str, Callable[..., object] | object]:
        """What leads from one row to others, and lists of people and keys in a sentence."""
        return {
            "anchor": self.anchor,
            "keys": self.keys,
            "waits": lambda found: self._listed("plan.waits_for_keys", "keys", self.keys(found)),
            "approved": lambda who: self._listed("plan.approver", "names", self.person(who)),
            "helped": lambda found: self._listed("plan.contributors", "names", self.people(found)),
            "informed": lambda found: self._listed("plan.informed", "names", self.people(found)),
            "write_to": lambda found: self._listed("work.contact", "names", self.people(found)),
        }

    def _findings(self) -> dict[str, Callable[..., object] | object]:
        """What this plan says of itself: how it stands, what moved, what is next."""
        words = self.words
        moved, more = moved_rows(self.plan)
        return {
            "moved_front": self.moved_front,
            "compact": self.plan.rows <= MOST_COMPACT,
            "tight": " compact" if self.plan.rows <= MOST_COMPACT else "",
            "closed": [self._closed(span) for span in self.plan.work.closed if not span.freeze],
            "frozen": [self._closed(span) for span in self.plan.work.closed if span.freeze],
            "changed": told.changed(self.plan, words),
            "ways": told.ways(self.plan, words),
            "moved_by": lambda days: told.moved_by(days, words),
            "absorbed": told.absorbed(self.plan, words),
            "share_title": lambda line: told.share_title(line, words),
            "moved_rows": moved,
            "moved_more": more,
            "headline": headline(self.plan),
            "told_next": self.told_next(),
            "expected": self.expected(),
            "standing": standing(self.plan, words),
        }

    def anchor(self, key: str) -> str:
        """The block id of a row, decision, criterion, risk or person."""
        return self.anchors.get(key, "plan")

    def keys(self, found: Iterable[str]) -> Markup:
        """Keys with commas, each linked to its row."""
        return Markup(", ").join(Markup('<a href="#{}">{}</a>').format(self.anchor(key), key) for key in found)

    def _listed(self, word: str, slot: str, shown: Markup) -> Markup:
        """A fixed sentence with markup in its one slot."""
        before, _, after = self.words.t(word, **{slot: "\0"}).partition("\0")
        return Markup("{}{}{}").format(before, shown, after)

    def _closed(self, span: Closed) -> str:
        """Days without work, as `Marlow: Change freeze: 11 December to 8 January`; the name only where there is one."""
        words = self.words
        first, last = words.day(span.first, "medium"), words.day(span.last, "medium")
        if span.name and first == last:
            told = words.t("work.closure_day", name=span.name, date=first)
        elif span.name:
            told = words.t("work.closure", name=span.name, start=first, finish=last)
        else:
            told = first if first == last else words.t("work.days", start=first, finish=last)
        return f"{self.label(span.company)} {told}"

    def label(self, text: str) -> str | Markup:
        """What stands before something, as `Source:`; markup stays markup."""
        before, _, after = self.words.t("doc.label", label="\0").partition("\0")
        return Markup("{}{}{}").format(before, text, after) if isinstance(text, Markup) else f"{before}{text}{after}"

    def moved_front(self, place: Markup) -> Markup:
        """One sentence on what moved, and where it is told."""
        part = self.plan.changes
        if part is None:
            return Markup("")
        first = told.changed(self.plan, self.words) if part.days else ""
        before, _, after = self.words.t("front.moved", version=part.version, section="\0").partition("\0")
        return Markup("{} {}{}{}").format(first, before, place, after)

    def slack(self, days: int) -> str:
        """How far a row can move."""
        if days < 0:
            return self.words.n("slack.short", -days)
        return self.words.n("slack.days", days) if days else self.words.t("slack.none")

    def arithmetic(self, line: DriverLine) -> str:
        """How a driver's worth comes about."""
        if line.worth is None:
            return ""
        if line.unit_value is None or line.change is None:
            return self.words.t("value.given", worth=self.money(line.worth))
        return self.words.t(
            "value.calculation",
            amount=self.amount(line.change, line.unit),
            per=self.words.t(f"per.{line.per}"),
            unit_value=self.money(line.unit_value),
            periods=self.words.n(f"periods.{line.per}", line.periods),
            worth=self.money(line.worth),
        )

    def told_next(self) -> str:
        """The next milestone in a sentence; one whose day has passed needs a new date, which is told at its row."""
        today = self.plan.today
        coming = next((line for line in self.plan.milestones if line.status != "done" and line.day >= today), None)
        if coming is None:
            return ""
        return self.words.t("front.next", title=coming.title, date=self.words.day(coming.day, "long")) + "."

    def expected(self) -> str:
        """That go-live is expected on another day than the target, unless what changed tells it, with its reason."""
        plan, words = self.plan, self.words
        later = (plan.expected - plan.go_live).days
        if plan.proposed or later <= 0 or (plan.changes and plan.changes.days > 0):
            return ""
        return words.n("forecast.later_target", later, date=words.day(plan.expected, "long"))

    def day(self, day: date | None, form: str = "long") -> Markup:
        """A date as `time`; a missing one is `to be agreed`."""
        if day is None:
            return Markup('<span class="muted">{}</span>').format(self.words.t("facts.no_date"))
        return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), self.words.day(day, form))  # type: ignore[arg-type]

    def money(self, amount: Decimal | None, *, compact: bool = False) -> str:
        """An amount in the deal's currency, without cents where it is large; empty for None."""
        if amount is None:
            return ""
        cents = abs(amount) < 1000 and amount != amount.to_integral_value()  # noqa: PLR2004 - small unit values keep cents
        return self.words.money(amount, self.plan.currency, rounded=not cents, compact=compact)

    def amount(self, number: Decimal | None, unit: str) -> str:
        """A number with its unit, e.g. 1,200 h."""
        if number is None:
            return ""
        word = self.words.t(f"unit.{unit}") if self.words.has(f"unit.{unit}") else unit
        gap = "" if word == "%" and self.words.language == "en" else "\u00a0"
        return f"{self.words.number(number)}{gap}{word}" if word else self.words.number(number)

    def company(self, side: str) -> str:
        """A side's name for running text."""
        return self.plan.buyer.short if side == "buyer" else self.plan.seller.short

    def person(self, who: Who | None) -> Markup:
        """A name, linked to the list of people; a role nobody holds says so."""
        if who is None:
            return Markup("")
        if who.open:
            return Markup('{} <span class="muted">({})</span>').format(who.part, self.words.t("plan.not_named"))
        return self._linked(who, escape(who.name))

    def people(self, found: Iterable[Who]) -> Markup:
        """Names with commas."""
        return Markup(", ").join(self.person(who) for who in found)

    def _linked(self, who: Who, shown: Markup) -> Markup:
        if who.key not in self.known:
            return shown
        return Markup('<a href="#people/{}">{}</a>').format(who.key, shown)

    def date_field(self, part: str, key: str, name: str, day: date | None) -> Markup:
        """An editable date, with its weekday."""
        shown = self.words.day(day, "weekday") if day else ""
        return _field(part, key, name, shown, day.isoformat() if day else "")

    def person_field(self, part: str, key: str, name: str, who: Who | None) -> Markup:
        """An editable owner; what the field holds is the name as people read it."""
        if who is None:
            return _field(part, key, name, "", "")
        if who.open:
            field = _field(part, key, name, who.part, who.key)
            return field + Markup(' <span class="muted">({})</span>').format(self.words.t("plan.not_named"))
        return self._linked(who, _field(part, key, name, who.name, who.key))

    def status_field(self, part: str, key: str, status: str, *, moved: bool = False) -> Markup:
        """An editable status behind its shape; `moved`: its day has passed."""
        field = _field(part, key, "status", self.words.t(f"status.{status}"), status)
        shape = "needs-new-date" if moved else status
        mark = Markup('<span class="status status-{}">{}</span>').format(shape, field)
        if not moved:
            return mark
        return mark + Markup('<br/><span class="tag attention">{}</span>').format(self.words.t("status.needs-new-date"))

    def status(self, status: str) -> Markup:
        """A status behind its shape, not editable."""
        return Markup('<span class="status status-{}">{}</span>').format(status, self.words.t(f"status.{status}"))


def standing(plan: Plan, words: Wording) -> str:
    """Which version it is, or that it is a draft, and after which; a draft until both sides have agreed."""
    if plan.version:
        return words.t("doc.version" if plan.agreed else "doc.version_draft", version=plan.version)
    return words.t("doc.draft_after", version=plan.after) if plan.after else words.t("doc.working_draft")


def anchors(plan: Plan) -> dict[str, str]:
    """Key -> block id, for all that can be linked to."""
    found = {line.key: f"decisions/{line.key}" for line in plan.decisions}
    found |= {line.key: f"criteria/{line.key}" for line in plan.criteria}
    found |= {line.key: f"risks/{line.key}" for line in plan.risks}
    for phase in plan.phases:
        for row in phase.rows:
            found[row.key] = f"plan/{phase.key}/{row.key}"
            found |= {step.key: f"plan/{phase.key}/{step.key}" for step in row.steps}
    return found


def moved_rows(plan: Plan) -> tuple[tuple[MovedRow, ...], int]:
    """The rows that a letter tells, and how many more moved: all, or milestones and what has a reason, came or went."""
    rows = plan.changes.rows if plan.changes else ()
    if len(rows) <= MOST_MOVED:
        return rows, 0
    moments = {row.key for phase in plan.phases for row in phase.rows if row.milestone}
    weighty = [row for row in rows if row.kind != "moved" or row.reason or row.key in moments]
    furthest = sorted((row for row in rows if row not in weighty), key=lambda row: -abs(row.days))
    told = [*weighty, *furthest[: max(0, FEW_MOVED - len(weighty))]]
    return tuple(row for row in rows if row in told), len(rows) - len(told)


def headline(plan: Plan) -> list[DriverLine]:
    """The drivers of page one: those worth most, those without a worth last."""
    drivers = plan.value.drivers if plan.value else ()
    return sorted(drivers, key=lambda line: -(line.worth or 0))[:MOST_DRIVERS]


def md(text: str) -> Markup:
    """Markdown as blocks of the page's subset."""
    return Markup(to_html(text)) if text else Markup("")  # noqa: S704 - cleaned by to_html


def text_field(part: str, key: str, name: str, text: str) -> Markup:
    """An editable text."""
    return _field(part, key, name, text, "")


def md_field(part: str, key: str, name: str, text: str) -> Markup:
    """An editable text in which Markdown is read."""
    field = FieldId(part, key, name)
    return Markup('<div data-field="{}" data-kind="{}">{}</div>').format(field, field.kind, md(text))


def _field(part: str, key: str, name: str, shown: str, value: str) -> Markup:
    field = FieldId(part, key, name)
    if not value:
        return Markup('<span data-field="{}" data-kind="{}">{}</span>').format(field, field.kind, shown)
    return Markup('<span data-field="{}" data-kind="{}" data-value="{}">{}</span>').format(
        field, field.kind, value, shown
    )
