"""Published versions: written once, read back the same, told apart when something happened to them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import pytest

from mapdocs.deals import open_deal
from mapdocs.history import History, Snapshot, Version, find_version, read_history, seal, write_version
from mapdocs.problems import UsageError
from mapdocs.workspace import all_deals, open_workspace
from tests.conftest import ROOT
from tests.samples import TODAY

SHOWN = "deals/x/history"


@lru_cache(maxsize=1)
def snapshots() -> dict[str, Snapshot]:
    """Every sample deal of the repository as it stands."""
    workspace = open_workspace(ROOT, ROOT)
    found = {}
    for place in all_deals(workspace, ROOT):
        deal = open_deal(workspace, place, TODAY, keep=False, current=ROOT)
        found[place.name] = Snapshot(
            deal.prepared.deal, deal.composed.left_out, deal.keys, TODAY, replace(deal.schedule, findings=())
        )
    return found


def version(number: int, parent: str = "", note: str = "", by: str = "tom", *agreed_by: str) -> Version:
    """A sealed version of a sample, published so many days after the first."""
    on = TODAY + timedelta(number)
    snapshot = snapshots()["marlow-bank"]
    return seal(Version(number, "", parent, on, note, by, agreed_by, snapshot, {"buyer": {"name": "x"}}, {"a": "b"}))


def chain(folder: Path, count: int) -> list[Version]:
    """Versions 1 to `count`, each on the one before, written."""
    made: list[Version] = []
    for number in range(1, count + 1):
        made.append(version(number, made[-1].hash if made else "", "", "tom", *(("maria",) if number == 2 else ())))
        write_version(folder, made[-1])
    return made


def codes(history: History) -> list[tuple[str, str]]:
    return [(problem.code, problem.severity) for problem in history.problems]


@pytest.mark.parametrize("name", ["casterbridge-retail", "hollow-pine", "marlow-bank", "nordlys-energi"])
def test_a_version_is_read_back_as_it_was(name: str, tmp_path: Path) -> None:
    """Deal, keys, schedule and all else are equal, rows in their order; writing it again makes the same bytes."""
    written = seal(replace(version(1), snapshot=snapshots()[name]))
    path = write_version(tmp_path, written)
    history = read_history(tmp_path, SHOWN)
    back = history.versions[0]

    assert ((written,), ()) == (history.versions, history.problems)
    assert list(written.snapshot.deal.tasks) == list(back.snapshot.deal.tasks)
    assert list(written.snapshot.schedule.tasks) == list(back.snapshot.schedule.tasks)
    assert path.read_bytes() == write_version(tmp_path / "again", back).read_bytes()


def test_a_file_holds_a_value_a_line_and_no_path_of_a_machine(tmp_path: Path) -> None:
    """Text made for git, named by number and hash."""
    path = write_version(tmp_path, version(7))
    text = path.read_text("utf-8")

    assert path.name == version(7).file_name
    assert path.name.startswith("0007-")
    assert '\n "number": 7,\n' in text
    assert str(ROOT) not in text
    assert max(map(len, text.splitlines())) < 1000


def test_no_history_is_no_problem(tmp_path: Path) -> None:
    """A deal that was never published has none; other files in the folder are let be."""
    assert History() == read_history(tmp_path / "none", SHOWN)

    (tmp_path / ".0001-aaaaaaaa.json.x.part").write_text("{", "utf-8")
    (tmp_path / "README.md").write_text("ours", "utf-8")
    assert History() == read_history(tmp_path, SHOWN)


def test_the_hash_covers_everything() -> None:
    """Any part that differs gives another hash, the parent's too."""
    one = version(1)
    others = [version(2), version(1, one.hash), version(1, "", "note"), version(1, "", "", "maria")]
    others += [seal(replace(one, files={"a": "c"})), seal(replace(one, plans={}))]
    others += [seal(replace(one, snapshot=replace(one.snapshot, today=TODAY + timedelta(1))))]

    assert len({one.hash, *(other.hash for other in others)}) == len(others) + 1


