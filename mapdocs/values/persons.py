"""Who is meant by a name: somebody of the deal, by full or short name, e-mail or key; a role; or a stranger."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from mapdocs.problems import brief
from mapdocs.values.answers import Answer, Read, Stranger, Unclear
from mapdocs.values.doubt import hedged, questioned, signs_beside
from mapdocs.values.plain import folded, plain, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mapdocs.values.reading import Reading, Side

Forms = dict[str, list[str]]
"""Folded name -> ids and roles that are called so."""

_EMAIL = re.compile(r"[^@\s<>(),;:\"]{1,64}@[^@\s<>(),;:\"]{1,190}\.[^@\s<>(),;:\".]{2,63}")
_APART = re.compile(r"\s*(?:[,;/&+\n]|\s-\s|\s(?:and|or|und|oder|et|ou)\s)\s*")
_HEAD = re.compile(r"\s*(?:[(,;\n]|\s-\s|:\s)")
_NAME = re.compile(r"[^\W\d_][^\d_@<>{}|\\/#*=]*")
_NOBODY = frozenset("tbd tbc tba na n.a nobody none unknown open niemand offen personne".split())
_MOST_WORDS, _LONGEST, _MOST_CHARACTERS = 5, 60, 1000
_ONE_OWNER = "a row has one owner on each side."
_ONE_OF = "Type the one who owns it in the document."
_IN_FULL = "Type the full name in the document."
_ALONE = "Type a person's name alone in the document."


def read_person(text: str, reading: Reading, side: Side | None = None) -> Answer:
    """The id of a person, or `role:x`, of that side or of either; "" for nobody."""
    shown = plain(text)
    if not trimmed(shown) or folded(shown) in reading.blank:
        return Read("")
    if len(shown) > _MOST_CHARACTERS:
        return Unclear(f'"{brief(shown)}" is too long for a name and some words.', todo=_ALONE)
    forms = _by_rank(reading, side)
    head, rest = _split(text, reading)
    for name, beside in ((shown, ""), (head, rest)):
        if found := _known(name, forms, reading, side):
            told = " ".join(filter(None, (signs_beside(name), beside)))
            return _one(found, shown, _others(beside, forms, reading, side), told)
    every = _others(shown, forms, reading, side)
    if len(every) > 1:
        return Unclear(f"{_quoted(shown)} names more than one person; {_ONE_OWNER}", tuple(every), _ONE_OF)
    if side and _known(head, _by_rank(reading, None), reading, None):
        why = f"{_quoted(head)} is of the other side, and can't be the {side}'s owner."
        return Unclear(why, todo=f"Type somebody of the {side}'s side in the document.")
    return _stranger(shown, head, every, reading, side)


def _quoted(text: str) -> str:
    return f'"{brief(text)}"'


def _one(found: list[str], shown: str, others: list[str], rest: str) -> Answer:
    named = [value for value in others if value not in found]
    if named:
        return Unclear(f"{_quoted(shown)} names more than one person; {_ONE_OWNER}", (*found, *named), _ONE_OF)
    if len(found) > 1:
        return Unclear(f"{_quoted(shown)} may be more than one person.", tuple(found), _IN_FULL)
    if questioned(shown) or hedged(rest):
        return Unclear(f"{_quoted(shown)} does not say for certain who it is.", tuple(found), _ALONE)
    return Read(found[0], rest)


def _split(text: str, reading: Reading) -> tuple[str, str]:
    """A name, and what stands behind it; words for a role not yet named are no part of either."""
    lines = "\n".join(filter(None, (plain(line) for line in re.split(r"[\n\v\r]", text))))
    at = _HEAD.search(lines)
    if at is None or _EMAIL.search(lines):
        return plain(lines), ""
    rest = trimmed(plain(lines[at.start() :]))
    return plain(lines[: at.start()]), "" if folded(rest) in reading.blank else rest


def _others(text: str, forms: list[Forms], reading: Reading, side: Side | None) -> list[str]:
    """All that are named in a text that is cut where names may end."""
    pieces = (_known(trimmed(piece), forms, reading, side) for piece in _APART.split(text) if trimmed(piece))
    return list(dict.fromkeys(value for found in pieces for value in found))


def _known(name: str, forms: list[Forms], reading: Reading, side: Side | None) -> list[str]:
    """Who is called so, by the surest way of naming that knows the name; each person once."""
    mail = _EMAIL.search(name)
    for wanted in filter(None, (folded(mail[0]) if mail else "", folded(name))):
        for ranked in forms:
            if found := ranked.get(wanted):
                return list({reading.holder(value, side): value for value in reversed(found)}.values())[::-1]
    return []


# ---------------------------------------------------------------- how people and roles are called


def _by_rank(reading: Reading, side: Side | None) -> list[Forms]:
    """Whole names first, then roles, then short forms: a short form that a whole name has is that one's."""
    if side not in reading.names:
        reading.names[side] = _ranked(reading, side)
    return reading.names[side]


