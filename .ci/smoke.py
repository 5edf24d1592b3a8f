"""Use an installed kg in an empty folder: ``python smoke.py [EXTRA]`` runs every command, or what an extra brings.

It needs nothing but Python and the program beside the interpreter; the first command that fails ends it.
"""

import json
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

KG = str(Path(sys.executable).with_name("kg"))
FILES = {
    "net.tsv": "from\tto\tsign\nX:1\tX:2\t+\nX:2\tX:3\t-\n",
    "texts/900_kite-club.txt": "Letter from the Kite Club\n\nKite flying brings a good hour of sunlight.\n",
    "document.tsv": "id\ttitle\tpublisher\turl\tkind\tgroup\n900\tLetter\tKite Club\t\tUnreviewedWebPage\t\n",
}
READ = "import net.tsv --source from --target to --sign sign --output"
#: The arguments of a command, what it prints, and its exit code. Any other command is run with the example of its help.
USES: list[tuple[str, str, int]] = [
    ("--version", "kg ", 0),
    ("diff old.ttl", "No difference", 1),
    ("render --path hypocalcemia tetany --output picture.html", "picture.html", 0),
    ("site --output page", "page", 0),
    ("check", "no problems", 0),
    ("fmt --check", "canonical", 0),
    ("verify --documents texts", "no text of document:000", 2),
    ("coverage --documents texts", "no text of document:000", 2),
    ("agreement a.tsv", "", 0),
    ("locate texts Kite…sunlight", "no text of document:000", 2),
    ("add document.tsv --documents texts --data old.ttl", "", 0),
    ("withdraw claim:none --reason none --data old.ttl", "claim:none", 2),
    (f"{READ} own.ttl", "own.ttl", 0),
    ("path X:1 X:3 --data own.ttl", "X:1", 0),
    ("export csv --output claims.csv", "claims.csv", 0),
    ("serve", "vitamin-d-kg[serve]", 2),
    ("mcp", "vitamin-d-kg[mcp]", 2),
]
#: What an extra brings, in the same form; that of the servers and of the notebooks is a conversation.
EXTRAS: dict[str, list[tuple[str, str, int]]] = {
    "anki": [("export anki --output cards.apkg", "cards.apkg", 0)],
    "scale": [(f"{READ} own.kg", "own.kg", 0), ("path X:1 X:3 --data own.kg --engine duckdb", "X:1", 0)],
}


def run(line: str, holds: str = "", code: int = 0) -> None:
    """Run one command."""
    done = subprocess.run([KG, *shlex.split(line)], capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    if done.returncode != code or holds not in said or not said or "Traceback" in said:
        sys.exit(f"kg {line}: exit code {done.returncode}, expected {code} and “{holds}”\n{said}")


def serve() -> None:
    """Ask a server that runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([KG, "serve", "--port", str(port)], stdout=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                with urlopen(f"http://127.0.0.1:{port}/api/find?words=tetany") as answer:
                    return print(json.load(answer)["schema"])
            except URLError:
                time.sleep(0.2)
        sys.exit("kg serve: no answer")
    finally:
        server.terminate()
        server.wait()


def mcp() -> None:
    """Ask for the tools, as an agent does."""
    start = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "smoke", "version": "1"}}
    calls = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": start},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/list"},
    ]
    server = subprocess.Popen([KG, "mcp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    tell, told = server.stdin, server.stdout
    try:
        for call in calls:
            print(json.dumps(call), file=tell, flush=True)
        for line in told or ():
            if (answer := json.loads(line)).get("id") == calls[-1]["id"]:
                return print(len(answer["result"]["tools"]), "tools")
        sys.exit("kg mcp: no tools")
    finally:
        server.terminate()
        server.wait()


def notebooks() -> None:
    """Find the kernel in which the notebooks run."""
    import jupyterlab
    from jupyter_client.kernelspec import KernelSpecManager

    print(jupyterlab.__version__, *KernelSpecManager().find_kernel_specs())


def main(extra: str = "") -> None:
    """Write the files, then run what belongs to an extra, or every command."""
    for name, text in FILES.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    if extra in TALKS:
        return TALKS[extra]()
    if not extra:
        from kg import registry, resources

        shutil.copy(resources.root() / "data" / "triples.ttl", "old.ttl")
        shutil.copy(resources.root() / "data" / "agreement" / "a.tsv", "a.tsv")
        for name in registry.COMMANDS.keys() - {line.split()[0] for line, _, _ in USES}:
            examples = re.findall(r"Example: kg (.+)", registry.function(name).__doc__ or "")
            run(examples[0] if examples else name)
    for use in EXTRAS[extra] if extra else USES:
        run(*use)
    return None


#: The extras that are more than commands.
TALKS = {"mcp": mcp, "notebooks": notebooks, "serve": serve}


if __name__ == "__main__":
    main(*sys.argv[1:])
