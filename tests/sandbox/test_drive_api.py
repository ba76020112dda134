"""The Drive API's files and permissions, through Google's own client over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.clients import DOCUMENT, Clients, refused

Json = dict[str, Any]


def test_a_file_tells_what_it_is(google: Clients) -> None:
    """By default little, with fields what is asked for."""
    body = {"name": "Plan", "mimeType": DOCUMENT, "appProperties": {"deal": "acme"}}
    made = google.files.create(body=body).execute()
    assert {"kind", "id", "name", "mimeType"} == set(made)
    fields = "name,trashed,version,webViewLink,modifiedTime,appProperties,capabilities(canEdit),owners(emailAddress,me)"
    told = google.files.get(fileId=made["id"], fields=fields).execute()
    assert told["webViewLink"].endswith(f"/d/{made['id']}")
    assert ({"deal": "acme"}, {"canEdit": True}, False) == (
        told["appProperties"],
        told["capabilities"],
        told["trashed"],
    )
    assert [{"me": True, "emailAddress": "you@sandbox.example"}] == told["owners"]
    whole = google.files.get(fileId=made["id"], fields="*").execute()
    assert set(told) < set(whole)


def test_a_file_is_renamed_trashed_and_deleted(google: Clients) -> None:
    """A trashed one can still be read; a deleted one is gone."""
    ident = google.create("Plan", appProperties={"deal": "acme", "nonce": "1"})
    revision = google.get(ident)["revisionId"]
    update = {"name": "New", "appProperties": {"nonce": None, "more": "2"}}
    told = google.files.update(fileId=ident, body=update, fields="name,appProperties,version").execute()
    assert {"name": "New", "appProperties": {"deal": "acme", "more": "2"}, "version": "2"} == told
    assert ("New", revision) == (google.get(ident)["title"], google.get(ident)["revisionId"])
    google.files.update(fileId=ident, body={"trashed": True}).execute()
    assert google.files.get(fileId=ident, fields="trashed").execute()["trashed"]
    google.get(ident)
    google.files.delete(fileId=ident).execute()
    told = refused(404, google.files.get(fileId=ident).execute)
    assert ("notFound", f"File not found: {ident}.") == (told["errors"][0]["reason"], told["message"])


def names(google: Clients, **query: object) -> list[str]:
    return [file["name"] for file in google.files.list(**query).execute()["files"]]


def test_files_are_found_by_what_they_carry(google: Clients, as_user: Callable[[str], Clients]) -> None:
    """By properties, name and trash; who may not see a file doesn't find it."""
    first = google.create("One", appProperties={"nonce": "a'b\\c"})
    google.create("Two", appProperties={"nonce": "x"})
    google.files.update(fileId=first, body={"trashed": True}).execute()
    held = r"appProperties has { key='nonce' and value='a\'b\\c' }"
    assert ["One"] == names(google, q=held)
    assert [] == names(google, q=f"{held} and trashed = false")
    assert ["Two"] == names(google, q="trashed=false and name != 'One' and 'me' in owners")
    assert ["Two", "One"] == names(google, orderBy="name desc", q=f"mimeType='{DOCUMENT}'")
    assert [] == names(as_user("other@seller.example"))
    for wrong in ("trashed", "size > 5", "name = 'x' or trashed = true"):
        assert "invalid" == refused(400, google.files.list(q=wrong).execute)["errors"][0]["reason"]


def test_a_list_has_pages(google: Clients) -> None:
    """Each tells where the next begins."""
    for name in "abc":
        google.create(name)
    first = google.files.list(pageSize=2, orderBy="name").execute()
    second = google.files.list(pageSize=2, orderBy="name", pageToken=first["nextPageToken"]).execute()
    assert [["a", "b"], ["c"]] == [[file["name"] for file in page["files"]] for page in (first, second)]
    assert "nextPageToken" not in second


def test_access_is_given_changed_and_taken_back(google: Clients, as_user: Callable[[str], Clients]) -> None:
    """Giving it again changes the role; the owner stays; who is shared with may leave."""
    ident, maria = google.create(), as_user("maria@marlow.example")
    permissions = google.drive.permissions()
    body = {"type": "user", "role": "writer", "emailAddress": "maria@marlow.example"}
    given = permissions.create(fileId=ident, body=body, fields="id,role,emailAddress").execute()
    assert ("writer", "maria@marlow.example") == (given["role"], given["emailAddress"])
    told = permissions.list(fileId=ident, fields="permissions(id,role,type)").execute()["permissions"]
    assert ["owner", "writer"] == [one["role"] for one in told]
    again = permissions.create(fileId=ident, body={**body, "role": "reader"}).execute()
    assert (given["id"], "reader") == (again["id"], again["role"])
    assert (
        "insufficientFilePermissions"
        == refused(403, maria.drive.permissions().list(fileId=ident).execute)["errors"][0]["reason"]
    )
    permissions.update(fileId=ident, permissionId=given["id"], body={"role": "commenter"}).execute()
    assert "commenter" == permissions.get(fileId=ident, permissionId=given["id"]).execute()["role"]
    refused(403, permissions.delete(fileId=ident, permissionId=told[0]["id"]).execute)
    maria.drive.permissions().delete(fileId=ident, permissionId=given["id"]).execute()
    assert 1 == len(permissions.list(fileId=ident).execute()["permissions"])
    refused(404, lambda: maria.get(ident))


@pytest.mark.parametrize(
    "body",
    [
        {"type": "user", "role": "writer", "emailAddress": "maria"},
        {"type": "user", "role": "king", "emailAddress": "maria@marlow.example"},
        {"role": "writer"},
        {"type": "user", "role": "owner", "emailAddress": "maria@marlow.example"},
        {"type": "user", "role": "writer", "email": "maria@marlow.example"},
    ],
)
def test_a_wrong_permission_is_refused(google: Clients, body: Json) -> None:
    """No address, no such role, no type, ownership by mistake, an unknown field."""
    refused(400, google.drive.permissions().create(fileId=google.create(), body=body).execute)


def test_who_is_who(google: Clients, as_user: Callable[[str], Clients]) -> None:
    """about.get tells the caller, and wants to be told which fields."""
    fields = "user(displayName,emailAddress)"
    assert "you@sandbox.example" == google.drive.about().get(fields=fields).execute()["user"]["emailAddress"]
    maria = as_user("maria.lopez@marlow.example").drive.about().get(fields=fields).execute()["user"]
    assert {"displayName": "Maria Lopez", "emailAddress": "maria.lopez@marlow.example"} == maria
    assert "required" == refused(400, google.drive.about().get().execute)["errors"][0]["reason"]


def test_only_documents_are_kept(google: Clients) -> None:
    """Another type is told to be not done; properties have Drive's limit; an id is taken once."""
    create = google.files.create
    refused(501, create(body={"name": "x", "mimeType": "text/plain"}).execute)
    long = {"name": "x", "mimeType": DOCUMENT, "appProperties": {"k": "v" * 124}}
    refused(400, create(body=long).execute)
    ident = create(body={"name": "x", "mimeType": DOCUMENT, "id": "1abc"}).execute()["id"]
    refused(409, create(body={"name": "x", "mimeType": DOCUMENT, "id": ident}).execute)
