"""Documents in a folder: whole, and there again after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapdocs.problems import UsageError
from mapdocs.sandbox.comments import Person
from mapdocs.sandbox.entry import Entry, new_entry
from mapdocs.sandbox.errors import ApiError
from mapdocs.sandbox.store import Store, Ticking
from tests.drafts import draft

ANA = Person("ana@seller.example", "Ana")


def entry(ident: str = "1abc", text: str = "text") -> Entry:
    from dataclasses import replace

    made = replace(draft(text=text).document, id=ident)
    return new_entry(made, ANA, "t", {}, {})


def test_documents_survive_a_restart(tmp_path: Path) -> None:
    """One file each; deleted ones are gone."""
    folder = tmp_path / "new" / "sandbox"
    first = Store(folder)
    for ident in ("1a", "1b", "1c"):
        first.put(entry(ident))
    first.drop("1b")
    first.close()
    second = Store(folder)
    assert {"1a": entry("1a"), "1c": entry("1c")} == second.entries
    second.clear()
    second.close()
    assert [] == list(folder.iterdir())


def test_a_folder_belongs_to_one_server(tmp_path: Path) -> None:
    """A second one is told so, and gets it when the first has let go."""
    first = Store(tmp_path)
    with pytest.raises(UsageError, match="Another local server"):
        Store(tmp_path)
    first.close()
    Store(tmp_path).close()


def test_files_that_are_no_documents_are_named(tmp_path: Path) -> None:
    """All of them at once, and nothing is changed; what a killed write left is swept away."""
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "other.json").write_text('{"a": 1}')
    with pytest.raises(UsageError) as error:
        Store(tmp_path)
    assert ["bad-sandbox-file"] * 2 == [problem.code for problem in error.value.problems]
    for path in tmp_path.iterdir():
        path.unlink()
    (tmp_path / ".1a.json.x.part").write_text("half")
    Store(tmp_path).close()
    assert [] == list(tmp_path.iterdir())


def test_a_document_that_cannot_be_kept_is_not_changed(tmp_path: Path) -> None:
    """The disk's refusal is an answer of 500, and the old one stands."""
    store = Store(tmp_path / "sandbox")
    store.put(entry(text="old"))
    (tmp_path / "sandbox" / "1abc.json").unlink()
    (tmp_path / "sandbox" / "1abc.json").mkdir()
    with pytest.raises(ApiError, match="could not be kept"):
        store.put(entry(text="new"))
    assert entry(text="old") == store.get("1abc")
    store.close()


def test_an_id_can_not_be_a_path(tmp_path: Path) -> None:
    """Nothing is written outside the folder."""
    store = Store(tmp_path)
    with pytest.raises(ApiError, match="can't be the id"):
        store.put(entry("../x"))
    store.close()
    assert 44 > len({store.new_id(), store.new_id()}) == 2


def test_the_tests_clock_ticks() -> None:
    """The same requests have the same times."""
    first, second = Ticking(), Ticking()
    assert [first(), first()] == [second(), second()]
    assert "2026-11-23T09:00:03.000Z" == first()
