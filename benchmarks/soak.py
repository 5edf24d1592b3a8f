"""Ask ``kg serve`` many questions by many clients at once: ``python benchmarks/soak.py [REQUESTS] [CLIENTS]``.

By default 24 clients ask 20,000 questions: lookups, searches, a few of the slowest, and wrong ones, in an order that is
the same in each run. It prints how often each status came, and the memory of the server on the way. It fails if a
status is not the expected one or 503 with Retry-After. Linux only.
"""

import http.client
import json
import os
import random
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

import kg

BUSY = 503
#: Kinds of requests, with their share and their status.
LOOKUPS, SEARCHES, SLOW, WRONG = 70, 24, 1, 5


def requests(number: int) -> list[tuple[str, int]]:
    """Addresses with their status when there is room."""
    draw = random.Random(1)
    graph = kg.load()
    labels = sorted(c.label for c in graph.concepts.values() if not c.state_of)  # two of one quantity are no question
    sources = sorted(graph.sources)

    def one() -> tuple[str, int]:
        a, b = draw.sample(labels, 2)
        kind = draw.choices(("lookup", "search", "slow", "wrong"), (LOOKUPS, SEARCHES, SLOW, WRONG))[0]
        name, given, status = draw.choice({
            "lookup": [
                ("show", {"thing": a}, 200),
                ("show", {"thing": draw.choice(sources)}, 200),
                ("find", {"words": a, "limit": 5}, 200),
                ("claims", {"concept": a, "limit": 20}, 0),
                ("values", {"concept": a}, 0),
                ("stats", {}, 200),
            ],
            "search": [
                ("path", {"source": a, "target": b, "k": 3}, 0),
                ("effect", {"source": a, "target": b}, 0),
                ("common", {"concepts": [a, b]}, 0),
                ("bridges", {"source": a, "target": b}, 0),
            ],
            "slow": [("why", {"target": a}, 0), ("what-if", {"changes": [a]}, 0), ("loops", {}, 200)],
            "wrong": [
                ("show", {"thing": "xyzzy"}, 404),
                ("path", {"source": a, "target": b, "k": 1000}, 400),
                ("zebra", {}, 404),
                ("find", {"words": a, "without": "zebra"}, 404),
            ],
        }[kind])  # fmt: skip
        return f"/api/{name}?{urlencode(given, doseq=True)}", status

    return [one() for _ in range(number)]


def megabytes(process: int) -> int:
    """The memory of a process."""
    pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6)


def main(number: int = 20_000, clients: int = 24) -> None:
    """Ask all questions."""
    todo, lock = iter(requests(number)), threading.Lock()
    found: Counter[int] = Counter()
    wrong: list[str] = []
    command = [sys.executable, "-m", "kg", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr  # noqa: S101 - for the type checker
        port = int(re.findall(r":(\d+)/", server.stderr.readline())[0])
        started = time.monotonic()

        def ask() -> None:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
            while True:
                with lock:
                    path, status = next(todo, ("", 0))
                if not path:
                    return
                connection.request("GET", path)
                response = connection.getresponse()
                json.loads(response.read())
                busy = response.status == BUSY and response.headers["Retry-After"]
                if not busy and response.status not in ((status,) if status else (200, 404)):
                    wrong.append(f"{response.status} {path}")
                with lock:
                    found[response.status] += 1
                    if sum(found.values()) % max(1, number // 10) == 0:
                        print(f"{sum(found.values()):,} answers: {megabytes(server.pid)} MB", flush=True)

        threads = [threading.Thread(target=ask) for _ in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.monotonic() - started
        memory = megabytes(server.pid)
        print(f"{dict(sorted(found.items()))} in {seconds:.0f} s, {memory} MB, {len(wrong)} wrong {wrong[:5]}")
        server.terminate()
        server.wait()
    sys.exit(bool(wrong) or sum(found.values()) != number)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
