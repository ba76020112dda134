"""What the API refuses, in the shapes that Google answers with."""

from __future__ import annotations

from typing import Any

_STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}


class ApiError(Exception):
    """An answer that is not 200. `reason` is Drive's word for it; `status` the Docs API's."""

    def __init__(self, code: int, message: str, status: str = "", reason: str = "", field: str = "") -> None:
        """Keep what is answered."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status or _STATUS.get(code, "UNKNOWN")
        self.reason = reason
        self.field = field

    def as_docs(self) -> dict[str, Any]:
        """The body as the Docs API answers it."""
        error: dict[str, Any] = {"code": self.code, "message": self.message, "status": self.status}
        if self.field:
            violation = {"field": self.field, "description": self.message}
            kind = "type.googleapis.com/google.rpc.BadRequest"
            error["details"] = [{"@type": kind, "fieldViolations": [violation]}]
        return {"error": error}

    def as_drive(self) -> dict[str, Any]:
        """The body as the Drive API answers it."""
        reason = self.reason or _REASON.get(self.code, "backendError")
        domain = "usageLimits" if "ateLimit" in reason else "global"
        item = {"message": self.message, "domain": domain, "reason": reason}
        return {"error": {"code": self.code, "message": self.message, "errors": [item]}}


_REASON = {
    400: "invalid",
    401: "authError",
    403: "insufficientFilePermissions",
    404: "notFound",
    429: "rateLimitExceeded",
    500: "internalError",
    503: "backendError",
}


def bad(message: str, field: str = "") -> ApiError:
    """A request that can't be done as it stands."""
    return ApiError(400, message, field=field)
