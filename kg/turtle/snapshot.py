"""Cache parsed data files as snapshots, so that the next question need not parse them again.

A snapshot is a file in the user's cache folder, named by the digest of everything it depends on: the data file, the
vocabulary and the format of snapshots. So it is never stale, and can be deleted at any time. It also holds the
influences, so that they need not be projected again. Its first line is the checksum of the rest, a JSON text, so that a
damaged snapshot is ignored.
"""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from zlib import crc32

import msgspec
from msgspec.structs import force_setattr

from kg.model.confidence import Confidence
from kg.model.core import Claim, Sign
from kg.model.graph import Applied, KnowledgeGraph
from kg.model.influence import Influence

try:
    from _blake2 import blake2b  # the same as in hashlib, which takes 3 ms to load OpenSSL
except ImportError:  # pragma: no cover - another interpreter
    from hashlib import blake2b

#: Increase this when the reading of data files, the fields of a data type, or the projection to influences changes.
FORMAT = 18
KEPT = 8
#: The names of snapshots, and of what a killed writer of a snapshot leaves behind.
_NAME = re.compile(r"[0-9a-f]{64}\.json")
_LEFT = re.compile(r"\.([0-9a-f]{40})\.kg-(?:new|lock)")
#: The fields of an influence; its claims are given as positions in the list of claims.
Kept = tuple[str, str, Sign, list[int], list[Sign], Confidence, bool, bool]
#: What a snapshot holds: a graph with its influences.
Snapshot = tuple[KnowledgeGraph, list[Kept]]


def folder() -> Path:
    """The cache folder of this program; a relative path in the environment is ignored."""
    bases = (os.environ.get(name, "") for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"))
    base = next((base for base in bases if Path(base).is_absolute()), None)
    return (Path(base) if base else Path.home() / ".cache") / "vitamin-d-kg"


def key(*contents: bytes) -> str:
    """The name of the snapshot of some file contents."""
    parts = (blake2b(content, digest_size=32).digest() for content in contents)
    return blake2b(b"".join([str(FORMAT).encode(), *parts]), digest_size=32).hexdigest()


def get(name: str) -> KnowledgeGraph | None:
    """The graph stored under this name, or None if there is no readable one."""
    try:  # an unreadable or damaged snapshot, or no home folder, counts as none
        place = folder() / f"{name}.json"
        if not (_private(place.parent.stat()) and _private(found := place.lstat()) and S_ISREG(found.st_mode)):
            return None  # others could have written it, or reading it would block
        content = memoryview(place.read_bytes())  # parts of it are not copied
        digest, text = content[:8], content[9:]
        if _digest(text) != digest:
            return None
        graph, influences = msgspec.json.decode(text, type=Snapshot)
        force_setattr(graph, "filters", Applied())  # the default filters themselves: answers leave them out
        vars(graph)["influences"] = tuple(_used(influences, [*graph.claims.values()]))
    except (OSError, RuntimeError, ValueError, LookupError):
        return None
    return graph


def put(name: str, graph: KnowledgeGraph) -> None:
    """Store a graph; do nothing if the cache folder cannot be written."""
    from kg.errors import OutputError
    from kg.files import write

    place_of = {claim: place for place, claim in enumerate(graph.claims)}
    influences = [
        (
            i.source,
            i.target,
            i.sign,
            [place_of[claim.id] for claim in i.claims],
            sorted(i.stated),
            i.confidence,
            i.association,
            i.opposed,
        )
        for i in graph.influences
    ]
    content = bytearray(len(_digest(b"")) + 1)  # the first line, which is filled in at the end
    msgspec.json.Encoder().encode_into((graph, influences), content, len(content))
    content[:9] = _digest(memoryview(content)[9:]) + b"\n"
    try:
        place = folder() / f"{name}.json"
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (_private(place.parent.stat()) or _made_private(place.parent)):
            return
        place.unlink(missing_ok=True)  # do not write to the target of a link
        write(place, content, mode=0o600, left=_LEFT)
        own = (path for path in place.parent.iterdir() if _NAME.fullmatch(path.name))
        old = sorted(own, key=lambda path: path.lstat().st_mtime)
        for path in old[:-KEPT]:
            path.unlink(missing_ok=True)
    except (OSError, RuntimeError, OutputError):
        return


def _used(kept: Iterable[Kept], claims: list[Claim]) -> Iterable[Influence]:
    for source, target, sign, places, stated, confidence, association, opposed in kept:
        made = tuple([claims[place] for place in places])
        yield Influence(source, target, sign, made, frozenset(stated), confidence, association, opposed)


def _private(found: os.stat_result) -> bool:
    """Whether a file or folder belongs to the user, and to no one else; Windows has no such modes."""
    if not hasattr(os, "geteuid"):
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & 0o077


def _made_private(place: Path) -> bool:
    """Close a folder of the user to others; a folder behind a link is left as it is."""
    found = place.lstat()
    if not S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        return False
    place.chmod(0o700)
    return True


def _digest(content: bytes | memoryview) -> bytes:
    return b"%08x" % crc32(content)
