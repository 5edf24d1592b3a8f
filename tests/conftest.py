"""What many tests need: a clean cache, the real graph, and the command line in this process."""

import functools
import inspect
import signal
from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings

import kg
from kg import registry, resources
from kg.cli.app import run as run_command
from kg.serving.questions import questions
from kg.turtle import read

# How long an example takes depends on what else the machine does.
settings.register_profile("kg", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kg")


class Result(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session", autouse=True)
def _shared_cache(tmp_path_factory):
    """Keep the tests out of the user's own cache folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _loaded_once():
    """Let commands share the graph that comes with the program, and what they find out about it."""
    own, load = resources.data(), read.load
    shared = functools.cache(load)

    def loaded(path=None, **more):
        return shared() if path is None and not any(more.values()) and resources.data() == own else load(path, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read, "load", loaded)
        yield


@pytest.fixture(scope="session", autouse=True)
def _ctrl_c():
    """Let Ctrl-C reach the programs that the tests start, also where a shell runs the tests in the background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """An empty cache folder for one test."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


@pytest.fixture
def run(capsys) -> Callable[..., Result]:
    """Run one command line in this process."""

    def command(*arguments: object) -> Result:
        capsys.readouterr()
        code = run_command([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return command


@pytest.fixture
def asked(run, monkeypatch):
    """What a command line asks of its function, where that is not the default, and what it prints as JSON."""

    def values(name, words):
        function, given = registry.function(name), {}
        known = questions()[name].parameters

        @functools.wraps(function)
        def recorded(*args, **options):
            bound = inspect.signature(function).bind(*args, **options).arguments
            given.update(bound | bound.get("filters", {}))
            return function(*args, **options)

        with monkeypatch.context() as patch:
            patch.setattr(registry, "function", lambda _: recorded)
            printed = run(name, *words, "--json")
        own = {part: value for part, value in given.items() if part in known and value != known[part].default}
        return {part: list(value) if known[part].many else value for part, value in own.items()}, printed

    return values


@pytest.fixture(scope="session")
def graph():
    """The graph that comes with the program."""
    return kg.load()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The site of the graph that comes with the program, as ``kg site`` writes it."""
    folder = tmp_path_factory.mktemp("site")
    assert run_command(["site", "--output", str(folder)]) == 0
    return folder / "index.html"
