"""What becomes of files and answers when work is interrupted, and when several work at once."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kg
from kg import resources
from kg.cli import main
from kg.curation.sheets import CONCEPTS
from kg.errors import OutputError
from kg.files import write
from kg.turtle import snapshot
from kg.turtle.write import turtle
from tests import tea, toy

KG = [sys.executable, "-m", "kg"]


def environment(cache: Path) -> dict[str, str]:
    """What a child needs: no terminal, a cache of its own."""
    return {**os.environ, "XDG_CACHE_HOME": str(cache)}


# -- writing ------------------------------------------------------------------------------------------------------


def full(*_, **__):
    """What the system says when a disk is full."""
    raise OSError(28, "No space left on device")


def stop(*_, **__):
    """What Ctrl-C does."""
    raise KeyboardInterrupt


class FullDisk:
    """A stream that fails at one step."""

    def __init__(self, stream, step, fail):
        self.stream = stream
        setattr(self, step, fail)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stream.close()

    def __getattr__(self, name):
        return getattr(self.stream, name)


@pytest.mark.parametrize(
    ("step", "fail"),
    [
        *((step, full) for step in ("make", "write", "flush", "fsync", "chmod", "replace")),
        *((step, stop) for step in ("write", "fsync", "replace")),
    ],
)
def test_a_write_that_fails_at_any_step_leaves_the_old_file_whole(tmp_path, monkeypatch, step, fail):
    """A full disk is told in one line, Ctrl-C is passed on; the old file stands, and no other lies about."""
    file = tmp_path / "x.txt"
    file.write_text("old")
    opened = os.fdopen
    if step == "make":
        monkeypatch.setattr(os, "open", fail)
    elif step in ("write", "flush"):
        monkeypatch.setattr(os, "fdopen", lambda *given: FullDisk(opened(*given), step, fail))
    else:
        monkeypatch.setattr(os if step == "fsync" else Path, step, fail)
    said = r"x\.txt: cannot be written \(No space left on device\); choose another"
    with pytest.raises(OutputError if fail is full else KeyboardInterrupt, match=said if fail is full else None):
        write(file, "new")
    monkeypatch.undo()
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_device_is_written_to_and_not_replaced(tmp_path):
    """An output that is no ordinary file stays what it is."""
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write(tmp_path / "pipe", "new")
    assert os.read(reader, 10) == b"new"
    os.close(reader)
    assert (tmp_path / "pipe").is_fifo()
    with pytest.raises(OutputError, match="Is a directory"):
        write(tmp_path, "new")


def test_a_file_may_have_the_longest_name_there_is(tmp_path):
    """The name of the file that is written first is not longer."""
    write(tmp_path / ("x" * 255), "new")
    assert [p.name for p in tmp_path.iterdir()] == ["x" * 255]


# -- several at once ----------------------------------------------------------------------------------------------


def together(count: int, arguments: list[str], cache: Path) -> list[subprocess.Popen[bytes]]:
    """Several children that are asked the same at once."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return [subprocess.Popen([*KG, *arguments], env=environment(cache), **pipes) for _ in range(count)]


def test_readers_at_once_get_the_same_answer(tmp_path):
    """Eight processes on a cold cache all answer, and leave one snapshot."""
    file = tea.data_file(tmp_path / "tea.ttl")
    told = [child.communicate() for child in together(8, ["stats", "--data", str(file)], tmp_path / "cache")]
    assert len(set(told)) == 1
    assert b"4  claims" in told[0][0]
    assert told[0][1] == b""
    (kept,) = (tmp_path / "cache" / "vitamin-d-kg").iterdir()
    assert kept.suffix == ".json"


MEETING = """
import sys, time
from pathlib import Path
from kg import files
from kg.cli.app import run
update, place = files.update, Path(sys.argv[1])
def late(*given):
    (place / sys.argv[2]).touch()
    while len(list(place.iterdir())) < 2:
        time.sleep(0.01)
    update(*given)
files.update = late
sys.exit(run(sys.argv[3:]))
"""
WITHDRAWN = ["withdraw", "claim:tea--affects--trouble", "--reason", "Misread."]


