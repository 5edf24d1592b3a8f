"""Formatting a data file."""

import json

import kg


def test_fmt_writes_the_canonical_form_and_check_only_looks(run, file):
    """Formatting corrects the form; with --check nothing is written and a wrong form fails."""
    good = file.read_text(encoding="utf-8")
    file.write_text(good.replace("\n\nconcept:tea\n", "\n\n\nconcept:tea\n"), encoding="utf-8")
    spoilt = file.read_bytes()
    assert run("fmt", "--check", file) == (1, f"{file}: not canonical; run: kg fmt {file}\n", "")
    assert file.read_bytes() == spoilt
    assert run("fmt", file) == (0, f"{file}: formatted\n", "")
    assert file.read_text(encoding="utf-8") == good
    assert run("fmt", "--check", file) == (0, f"{file}: canonical\n", "")


def test_the_data_of_the_program_is_what_is_checked_by_default(run):
    """Without a file, the commands look at the data that comes with the program."""
    assert run("fmt", "--check").out.endswith("triples.ttl: canonical\n")
    assert run("fmt").out.endswith("triples.ttl: canonical\n")
    assert run("check").out.endswith("no problems\n")


def test_fmt_does_not_touch_a_file_that_is_canonical(file, run):
    """A good file keeps its bytes and its date, so that nothing is built anew because of it."""
    before = (file.read_bytes(), file.stat().st_mtime_ns, file.stat().st_ino)
    assert run("fmt", file) == (0, f"{file}: canonical\n", "")
    assert (file.read_bytes(), file.stat().st_mtime_ns, file.stat().st_ino) == before


def test_formatting_answers_in_python_and_as_json(run, file):
    """What became of the file is typed: nothing, formatted, or not canonical."""
    good = file.read_text(encoding="utf-8")
    assert kg.fmt(file).result == "canonical"
    file.write_text(good + "\n\n", encoding="utf-8")
    looked = kg.fmt(str(file), check=True)
    assert (looked.result, looked.answered, looked.file) == ("not canonical", False, str(file))
    assert json.loads(run("fmt", "--json", file).out) == {
        "schema": "kg-fmt/1",
        "file": str(file),
        "result": "formatted",
    }
    assert run("fmt", "--check", "--format", "csv", file).out == f"file,result\n{file},canonical\n"
