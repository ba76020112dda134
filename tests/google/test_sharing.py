"""Access: what is given, and to whom; what is taken back, and what never."""

from __future__ import annotations

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from mapdocs.google.accounts import Account
from mapdocs.google.service import Permission, Remote, Role
from mapdocs.google.sharing import (
    Change,
    changes,
    not_confirmed,
    open_to_all,
    share,
    still_given,
    wanted_share,
)
from mapdocs.google.transport import Pace
from tests.google.server import CLOSED, Got, Reply, Server, Time, fails, serving
from tests.reading import composed

OWNER = Permission("o", "owner", "us@fernhill.example")
MARIA = "maria@marlow.example"


def has(role: Role, *, inherited: bool = False) -> Permission:
    return Permission("m", role, MARIA, inherited=inherited)


@pytest.mark.parametrize(
    ("wanted", "given", "actual", "told"),
    [
        ({MARIA: "writer"}, {}, [], ["maria@marlow.example may edit"]),
        ({MARIA: "writer"}, {MARIA: "m"}, [has("writer")], []),
        ({MARIA: "writer"}, {}, [has("reader")], ["maria@marlow.example may edit (may read so far)"]),
        ({MARIA: "reader"}, {MARIA: "m"}, [has("writer")], ["maria@marlow.example only may read (may edit so far)"]),
        ({MARIA: "reader"}, {}, [has("writer")], []),
        ({}, {MARIA: "m"}, [has("writer")], ["maria@marlow.example has no access any more (may edit so far)"]),
        ({}, {}, [has("writer")], []),
        ({}, {MARIA: "gone"}, [has("writer")], []),
        ({}, {MARIA: "m"}, [has("owner")], []),
        ({}, {MARIA: "m"}, [has("reader", inherited=True)], []),
        ({MARIA: "writer"}, {}, [has("reader", inherited=True)], ["maria@marlow.example may edit"]),
        ({MARIA: "reader"}, {MARIA: "m"}, [has("organizer", inherited=True)], []),
        ({"MARIA@marlow.example": "writer"}, {MARIA: "m"}, [has("writer")], []),
        ({"us@fernhill.example": "reader"}, {}, [OWNER], []),
    ],
)
def test_only_what_differs_is_changed(
    wanted: dict[str, str], given: dict[str, str], actual: list[Permission], told: list[str]
) -> None:
    """Given, raised, lowered where mapdocs gave it, taken back where mapdocs gave it; all else stays."""
    assert told == [str(change) for change in changes(wanted, given, [OWNER, *actual])]


def test_a_closed_deal_wants_nobody() -> None:
    """Won or lost, what was given is taken back."""
    parties = "buyer: {name: Marlow}\nseller: {name: Fernhill}\n"
    text = parties + "google: {share: {maria@marlow.example: writer}}\n"

    assert {MARIA: "writer"} == wanted_share(composed(text + "state: on-hold\n").deal)
    assert [{}, {}] == [wanted_share(composed(f"{text}state: {word}\n").deal) for word in ("won", "lost")]


class Drive:
    """Permissions as Drive keeps them, with an owner; `lost`: replies that take the place of an answer, in turn."""

    def __init__(self, *kept: tuple[str, str, str]) -> None:
        self.kept = {"o": {"id": "o", "type": "user", "role": "owner", "emailAddress": OWNER.email}}
        self.kept |= {
            key: {"id": key, "type": "user", "role": role, "emailAddress": email} for key, email, role in kept
        }
        self.lost: list[Reply] = []
        self.before: list[Reply] = []

    def __call__(self, got: Got) -> Reply:
        """Does what is asked, and answers with that or with what was told."""
        if got.method != "GET" and self.before:
            return self.before.pop(0)
        done = self._done(got)
        return self.lost.pop(0) if got.method != "GET" and self.lost else done

    def _done(self, got: Got) -> Reply:
        name = got.path.split("?")[0].rsplit("/", 1)[-1]
        if got.method == "GET":
            return Reply(body={"permissions": list(self.kept.values())})
        if got.method == "DELETE":
            return Reply(204, b"") if self.kept.pop(name, None) else fails(404, "notFound")
        if got.method == "PATCH":
            self.kept[name] |= got.json
            return Reply(body={"id": name})
        key = f"p{len(self.kept)}"
        self.kept[key] = {**got.json, "id": key}
        return Reply(body={"id": key})

    @property
    def access(self) -> dict[str, str]:
        """Address -> role of all but the owner."""
        return {one["emailAddress"]: one["role"] for one in self.kept.values() if one["role"] != "owner"}


def remote(server: Server) -> Remote:
    clock = Time()
    return Remote(Account("endpoint", endpoint=server.url), Pace(clock.pause, clock.clock, clock.spread))