@pytest.mark.parametrize("other", ["add", "withdraw", "fmt"])
def test_of_two_writers_that_have_read_the_same_one_is_refused(tmp_path, other):
    """Both have read, both want to write: one succeeds, the other says to run the command again, and then succeeds."""
    file = tea.data_file(tmp_path / "tea.ttl")
    file.write_bytes(file.read_bytes() + b"\n")  # so that fmt has something to write
    (tmp_path / "place").mkdir()
    rows = {"first": sheet_of("cocoa", tmp_path), "second": sheet_of("coffee", tmp_path)}
    commands = {"add": ["add", str(rows["second"])], "withdraw": WITHDRAWN, "fmt": ["fmt", str(file)]}
    first, second = ["add", str(rows["first"])], commands[other]
    asked = [[*words, *([] if words[0] == "fmt" else ["--data", str(file)])] for words in (first, second)]
    children = [
        subprocess.Popen(
            [sys.executable, "-c", MEETING, str(tmp_path / "place"), str(number), *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(tmp_path / "cache"),
        )
        for number, words in enumerate(asked)
    ]
    told = [child.communicate()[1].decode() for child in children]
    codes = [child.returncode for child in children]
    assert sorted(codes) == [0, 2]
    refused = codes.index(2)
    assert told[refused] == f"kg: {file}: changed in the meantime; run the command again\n"
    assert ("concept:cocoa" in kg.load(file).concepts) == (refused == 1)
    subprocess.run([*KG, *asked[refused]], check=True, capture_output=True, env=environment(tmp_path / "cache"))
    graph = kg.load(file)
    assert "concept:cocoa" in graph.concepts
    assert ("concept:coffee" in graph.concepts) == (other == "add")
    assert (WITHDRAWN[1] in graph.claims) == (other != "withdraw")


def sheet_of(concept: str, folder: Path) -> Path:
    """A sheet that adds one concept."""
    sheet = folder / f"{concept}.tsv"
    cells = f"{concept}\t{concept}\tFood\t\tA drink, {concept}." + "\t" * 6
    sheet.write_text("\t".join(CONCEPTS) + f"\n{cells}\n", encoding="utf-8")
    return sheet


def test_what_twenty_writers_at_once_report_is_in_the_file(tmp_path):
    """Each of twenty concurrent ``kg add`` is in the file, or was refused in one line."""
    file = tea.data_file(tmp_path / "tea.ttl")
    before = kg.load(file).concepts.keys()
    env, names = environment(tmp_path / "cache"), [f"drink-{number}" for number in range(20)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": env}
    children = {
        name: subprocess.Popen([*KG, "add", str(sheet_of(name, tmp_path)), "--data", str(file)], **pipes)
        for name in names
    }
    told = {name: child.communicate()[1].decode() for name, child in children.items()}
    added = {name for name, child in children.items() if child.returncode == 0}
    assert added
    assert {told[name] for name in children.keys() - added} <= {
        f"kg: {file}: changed in the meantime; run the command again\n"
    }
    assert {child.returncode for child in children.values()} <= {0, 2}
    assert kg.load(file).concepts.keys() - before == {f"concept:{name}" for name in added}
    assert not [left.name for left in tmp_path.iterdir() if left.name.startswith(".")]


def test_readers_see_the_old_data_or_the_new(tmp_path):
    """While a writer replaces the data file and the cache is emptied, each answer is of one version."""
    file, cache = tmp_path / "x.ttl", tmp_path / "cache"
    lines = ["a increases b", "b increases c", "c decreases d"]
    texts = [turtle(toy.with_passages(toy.graph(*lines[:count]))) for count in (1, 3)]
    write(file, texts[0])
    answers = set()
    turn = 0
    for _ in range(3):
        children = together(4, ["show", "a", "--data", str(file), "--json"], cache)
        while any(child.poll() is None for child in children):
            turn += 1
            write(file, texts[turn % 2])
            for kept in cache.rglob("*.json"):
                kept.unlink(missing_ok=True)
        answers |= {(child.returncode, *child.communicate()) for child in children}
    expected = set()
    for text in texts:
        write(file, text)
        done = subprocess.run([*KG, "show", "a", "--data", str(file), "--json"], capture_output=True, check=True)
        expected.add((0, done.stdout, b""))
    assert answers <= expected


def test_a_file_that_changes_while_it_is_read_is_kept_under_its_own_name(cache, tmp_path, monkeypatch):
    """What is kept as a snapshot is what was read, not what the file held a moment later."""
    file = tea.data_file(tmp_path / "tea.ttl")
    old = file.read_bytes()
    key = snapshot.key

    def late(*contents):
        file.write_bytes(old.replace(b"What tea is.", b"Other."))
        return key(*contents)

    monkeypatch.setattr(snapshot, "key", late)
    assert kg.load(file).concepts["concept:tea"].definition == "What tea is."
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    file.write_bytes(old)
    assert kg.load(file).concepts["concept:tea"].definition == "What tea is."


# -- a cache that is not as it was left ---------------------------------------------------------------------------


@pytest.fixture
def kept(cache, tmp_path):
    """A data file, its graph, and the snapshot of it."""
    file = tea.data_file(tmp_path / "tea.ttl")
    graph = kg.load(file)
    (found,) = (cache / "vitamin-d-kg").iterdir()
    return file, graph, found


@pytest.mark.parametrize("part", [0.0, 0.3, 0.9, 0.9999])
def test_a_truncated_snapshot_is_made_anew(kept, part):
    """Half a snapshot is none."""
    file, graph, found = kept
    whole = found.read_bytes()
    found.write_bytes(whole[: int(len(whole) * part)])
    assert kg.load(file) == graph
    assert found.read_bytes() == whole


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace('"concept:tea"', '"concept:coffee"'),
        lambda text: text.replace('"What tea is."', "17"),
        lambda text: text.replace('"supports"', '"disputes"'),
        lambda _: "0" * 64 + "\n" + "[" * 100_000,
    ],
)
def test_a_snapshot_with_other_contents_is_made_anew(kept, change):
    """A snapshot in which something was changed is not believed."""
    file, graph, found = kept
    text = found.read_text(encoding="utf-8")
    found.write_text(change(text), encoding="utf-8")
    assert found.read_text(encoding="utf-8") != text
    assert kg.load(file) == graph
    assert found.read_text(encoding="utf-8") == text