def _ranked(reading: Reading, side: Side | None) -> list[Forms]:
    directory = reading.directory
    people = [name for name, person in directory.people.items() if side in (None, person.party)]
    return [
        _forms((form, name) for name in people for form in _whole(name, reading)),
        _forms(_roles(reading, people)),
        _forms((form, name) for name in people for form in _short(directory.people[name].name)),
    ]


def _forms(pairs: Iterable[tuple[str, str]]) -> Forms:
    forms: Forms = {}
    for form, value in pairs:
        if (wanted := folded(form)) and value not in forms.setdefault(wanted, []):
            forms[wanted].append(value)
    return forms


def _whole(name: str, reading: Reading) -> Iterator[str]:
    person = reading.directory.people[name]
    yield from (reading.directory.keys.get(name, ""), name)
    if not person.unknown:
        yield from (person.name, person.email)
        first, *_, last = [*person.name.split(), ""]
        if last or len(person.name.split()) > 1:
            words = person.name.split()
            yield f"{words[-1]}, {' '.join(words[:-1])}"
        yield f"{person.name} <{person.email}>" if first and person.email else ""


def _roles(reading: Reading, people: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Role in polite words -> `role:x`; the roles with words, and the deal's own."""
    directory = reading.directory
    known = {directory.people[name].role for name in people} | directory.words.roles
    for role in sorted(filter(None, known)):
        yield directory.part(role), f"role:{role}"
        yield f"role:{role}", f"role:{role}"


def _short(name: str) -> Iterator[str]:
    """First name, last name, and each with the other's first letter."""
    words = name.split()
    if len(words) > 1:
        first, last = words[0], words[-1]
        yield from (first, last, f"{first} {last[0]}", f"{first[0]} {last}", f"{first} {last}", f"{first[0]}. {last}")


# ---------------------------------------------------------------- strangers


def _stranger(shown: str, head: str, every: list[str], reading: Reading, side: Side | None) -> Answer:
    """Somebody with a name or an address; anything else is no person."""
    mail = _EMAIL.search(shown)
    name = trimmed(_EMAIL.sub("", shown).strip("<>() ")) if mail else head
    wanted = folded(name)
    fits = _NAME.fullmatch(name) and len(name) <= _LONGEST and len(name.split()) <= _MOST_WORDS
    if mail and (fits or not name) and not questioned(shown):
        return Stranger(name or mail[0].partition("@")[0].replace(".", " ").title(), mail[0])
    if every or not fits or questioned(shown) or wanted in _NOBODY or wanted.replace(".", "") in _NOBODY:
        return Unclear(f"{_quoted(shown)} is not a person of this deal.", tuple(every), _ALONE)
    return Stranger(name, "", _near(wanted, reading.directory.people, side))


def _near(wanted: str, people: Mapping[str, object], side: Side | None) -> tuple[str, ...]:
    """Ids of those whose names are written much like it."""
    names = {
        folded(person.name): name  # type: ignore[attr-defined]
        for name, person in people.items()
        if side in (None, person.party)  # type: ignore[attr-defined]
    }
    return tuple(names[close] for close in get_close_matches(wanted, [*filter(None, names)], n=3, cutoff=0.75))
