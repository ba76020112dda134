"""Which deals have a live document, and how it is with each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from mapdocs.google.transport import Pace
from mapdocs.live import Standing, as_json, as_text, live_of, standing
from mapdocs.source import write_whole
from mapdocs.workspace import DealPlace, Workspace, all_deals, open_workspace
from tests.google.server import Got, Reply, Script, Time, fails, serving
from tests.samples import SMALL

ENDPOINT = "MAPDOCS_GOOGLE_ENDPOINT"


def begin(root: Path, deals: Mapping[str, str], under: str = "") -> tuple[Workspace, list[DealPlace]]:
    """A workspace with deals that say so under `google:`."""
    write_whole(root / "content/workspace.yaml", f"people: {{}}\n{under}".encode())
    for name, more in deals.items():
        write_whole(root / f"content/deals/{name}/deal.yaml", f"{SMALL}\n{more}\n".encode())
    opened = open_workspace(root, root)
    return opened, all_deals(opened, root)


def drive(documents: Mapping[str, Reply]) -> Script:
    def script(got: Got) -> Reply:
        path = got.path.split("?")[0]
        if path.endswith("/about"):
            return Reply(body={"user": {"emailAddress": "somebody@x.example"}})
        return documents.get(path.rsplit("/", 1)[-1], fails(404, "notFound", "File not found."))

    return script


def info(document: str, *, trashed: bool = False, edit: bool = True) -> Reply:
    url = f"https://docs.google.com/document/d/{document}/edit"
    can = {"canEdit": edit}
    return Reply(
        body={"id": document, "name": f"Plan {document}", "webViewLink": url, "trashed": trashed, "capabilities": can}
    )


def looked(root: Path, deals: Mapping[str, str], documents: Mapping[str, Reply]) -> Standing:
    opened, places = begin(root, deals)
    clock = Time()
    with serving(script=drive(documents)) as server:
        return standing(opened, places, {ENDPOINT: server.url}, Pace(clock.pause, clock.clock, clock.spread))


def test_each_document_is_looked_at(tmp_path: Path) -> None:
    """Well, in the trash, read only, gone, or none yet."""
    deals = {name: f"google: {{document: {name}}}" for name in ("fine", "bin", "read", "gone")} | {"none": ""}
    documents = {"fine": info("fine"), "bin": info("bin", trashed=True), "read": info("read", edit=False)}
    found = looked(tmp_path, deals, documents)

    told = {live.deal: live.problem and live.problem.code for live in found.deals}
    assert {
        "bin": "google-trashed",
        "fine": None,
        "gone": "google-not-found",
        "none": None,
        "read": "google-read-only",
    } == told
    text = as_text(found)
    assert "fine  ok  https://docs.google.com/document/d/fine/edit  Plan fine" in text
    assert "bin   google-trashed  https://" in text
    assert "1 deal has no document yet." in text


def test_a_document_is_remembered_from_a_push(tmp_path: Path) -> None:
    """Where the deal does not name it; what can't be read is nothing."""
    opened, (place,) = begin(tmp_path, {"a": ""}, "google: {account: sandbox}\n")
    assert ("sandbox", "") == (live_of(opened, place).account, live_of(opened, place).document)
    for text, document in (('{"document": "d1"}', "d1"), ("[]", ""), ("{", ""), ('{"document": null}', "")):
        place.google.write_text(text)
        assert document == live_of(opened, place).document


def test_a_deal_that_can_not_be_read_does_not_hide_the_others(tmp_path: Path) -> None:
    """It is told, and the next one is looked at."""
    opened, _ = begin(tmp_path, {"a": "", "b": "google: {document: b}"})
    (tmp_path / "content/deals/a/deal.yaml").write_bytes(b"\xff\xfe\xff")
    clock = Time()
    with serving(script=drive({"b": info("b")})) as server:
        found = standing(
            opened, all_deals(opened, tmp_path), {ENDPOINT: server.url}, Pace(clock.pause, clock.clock, clock.spread)
        )

    assert ["bad-encoding", None] == [live.problem and live.problem.code for live in found.deals]


def test_without_an_account_that_is_told_for_all(tmp_path: Path) -> None:
    """Who is logged in: nobody; deals that name a document can't be looked at, others need none."""
    opened, places = begin(tmp_path, {"a": "google: {document: d}", "b": ""})
    clock = Time()
    found = standing(opened, places, {"HOME": str(tmp_path)}, Pace(clock.pause, clock.clock, clock.spread))

    assert (None, ["no-account"]) == (found.account, [problem.code for problem in found.problems])
    assert ["no-account", None] == [live.problem and live.problem.code for live in found.deals]


@pytest.mark.parametrize("deals", [{}, {"a": "google: {document: d}"}])
def test_it_is_told_as_json(tmp_path: Path, deals: dict[str, str]) -> None:
    """Account, deals, problems."""
    found = as_json(looked(tmp_path, deals, {"d": info("d")}))

    assert ["account", "deals", "problems"] == list(found)
    account = found["account"]
    assert isinstance(account, dict)
    assert ("endpoint", "nobody", []) == (account["kind"], account["who"], account["scopes"])
    url = "https://docs.google.com/document/d/d/edit"
    one = {
        "deal": "a",
        "account": "",
        "document": "d",
        "url": url,
        "name": "Plan d",
        "reachable": True,
        "problem": None,
    }
    assert [one] * len(deals) == found["deals"]
