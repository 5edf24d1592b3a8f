"""What a server refuses before it looks at a question, and the one form that all its errors have."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.model.characters import harmless

#: The host names of this machine for itself; any other name in a request suggests DNS rebinding.
LOCAL = ("localhost", "127.0.0.1", "[::1]")


def refusal(
    code: int, text: str, candidates: Sequence[str] = (), headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """An error as a response: one line, and names that may have been meant."""
    return JSONResponse(body(text, candidates), code, headers)


def body(text: str, candidates: Sequence[str] = ()) -> dict[str, object]:
    """The JSON of an error."""
    return {"error": harmless(text), "candidates": [harmless(name) for name in candidates]}


class Guard:
    """Passes on requests that name this machine and come from its own pages, programs or people.

    ``hosts`` are the accepted host names; ("*",) accepts all. A browser says in Sec-Fetch-Site where a request comes
    from (Fetch Metadata Request Headers); a page of another site may only link to the page of this one.
    """

    def __init__(self, app: ASGIApp, hosts: Sequence[str] = LOCAL) -> None:
        self._app, self._hosts = app, [name.lower() for name in hosts]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        given = Headers(scope=scope)
        name = re.sub(r":\d*\Z", "", given.get("host", "")).lower()
        if "*" not in self._hosts and name not in self._hosts:
            text = f"this server does not answer to “{name:.40}”; use one of: {', '.join(self._hosts)}"
            await refusal(400, text)(scope, receive, send)
        elif given.get("sec-fetch-site", "none") not in ("none", "same-origin") and not _link(given, scope["path"]):
            await refusal(403, "pages of other sites cannot use this server")(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _link(given: Headers, path: str) -> bool:
    """Whether a person opens the page of this server by a link: it is the same for everyone and starts no question."""
    asks = (given.get("sec-fetch-mode"), given.get("sec-fetch-dest"))
    return path == "/" and asks == ("navigate", "document")