def test_a_folder_a_pipe_or_a_link_in_the_place_of_a_snapshot_does_no_harm(kept, tmp_path):
    """What is no snapshot is not read, and what a link points at is not written."""
    file, graph, found = kept
    found.unlink()
    found.mkdir()
    assert kg.load(file) == graph
    found.rmdir()
    os.mkfifo(found)
    assert kg.load(file) == graph
    found.unlink(missing_ok=True)
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    found.symlink_to(mine)
    assert kg.load(file) == graph
    assert mine.read_text() == "mine"
    assert kg.load(file) == graph


def test_a_snapshot_that_may_not_be_read_or_written_is_passed_by(kept, monkeypatch):
    """Without permission the data file is read each time."""
    file, graph, found = kept
    read = Path.read_bytes

    def refuse(path):
        if path == found:
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    monkeypatch.setattr(os, "open", full)
    assert kg.load(file) == graph


@pytest.fixture
def planted(kept):
    """A data file, its graph, and a snapshot with another content and a right checksum."""
    file, graph, found = kept
    text = found.read_bytes()[9:].replace(b"What tea is.", b"What is not.")
    found.write_bytes(snapshot._digest(text) + b"\n" + text)
    assert kg.load(file) != graph  # it is believed, unless others could have written it
    return file, graph, found


def test_a_snapshot_is_as_private_as_the_data_may_be(planted):
    """Files have mode 600 and their folder 700; what others can read or write is made anew."""
    file, graph, found = planted
    assert (found.stat().st_mode & 0o777, found.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    found.chmod(0o620)
    assert kg.load(file) == graph
    assert found.stat().st_mode & 0o777 == 0o600


def test_a_cache_folder_that_is_open_is_closed_first(planted):
    """What lies in a folder that others can write is not believed."""
    file, graph, found = planted
    found.parent.chmod(0o777)
    assert kg.load(file) == graph
    assert found.parent.stat().st_mode & 0o777 == 0o700
    assert kg.load(file) == graph


def test_the_cache_of_another_user_is_neither_read_nor_written(planted, monkeypatch):
    """As with ``sudo kg``, where the folder belongs to somebody else."""
    file, graph, found = planted
    before, user = found.read_bytes(), os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: user + 1)
    assert kg.load(file) == graph
    assert found.read_bytes() == before


def test_windows_has_no_modes(planted, monkeypatch):
    """Its folders of a user are closed to others by other means."""
    file, graph, found = planted
    found.chmod(0o666)
    monkeypatch.delattr(os, "geteuid")
    assert kg.load(file) != graph


