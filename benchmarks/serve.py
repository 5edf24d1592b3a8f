"""What a question to ``kg serve`` costs, beside a bare Starlette application that says hello.

``python benchmarks/serve.py [ROUNDS] [REQUESTS]`` starts both servers on this machine, with the same settings, asks
them in turn, and prints the median of each question in milliseconds and its ratio to that of hello: by the clock, and
in processor time of the server, which other work on the machine changes less; then the memory of our server
before and after REQUESTS more (default 10,000), in MB. The same five questions of each kind return in each round;
``new`` are questions of other pairs, each asked once. Linux only.
"""

import os
import random
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlencode

import kg

HELLO = """
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
from kg.serving import web

async def hello(request):
    return JSONResponse({"hello": "world"})

with web.bind("127.0.0.1", 0) as listening:
    web.listen(listening)
    print(listening.getsockname()[1], flush=True)
    web.server(Starlette(routes=[Route("/", hello)])).run(sockets=[listening])
"""
OURS = """
import kg
from kg.serving import web

with web.bind("127.0.0.1", 0) as listening:
    application = web.application(kg.load(), "")
    web.listen(listening)
    print(listening.getsockname()[1], flush=True)
    web.server(application).run(sockets=[listening])
"""
OK = 200
PAIRS = [
    ("vitamin D deficiency", "back pain"),
    ("vitamin D", "falls"),
    ("magnesium", "serum calcium"),
    ("parathyroid hormone", "bone mineral density"),
    ("obesity", "fracture"),
]
QUESTIONS: Mapping[str, list[str]] = {
    "find": [urlencode({"words": words}) for words in ("nerve growth", "calcium", "falls", "vitamin D", "rickets")],
    "path": [urlencode({"source": source, "target": target}) for source, target in PAIRS],
    "effect": [urlencode({"source": source, "target": target}) for source, target in PAIRS],
}


def new(count: int) -> list[str]:
    """The queries of pairs of quantities of which the first leads to the second, by four random steps."""
    heads: dict[str, list[str]] = {}
    for i in kg.load().influences:
        heads.setdefault(i.source, []).append(i.target)
    dice = random.Random(1)
    found: dict[str, None] = {}
    while len(found) < count:
        source = place = dice.choice(list(heads))
        for _ in range(4):
            place = dice.choice(heads.get(place, [source]))
        if place != source:
            found[urlencode({"source": source, "target": place})] = None
    return list(found)


class Server:
    """A server in a process of its own, and a connection to it that stays open."""

    def __init__(self, port: int, process: int) -> None:
        self.process = process
        self.connection = socket.create_connection(("127.0.0.1", port))
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, path: str) -> int:
        """Ask, and read the whole answer; its status."""
        self.connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        got = b""
        while b"\r\n\r\n" not in got:
            got += self.connection.recv(1 << 20)
        head, _, body = got.partition(b"\r\n\r\n")
        size = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
        left = size - len(body)
        while left > 0:
            left -= len(self.connection.recv(1 << 20))
        return int(head[9:12])

    def used(self) -> float:
        """Processor time so far, in seconds: the clock of another process, as clock_getcpuclockid gives it."""
        return time.clock_gettime((~self.process << 3) | 2)

    def memory(self) -> float:
        """Memory in use, in MB."""
        pages = Path(f"/proc/{self.process}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def started(code: str) -> Iterator[Server]:
    """A server, until the end of the block."""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as child:
        try:
            yield Server(int(next(iter(child.stdout or ()))), child.pid)
        finally:
            child.terminate()


def main(rounds: int, requests: int) -> None:
    """Print the table and the memory."""
    with started(HELLO) as bare, started(OURS) as ours:
        asked = [("hello", bare, "/")] * 5
        asked += [(name, ours, f"/api/{name}?{query}") for name, queries in QUESTIONS.items() for query in queries]
        for _, server, path in asked:  # what is made once is made now
            if (status := server.ask(path)) != OK:
                sys.exit(f"{path}: status {status}")
        kinds = ("path", "effect")
        times: dict[str, list[tuple[float, float]]] = {
            name: [] for name in ("hello", *QUESTIONS, *(f"{kind}, new" for kind in kinds))
        }
        for query in new(rounds):
            once = [(f"{kind}, new", ours, f"/api/{kind}?{query}") for kind in kinds]
            for name, server, path in (*asked, *once):
                start, used = time.perf_counter(), server.used()
                server.ask(path)
                times[name].append((time.perf_counter() - start, server.used() - used))
        medians = {
            name: [statistics.median(each) for each in zip(*pairs, strict=True)] for name, pairs in times.items()
        }
        print(f"load average {os.getloadavg()[0]:.1f}\n| question | ms | ratio | processor, ms | ratio |")
        print("|---|---|---|---|---|")
        for name, both in medians.items():
            cells = (f"{one * 1e3:.2f} | {one / least:.1f}" for one, least in zip(both, medians["hello"], strict=True))
            print(f"| {name} | {' | '.join(cells)} |", flush=True)
        before = ours.memory()
        for _, server, path in islice(cycle(asked[5:]), requests):
            server.ask(path)
        print(f"{before:.0f} MB; after {requests:,} questions more: {ours.memory():.0f} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]), *(50, 10_000)[len(sys.argv) - 1 :])
