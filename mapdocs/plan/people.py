"""Who is meant: ids and roles of a deal -> people with keys and polite words, or roles still to be named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mapdocs.plan.parts import OpenRole, PersonLine, Who

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from mapdocs.deal import Deal, Person
    from mapdocs.words import Wording

Side = Literal["buyer", "seller"]


@dataclass(frozen=True, slots=True)
class Directory:
    """Resolves whoever a deal names, on the status date."""

    people: Mapping[str, Person]
    keys: Mapping[str, str]
    words: Wording
    today: date

    def part(self, role: str) -> str:
        """The role in polite words; a role of the deal's own is put into words from its id."""
        if not role:
            return ""
        key = f"role.{role}"
        return self.words.t(key) if self.words.has(key) else role.replace("-", " ").capitalize()

    def who(self, name: str, side: Side | None = None) -> Who | None:
        """The person of that id or `role:x`; None for no name."""
        if not name:
            return None
        if name.startswith("role:"):
            return self._role(name.removeprefix("role:"), side)
        person = self.people[name]
        return self._person(name) if not person.unknown else self._role(person.role, person.party)

    def _person(self, name: str) -> Who:
        name = self._now(name)
        person = self.people[name]
        return Who(self.keys.get(name, ""), person.name, self.part(person.role), person.party)

    def _now(self, name: str) -> str:
        """Whoever has taken over since."""
        seen = set()
        while name not in seen:
            seen.add(name)
            person = self.people[name]
            gone = person.until is not None and person.until < self.today
            if not gone or not person.handed_to or self.people[person.handed_to].unknown:
                break
            name = person.handed_to
        return name

    def _role(self, role: str, side: Side | None) -> Who:
        sides: tuple[Side, ...] = (side,) if side else ("buyer", "seller")
        for party in sides:
            for name, person in self.people.items():
                if person.role == role and person.party == party and not person.unknown:
                    return self._person(name)
        party = sides[0]
        key = next(
            (self.keys.get(n, "") for n, p in self.people.items() if p.unknown and p.role == role and p.party == party),
            "",
        )
        part = self.part(role)
        return Who(key, part, part, party, open=True)

    def all(self, names: Iterable[str]) -> tuple[Who, ...]:
        """Those of a list, each once."""
        found = [who for name in names if (who := self.who(name))]
        return tuple(dict.fromkeys(found))

    def names(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Their names only."""
        return tuple(who.name for who in self.all(ids))


def person_lines(deal: Deal, directory: Directory) -> tuple[PersonLine, ...]:
    """Everybody named, the buyer's side first, leads first on each side."""
    leads = {deal.buyer.lead, deal.seller.lead}
    rows = [(name, person) for name, person in deal.people.items() if not person.unknown]
    rows.sort(key=lambda row: (row[1].party != "buyer", row[0] not in leads))
    return tuple(_line(name, person, name in leads, directory) for name, person in rows)


def _line(name: str, person: Person, lead: bool, directory: Directory) -> PersonLine:  # noqa: FBT001
    ask = f"role_ask.{person.role}"
    asked = person.asked_for or (directory.words.t(ask) if directory.words.has(ask) else "")
    who = Who(directory.keys.get(name, ""), person.name, directory.part(person.role), person.party)
    next_one = directory.people[person.handed_to].name if person.handed_to else ""
    return PersonLine(
        who, person.title, asked, person.email, person.phone, lead, person.until, next_one, person.cares_about
    )


def open_roles(deal: Deal, directory: Directory) -> tuple[OpenRole, ...]:
    """Roles that the plan needs and nobody holds, in the order in which it needs them."""
    needed: dict[tuple[Side, str], None] = {}
    for task in deal.tasks.values():
        if task.status in ("done", "cancelled"):
            continue
        for side in ("buyer", "seller"):
            _need(needed, getattr(task, side), side)
            for action in task.actions.values():
                _need(needed, getattr(action, side), side)
        for name in (task.approver, *task.contributors):
            _need(needed, name, "buyer")
    owners = [row.owner for part in (deal.decisions, deal.success_criteria, deal.risks) for row in part.values()]
    for owner in owners:
        _need(needed, owner, "buyer")
    for person in deal.people.values():
        if person.unknown:
            needed[person.party, person.role] = None
    found = []
    for side, role in needed:
        who = directory.who(f"role:{role}", side)
        if who and who.open and not (side == "buyer" and _held_by_seller(deal, role)):
            company = (deal.buyer if side == "buyer" else deal.seller).called
            found.append(OpenRole(who.key, role, who.part, company, side))
    return tuple(found)


def _held_by_seller(deal: Deal, role: str) -> bool:
    """Contributors of the seller's may be named by role without a side."""
    mine = {getattr(task, "buyer") for task in deal.tasks.values()}  # noqa: B009 - beside the loop above
    held = any(p.role == role and p.party == "seller" and not p.unknown for p in deal.people.values())
    return held and f"role:{role}" not in mine


def _need(needed: dict[tuple[Side, str], None], name: str, side: Side) -> None:
    if name.startswith("role:"):
        needed[side, name.removeprefix("role:")] = None