def changed(path: Path, was: str, now: str) -> None:
    text = path.read_text("utf-8")
    assert was in text
    path.write_text(text.replace(was, now, 1), "utf-8")


def broken(path: Path) -> None:
    path.write_text(path.read_text("utf-8")[:500], "utf-8")


def conflicted(path: Path) -> None:
    path.write_text(f"<<<<<<< ours\n{path.read_text('utf-8')}=======\n>>>>>>> theirs\n", "utf-8")


def rehashed(path: Path, key: str, value: object) -> None:
    """A version whose hash fits what it says, as another program might write it."""
    from mapdocs.history import _hash

    content = json.loads(path.read_text("utf-8"))
    del content["hash"]
    content[key] = value
    path.write_text(json.dumps({"hash": _hash(content), **content}), "utf-8")


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda path: changed(path, "2026-11-24", "2026-11-25"), "edited-version"),
        (lambda path: changed(path, '"hash": "', '"hash": "0'), "edited-version"),
        (lambda path: changed(path, '"number": 1,', '"number": 1, "number": 1,'), "unreadable-version"),
        (lambda path: changed(path, '"format": 2', '"format": 3'), "newer-version"),
        (broken, "unreadable-version"),
        (conflicted, "unreadable-version"),
        (lambda path: path.write_bytes(b"\xff\xfe{}"), "unreadable-version"),
        (lambda path: path.write_text("[" * 100_000, "utf-8"), "unreadable-version"),
        (lambda path: path.write_text("[1]", "utf-8"), "unreadable-version"),
        (lambda path: rehashed(path, "keys", {"what": {}}), "unreadable-version"),
        (lambda path: rehashed(path, "on", "soon"), "unreadable-version"),
        (lambda path: rehashed(path, "deal", {}), "unreadable-version"),
    ],
)
def test_a_damaged_version_is_an_error_with_the_way_out(
    damage: Callable[[Path], None], code: str, tmp_path: Path
) -> None:
    """It isn't used, the file is named and stays as it is, and the others are there."""
    first, second = chain(tmp_path, 2)
    path = tmp_path / first.file_name
    damage(path)
    before = path.read_bytes()
    history = read_history(tmp_path, SHOWN)

    assert [(code, "error")] == codes(history)
    assert (second,) == history.versions
    assert f"{SHOWN}/{first.file_name}" == str(history.problems[0].where)
    assert history.problems[0].hint
    assert before == path.read_bytes()


def test_line_ends_and_indentation_are_no_edit(tmp_path: Path) -> None:
    """What git's settings or a formatter do to white space leaves the version what it is."""
    written = version(1)
    path = write_version(tmp_path, written)
    path.write_bytes(path.read_bytes().replace(b"\n ", b"\r\n\t"))

    assert History((written,)) == read_history(tmp_path, SHOWN)


def test_a_version_of_before_held_starts_were_kept_has_them_from_what_was_agreed(tmp_path: Path) -> None:
    """A file of format 1 says nothing of them; they are those of the version agreed last before it."""
    parent = ""
    for made in chain(tmp_path, 3):
        path = tmp_path / made.file_name
        for key, value in (("format", 1), ("held", None), ("parent", parent)):
            rehashed(path, key, value)
        parent = json.loads(path.read_text("utf-8"))["hash"]
    history = read_history(tmp_path, SHOWN)
    first, second, third = (version.snapshot for version in history.versions)
    agreed = {name: dates.start for name, dates in second.schedule.tasks.items()}

    assert ({}, {}, agreed) == (first.held, second.held, third.held)


def test_a_missing_version_is_named_and_the_others_work(tmp_path: Path) -> None:
    """A warning says which one, by the hash its child knows it by."""
    versions = chain(tmp_path, 3)
    (tmp_path / versions[1].file_name).unlink()
    history = read_history(tmp_path, SHOWN)

    assert [("missing-version", "warning")] == codes(history)
    assert versions[1].called in history.problems[0].message
    assert (versions[0], versions[2]) == history.versions


