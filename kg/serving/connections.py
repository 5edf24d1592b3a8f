"""The connections of a server: a bounded number, none of which can stay idle or block the others."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import h11
import msgspec
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.serving.refusals import body

#: Connections at a time; one more closes the one that has been idle for longest.
MOST = 200
#: Seconds for the head of a request, and for a request with its whole response.
HEAD, WHOLE = 10.0, 120.0


class Connection(H11Protocol):
    """A connection that is closed if its client is too slow, and whose malformed requests get an error as JSON."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request, and make room if there are too many connections."""
        super().connection_made(transport)
        self._timer: asyncio.TimerHandle | None = None
        self._wait()
        others = [other for other in cast(set[Connection], self.connections) if not other.transport.is_closing()]
        if len(others) > MOST:
            min(others, key=lambda other: (other.answers, other.since)).transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """End all waiting."""
        self._stop()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Begin to wait for the next request."""
        self._wait()
        super().on_response_complete()

    @property
    def answers(self) -> bool:
        """Whether a request is being answered."""
        return self.cycle is not None and not self.cycle.response_complete

    def send_400_response(self, msg: str) -> None:
        """Answer a malformed request, unless a response has begun, and close the connection."""
        del msg
        if self.answers:
            self.cycle.disconnected = True  # what it still sends is dropped
            self.cycle.message_event.set()
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            text = msgspec.json.encode(body("the request is not HTTP/1.1, or its header is too long"))
            headers: list[Any] = [
                *self.server_state.default_headers,
                (b"content-type", b"application/json"),
                (b"content-length", str(len(text)).encode()),
                (b"connection", b"close"),
            ]
            for event in (h11.Response(status_code=400, headers=headers), h11.Data(data=text), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _wait(self) -> None:
        self._stop()
        self.since = self.loop.time()
        self._timer = self.loop.call_later(HEAD, self._look)

    def _look(self) -> None:
        """Close the connection if it is late; otherwise look again later."""
        if not self.answers or self.loop.time() - self.since > WHOLE:
            self.transport.abort()
        else:
            self._timer = self.loop.call_later(HEAD, self._look)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
