"""The few calls of Google Docs and Drive that co-editing takes, through Google's own client."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from mapdocs.google.errors import Doubt, Refused, no_folder, read_only, stale
from mapdocs.google.transport import GOOGLE, LOCAL, Caller, Manners, Pace
from mapdocs.problems import Problem

if TYPE_CHECKING:
    from mapdocs.google.accounts import Account
    from mapdocs.google.transport import Sendable

Role = Literal["owner", "organizer", "fileOrganizer", "writer", "commenter", "reader"]
DOCUMENT = "application/vnd.google-apps.document"
NONCE, DEAL = "mapdocs-nonce", "mapdocs-deal"
"""The names under which a document keeps the nonce of its making, and the deal that it is of (appProperties)."""
_INFO = "id,name,trashed,webViewLink,version,modifiedTime,appProperties,capabilities(canEdit)"
_PERMISSION = "id,type,role,emailAddress,displayName,deleted,pendingOwner,permissionDetails(inherited)"
_COMMENT = (
    "id,content,createdTime,modifiedTime,resolved,deleted,author(displayName),quotedFileContent(value),"
    "replies(content,deleted,action,author(displayName),createdTime)"
)
_PAGE = 100
_MOST_PAGES = 200


@dataclass(frozen=True, slots=True)
class Info:
    """A document as Drive knows it. `can_edit`: whether this account may; `properties`: nonce and deal."""

    id: str
    name: str
    url: str
    trashed: bool
    can_edit: bool
    version: str
    modified: str
    properties: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Permission:
    """Who may do what with a document. `inherited`: from a folder or a shared drive, not to be taken back here."""

    id: str
    role: Role
    email: str = ""
    name: str = ""
    type: str = "user"
    inherited: bool = False


@dataclass(slots=True)
class Meter:
    """The batches that Google took so far, their requests and bytes, as `push --json` tells them."""

    batches: int = 0
    requests: int = 0
    size: int = 0


class Remote:
    """The documents of one account. Every method may raise a RemoteError: what it carries is fit to be shown.

    `meter`: what was written so far.
    Refused, Stale and Unreachable: nothing was written. Doubt, of `batch_update`, `create` and `give_access` only:
    it may have been.
    """

    def __init__(self, account: Account, pace: Pace, manners: Manners | None = None) -> None:
        """Nothing is sent yet. `manners`: how often and how long; those for Google, or for a local server."""
        self.account = account
        self.meter = Meter()
        usual = LOCAL if account.endpoint else GOOGLE
        self._caller = Caller(account.wire(pace.clock), pace, manners or usual, account.away)

    def close(self) -> None:
        """Lets go of the connections."""
        self._caller.close()

    def get(self, document: str) -> dict[str, Any]:
        """The document as JSON: all tabs, suggestions in the text."""
        request = self._documents.get(
            documentId=document, includeTabsContent=True, suggestionsViewMode="SUGGESTIONS_INLINE"
        )
        return self._caller.call(request, "read", "the document", docs=True)

    def batch_update(
        self, document: str, requests: Sequence[Mapping[str, Any]], revision: str
    ) -> tuple[list[dict[str, Any]], str]:
        """All of the requests or none; the replies, and the revision after.

        Stale where the document is no longer at `revision`; Refused where there is none to name, as for those who
        may not edit.
        """
        if not revision:
            raise Refused(read_only())
        body = {"requests": list(requests), "writeControl": {"requiredRevisionId": revision}}
        request = self._documents.batchUpdate(documentId=document, body=body)
        try:
            answer = self._caller.call(request, "guarded", "the document", docs=True)
        except Refused as error:
            # Whatever words it says it with: the write was for another state of the document.
            if error.problems[0].code == "google-refused" and self.revision(document) != revision:
                raise stale() from None
            raise
        self.meter.batches += 1
        self.meter.requests += len(requests)
        self.meter.size += len(request.body)
        # Where Google names no revision, "" says so; it was written, and a failing read must not hide that.
        return answer.get("replies", []), str(answer.get("writeControl", {}).get("requiredRevisionId", ""))

    def revision(self, document: str) -> str:
        """The revision that the document is at; "" for those who may not edit."""
        request = self._documents.get(documentId=document, fields="revisionId")
        answer = self._caller.call(request, "read", "the document", docs=True)
        return str(answer.get("revisionId", ""))

    def create(self, name: str, properties: Mapping[str, str]) -> str:
        """The id of a new, empty document. On Doubt, look for its nonce with `find_created`."""
        body: dict[str, Any] = {"name": name, "mimeType": DOCUMENT, "appProperties": dict(properties)}
        if self.account.folder:
            body["parents"] = [self.account.folder]
        request = self._files.create(body=body, fields="id", supportsAllDrives=True)
        try:
            return str(self._caller.call(request, "once", "a new document")["id"])
        except Refused as error:
            if self.account.folder and error.problems[0].code in ("google-not-found", "google-forbidden"):
                raise Refused(no_folder(self.account.folder)) from None
            raise

    def find_created(self, nonce: str, *, patient: bool = False) -> list[Info]:
        """The documents that were made with this nonce, those in the trash too: one, or none, or, by a fault, more.

        `patient`: looks some times more before it says none; Drive lists a new document after a while only.
        """
        found = self._found(NONCE, nonce)
        for wait in self._caller.waits() if patient else ():
            if found:
                break
            self._caller.pause(wait)
            found = self._found(NONCE, nonce)
        return found

    def find_deal(self, deal: str) -> list[Info]:
        """The documents that say to be of this deal, those in the trash left out."""
        return [info for info in self._found(DEAL, deal) if not info.trashed]

    def info(self, document: str) -> Info:
        """What Drive knows of a document; Refused where there is none, or none for this account."""
        request = self._files.get(fileId=document, fields=_INFO, supportsAllDrives=True)
        return _info(self._caller.call(request, "read", "the document"))

    def rename(self, document: str, name: str) -> None:
        """Gives it another name."""
        self._settled(document, {"name": name}, lambda info: info.name == name)

    def mark(self, document: str, properties: Mapping[str, str]) -> None:
        """Keeps more properties with it."""
        wanted = dict(properties)
        self._settled(document, {"appProperties": wanted}, lambda info: wanted.items() <= info.properties.items())

    def permissions(self, document: str) -> list[Permission]:
        """Everybody who may open it, and how far."""
        pages = self._pages(
            lambda token: self._permissions.list(
                fileId=document,
                fields=f"nextPageToken,permissions({_PERMISSION})",
                pageSize=_PAGE,
                pageToken=token,
                supportsAllDrives=True,
            ),
            "who has access",
        )
        entries = [entry for page in pages for entry in page.get("permissions", []) if not entry.get("deleted")]
        return [_permission(entry) for entry in entries]

    def give_access(self, document: str, email: str, role: str, *, notify: bool = True, message: str = "") -> str:
        """Lets somebody in; the permission's id. `notify`: Google writes an e-mail, with the message."""
        more = {"emailMessage": message} if notify and message else {}
        request = self._permissions.create(
            fileId=document,
            body={"type": "user", "role": role, "emailAddress": email},
            sendNotificationEmail=notify,
            supportsAllDrives=True,
            fields="id",
            **more,
        )
        return str(self._caller.call(request, "once", f"the access of {email}")["id"])

    def change_access(self, document: str, permission: str, role: str) -> None:
        """Another role for somebody who has access."""
        request = self._permissions.update(
            fileId=document, permissionId=permission, body={"role": role}, fields="id", supportsAllDrives=True
        )

        def done() -> bool:
            return any(one.id == permission and one.role == role for one in self.permissions(document))

        self._write(request, "an access", done)

    def take_access(self, document: str, permission: str) -> None:
        """Takes an access back; one that is gone already is well."""
        request = self._permissions.delete(fileId=document, permissionId=permission, supportsAllDrives=True)

        def done() -> bool:
            return all(one.id != permission for one in self.permissions(document))

        try:
            self._write(request, "an access", done)
        except Refused as error:
            if error.problems[0].code != "google-not-found" or not done():
                raise

    def comments(self, document: str) -> list[dict[str, Any]]:
        """The threads beside the text as Drive has them, deleted ones too: a reader makes sense of them."""
        pages = self._pages(
            lambda token: self._drive.comments().list(
                fileId=document, fields=f"nextPageToken,comments({_COMMENT})", pageSize=_PAGE, pageToken=token
            ),
            "the comments",
        )
        return [entry for page in pages for entry in page.get("comments", [])]

    def who(self) -> str:
        """The e-mail address that Google knows this account by."""
        request = self._drive.about().get(fields="user(displayName,emailAddress)")
        user = self._caller.call(request, "read", "your account").get("user", {})
        return str(user.get("emailAddress") or user.get("displayName") or "")

    @cached_property
    def _docs(self) -> Any:  # noqa: ANN401 - the client makes its classes at run time
        return self._built("docs", "v1", "/")

    @cached_property
    def _drive(self) -> Any:  # noqa: ANN401 - the same
        return self._built("drive", "v3", "/drive/v3/")

    def _built(self, name: str, version: str, path: str) -> Any:  # noqa: ANN401 - the same
        """The client's part for one API, from the description that ships with it; no network."""
        from googleapiclient.discovery import build

        endpoint = self.account.endpoint
        options = {"api_endpoint": endpoint.rstrip("/") + path} if endpoint else None
        return build(
            name,
            version,
            http=self._caller.wire,
            client_options=options,
            static_discovery=True,
            cache_discovery=False,
        )

    # The client writes a page of help for every call of a resource when it makes one: each is made once.

    @cached_property
    def _documents(self) -> Any:  # noqa: ANN401 - the same
        return self._docs.documents()

    @cached_property
    def _files(self) -> Any:  # noqa: ANN401 - the same
        return self._drive.files()

    @cached_property
    def _permissions(self) -> Any:  # noqa: ANN401 - the same
        return self._drive.permissions()

    def _found(self, name: str, value: str) -> list[Info]:
        quoted = value.replace("\\", "\\\\").replace("'", "\\'")
        pages = self._pages(
            lambda token: self._files.list(
                q=f"appProperties has {{ key='{name}' and value='{quoted}' }}",
                fields=f"nextPageToken,files({_INFO})",
                pageSize=_PAGE,
                pageToken=token,
                supportsAllDrives=True,
                includeItemsFromAllDrives=True,
            ),
            "the list of documents",
        )
        return [_info(entry) for page in pages for entry in page.get("files", [])]

    def _pages(self, ask: Callable[[str | None], Any], subject: str) -> list[dict[str, Any]]:
        """Every page of a list; Refused where it does not end."""
        token: str | None = None
        pages = []
        for _ in range(_MOST_PAGES):
            page = self._caller.call(ask(token), "read", subject)
            pages.append(page)
            token = page.get("nextPageToken")
            if not token:
                return pages
        message = f"Google's list of {subject} does not end."
        raise Refused(Problem("google-refused", message, None, "Try again later."))

    def _settled(self, document: str, body: dict[str, Any], done: Callable[[Info], bool]) -> None:
        request = self._files.update(fileId=document, body=body, fields="id", supportsAllDrives=True)
        self._write(request, "the document", lambda: done(self.info(document)))

    def _write(self, request: Sendable, subject: str, done: Callable[[], bool]) -> None:
        """A write that may be done again without harm: where its answer was lost, it is looked whether it was done."""
        try:
            self._caller.call(request, "once", subject)
        except Doubt:
            if not done():
                self._caller.call(request, "once", subject)


def _info(entry: Mapping[str, Any]) -> Info:
    can = entry.get("capabilities", {})
    return Info(
        entry.get("id", ""),
        entry.get("name", ""),
        entry.get("webViewLink", ""),
        bool(entry.get("trashed")),
        bool(can.get("canEdit")),
        str(entry.get("version", "")),
        entry.get("modifiedTime", ""),
        entry.get("appProperties", {}),
    )


def _permission(entry: Mapping[str, Any]) -> Permission:
    details = entry.get("permissionDetails", [])
    return Permission(
        entry.get("id", ""),
        entry.get("role", "reader"),
        entry.get("emailAddress", ""),
        entry.get("displayName", ""),
        entry.get("type", "user"),
        bool(details) and all(detail.get("inherited") for detail in details),
    )