def test_a_renamed_version_is_used_and_named(tmp_path: Path) -> None:
    """Its content says what it is; a copy of it counts once."""
    path = write_version(tmp_path, version(1))
    (tmp_path / "0002-copy.json").write_bytes(path.read_bytes())
    history = read_history(tmp_path, SHOWN)

    assert [("renamed-version", "warning")] == codes(history)
    assert (version(1),) == history.versions


def test_two_branches_that_published_the_same_number_are_both_kept(tmp_path: Path) -> None:
    """A warning until a later version ends it; the later day is the last one, and each has a name of its own."""
    first, second = chain(tmp_path, 2)
    ours = version(3, second.hash, "ours")
    theirs = seal(replace(version(3, second.hash, "theirs"), on=ours.on + timedelta(1)))
    write_version(tmp_path, ours)
    write_version(tmp_path, theirs)
    history = read_history(tmp_path, SHOWN)

    assert [("two-versions", "warning")] == codes(history)
    assert theirs == history.last
    assert (first, second, theirs) == history.line
    assert ours == find_version(history, ours.called)
    with pytest.raises(UsageError, match=f"{ours.called} or {theirs.called}"):
        find_version(history, "3")

    write_version(tmp_path, version(4, theirs.hash))
    assert [] == codes(read_history(tmp_path, SHOWN))


def test_a_version_is_never_written_over(tmp_path: Path) -> None:
    """Writing the same again changes nothing; where the file says something else it is let be."""
    path = write_version(tmp_path, version(1))
    write_version(tmp_path, version(1))
    changed(path, "2026-11-24", "2026-11-25")
    edited = path.read_bytes()

    with pytest.raises(UsageError, match="edited-version"):
        write_version(tmp_path, version(1))
    assert edited == path.read_bytes()


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("first", 1),
        ("last", 3),
        (" LAST ", 3),
        ("agreed", 2),
        ("2", 2),
        ("v2", 2),
        ("0003", 3),
        ((TODAY + timedelta(1)).isoformat(), 1),
        ("2030-01-01", 3),
    ],
)
def test_versions_have_names(name: str, number: int, tmp_path: Path) -> None:
    """The first, the last, the last agreed, a number, the one in force on a day."""
    versions = chain(tmp_path, 3)

    assert versions[number - 1] == find_version(read_history(tmp_path, SHOWN), name)


@pytest.mark.parametrize("name", ["4", "2026-11-23", "newest", "", "3-ffff", "9" * 50])
def test_an_unknown_name_tells_those_there_are(name: str, tmp_path: Path) -> None:
    """A number or day before the first, or a word, is wrong use."""
    chain(tmp_path, 3)
    with pytest.raises(UsageError, match=r"unknown-version: .*1, 2, 3, agreed, first, last.*2026-11-24"):
        find_version(read_history(tmp_path, SHOWN), name)


def test_nothing_published_and_nothing_agreed_say_what_to_do() -> None:
    """Each has a next step."""
    with pytest.raises(UsageError, match=r"no-versions: .* mapdocs publish"):
        find_version(History(), "last")
    with pytest.raises(UsageError, match=r"unknown-version: .* --agreed-by"):
        find_version(History((version(1),)), "agreed")


@pytest.mark.parametrize(
    ("by", "agreed_by", "agreed"),
    [
        ("tom", (), False),
        ("tom", ("tom",), False),
        ("tom", ("maria",), True),
        ("", ("maria",), False),
        ("", ("maria", "tom"), True),
        ("tom", ("gone",), False),
    ],
)
def test_a_version_is_agreed_when_both_sides_said_so(by: str, agreed_by: tuple[str, ...], agreed: bool) -> None:  # noqa: FBT001
    """Who publishes speaks for their own side; a name that the deal doesn't know counts for none."""
    assert agreed == replace(version(1), by=by, agreed_by=agreed_by).agreed


def test_a_day_before_the_first_has_no_version(tmp_path: Path) -> None:
    """Even where the day is one that Python can't hold."""
    chain(tmp_path, 1)
    assert date(2026, 11, 24) == read_history(tmp_path, SHOWN).versions[0].on
    with pytest.raises(UsageError):
        find_version(read_history(tmp_path, SHOWN), "0000-00-00")
