"""What is tried again, what is never sent twice, and how long anybody waits."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from mapdocs.google.accounts import Account
from mapdocs.google.errors import Doubt, Refused, Stale, Unreachable
from mapdocs.google.service import Remote
from mapdocs.google.transport import GOOGLE, Manners, Pace, Quota
from mapdocs.google.wire import Wire
from mapdocs.problems import RemoteError
from tests.google.server import CHUNKS, CLOSED, CUT, DROPPED, RESET, SHORT, SILENT, Reply, Server, Time, fails, serving

DONE = Reply(body={"replies": [{}], "writeControl": {"requiredRevisionId": "r2"}})
MOVED = "The required revision ID 'r1' does not match the latest revision."
DOCUMENT = Reply(body={"documentId": "d", "revisionId": "r1"})


def remote(server: Server, time_: Time, manners: Manners = GOOGLE) -> Remote:
    pace = Pace(time_.pause, time_.clock, time_.spread)
    return Remote(Account("endpoint", endpoint=server.url), pace, manners)


def write(server: Server, time_: Time | None = None) -> tuple[list[dict[str, Any]], str]:
    return remote(server, time_ or Time()).batch_update("d", [{"insertText": {}}], "r1")


def code(error: pytest.ExceptionInfo[RemoteError]) -> str:
    (problem,) = error.value.problems
    assert problem.hint, "it says what to do next"
    assert 3 == error.value.exit_code
    return problem.code


@pytest.mark.parametrize("how", [CLOSED, RESET, SHORT, CHUNKS, CUT, DROPPED, fails(500), fails(502), fails(504)])
def test_a_write_in_doubt_is_sent_once(how: Reply) -> None:
    """Reset before or after, cut off, or an error of Google's own: one request, then Doubt; reading settles it."""
    with serving(how, DONE) as server:
        with pytest.raises(Doubt) as told:
            write(server)

        assert "google-doubt" == code(told)
        assert len(server.got) <= 1


def test_a_write_that_is_not_answered_is_sent_once() -> None:
    """A time-out says nothing about what was done."""
    with serving(SILENT, DONE) as server:
        account = Quick("endpoint", endpoint=server.url)
        with pytest.raises(Doubt, match="within the time"):
            Remote(account, Pace(time.sleep, time.monotonic, lambda: 1.0)).batch_update("d", [], "r1")

        assert 1 == len(server.got)


class Quick(Account):
    """An account that does not wait long."""

    def wire(self, clock: Callable[[], float]) -> Wire:
        """What waits a fifth of a second for an answer."""
        return Wire(None, clock, read=0.2)


@pytest.mark.parametrize("how", [CLOSED, RESET, SHORT, CHUNKS, CUT, DROPPED, fails(500), fails(503), fails(502)])
def test_a_read_is_tried_again(how: Reply) -> None:
    """Reading changes nothing, so that any fault is tried again."""
    with serving(how, how, DOCUMENT) as server:
        assert "r1" == remote(server, Time()).get("d")["revisionId"]


@pytest.mark.parametrize(
    "how",
    [
        fails(429),
        fails(429, "rateLimitExceeded"),
        fails(403, "userRateLimitExceeded"),
        fails(403, "rateLimitExceeded"),
        fails(503),
        fails(409, message="The operation was aborted."),
    ],
)
def test_a_write_that_was_turned_away_is_sent_again(how: Reply) -> None:
    """Where Google is known to have done nothing, the write is sent again after a while."""
    clock = Time()
    with serving(how, how, DONE) as server:
        assert ([{}], "r2") == write(server, clock)
        assert (3, [1.0, 2.0]) == (len(server.got), clock.waits)


def test_a_create_that_met_a_failing_server_is_in_doubt() -> None:
    """A document that is made has no revision to guard it: 503 may hide one that was made."""
    with serving(fails(503), Reply(body={"id": "d"})) as server:
        with pytest.raises(Doubt):
            remote(server, Time()).create("Plan", {"mapdocs-nonce": "n"})

        assert 1 == len(server.got)


