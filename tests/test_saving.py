"""A deal file written back: only over what was read, whole or not at all."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from mapdocs.keys import Keys
from mapdocs.problems import DealError, UsageError
from mapdocs.saving import read_draft, save
from mapdocs.workspace import DealPlace, find_deal, open_workspace
from tests.samples import SMALL


def place_of(folder: Path, data: bytes = SMALL.encode()) -> DealPlace:
    (folder / "deal.yaml").write_bytes(data)
    return find_deal(open_workspace(None, folder), str(folder / "deal.yaml"), folder)


def test_the_text_is_written_with_the_mark_that_it_had(tmp_path: Path) -> None:
    """A byte order mark stays, line ends stay, and the keys are left alone."""
    place = place_of(tmp_path, b"\xef\xbb\xbfa: x\r\n")
    draft = read_draft(place)

    assert "a: x\r\n" == draft.text
    assert [place.file] == save(place, draft, "a: y\r\n")
    assert b"\xef\xbb\xbfa: y\r\n" == place.file.read_bytes()
    assert not place.keys.exists()


def test_keys_are_written_with_it(tmp_path: Path) -> None:
    """Where they change."""
    place = place_of(tmp_path)

    assert [place.file, place.keys] == save(place, read_draft(place), SMALL, Keys(tasks={"a": "M-01"}))
    assert "a: M-01" in place.keys.read_text("utf-8")


@pytest.mark.parametrize("changed", ["deal.yaml", "keys.yaml"])
def test_what_somebody_changed_meanwhile_is_not_written_over(tmp_path: Path, changed: str) -> None:
    """A problem, and both files as the other left them."""
    place = place_of(tmp_path)
    draft = read_draft(place)
    (tmp_path / changed).write_text("theirs: x\n", "utf-8")
    with pytest.raises(DealError) as caught:
        save(place, draft, "ours: x\n", Keys())

    assert ["changed-meanwhile"] == [problem.code for problem in caught.value.problems]
    assert "theirs: x\n" == (tmp_path / changed).read_text("utf-8")
    assert "ours: x\n" not in [path.read_text("utf-8") for path in tmp_path.iterdir()]


def test_of_many_at_once_one_writes(tmp_path: Path) -> None:
    """The others are told; the file is the one's, whole."""
    place = place_of(tmp_path)
    drafts = [read_draft(place) for _ in range(8)]
    told: list[str] = []
    together = threading.Barrier(len(drafts))

    def write(n: int) -> None:
        together.wait()
        try:
            save(place, drafts[n], f"# {n}\n{SMALL}")
            told.append(str(n))
        except DealError as error:
            told.extend(problem.code for problem in error.problems)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(len(drafts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winner = next(word for word in told if word.isdecimal())

    assert sorted([winner, *["changed-meanwhile"] * 7]) == sorted(told)
    assert f"# {winner}\n{SMALL}" == place.file.read_text("utf-8")


LOOP = """
import sys
from pathlib import Path
from mapdocs.saving import read_draft, save
from mapdocs.workspace import find_deal, open_workspace
folder = Path(sys.argv[1])
place = find_deal(open_workspace(None, folder), str(folder / "deal.yaml"), folder)
print("ready", flush=True)
while True:
    draft = read_draft(place)
    save(place, draft, draft.text.swapcase())
"""


def test_a_kill_at_any_time_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    """Never a half of one; and the next command is not locked out."""
    place = place_of(tmp_path)
    for n in range(6):
        process = subprocess.Popen([sys.executable, "-c", LOOP, str(tmp_path)], stdout=subprocess.PIPE)
        assert process.stdout
        process.stdout.readline()
        time.sleep(0.02 + n * 0.007)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()

        assert place.file.read_text("utf-8") in (SMALL, SMALL.swapcase())
        save(place, read_draft(place), SMALL)


def test_a_folder_that_refuses_is_a_problem(tmp_path: Path) -> None:
    """Not a traceback."""
    place = place_of(tmp_path)
    draft = read_draft(place)
    gone = DealPlace(place.name, tmp_path / "gone", place.file, place.shown, place.out)
    with pytest.raises(DealError) as caught:
        save(gone, draft, SMALL)

    assert ["not-written"] == [problem.code for problem in caught.value.problems]


def test_what_is_no_text_is_not_read(tmp_path: Path) -> None:
    """Wrong use."""
    with pytest.raises(UsageError):
        read_draft(place_of(tmp_path, b"\xff\xfe"))


def test_a_linked_file_stays_a_link(tmp_path: Path) -> None:
    """What it leads to is written."""
    (tmp_path / "real.yaml").write_text(SMALL, "utf-8")
    (tmp_path / "deal").mkdir()
    (tmp_path / "deal/deal.yaml").symlink_to(tmp_path / "real.yaml")
    place = DealPlace("deal", tmp_path / "deal", tmp_path / "deal/deal.yaml", "deal.yaml", tmp_path)
    save(place, read_draft(place), "a: x\n")

    assert place.file.is_symlink()
    assert "a: x\n" == (tmp_path / "real.yaml").read_text("utf-8")
