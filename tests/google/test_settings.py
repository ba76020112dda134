"""What is remembered of a login: where it lies, who may read it, and that it is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapdocs.google.settings import Login, forget_login, read_login, settings_folder, write_login
from mapdocs.problems import RemoteError


@pytest.mark.parametrize(
    ("platform", "environ", "folder"),
    [
        ("linux", {"HOME": "/h"}, "/h/.config/mapdocs"),
        ("linux", {"HOME": "/h", "XDG_CONFIG_HOME": "/x"}, "/x/mapdocs"),
        ("linux", {"HOME": "/h", "XDG_CONFIG_HOME": "x"}, "/h/.config/mapdocs"),
        ("linux", {"HOME": "/h", "XDG_CONFIG_HOME": ""}, "/h/.config/mapdocs"),
        ("darwin", {"HOME": "/h", "XDG_CONFIG_HOME": "/x"}, "/h/Library/Application Support/mapdocs"),
        ("win32", {"HOME": "/h", "APPDATA": "/a"}, "/a/mapdocs"),
        ("linux", {"HOME": "/h", "MAPDOCS_CONFIG": "/own", "XDG_CONFIG_HOME": "/x"}, "/own"),
    ],
)
def test_settings_lie_where_the_platform_keeps_them(platform: str, environ: dict[str, str], folder: str) -> None:
    """A relative XDG path counts for nothing, by that custom's own rule."""
    assert Path(folder) == settings_folder(environ, platform)


def test_a_login_is_the_users_alone(tmp_path: Path) -> None:
    """File 0600, folder 0700, whatever they were before; read back as written; gone when forgotten."""
    folder = tmp_path / "deep" / "mapdocs"
    folder.mkdir(parents=True, mode=0o755)
    (folder / "google.json").write_text("old")
    (folder / "google.json").chmod(0o644)
    login = Login("login", "tom@fernhill.example", token={"refresh_token": "r"})
    write_login(folder, login)

    assert login == read_login(folder)
    assert (0o600, 0o700) == ((folder / "google.json").stat().st_mode & 0o777, folder.stat().st_mode & 0o777)
    assert ["google.json"] == [path.name for path in folder.iterdir()]
    forget_login(folder)
    forget_login(folder)
    assert read_login(folder) is None


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '"x"', '{"kind": "owner"}', '{"kind": "login", "token": 3}', '{"kind": "login", "x": 1}']
)
def test_what_is_none_of_ours_is_told(tmp_path: Path, text: str) -> None:
    """A login that can't be read says so, and to log in again."""
    (tmp_path / "google.json").write_text(text)
    with pytest.raises(RemoteError, match="mapdocs google login"):
        read_login(tmp_path)


def test_a_folder_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    """A file is in the way."""
    (tmp_path / "here").write_text("")
    with pytest.raises(RemoteError, match="not-written"):
        write_login(tmp_path / "here" / "mapdocs", Login("login"))