def test_access_is_given_taken_and_kept() -> None:
    """What was done is told, with the permissions to take back one day."""
    drive = Drive(("x", "old@marlow.example", "writer"))
    with serving(script=drive) as server:
        done = share(remote(server), "d", {MARIA: "writer"}, {"old@marlow.example": "x"}, confirmed=True)

    assert ({MARIA: "writer"}, {MARIA: "p1"}) == (drive.access, done.given)
    assert (["take", "give"], (), ()) == ([change.kind for change in done.done], done.left, done.problems)


def test_nobody_new_is_let_in_unconfirmed() -> None:
    """What takes access away is done; what gives it waits, and is told."""
    drive = Drive(("x", "old@marlow.example", "writer"), ("m", MARIA, "reader"))
    wanted = {MARIA: "writer", "ruth@marlow.example": "commenter"}
    with serving(script=drive) as server:
        done = share(remote(server), "d", wanted, {"old@marlow.example": "x"}, confirmed=False)

    assert {MARIA: "reader"} == drive.access
    assert ["raise", "give"] == [change.kind for change in done.left]
    (problem,) = not_confirmed(done.left)
    assert ("not-shared", "warning") == (problem.code, problem.severity)
    assert "ruth@marlow.example may comment" in problem.message


@pytest.mark.parametrize("how", [CLOSED, fails(500), fails(400, "invalidSharingRequest", "E-mails could not be sent.")])
def test_access_whose_answer_was_lost_is_given_once(how: Reply) -> None:
    """Shared but the answer lost, or the e-mail refused: it is looked, and not given again."""
    drive = Drive()
    drive.lost = [how]
    with serving(script=drive) as server:
        done = share(remote(server), "d", {MARIA: "writer"}, {}, confirmed=True)

        assert 1 == len(server.paths("POST"))
    assert ({MARIA: "p1"}, ()) == (done.given, done.problems)


def test_one_who_is_refused_does_not_keep_out_the_others() -> None:
    """A policy against one address is told; the next is let in, and what was given is kept."""
    drive = Drive()
    drive.before = [fails(403, "domainPolicy", "Sharing outside is off.")]
    with serving(script=drive) as server:
        done = share(remote(server), "d", {MARIA: "writer", "tom@x.example": "reader"}, {}, confirmed=True)

    assert {"tom@x.example": "reader"} == drive.access
    assert ["google-sharing"] == [problem.code for problem in done.problems]
    assert done.problems[0].message.startswith("maria@marlow.example may edit: ")


def test_what_was_given_is_kept_when_google_goes_away() -> None:
    """It ends with the first fault that is no refusal, and nothing that was given is forgotten."""
    drive = Drive()
    drive.lost = [Reply(body={"id": "p1"}), CLOSED]
    drive.before = []
    with serving(script=drive) as server:
        here = remote(server)
        done = share(here, "d", {MARIA: "writer"}, {}, confirmed=True)
    gone = share(here, "d", {MARIA: "writer"}, done.given, confirmed=True)

    assert ({MARIA: "p1"}, ["google-unreachable"]) == (gone.given, [problem.code for problem in gone.problems])


def test_a_document_that_is_open_to_all_is_told() -> None:
    """A link that anybody may use is more than any deal file asks for."""
    assert ["google-open"] == [one.code for one in open_to_all([OWNER, Permission("a", "reader", type="anyone")])]
    assert [] == open_to_all([OWNER, Permission("a", "reader", type="domain", inherited=True)])


def test_what_was_taken_by_hand_is_no_longer_ours() -> None:
    """Only what is still there can be taken back."""
    assert {MARIA: "m"} == still_given({MARIA: "m", "x@y.example": "gone"}, [OWNER, has("reader")])


ADDRESSES = st.sampled_from([f"{name}@x.example" for name in "abcd"])
ROLES = st.sampled_from(["reader", "commenter", "writer"])
PEOPLE = st.dictionaries(ADDRESSES, ROLES)


@for_all(PEOPLE, PEOPLE, st.sets(ADDRESSES))
def test_afterwards_everybody_has_what_is_wanted(
    wanted: dict[str, str], there: dict[str, str], by_us: set[str]
) -> None:
    """All who are named have their role or more, none whom mapdocs let in is left over, others have what they had."""
    actual = [OWNER, *(Permission(email, role, email) for email, role in there.items())]  # type: ignore[arg-type]
    given = {email: email for email in there if email in by_us}
    after = applied(there, changes(wanted, given, actual))
    rank = ["reader", "commenter", "writer"].index

    assert all(rank(after[email]) >= rank(role) for email, role in wanted.items())
    assert all(after[email] == role for email, role in wanted.items() if email in given)
    assert not set(given) - set(wanted) & set(after)
    assert all(rank(after[email]) >= rank(role) for email, role in there.items() if email not in given)


def applied(there: dict[str, str], todo: tuple[Change, ...]) -> dict[str, str]:
    taken = {change.email for change in todo if change.kind == "take"}
    others = {change.email: change.role for change in todo if change.kind != "take"}
    return {email: role for email, role in there.items() if email not in taken} | others
