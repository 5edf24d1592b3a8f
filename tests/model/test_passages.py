"""Places in texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DataError, UsageError
from kg.model import passages
from kg.model.passages import Span, enclosing, fragment, locate, make_passage, section, units
from tests.tea import TEXT, folder


def pieces(text):
    """The units of a text as strings."""
    return [text[unit.start : unit.end] for unit in units(text)]


def test_a_text_is_made_of_sentences_items_and_cells():
    """Abbreviations do not end a sentence, closing quotes belong to it, bullets and bars do not."""
    assert pieces(TEXT) == [
        "Tea and Sleep",
        "Strong tea keeps people awake.",
        "Weak tea does not, e.g. at noon.",
        '"So they say."',
        "Who knows?",
        "What Helps",
        "Warm milk",
        "A dark room",
        "Drink",
        "Effect",
        "Milk may help, some hold; others don’t.",
    ]


def test_a_table_cell_need_not_end_with_a_bar():
    """Cells lie between bars; a row of dashes has none."""
    assert pieces("| a b | c d\n|---|---|\n• x vs. Y.") == ["a b", "c d", "x vs. Y."]


@given(st.text(alphabet='aB .!?\n-|1"”)', max_size=60))
def test_units_are_ordered_and_inside_the_text(text):
    """Whatever the text, its units follow each other, do not overlap, and are trimmed."""
    end = 0
    for unit in units(text):
        assert end <= unit.start < unit.end <= len(text)
        assert text[unit.start : unit.end] == text[unit.start : unit.end].strip()
        end = unit.end


@given(st.text(max_size=60), st.integers(0, 60), st.integers(1, 60))
def test_what_is_cited_can_be_verified(text, start, length):
    """A passage made at any place of any text verifies against it, and not against another text."""
    span = Span(min(start, len(text)), min(start + length, len(text)))
    passage = make_passage("document:7", text, span)
    assert passages.verify(passage, text) is None
    if span.start < span.end:
        other = text[: span.start] + chr((ord(text[span.start]) + 1) % 0xD800) + text[span.start + 1 :]
        assert "is not what was cited" in passages.verify(passage, other)
        assert "but the text has" in passages.verify(passage, text[: span.end - 1])


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("strong  TEA", ["Strong tea"]),
        ("“so they say.”", ['"So they say."']),
        ("others don't", ["others don’t"]),
        ("tea", ["Tea", "tea", "tea"]),
        ("Strong … awake.", ["Strong tea keeps people awake."]),
        ("Weak ... noon", ["Weak tea does not, e.g. at noon"]),
        ("noon … Strong", []),
        ("(tea)", []),
        ("helps\n\n- warm", ["Helps\n\n- Warm"]),
    ],
)
def test_words_are_found_whatever_their_spacing_case_and_quotes(words, found):
    """Words are looked for as text, never as a pattern; … joins a beginning and an end."""
    assert [TEXT[span.start : span.end] for span in locate(TEXT, words)] == found


@pytest.mark.parametrize("words", ["", "  ", "…", " ... "])
def test_nothing_to_look_for_is_refused(words):
    """An empty search is a mistake."""
    with pytest.raises(UsageError, match="no words to search for"):
        locate(TEXT, words)


def test_a_find_is_widened_to_whole_units():
    """A word widens to its sentence, a span over two sentences to both; outside of any unit nothing changes."""
    (span,) = locate(TEXT, "awake. Weak")
    found = enclosing(TEXT, span)
    assert TEXT[found.start : found.end] == "Strong tea keeps people awake. Weak tea does not, e.g. at noon."
    assert enclosing(TEXT, Span(13, 14)) == Span(13, 14)


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("Strong tea", "Tea and Sleep"),
        ("Warm milk", "What Helps"),
        ("A dark room", "What Helps"),
        ("Milk may", "What Helps"),
        ("Tea and Sleep", ""),
    ],
)
def test_the_section_is_the_heading_above(words, heading):
    """List items, table rows and sentences are no headings; above the first heading there is none."""
    (span,) = locate(TEXT, words)
    assert section(TEXT, span.start) == heading


def test_a_short_line_between_blank_ones_or_a_question_is_a_heading():
    """A heading may be in lower case if it stands alone, and a question always is one."""
    assert section("and it is\nmore of it.\nx", 22) == ""
    assert section("\nall about tea\n\nIt is hot.", 16) == "all about tea"
    assert section("is tea good?\nIt is.", 14) == "is tea good?"


def test_a_fragment_quotes_fewer_than_eight_words_in_a_row():
    """Short passages whole, long ones by their ends; marks that have a meaning in fragments are encoded."""
    assert fragment("one two three four five six seven") == ":~:text=one%20two%20three%20four%20five%20six%20seven"
    assert fragment("one two three four five six seven eight") == ":~:text=one%20two%20three,six%20seven%20eight"
    assert fragment("5,000 IU weekly for 6-8 weeks") == ":~:text=5%2C000%20IU,6%2D8%20weeks"
    assert fragment("a-b-c-d-e f-g-h-i and so on, to the end") == ":~:text=a%2Db%2Dc%2Dd%2De,end"
    assert fragment("ж " * 8) == ":~:text=" + ",".join(["%20".join(["%D0%B6"] * 4)] * 2)
    assert fragment("a well-known, odd thing & more") == ":~:text=a%20well%2Dknown%2C%20odd%20thing%20%26%20more"
    assert fragment("one two three four five six seven eight nine") == (
        ":~:text=one%20two%20three%20four,six%20seven%20eight%20nine"
    )
    assert fragment("one\n") == ":~:text=one"
    assert fragment("\udcff two") == ":~:text=%FF%20two"
    assert fragment("one\ntwo three four five") == ":~:text=one%20two,four%20five"


def test_a_second_passage_at_the_same_place_names_its_end():
    """Two passages that begin together are told apart by where they end."""
    assert make_passage("document:000", TEXT, Span(15, 45)).id == "passage:000-15"
    assert make_passage("document:000", TEXT, Span(15, 30), taken=True).id == "passage:000-15-30"
    assert make_passage("document:000", TEXT, Span(15, 30), "Given").section == "Given"


def test_the_text_of_a_document_is_found_by_its_number(tmp_path):
    """Exactly one file NUMBER.txt or NUMBER_….txt is taken."""
    texts = folder(tmp_path / "texts")
    assert passages.document_path(texts, "document:000").name == "000_tea.txt"
    with pytest.raises(DataError, match=r"no text of document:00; exactly one file 00\.txt"):
        passages.document_path(texts, "document:00")
    (texts / "000.txt").touch()
    with pytest.raises(DataError, match="2 texts of document:000"):
        passages.document_path(texts, "document:000")
    with pytest.raises(DataError, match="not a folder"):
        passages.document_path(texts / "000.txt", "document:000")
    with pytest.raises(DataError, match="cannot be read"):
        passages.read_text(texts / "none.txt")


def test_newlines_are_left_untouched(tmp_path):
    """Offsets count the text exactly as given."""
    (tmp_path / "x.txt").write_bytes(b"a\r\nb\n")
    assert passages.read_text(tmp_path / "x.txt") == "a\r\nb\n"


def test_eight_words_in_a_row_are_a_repetition_and_seven_are_none():
    """Facts carry over, sentences do not; marks and case do not hide a repetition."""
    known = passages.Runs("one two three, four five six seven eight nine")
    assert known.shared("Here: ONE two three four five six seven eight!") == "one two three four five six seven eight"
    assert known.shared("one two three four five six seven 8") is None
    assert known.shared("short") is None
