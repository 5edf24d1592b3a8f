"""Send a query to a SPARQL 1.1 server, over https, or over http on this machine."""

from __future__ import annotations

import ipaddress
import json
from http.client import HTTPException, HTTPMessage
from typing import IO, Any, TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

import msgspec

from kg.errors import DataError, UsageError
from kg.model.characters import one_line
from kg.sparql.results import Cell, Result, Source, of_triples, of_truth, too_large, within

#: Accepted media types, with the format of each; a server uses the first that suits the form of the query.
KINDS = {"application/sparql-results+json": "JSON", "application/n-triples": "N_TRIPLES", "text/turtle": "TURTLE"}
T = TypeVar("T")


def address(url: str) -> str:
    """The address of a server, if it is allowed; raises UsageError."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    if not host or parts.scheme not in ("http", "https") or not url.isascii() or not url.isprintable() or " " in url:
        raise UsageError(
            f"“{_plain(url)}” is not the address of a server; give one such as https://query.example/sparql"
        )
    if "@" in parts.netloc:
        raise UsageError("the address of a server must not hold a name or password; leave them out")
    if parts.scheme == "http" and not _loopback(host):
        raise UsageError(f"{url}: http is for servers on this machine only; use https")
    return url


def fetch(text: str, url: str, most: int, size: int) -> Result:
    """The answer of the server, of which at most ``size`` bytes are read.

    Raises DataError if it does not conform to SPARQL 1.1, and SearchLimit if it exceeds a limit.
    """
    local = urlsplit(url).scheme == "http"
    opener = build_opener(ProxyHandler({} if local else None), _SameServer())
    headers = {"Accept": ", ".join(KINDS), "User-Agent": "vitamin-d-kg"}
    request = Request(url, urlencode({"query": text}).encode(), headers)  # noqa: S310 - address() checked the scheme
    try:
        with opener.open(request) as response:
            kind, body = response.headers.get_content_type(), response.read(size + 1)
    except HTTPError as error:
        with error:
            said = f"{error.code} {error.reason}: {_beginning(error)}"
        raise DataError(f"{url}: answers {_plain(said)}; change the query or the address") from None
    except (OSError, HTTPException, ValueError) as error:
        said = str(error.reason if isinstance(error, URLError) else error) or type(error).__name__
        raise DataError(f"{url}: gives no answer ({_plain(said)}); check the address, or ask again") from None
    if len(body) > size:
        raise too_large(size)
    if kind not in KINDS:
        raise DataError(f"{url}: answers {_plain(kind)}, which is not the result of a query; check the address")
    try:
        return _answer(kind, body, url, most)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, SyntaxError):
        end = _plain(body[-120:].decode(errors="replace"))
        raise DataError(f"{url}: its answer cannot be read; it ends “{end}”") from None


class _SameServer(HTTPRedirectHandler):
    """Follows redirects within one server, repeating the query, and none to another server."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request:
        """The request to the new address; raises DataError."""
        del code, msg, headers
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if (old.scheme, old.netloc) != (new.scheme, new.netloc):
            fp.close()
            raise DataError(f"{req.full_url}: redirects to {_plain(newurl)}; ask that address if you trust it")
        return Request(newurl, req.data, req.headers)  # noqa: S310 - the scheme is that of the first address


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _beginning(error: HTTPError) -> str:
    try:
        return error.read(1000).decode(errors="replace")
    except (OSError, HTTPException):
        return ""


def _plain(text: str) -> str:
    """A text from a server in one short line, without characters that could control a terminal."""
    return one_line(text)[:200]


def _answer(kind: str, body: bytes, url: str, most: int) -> Result:
    source = Source(endpoint=url)
    if KINDS[kind] != "JSON":
        import pyoxigraph as ox

        form = getattr(ox.RdfFormat, KINDS[kind])
        return of_triples((quad.triple for quad in ox.parse(body, format=form, base_iri=url)), most, source)
    found = json.loads(body)
    if "boolean" in found:
        return of_truth(_of(bool, found["boolean"]), source)
    columns, bindings = _of(list, found["head"]["vars"]), _of(list, found["results"]["bindings"])
    within(bindings, most)
    rows = tuple(tuple(_cell(binding.get(name)) for name in columns) for binding in bindings)
    return Result("select", tuple(_of(str, name) for name in columns), rows, "", source)


def _cell(term: Any) -> Cell | None:
    if term is None:
        return None
    kind = {"typed-literal": "literal"}.get(term["type"], term["type"])
    if kind not in ("uri", "literal", "bnode"):
        raise TypeError
    return msgspec.convert({**term, "type": kind}, Cell)


def _of(kind: type[T], value: Any) -> T:
    """A value that must be of one type; raises TypeError."""
    if not isinstance(value, kind):
        raise TypeError
    return value
