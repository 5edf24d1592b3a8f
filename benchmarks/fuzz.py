"""Fuzz what reads untrusted input, guided by coverage: ``python benchmarks/fuzz.py TARGET [SECONDS]``.

TARGET is ``turtle``, ``import``, ``lookup`` or ``fragment``; it runs for 60 seconds by default. Needs atheris. Whatever
comes in, there is a result or an error of one line (:class:`kg.errors.KgError`); anything else is a crash.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))
with atheris.instrument_imports(include=["kg"]):
    import kg
    from kg.errors import KgError
    from kg.exchange.import_ import import_
    from kg.model import lookup
    from kg.model.passages import fragment
    from kg.turtle.read import graph_of
    from kg.turtle.write import turtle
    from tests import toy

GRAPH = kg.load()
FOLDER = Path(tempfile.mkdtemp())
SMALL = turtle(toy.with_passages(toy.graph("x increases y; y decreases z"))).encode()
#: The beginnings of files of each family.
ROWS = (
    b"subject\tpredicate\tobject\nX:1\tbiolink:affects\tX:2\n",
    b"X:1\tactivates\tX:2\nX:2\tinhibits\tX:3\n",
    b"source,target,sign\na,b,+\nb,c,-\n",
    b'[{"type": "Activation", "subj": {"name": "A", "db_refs": {}}, "obj": {"name": "B", "db_refs": {}}}]',
    b'[{"CXVersion": "2.0"}, {"nodes": [{"id": 1, "v": {"n": "a"}}]}, {"edges": [{"s": 1, "t": 1}]}]',
    b'{"directed": true, "graph": {}, "nodes": [{"id": "a"}], "edges": [{"source": "a", "target": "a"}]}',
    b'<graphml><graph edgedefault="directed"><node id="a"/><edge source="a" target="a"/></graph></graphml>',
)


def _turtle(data: bytes) -> None:
    graph_of(Path("fuzzed.ttl"), data)


def _import(data: bytes) -> None:
    file = FOLDER / ("edges.tsv", "edges.sif", "edges.csv", "a.json", "a.cx2", "b.json", "a.graphml")[len(data) % 7]
    file.write_bytes(data)
    import_([file], dry_run=True)


def _lookup(data: bytes) -> None:
    lookup.resolve(GRAPH, data.decode(errors="surrogateescape"))


def _fragment(data: bytes) -> None:
    made = fragment(data.decode(errors="surrogateescape"))
    if not made.startswith(":~:text=") or not made.isascii() or not made.isprintable():
        raise AssertionError(made)


TARGETS: dict[str, tuple[Callable[[bytes], None], tuple[bytes, ...]]] = {
    "turtle": (_turtle, (SMALL,)),
    "import": (_import, ROWS),
    "lookup": (_lookup, (b"vitamin D deficiency", b"HP:0003419", b"serum calcium down", b"concept:pain", b"high PTH")),
    "fragment": (_fragment, (b"They lead, over time, to very soft bones.", "naïve – “so”\n".encode())),
}


def main(name: str, seconds: str = "60") -> None:
    """Run one target."""
    target, seeds = TARGETS[name]
    corpus = FOLDER / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(seeds):
        (corpus / str(number)).write_bytes(seed)

    def once(data: bytes) -> None:
        with suppress(KgError):
            target(data)

    os.chdir(FOLDER)
    atheris.Setup(
        [sys.argv[0], str(corpus), f"-max_total_time={seconds}", "-max_len=4096", "-print_final_stats=1"], once
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
