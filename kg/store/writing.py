"""Write a graph as a store: the folder that is read in place, however large it is."""

from __future__ import annotations

import os
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from stat import S_IMODE

import msgspec
import numpy as np
from msgspec.structs import replace

from kg import files
from kg.errors import OutputError
from kg.model import influence
from kg.model.confidence import Confidence, assess
from kg.model.core import Claim, Sign
from kg.model.graph import KnowledgeGraph
from kg.model.influence import Influence
from kg.store.csr import Integers
from kg.store.layout import ABOUT, FORMAT, KEPT, UNSIGNED, About, is_store
from kg.store.names import write_names
from kg.store.rows import write_lists, write_rows
from kg.store.tables import Numbered, flags, write_tables
from kg.store.texts import write_texts

#: The working folder, and the wish to exchange two names, as renameat2 of Linux takes them.
_HERE, _EXCHANGE = -100, 2


def write(graph: KnowledgeGraph, place: Path, *, force: bool = False) -> None:
    """Write a graph to a folder, which appears when it is complete; ``force`` replaces a store, and nothing else.

    The folder behind a symbolic link is replaced, and the link stays; owner, group and mode of the folder are kept. A
    process that is killed leaves the old store or the new one; the next writer removes what else it left. Raises
    OutputError.
    """
    try:
        real = place.resolve()
    except (OSError, RuntimeError, ValueError) as error:  # a cycle of links, a null character in the name
        raise OutputError(f"{place}: is no path ({error}); choose another place") from None
    files.folder(real.parent)
    try:
        with files.locked(place, real):
            _replace(graph, place, real, force=force)
    except OSError as error:
        raise OutputError(f"{place}: cannot be written ({error.strerror or error}); choose another place") from None


def _replace(graph: KnowledgeGraph, place: Path, real: Path, *, force: bool) -> None:
    """Write a store, whose lock is held, beside its place, and move it there."""
    new, old = files.beside(real, "new"), files.beside(real, "old")
    if old.exists() and not real.exists():
        old.rename(real)  # of a process that was killed between two steps
    if real.exists() and not is_store(real):
        raise OutputError(f"{place}: exists, and is no store; give another name")
    if real.exists() and not force:
        raise OutputError(f"{place}: already exists; give --force to replace it, or another name")
    before = real.stat() if real.exists() else None
    files.remove(old)
    new.mkdir(mode=0o777 if before is None else 0o700)
    try:
        _write(graph, new)
        if before is None:
            new.rename(real)
            return
        for each in (*new.iterdir(), new):
            files.give(place, each, before)
        new.chmod(S_IMODE(before.st_mode))
        if not _swapped(new, real):
            real.rename(old)
            new.rename(real)
            files.remove(old)
    finally:
        files.remove(new)


def _swapped(one: Path, other: Path) -> bool:
    """Swap two folders in one step, as Linux can; False on other systems."""
    import ctypes

    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def _write(graph: KnowledgeGraph, folder: Path) -> None:
    digest = sha256()
    for kept in KEPT:
        part: Mapping[str, msgspec.Struct] = getattr(graph, kept)
        write_rows(folder, kept, (msgspec.msgpack.encode(part[name]) for name in sorted(part)), digest.update)
    number = {name: n for n, name in enumerate(sorted(graph.concepts))}
    claims = sorted(graph.claims)
    quantity = {name: number[concept.quantity] for name, concept in graph.concepts.items()}
    tail = _numbers(quantity[graph.claims[name].subject] for name in claims)
    # the object of a claim about a value is no concept: it leads nowhere
    head = _numbers(quantity.get(graph.claims[name].object, -1) for name in claims)
    np.save(folder / "claims.tail.npy", tail)
    np.save(folder / "claims.head.npy", head)
    relation = {name: n for n, name in enumerate(graph.relations)}
    np.save(folder / "claims.relation.npy", _numbers(relation[graph.claims[name].relation] for name in claims))
    order = np.lexsort((head, tail)).astype(np.int32)
    write_lists(folder, "claims.from", tail[order], order, len(number))
    led = order[head[order] >= 0]
    write_lists(folder, "claims.to", head[led], led, len(number))
    _write_evidence(graph, folder, claims)
    kinds = [(number[broader], number[c.id]) for c in graph.concepts.values() for broader in c.broader]
    pairs = np.array(sorted(kinds), np.int32).reshape(-1, 2)
    write_lists(folder, "kinds", pairs[:, 0], pairs[:, 1], len(number))
    sources = [graph.sources[name] for name in (*sorted(graph.studies), *graph.documents)]
    write_names(folder, (graph.concepts[name] for name in number), sources)
    places = {"concepts": number, "claims": {name: n for n, name in enumerate(claims)}}
    write_texts(folder, graph, {**places, "sources": {source.id: n for n, source in enumerate(sources)}})
    write_tables(folder, graph, _search(graph, folder, claims, tail[order], order, number))
    about = About(
        format=FORMAT,
        graph=replace(graph, concepts={}, claims={}, evidence={}, studies={}, sha256=digest.hexdigest()),
        states={name: tuple(state.id for state in found) for name, found in graph.states.items()},
        cited_by=graph.cited_by,
        **{name: sorted(getattr(graph, name)) for name in ("generic", "knowledge_sources", "pages", "void")},
    )
    (folder / ABOUT).write_bytes(msgspec.json.encode(about))  # last: a folder without it is no store


