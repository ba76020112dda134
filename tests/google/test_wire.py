"""One request is one request: the wire sends nothing twice, and tells whether anything left."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import httplib2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from mapdocs.google.wire import LostError, NotSentError, Wire
from tests.google.server import CHUNKS, CLOSED, CUT, DROPPED, RESET, SHORT, SILENT, Reply, fails, serving


def wire(read: float = 5, whole: float = 10) -> Wire:
    return Wire(None, time.monotonic, read=read, whole=whole)


@pytest.mark.parametrize("how", [CLOSED, RESET, SHORT, CHUNKS])
def test_a_write_whose_answer_is_lost_is_sent_once(how: Reply) -> None:
    """The connection ends after the request was read: it is not sent again, and called lost."""
    with serving(how) as server:
        with pytest.raises(LostError):
            wire().request(f"{server.url}/v1/documents", "POST", b"{}")

        assert ["/v1/documents"] == server.paths("POST")


def test_the_clients_own_transport_would_send_it_again() -> None:
    """Why there is a wire: httplib2 repeats a POST whose connection was closed before the answer."""
    with serving(CLOSED, Reply()) as server:
        theirs = httplib2.Http(timeout=5)
        status, _ = theirs.request(f"{server.url}/x", "POST", b"{}")
        theirs.close()

        assert (200, 2) == (status.status, len(server.paths("POST")))


def test_a_silent_server_is_left_after_the_time() -> None:
    """No answer within the time: lost, after one request."""
    with serving(SILENT) as server:
        with pytest.raises(LostError, match="within the time"):
            wire(read=0.2).request(f"{server.url}/x", "POST", b"{}")

        assert 1 == len(server.got)


def test_an_answer_that_trickles_is_left_after_the_time() -> None:
    """A byte now and then does not hold mapdocs for ever."""
    with serving(Reply(body=b"[" + b" " * 300 + b"]", how="trickle")) as server, pytest.raises(LostError):
        wire(read=5, whole=0.3).request(f"{server.url}/x")


def test_where_nothing_listens_nothing_was_sent() -> None:
    """A refused connection is told apart from a lost answer."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(NotSentError, match="nothing listens"):
        wire().request(f"http://127.0.0.1:{port}/x", "POST", b"{}")


def test_a_name_that_is_not_known_was_sent_nothing() -> None:
    """Without a network no name is known."""
    with pytest.raises(NotSentError, match="name"):
        wire().request("http://docs.invalid/x")


def test_a_certificate_that_is_not_trusted_was_sent_nothing(tmp_path: Path) -> None:
    """As behind a proxy that looks into what is encrypted: told before anything is sent."""
    with encrypted(tmp_path) as url, pytest.raises(NotSentError, match="certificate"):
        wire().request(f"{url}/x", "POST", b"{}")


@contextmanager
def encrypted(folder: Path) -> Iterator[str]:
    """A server that shows a certificate of its own making."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
    certificate = made.not_valid_after(datetime(2120, 1, 1, tzinfo=UTC)).sign(key, hashes.SHA256())
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = folder / "server.pem"
    file.write_bytes(key.private_bytes(*form) + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(10)
        thread = threading.Thread(target=_shake_hands, args=(listening, context))
        thread.start()
        yield f"https://127.0.0.1:{listening.getsockname()[1]}"
        thread.join(10)


def _shake_hands(listening: socket.socket, context: ssl.SSLContext) -> None:
    connection, _ = listening.accept()
    with connection, suppress(OSError):
        context.wrap_socket(connection, server_side=True).close()


def test_a_connection_that_breaks_early_may_have_carried_it() -> None:
    """Broken before it was read is not told apart from broken after: lost, never sent again."""
    with serving(DROPPED, Reply()) as server:
        with pytest.raises(LostError):
            wire().request(f"{server.url}/x", "POST", b"{}")

        assert [] == server.got


def test_an_answer_without_a_length_is_taken_to_its_end() -> None:
    """HTTP can't tell that it was cut; who reads it as JSON will."""
    with serving(CUT) as server:
        status, body = wire().request(f"{server.url}/x", "POST", b"{}")

    assert (200, True) == (status.status, body.startswith(b'{"replies": [{}, '))


def test_reads_share_a_connection_and_each_write_has_its_own() -> None:
    """A write on a connection that the other side has just closed would be in doubt for nothing."""
    with serving(Reply()) as server:
        one = wire()
        for method in ("GET", "GET", "POST", "POST", "GET"):
            one.request(f"{server.url}/x", method)

        assert 3 == server.connections
        one.close()


def test_who_redirects_is_not_followed() -> None:
    """A write goes where it was meant to go, or nowhere."""
    with serving(Reply(307, headers={"location": "/other"})) as server:
        status, _ = wire().request(f"{server.url}/x", "POST", b"{}")

        assert (307, ["/x"]) == (status.status, server.paths("POST"))


def test_nobody_sends_no_token(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A local server gets no credentials: none of mapdocs, and none that lie about on the machine."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login a password b\n")
    monkeypatch.setenv("NETRC", str(netrc))
    with serving(fails(404)) as server:
        wire().request(f"{server.url}/x")

        assert "authorization" not in server.got[0].headers


def test_a_proxy_is_not_asked_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever proxy the environment names, a server on loopback is spoken to directly."""
    monkeypatch.setenv("http_proxy", "http://user:hunter2@127.0.0.1:9")
    with serving(Reply()) as server:
        status, _ = wire().request(f"{server.url}/x")

    assert 200 == status.status


def test_a_proxy_that_is_not_there_is_told_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """The libraries' messages hold the proxy's address; ours don't."""
    monkeypatch.setenv("http_proxy", "http://user:hunter2@127.0.0.1:9")
    with pytest.raises(NotSentError) as told:
        wire().request("http://docs.invalid/x", "POST", b"{}")

    assert "hunter2" not in str(told.value)