def test_stale_after_a_failing_server_is_in_doubt() -> None:
    """The write may have been what changed the document."""
    with serving(fails(503), fails(400, message=MOVED)) as server, pytest.raises(Doubt):
        write(server)


@pytest.mark.parametrize("then", [fails(503), fails(429)])
def test_a_write_that_google_failed_at_to_the_end_is_in_doubt(then: Reply) -> None:
    """One of the tries may have been done after all; what was only turned away was not."""
    with serving(fails(503), then) as server:
        with pytest.raises(Doubt):
            write(server)

        assert 6 == len(server.got)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "0"}, 1.0),
        (
            {"retry-after": "Mon, 23 Nov 2026 10:00:20 GMT", "date": "Mon, 23 Nov 2026 10:00:05 GMT"},
            15.0,
        ),
        ({"retry-after": "soon"}, 1.0),
        ({}, 1.0),
    ],
)
def test_retry_after_is_kept(headers: dict[str, str], wait: float) -> None:
    """Seconds, or a time by the server's own clock; never less than asked for."""
    clock = Time()
    with serving(fails(429, headers=headers), DONE) as server:
        write(server, clock)

    assert [wait] == clock.waits


def test_nobody_waits_an_hour() -> None:
    """Asked to wait longer than anybody would, mapdocs ends and says for how long."""
    clock = Time()
    with serving(fails(429, headers={"retry-after": "3600"})) as server:
        with pytest.raises(Refused, match="60 min") as told:
            write(server, clock)

        assert ("google-busy", [], 1) == (code(told), clock.waits, len(server.got))


def test_slow_answers_count_as_waiting() -> None:
    """The time that a call may take is for all its tries, not only for what lies between them."""
    clock = Time()

    def slow(_: object) -> Reply:
        clock.now += 80
        return fails(503)

    with serving(script=slow) as server:
        with pytest.raises(Unreachable):
            remote(server, clock).get("d")

        assert 2 == len(server.got)


def test_waits_grow_and_end() -> None:
    """Six tries, each after about twice the wait; then it is told."""
    clock = Time()
    with serving(fails(429)) as server:
        with pytest.raises(Refused) as told:
            write(server, clock)

        assert ("google-busy", 6, [1, 2, 4, 8, 16]) == (code(told), len(server.got), clock.waits)


def test_waits_are_spread() -> None:
    """Those who were turned away together don't come back together: half to all of the wait."""
    clock = Time()
    pace = Pace(clock.pause, clock.clock, lambda: 0.0)
    with serving(fails(429), DONE) as server:
        Remote(Account("endpoint", endpoint=server.url), pace, GOOGLE).batch_update("d", [], "r1")

    assert [0.5] == clock.waits


def test_an_error_for_ever_is_given_up_soon() -> None:
    """Some errors of Google's own stay on one request: four tries, then it is told."""
    with serving(fails(500)) as server:
        with pytest.raises(Unreachable) as told:
            remote(server, Time()).get("d")

        assert ("google-down", 4) == (code(told), len(server.got))


def test_unreachable_is_told_after_a_few_tries() -> None:
    """Nothing listens: three tries, nothing was written."""
    with serving(DONE) as server:
        gone = remote(server, clock := Time())
    with pytest.raises(Unreachable, match="nothing listens") as told:
        gone.batch_update("d", [], "r1")

    assert ("google-unreachable", [1, 2]) == (code(told), clock.waits)