def _numbers(values: Iterable[int]) -> Integers:
    return np.fromiter(values, np.int32)


def _write_evidence(graph: KnowledgeGraph, folder: Path, claims: list[str]) -> None:
    """The evidence of each claim, and from each source: the studies, then the documents."""
    items = [graph.evidence[name] for name in sorted(graph.evidence)]
    everything = np.arange(len(items), dtype=np.int32)
    place = {name: n for n, name in enumerate(claims)}
    write_lists(folder, "evidence.of", _numbers(place[item.claim] for item in items), everything, len(claims))
    place = {name: n for n, name in enumerate([*sorted(graph.studies), *graph.documents])}
    write_lists(folder, "evidence.from", _numbers(place[item.source] for item in items), everything, len(place))


def _search(
    graph: KnowledgeGraph,
    folder: Path,
    claims: list[str],
    tails: Integers,
    order: Integers,
    number: Mapping[str, int],
) -> Iterator[Numbered]:
    """Write the influences that chains use, and give all of them one by one, with the numbers of their ends."""
    start, made = np.zeros(len(number) + 1, np.int64), (array("i"), array("B"), array("i"))
    heads, bits, costs = made
    unsigned: list[tuple[int, ...]] = []
    for tail, group in groupby(zip(tails.tolist(), order.tolist(), strict=True), key=itemgetter(0)):
        influences = project([graph.claims[claims[claim]] for _, claim in group], graph)
        signed: dict[str, int] = {}
        for i in influences:
            if i.sign in (Sign.PLUS, Sign.MINUS):
                signed[i.target] = min(i.cost, signed.get(i.target, i.cost))
        for i in influences:
            head, used = number[i.target], i.sign is not Sign.NULL
            if i.sign is Sign.UNKNOWN and i.target in signed:
                unsigned.append((signed[i.target], tail, head, flags(i), i.cost))
                used = False
            elif used:
                heads.append(head)
                bits.append(flags(i))
                costs.append(i.cost)
            yield tail, head, i, used
        start[tail + 1] = len(heads)
    np.maximum.accumulate(start, out=start)
    np.save(folder / "search.start.npy", start)
    for name, values, kind in zip(("head", "flags", "cost"), made, (np.int32, np.uint8, np.int32), strict=True):
        np.save(folder / f"search.{name}.npy", np.frombuffer(values, kind))
    for name, column in zip(UNSIGNED, np.array(unsigned, np.int32).reshape(-1, len(UNSIGNED)).T, strict=True):
        np.save(folder / f"unsigned.{name}.npy", np.ascontiguousarray(column))


def project(claims: Collection[Claim], graph: KnowledgeGraph) -> tuple[Influence, ...]:
    """The influences of some claims: of all that join two quantities, if of any."""

    def confidence(*names: str) -> Confidence:
        items = (item for name in names for item in graph.evidence_of[name])
        return assess(items, graph.sources, graph.claims)

    return influence.project(claims, graph.concepts, graph.relations, graph.evidence_of, confidence)
