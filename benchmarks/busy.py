"""The slowest answers of ``kg serve`` to cheap questions on a dense graph, while long searches run or are hung up.

``python benchmarks/busy.py [SECONDS]`` makes a graph of 400 concepts and 10,000 influences, the same in each run, and
serves it on this machine.
"""

import contextlib
import http.client
import os
import socket
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from kg.serving import web
from tests.drawn import dense

CHEAP = ("/api/show?thing=c12", "/api/find?words=c12", "/api/stats")
LONG = ("/api/loops", "/api/loops", *(f"/api/break?source=c{n}&target=c{n + 50}" for n in range(6)))


def ask(port: int, path: str) -> tuple[int, float]:
    """The status of an answer, and the seconds that it took."""
    started = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    with contextlib.closing(connection):
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
    return response.status, time.perf_counter() - started


def slowest(port: int, seconds: float) -> dict[str, float]:
    """The slowest answer to each cheap question within some seconds."""
    found = dict.fromkeys(CHEAP, 0.0)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for path in CHEAP:
            found[path] = max(found[path], round(ask(port, path)[1], 2))
    return found


def hang_up(port: int, path: str) -> None:
    """Send a question and close the connection."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(0.1)


def main(seconds: float) -> None:
    """Print the seconds."""
    with web.bind("127.0.0.1", 0) as listening:
        server = web.server(web.application(dense(), ""))
        web.listen(listening)
        threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True).start()
        port = listening.getsockname()[1]
        print(f"load average {os.getloadavg()[0]:.1f}")
        print("first, idle:", slowest(port, 1))
        print("idle:", slowest(port, 2))
        running = [threading.Thread(target=lambda path=path: print(path, ask(port, path))) for path in LONG]
        for thread in running:
            thread.start()
        print("busy:", slowest(port, seconds))
        for thread in running:
            thread.join()
        for path in LONG * 2:
            hang_up(port, path)
        print("after 16 clients hung up:", slowest(port, 1))
        print("the next break:", ask(port, LONG[-1]))


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 10)