@pytest.mark.parametrize(
    ("reply", "kind", "told"),
    [
        (fails(404, "notFound", "File not found: d."), Refused, "google-not-found"),
        (fails(403, "insufficientFilePermissions"), Refused, "google-forbidden"),
        (fails(403, "forbidden"), Refused, "google-forbidden"),
        (fails(403, "appNotAuthorizedToFile"), Refused, "google-not-found"),
        (fails(403, "storageQuotaExceeded"), Refused, "google-quota"),
        (fails(403, "dailyLimitExceeded"), Refused, "google-quota"),
        (fails(403, "accessNotConfigured"), Refused, "google-api-off"),
        (fails(403, "insufficientPermissions"), Refused, "google-scope"),
        (fails(401), Refused, "google-signed-out"),
        (
            fails(400, message="The required revision ID 'a' does not match the latest revision."),
            Stale,
            "google-changed",
        ),
        (Reply(302, b"<html>Sign in</html>", {"location": "/login"}), Unreachable, "google-stranger"),
        (Reply(404, b"<html>Not here</html>"), Unreachable, "google-stranger"),
    ],
)
def test_what_google_says_is_told_with_a_next_step(reply: Reply, kind: type[RemoteError], told: str) -> None:
    """Each refusal has its own code and hint, ends with 3, and is sent once."""
    with serving(reply) as server:
        with pytest.raises(kind) as error:
            write(server)

        assert (told, 1) == (code(error), len(server.got))


def test_a_service_that_is_disabled_is_told() -> None:
    """The Docs API names its reasons elsewhere than Drive does."""
    details = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "SERVICE_DISABLED"}]
    body = {"error": {"code": 403, "message": "Google Docs API has not been used.", "details": details}}
    with serving(Reply(403, body)) as server, pytest.raises(Refused) as told:
        write(server)

    assert "google-api-off" == code(told)


def test_a_400_is_stale_where_the_document_has_moved_on() -> None:
    """Whatever words Google says it with: the revision tells."""
    with serving(fails(400, message="Precondition check failed."), DOCUMENT) as server:
        with pytest.raises(Refused) as told:
            write(server)
        assert "google-refused" == code(told)
    moved = Reply(body={"revisionId": "r9"})
    with serving(fails(400, message="Precondition check failed."), moved) as server, pytest.raises(Stale):
        write(server)


def test_nothing_is_written_without_a_revision() -> None:
    """Who may not edit is told no revision: the write is not even sent."""
    with serving(DONE) as server:
        with pytest.raises(Refused) as told:
            remote(server, Time()).batch_update("d", [{"insertText": {}}], "")

        assert ("google-read-only", []) == (code(told), server.got)


def test_no_message_holds_a_secret() -> None:
    """What Google says is handed on without anything that is like a token."""
    said = "Bad Authorization: Bearer ya29.a0AfB_by for client GOCSPX-abcdef-123"
    with serving(fails(400, message=said), DOCUMENT) as server, pytest.raises(Refused) as told:
        write(server)

    text = str(told.value)
    assert "Bad Authorization" in text
    assert "ya29" not in text
    assert "GOCSPX" not in text


def test_quotas_are_kept_without_being_told_to() -> None:
    """So many reads and writes a minute, and no more: the next waits until the first is a minute old."""
    clock = Time()
    manners = Manners(reads=3, writes=2)
    with serving(DONE) as server:
        here = remote(server, clock, manners)
        for _ in range(3):
            here.batch_update("d", [], "r1")

        assert [60.0] == clock.waits
        assert 3 == len(server.got)


def test_a_quota_forgets_after_a_minute() -> None:
    """Only what was sent in the last minute counts; 0 is no limit."""
    quota = Quota(2)
    quota.times.extend([0.0, 30.0])

    assert [50.0, 0.0] == [quota.wait(10.0), quota.wait(60.0)]
    assert 0.0 == Quota(0).wait(0.0)


def test_what_is_sent_is_counted() -> None:
    """Of what Google took: the batches, their requests and bytes; a refused try is not counted."""
    with serving(fails(429), DONE) as server:
        here = remote(server, Time())
        here.batch_update("d", [{"insertText": {"text": "Z\u00fcrich"}}, {"insertText": {}}], "r1")
        meter = here.meter

        assert (2, 1, 2) == (len(server.got), meter.batches, meter.requests)
        assert len(server.got[0].body) == meter.size