def test_a_linked_cache_folder_keeps_what_is_not_a_snapshot(tmp_path, monkeypatch):
    """A folder that a link leads to is used if it is private, and left as it is if not; foreign files stay."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    mine = tmp_path / "mine"
    mine.mkdir(mode=0o755)
    (tmp_path / "vitamin-d-kg").symlink_to(mine)
    foreign = {f"{number}.json" for number in range(12)} | {"A" * 64 + ".json", "a" * 64 + ".json.txt", ".x.kg-new"}
    for name in foreign:
        (mine / name).touch()
    snapshot.put("0" * 64, tea.graph())
    assert ({path.name for path in mine.iterdir()}, mine.stat().st_mode & 0o777) == (foreign, 0o755)
    mine.chmod(0o700)
    left = mine / f".{'a' * 40}.kg-new"
    left.touch()
    os.utime(left, (0, 0))
    for number in range(snapshot.KEPT + 3):
        snapshot.put(f"{number:064x}", tea.graph())
    found = {path.name for path in mine.iterdir()}
    assert found >= foreign
    assert len(found - foreign) == snapshot.KEPT
    assert left.name not in found


def test_a_relative_cache_folder_is_ignored(tmp_path, monkeypatch):
    """No folder appears where the command happens to run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", "cache")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert snapshot.folder() == tmp_path / "local" / "vitamin-d-kg"
    monkeypatch.setenv("LOCALAPPDATA", "local")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    kg.load(tea.data_file(tmp_path / "tea.ttl"))
    assert {path.name for path in tmp_path.iterdir()} == {"home", "tea.ttl"}


# -- stopping -----------------------------------------------------------------------------------------------------

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.mark.parametrize("arguments", [["sparql", ENDLESS, "--timeout", "60"], ["stats"]])
def test_ctrl_c_ends_with_a_word(tmp_path, arguments):
    """A command that is stopped says so in one line and ends with 130, wherever it waits."""
    os.mkfifo(tmp_path / "pipe")
    child = subprocess.Popen(
        [*KG, *arguments, "--data", "pipe"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(tmp_path / "cache"),
    )
    with (tmp_path / "pipe").open("wb") as pipe:  # when the program begins to read
        if arguments[0] == "sparql":
            pipe.write(resources.data().read_bytes())
            pipe.close()
            time.sleep(1)
        child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=30)
    assert (child.returncode, out, err) == (130, b"", b"kg: stopped\n")


#: Everything acts on everything; only walks that pass g twice lead to t by way of m5, and the search holds very many.
HARD = [
    *(f"m{tail} increases m{head}" for tail in range(26) for head in range(26) if tail != head),
    *("s increases g", "g increases m0", "m1 increases g", "g increases t"),
]


def test_ctrl_c_stops_a_search_at_once(tmp_path):
    """Within 0.2 seconds, even if the search holds much memory; a busy machine may need several attempts."""
    text = turtle(toy.with_passages(toy.graph(*HARD))).encode()
    os.mkfifo(tmp_path / "pipe")
    seconds = 1.0
    for _ in range(5):
        with subprocess.Popen(
            [*KG, "path", "s", "t", "--via", "m5", "--max-hops", "20", "--data", "pipe"],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(tmp_path),
        ) as child:
            (tmp_path / "pipe").write_bytes(text)  # when the program begins to read
            time.sleep(1)
            started = time.monotonic()
            child.send_signal(signal.SIGINT)
            out, err = child.communicate(timeout=30)
        seconds = min(seconds, time.monotonic() - started)
        assert (child.returncode, out, err) == (130, b"", b"kg: stopped\n")
        if seconds < 0.2:
            break
    assert seconds < 0.2


def test_ctrl_c_while_the_program_loads_ends_with_a_word(monkeypatch, capsys):
    """Even before the command line is read."""
    codes = []
    monkeypatch.setattr(os, "_exit", codes.append)
    monkeypatch.setattr("gc.disable", stop)
    main()
    assert (codes, capsys.readouterr()) == ([130], ("", "kg: stopped\n"))


def test_ctrl_c_within_a_command_ends_with_a_word(run, monkeypatch):
    """Whoever catches the interruption first, the words and the code are the same."""
    monkeypatch.setattr("kg.views.stats.text", stop)
    assert run("stats") == (130, "", "kg: stopped\n")
    monkeypatch.setattr("kg.cli.app.app", stop)
    assert run("stats") == (130, "", "kg: stopped\n")


@pytest.mark.parametrize("command", ["claims", "claims --json", "export n-triples"])
def test_a_reader_that_has_seen_enough_is_no_fault(tmp_path, command):
    """``kg claims | head -1`` ends without a word."""
    child = subprocess.Popen(
        [*KG, *command.split()], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(tmp_path)
    )
    child.stdout.readline()
    child.stdout.close()
    assert child.stderr.read() == b""
    child.wait()
    child.stderr.close()
