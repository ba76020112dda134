"""Nothing internal reaches a buyer: a canary in every internal place, and every byte of every output searched."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from pypdf.generic import ByteStringObject, IndirectObject, StreamObject, TextStringObject

from mapdocs.cli import main
from mapdocs.writers import EXTENSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

CANARY = "zqkjx"
"""Every canary starts with this, so that one search finds all of them, known or not."""

FORMATS = tuple(EXTENSIONS.values())
NUMBERS = ("7316429", "8412953", "9527381", "0.8347", "2031-05-17", "17 May 2031")
"""Canaries of what must be a number or a day: amount, once, yearly, probability, close date."""

# Words starting with the canary stand in internal places; ids are internal everywhere.
DEAL = """\
plan_name: Mutual Plan
playbook: zqkjxplaybook
amount: 7316429
industry: zqkjxindustry
size: zqkjxsize
tags: [zqkjxdealtag]
state: {is: on-hold, why: zqkjxstatewhy}
crm: {opportunity: zqkjxopportunity, stage: zqkjxstage, close_date: 2031-05-17, owner: zqkjxtom}
buyer:
  name: Marlow Bank
  country: GB
  lead: zqkjxmaria
  freezes: [{from: 2026-12-11, to: 2027-01-08, name: Change freeze, binds: [zqkjxtag]}]
seller: {name: Fernhill Analytics, country: DE, lead: zqkjxtom}
calendars:
  zqkjxcalendar: {holidays: none, closures: [{from: 2027-02-01, to: 2027-02-02, name: zqkjxclosure}]}
go_live: {date: 2027-06-30, why: First filing}
value:
  problem: Too many alerts
  investment: {once: 8412953, yearly: 9527381, effort: 45 days}
  drivers:
    zqkjxhours: {metric: Analyst hours, worth: 90000, owner: zqkjxmaria, confirmed: {by: zqkjxmaria, on: 2026-11-12}}
people:
  zqkjxmaria: {name: Maria Keller, party: buyer, role: champion, cares_about: zqkjxcares}
  zqkjxtom: {name: Tom Weiss, party: seller, role: account-executive, time_zone: Europe/zqkjxzone}
  zqkjxopen: {party: buyer, role: security, unknown: true}
success_criteria:
  zqkjxprecision: {what: Nine in ten, measured_by: A sample, owner: zqkjxmaria}
phases:
  zqkjxown: {title: zqkjxsellertitle, buyer_title: Own phase, guidance: zqkjxownguidance}
  zqkjxhidden: {title: zqkjxhiddenphase, exit: [zqkjxhiddenexit], purpose: zqkjxhiddenpurpose}
tasks:
  zqkjxproof:
    phase: zqkjxown
    title: Proof
    buyer: zqkjxmaria
    seller: zqkjxtom
    contributors: [zqkjxopen]
    serves: [zqkjxhours, zqkjxprecision]
    duration: 10bd
    calendar: zqkjxcalendar
    tags: [zqkjxtag]
    when: 'size == "zqkjxsize" and industry != "zqkjxwhen"'
    due: 2027-02-26
    agreed: {on: 2026-11-12, by: [zqkjxmaria, zqkjxtom]}
    internal_note: zqkjxinternalnote
    actions:
      zqkjxstep: {title: A step, seller: zqkjxtom, due: 2027-01-15}
      zqkjxquiet: {title: zqkjxactiontitle, seller: zqkjxtom, due: 2027-01-16, audience: internal}
  zqkjxpricing:
    phase: zqkjxown
    title: zqkjxtasktitle
    note: zqkjxtasknote
    done_when: zqkjxdonewhen
    deliverable: zqkjxdeliverable
    why: zqkjxwhy
    seller: zqkjxtom
    duration: 5bd
    before: [zqkjxsign]
    after: [zqkjxproof]
    audience: internal
    actions:
      zqkjxunder: {title: zqkjxunderaction, seller: zqkjxtom}
  zqkjxalone: {phase: zqkjxhidden, title: zqkjxalonetitle, seller: zqkjxtom, duration: 2bd, audience: internal}
  zqkjxsign: {phase: zqkjxown, title: Signed, role: signature, duration: 0, buyer: zqkjxmaria, after: [zqkjxproof]}
  zqkjxleftout: {phase: zqkjxown, title: zqkjxleftouttitle, duration: 1bd, when: 'size == "other"'}
risks:
  zqkjxstaffing: {what: zqkjxriskwhat, owner: zqkjxmaria, mitigation: zqkjxmitigation}
  zqkjxshared: {what: Engineers are shared, owner: zqkjxmaria, mitigation: Held days, audience: all}
decisions:
  zqkjxhosting: {what: Hosting region, owner: zqkjxmaria, by: 2026-12-04, why: Named in the contract}
  zqkjxdiscount: {what: zqkjxdecision, owner: zqkjxtom, why: zqkjxdecisionwhy, audience: internal}
  zqkjxtaken: {what: zqkjxtakenwhat, owner: zqkjxtom, decided: zqkjxdecided, on: 2026-11-02, audience: internal}
