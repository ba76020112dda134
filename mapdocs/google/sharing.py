"""Who may open a document: what the deal file wants beside what is, and the way from one to the other.

Only what mapdocs gave is taken back. Owners, folders' and shared drives' people, and whoever was let in by hand stay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from mapdocs.google.errors import Doubt, Refused
from mapdocs.problems import Problem, RemoteError

if TYPE_CHECKING:
    from mapdocs.deal import Deal
    from mapdocs.google.service import Permission, Remote

_RANK = {"reader": 1, "commenter": 2, "writer": 3, "fileOrganizer": 4, "organizer": 5, "owner": 6}
_WORDS = {"reader": "may read", "commenter": "may comment", "writer": "may edit"}
CLOSED = frozenset(("won", "lost"))


@dataclass(frozen=True, slots=True)
class Change:
    """One person's access. `give`: none yet; `raise`: may do more; `lower`: less; `take`: nothing any more."""

    kind: Literal["give", "raise", "lower", "take"]
    email: str
    role: str = ""
    was: str = ""
    permission: str = ""

    @property
    def opens(self) -> bool:
        """Whether somebody may do more afterwards, which a person is to confirm."""
        return self.kind in ("give", "raise")

    def __str__(self) -> str:
        """As it is shown before it is done."""
        now, was = _WORDS.get(self.role, self.role), _WORDS.get(self.was, self.was)
        return {
            "give": f"{self.email} {now}",
            "raise": f"{self.email} {now} ({was} so far)",
            "lower": f"{self.email} only {now} ({was} so far)",
            "take": f"{self.email} has no access any more ({was} so far)",
        }[self.kind]


@dataclass(frozen=True, slots=True)
class Shared:
    """What came of it. `given`: address -> the id of the permission that mapdocs gave, to be kept with the document.

    `done`: what was changed; `left`: what waits for somebody to confirm it.
    """

    given: Mapping[str, str]
    done: tuple[Change, ...] = ()
    left: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def wanted_share(deal: Deal) -> Mapping[str, str]:
    """Address -> role, as the deal file has it; nobody once the deal is closed."""
    return {} if deal.state.is_ in CLOSED else deal.google.share


def changes(wanted: Mapping[str, str], given: Mapping[str, str], actual: Sequence[Permission]) -> tuple[Change, ...]:
    """What is to be done, in the order of the deal file, and what is to be taken back first.

    `given`: as in Shared; `actual`: who has access now.
    """
    people = {_folded(one.email): one for one in actual if one.type == "user" and one.email}
    by_id = {one.id: one for one in actual}
    ours = {_folded(email): permission for email, permission in given.items()}
    names = {_folded(email) for email in wanted}
    taken = [
        Change("take", email, "", by_id[permission].role, permission)
        for email, permission in given.items()
        if _folded(email) not in names and permission in by_id and _ours_to_change(by_id[permission])
    ]
    told = [
        _change(email, role, people.get(_folded(email)) or by_id.get(ours.get(_folded(email), "")), ours)
        for email, role in wanted.items()
    ]
    return (*taken, *(change for change in told if change))


def _change(email: str, role: str, has: Permission | None, ours: Mapping[str, str]) -> Change | None:
    if has is None:
        return Change("give", email, role)
    rank, wanted = _RANK.get(has.role, 0), _RANK[role]
    if rank == wanted or not _ours_to_change(has):
        # What comes from a folder can't be changed here; more can be given beside it.
        return Change("give", email, role) if has.inherited and rank < wanted else None
    if rank < wanted:
        return Change("raise", email, role, has.role, has.id)
    return Change("lower", email, role, has.role, has.id) if has.id in ours.values() else None


def _ours_to_change(permission: Permission) -> bool:
    return not permission.inherited and permission.role in _WORDS


def still_given(given: Mapping[str, str], actual: Sequence[Permission]) -> dict[str, str]:
    """What mapdocs gave and is still there."""
    there = {one.id for one in actual}
    return {email: permission for email, permission in given.items() if permission in there}


def open_to_all(actual: Sequence[Permission]) -> list[Problem]:
    """A warning where anybody who has the link may open it, which no deal file asks for."""
    if not any(one.type in ("anyone", "domain") and not one.inherited for one in actual):
        return []
    message = "The document is open to more people than the deal file names: to whoever has its link."
    return [Problem("google-open", message, None, "Close it under Share in Google Docs.", "warning")]


def share(
    remote: Remote,
    document: str,
    wanted: Mapping[str, str],
    given: Mapping[str, str],
    *,
    confirmed: bool,
    notify: bool = True,
    message: str = "",
) -> Shared:
    """Brings access to what is wanted; nobody may do more than before unless it is `confirmed`.

    What one address is refused for is a problem, and the others go on. Whatever happens on the way, `given` holds
    what was given by then: keep it.
    """
    try:
        actual = remote.permissions(document)
    except RemoteError as error:
        return Shared(given, problems=error.problems)
    todo = changes(wanted, given, actual)
    shared = Shared(still_given(given, actual), problems=tuple(open_to_all(actual)))
    for change in todo:
        if change.opens and not confirmed:
            shared = replace(shared, left=(*shared.left, change))
            continue
        try:
            shared = _done(remote, document, change, shared, notify=notify, message=message)
        except RemoteError as error:
            shared = replace(shared, problems=(*shared.problems, *_told(error, change)))
            if not isinstance(error, Refused):
                break
    return shared


def _done(remote: Remote, document: str, change: Change, shared: Shared, *, notify: bool, message: str) -> Shared:
    """One change, done."""
    given = dict(shared.given)
    if change.kind == "give":
        given[change.email] = _given(remote, document, change, notify=notify, message=message)
    elif change.kind == "take":
        remote.take_access(document, change.permission)
        given = {email: permission for email, permission in given.items() if permission != change.permission}
    else:
        remote.change_access(document, change.permission, change.role)
    return replace(shared, given=given, done=(*shared.done, change))


def _given(remote: Remote, document: str, change: Change, *, notify: bool, message: str) -> str:
    """The permission's id. Where the answer is lost or it is refused, it is looked whether it was given all the same.

    Google answers with an error where it shared but could not write the e-mail.
    """
    try:
        return remote.give_access(document, change.email, change.role, notify=notify, message=message)
    except (Doubt, Refused):
        found = [one for one in remote.permissions(document) if _folded(one.email) == _folded(change.email)]
        if not found or found[0].role != change.role:
            raise
        return found[0].id


def _told(error: RemoteError, change: Change) -> list[Problem]:
    return [replace(problem, message=f"{change}: {problem.message}") for problem in error.problems]


def not_confirmed(left: Sequence[Change]) -> list[Problem]:
    """What waits for somebody to say yes."""
    if not left:
        return []
    message = f"Not shared yet: {'; '.join(map(str, left))}."
    return [Problem("not-shared", message, None, "Give --yes, or run it where it can ask.", "warning")]


def _folded(email: str) -> str:
    return email.strip().casefold()
