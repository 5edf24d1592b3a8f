"""What docs/security.md promises: the tests that it names exist, and no command asks the network."""

import ast
import re
import socket

import pytest

from tests import ROOT, tea

#: Modules of the standard library, and libraries that are installed here, with which a program could ask elsewhere.
CLIENTS = {
    *"ftplib http.client imaplib nntplib poplib smtplib socket socketserver ssl telnetlib urllib.request".split(),
    *"xmlrpc.client aiohttp httpcore httpx httpx2 requests urllib3".split(),
}
#: The module that listens, and the one that asks the cluster which a user names on the command line.
CONNECT = {"kg/serving/web.py": {"socket"}, "kg/store/spark.py": {"socket"}}


def clients(text):
    """Which of these modules a program imports."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found & CLIENTS


def test_no_module_could_ask_elsewhere():
    """None imports what a client needs, but for the one that listens, and the one for a cluster."""
    found = {
        path.relative_to(ROOT).as_posix(): used
        for path in sorted((ROOT / "kg").rglob("*.py"))
        if (used := clients(path.read_text(encoding="utf-8")))
    }
    assert found == CONNECT
    assert clients("import urllib.request as r") == {"urllib.request"}
    assert clients("def f():\n from http import client") == {"http.client"}
    assert not clients("from urllib.parse import quote")


@pytest.fixture
def offline(monkeypatch):
    """A machine on which every attempt to connect, or to look up a host, is an error."""

    def refuse(*_, **__):
        raise AssertionError("asked the network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)


@pytest.mark.usefixtures("offline")
def test_commands_ask_nobody(run, tmp_path):
    """Questions, exports with addresses in them, and checks work without a network."""
    for words in (
        ("path", "vitamin D deficiency", "osteomalacia", "--evidence"),
        ("show", "002"),
        ("export", "bibtex"),
        ("export", "json-ld"),
        ("check", tea.data_file(tmp_path / "tea.ttl")),
    ):
        assert run(*words).code == 0, words
    with pytest.raises(AssertionError, match="asked the network"):
        socket.create_connection(("127.0.0.1", 9))


def test_the_tests_that_the_page_names_exist():
    """Each promise names some."""
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    assert all("::test_" in line for line in page.splitlines() if line.startswith("| **"))
    files = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")}
    named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", page)
    assert len(named) == page.count("::test_")
    assert [name for file, name in named if f"def {name}(" not in files[file]] == []