log:
  - {on: 2026-11-18, by: zqkjxtom, what: zqkjxlogwhat, reason: zqkjxlogreason, task: zqkjxproof}
  - {on: 2026-11-19, by: zqkjxmaria, what: zqkjxsharedwhat, reason: It needs a week, audience: all}
internal: {forecast: zqkjxforecast, probability: 0.8347, notes: zqkjxnotes}
google: {account: zqkjxaccount, document: zqkjxdocument, share: {zqkjxshare@marlow.example: writer}}
"""

MORE = "".join(
    f"  zqkjxmore{n}: {{phase: zqkjxown, title: Step {n}, buyer: zqkjxmaria, duration: 1bd, before: [zqkjxsign]}}\n"
    for n in range(9)
)
"""Rows that make the plan so long that it is set in full."""

PLAYBOOK = """\
title: zqkjxplaybooktitle
phases: [zqkjxphase]
for: {industry: zqkjxfor}
"""

PHASE = """\
---
title: zqkjxphasetitle
buyer_title: Prove it
exit: [Criteria met]
tasks:
  zqkjxtemplated:
    {title: From the template, seller: role:engineer, duration: 3bd, when: amount > 1, internal_note: zqkjxtemplatenote}
guidance: zqkjxguidance
---
See it work for {{ buyer.short }}.
"""

INSIDE = """\
stage opportunity statewhy cares internalnote actiontitle tasktitle tasknote donewhen deliverable underaction alonetitle
hiddenphase hiddenexit hiddenpurpose riskwhat mitigation decision decisionwhy takenwhat decided logwhat logreason
sharedwhat forecast notes guidance ownguidance templatenote
"""
"""What the internal edition must show, and so what the search must be able to find."""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of both editions, both sizes, every format."""
    root = tmp_path_factory.mktemp("leaks")
    files = {
        "content/workspace.yaml": "theme: default\n",
        "content/deals/zqkjxfolder/deal.yaml": DEAL.replace("risks:\n", f"{MORE}risks:\n"),
        "content/deals/zqkjxsmall/deal.yaml": DEAL,
        "templates/playbooks/zqkjxplaybook.yaml": PLAYBOOK,
        "templates/phases/zqkjxphase.md": PHASE,
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    asked = ["-w", str(root), "--today", "2026-11-23", "build", "--to", ",".join(EXTENSIONS), "--jobs", "1"]
    assert main([*asked, "zqkjxsmall", "zqkjxfolder"]) == 0
    assert main([*asked, "zqkjxfolder", "--size", "brief"]) == 0
    assert main([*asked, "zqkjxfolder", "--edition", "internal"]) == 0
    sent = ["-w", str(root), "publish", "zqkjxsmall", "--agreed-by", "zqkjxmaria,zqkjxtom", "-m"]
    # Its live document is with an account that there is not, so it can't be pushed: the version stands all the same.
    assert main([*sent, "First", "--today", "2026-11-23"]) == 3
    (root / "content/deals/zqkjxsmall/deal.yaml").write_text(DEAL.replace("duration: 10bd", "duration: 40bd"), "utf-8")
    assert main([*sent, "", "--today", "2026-11-30"]) == 3
    return root / "dist"


BUYERS = ("zqkjxfolder/plan", "zqkjxfolder/plan-brief", "zqkjxsmall/plan")
INTERNAL = "zqkjxfolder/plan-internal"


def haystacks(path: Path) -> Iterator[tuple[str, bytes]]:
    """Everything that can be read out of a file: its bytes, and what is packed, compressed or encoded in them."""
    data = path.read_bytes()
    yield "raw", data
    if path.suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for name in package.namelist():
                yield name, name.encode() + package.read(name)
                yield f"{name} text", re.sub(rb"<[^>]*>", b"", package.read(name))
    elif path.suffix == ".pdf":
        yield from _pdf(data)
    else:
        yield "text", re.sub(rb"<[^>]*>", b"", data)
        for number, found in enumerate(re.findall(rb"base64,([A-Za-z0-9+/=]+)", data)):
            yield f"base64 {number}", base64.b64decode(found)


def _pdf(data: bytes) -> Iterator[tuple[str, bytes]]:
    reader = PdfReader(io.BytesIO(data))
    shown = "".join(page.extract_text() for page in reader.pages)
    yield "pages", re.sub(r"[\s\u00ad\u2010-]", "", shown).encode()
    yield "pages as read", shown.encode()
    yield "outline", repr(reader.outline).encode()
    yield "metadata", repr(reader.metadata).encode()
    for number in range(1, len(reader.xref[0]) + len(reader.xref_objStm) + 1):
        found = reader.get_object(IndirectObject(number, 0, reader))
        if isinstance(found, StreamObject):
            yield f"stream {number}", found.get_data()
        yield f"object {number}", "\n".join(_strings(found)).encode()


def _strings(found: object) -> Iterator[str]:
    """Every string and name below an object, whatever it was encoded as."""
    if isinstance(found, dict):
        for key, value in found.items():
            yield str(key)
            yield from _strings(value)
    elif isinstance(found, list):
        for value in found:
            yield from _strings(value)
    elif isinstance(found, ByteStringObject):
        yield found.decode("latin-1")
        yield found.decode("utf-16-be", "ignore")
    elif isinstance(found, (str, TextStringObject)):
        yield found


def disguises(word: str) -> list[bytes]:
    """A word as UTF-8, UTF-16, hex of both, percent-encoded, and inside base64 at each of its three offsets."""
    plain = [word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be")]
    hexed = [form.hex().encode() for form in plain]
    percent = "".join(f"%{byte:02X}" for byte in word.encode()).encode()
    packed = [base64.b64encode(b"." * n + word.encode()) for n in range(3)]
    inner = [code[-(-8 * n // 6) : 8 * (n + len(word)) // 6] for n, code in enumerate(packed)]
    return [*plain, *hexed, percent, *inner]


def found_in(path: Path, word: str) -> list[str]:
    """The places of a file where a word stands, in any disguise and any case."""
    forms = [form.lower() for form in disguises(word)]
    return [
        f"{name}: {data[max(0, data.lower().find(form) - 20) :][:60]!r}"
        for name, data in haystacks(path)
        for form in forms
        if form in data.lower()
    ]


def shown_text(path: Path) -> str:
    """All text of a file with every white space and hyphen taken out."""
    read = b"".join(data for name, data in haystacks(path) if "text" in name or name == "pages")
    return re.sub(r"[\s\u00ad\u200b\u2010-]", "", read.decode("utf-8", "ignore"))


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", BUYERS)
def test_a_buyers_edition_holds_no_internal_word_and_no_id(built: Path, name: str, kind: str) -> None:
    """No canary, neither in text nor anywhere in the bytes, unpacked and decompressed."""
    assert [] == found_in(built / f"{name}.{kind}", CANARY)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", BUYERS)
def test_a_buyers_edition_holds_no_internal_number(built: Path, name: str, kind: str) -> None:
    """The amount, the price, the probability and the close date stand nowhere, however they are written."""
    path = built / f"{name}.{kind}"
    text = shown_text(path).replace(",", "")
    written = [number for number in NUMBERS if number.replace("-", "").replace(" ", "") in text]

    assert [] == written
    assert [] == [place for number in NUMBERS for place in found_in(path, number)]


def test_what_is_sent_with_a_version_holds_nothing_internal(built: Path) -> None:
    """Neither the documents of two versions nor the e-mails that go with them, nor their names."""
    files = [path for name in ("v1", "v2") for path in sorted((built / "zqkjxsmall" / name).iterdir())]

    assert {".pdf", ".docx", ".html", ".md"} == {path.suffix for path in files}
    assert [] == [path.name for path in files if CANARY in path.name]
    assert [] == [place for path in files for word in (CANARY, *NUMBERS) for place in found_in(path, word)]


@pytest.mark.parametrize("kind", FORMATS)
def test_the_internal_edition_shows_what_the_search_must_find(built: Path, kind: str) -> None:
    """Every internal text stands in the internal edition, so that the search above proves something."""
    text = shown_text(built / f"{INTERNAL}.{kind}")

    assert [] == [word for word in INSIDE.split() if CANARY + word not in text]


@pytest.mark.parametrize("kind", FORMATS)
def test_no_edition_shows_an_id(built: Path, kind: str) -> None:
    """Keys stand for ids in the internal edition, too; findings name tasks by their titles."""
    inside = {CANARY + word for word in INSIDE.split()}
    text = shown_text(built / f"{INTERNAL}.{kind}")
    ids = set(re.findall(r"^\s*-?\s*(zqkjx[a-z]+):", DEAL, re.MULTILINE)) - inside

    assert [] == sorted(name for name in ids if name in re.sub("|".join(sorted(inside, reverse=True)), "", text))


@pytest.mark.parametrize("kind", FORMATS)
def test_the_internal_edition_says_on_its_face_what_it_is(built: Path, kind: str) -> None:
    """Who gets hold of it by mistake sees at once that it is not for the buyer."""
    text = shown_text(built / f"{INTERNAL}.{kind}")

    assert "internal" in text.lower()


@pytest.mark.parametrize("word", disguises("zqkjxnotes"))
def test_the_search_sees_through_encodings(tmp_path: Path, word: bytes) -> None:
    """A canary is found in UTF-16, hex, percent and base64 as well."""
    path = tmp_path / "plan.md"
    path.write_bytes(b"before " + word + b" after")

    assert [] != found_in(path, CANARY)
