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


def person_lines(deal: Deal, directory: Directory, whole: Deal) -> tuple[PersonLine, ...]:
    """Everybody with a part in what the edition shows, the buyer's side first, leads first on each side.

    `whole` is the deal with what is internal; in the internal edition both are the same, and everybody is shown.
    """
    leads = {deal.buyer.lead, deal.seller.lead}
    hidden = _without_a_part(deal, whole) if whole is not deal else frozenset()
    rows = [(name, person) for name, person in deal.people.items() if not person.unknown and name not in hidden]
    rows.sort(key=lambda row: (row[1].party != "buyer", row[0] not in leads))
    return tuple(_line(name, person, name in leads, directory) for name, person in rows)


def _without_a_part(deal: Deal, whole: Deal) -> frozenset[str]:
    """Who only appears in internal rows, and the seller's people who appear nowhere: a workspace names them all."""
    shown, known = _named(deal), _named(whole)
    return frozenset(
        name
        for name, person in deal.people.items()
        if name not in shown and (name in known or (person.party == "seller" and not person.asked_for))
    )


def _named(deal: Deal) -> set[str]:
    """The ids of those who have a part, by their id or by their role, and of those who take over from them."""
    tasks = deal.tasks.values()
    told = [who for t in tasks for who in (t.buyer, t.seller, t.approver, *t.contributors, *t.informed)]
    told += [who for t in tasks for a in t.actions.values() for who in (a.buyer, a.seller)]
    told += [who for t in tasks if t.agreed for who in t.agreed.by]
    told += [row.owner for part in (deal.decisions, deal.success_criteria, deal.risks) for row in part.values()]
    for driver in deal.value.drivers.values():
        told += [driver.owner, driver.confirmed.by if driver.confirmed else ""]
    roles = {who.removeprefix("role:") for who in told if who.startswith("role:")}
    found = {*told, deal.buyer.lead, deal.seller.lead}
    found |= {name for name, person in deal.people.items() if person.role in roles}
    return found | {person.handed_to for name, person in deal.people.items() if name in found}


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
