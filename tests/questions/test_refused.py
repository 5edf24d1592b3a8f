"""What is asked wrongly is refused in one line that says what is wrong and what to give instead."""

import pytest

import kg
from kg.errors import UnknownConcept, UsageError
from kg.model.core import Sign

BOTH = ("vitamin D", "back pain")
SAME = ("vitamin D", "vitamin D deficiency")
UNKNOWN = ("vitamin D", "nobody")
TWO_NAMES = "“vitamin D” and “vitamin D deficiency” are the same quantity; give two different concepts"
KIND = "unknown kind “colour”; choose one of: symptom, disease"
LIMIT = "limit is -1; give a number 0 or more"
DIRECTION = "unknown direction “.*”; choose one of: up, down"
NEAR = "did you mean “osteomalacia”"

WRONG = [
    ("path", BOTH, {"k": 0}, "k is 0; give a number from 1 to 100"),
    ("path", BOTH, {"k": 101}, "k is 101; give"),
    ("path", BOTH, {"max_hops": 0}, "max hops is 0; give a number from 1 to 20"),
    ("path", BOTH, {"max_hops": 21}, "max hops is 21; give"),
    ("path", BOTH, {"min_confidence": 1.5}, "min confidence is 1.5; give a number from 0 to 1"),
    ("path", BOTH, {"min_confidence": -0.01}, "min confidence is -0.01; give"),
    ("path", BOTH, {"min_confidence": float("nan")}, "min confidence is nan; give"),
    *(
        ("path", BOTH, {"sign": sign}, r"unknown sign “.*”; choose one of: \+, -, \?")
        for sign in ("up", "0", "", "+-", "plus", Sign.NULL)
    ),
    ("path", BOTH, {"avoid": ["vitamin D"]}, "“vitamin D” is both asked for and avoided"),
    ("path", BOTH, {"via": ["falls"], "avoid": ["falls"]}, "“falls” is both asked for and avoided"),
    ("path", SAME, {}, TWO_NAMES),
    ("break_", SAME, {}, TWO_NAMES),
    ("bridges", SAME, {}, TWO_NAMES),
    ("bridges", BOTH, {"k": 0}, "k is 0; give a number from 1 to 100"),
    ("bridges", BOTH, {"max_hops": 21}, "max hops is 21; give a number from 1 to 20"),
    ("effect", SAME, {}, TWO_NAMES),
    *(("effect", (*BOTH, way), {}, DIRECTION) for way in ("sideways", "", "?", "0", "low", Sign.UNKNOWN, Sign.NULL)),
    ("effects", ("vitamin D", "sideways"), {}, DIRECTION),
    ("effects", ("vitamin D",), {"kind": "colour"}, KIND),
    ("why", ("vitamin D",), {"kind": "colour"}, KIND),
    ("what_if", ([],), {}, "nothing is changed; name a concept"),
    *(
        ("what_if", (changes,), {}, "is changed twice; name it once")
        for changes in (
            ["falls", "falls"],
            ["falls", "falls down"],
            SAME,
            ["vitamin D deficiency", "falls", "vitamin D up"],
        )
    ),
    ("common", ("osteomalacia",), {}, "expected two concepts or more, got 1"),
    ("common", SAME, {}, "are the same quantity"),
    ("common", BOTH, {"max_hops": 0}, "max hops is 0; give a number from 1 to 20"),
    ("common", BOTH, {"max_hops": 21}, "max hops is 21; give"),
    ("common", BOTH, {"avoid": ["back pain"]}, "is both asked for and avoided"),
    ("compare", ("osteomalacia",), {}, "expected two concepts or more, got 1"),
    ("compare", ("osteomalacia", "myopathy", "soft bones"), {}, "“osteomalacia” and “osteomalacia” are the"),
    ("compare", SAME, {}, "or one is a state of the other"),
    ("compare", ("osteomalacia", "calcium absorption down"), {}, "compare “impaired calcium absorption”"),
    ("compare", ("osteomalacia", "less back pain"), {}, "is a level without a name; compare “back pain”"),
    ("loops", (), {"k": 0}, "k is 0; give a number from 1 to 100"),
    ("loops", (), {"k": 101}, "k is 101; give"),
    ("loops", (), {"max_length": 0}, "max length is 0; give a number from 1 to 20"),
    ("loops", (), {"max_length": 21}, "max length is 21; give"),
    (
        "loops",
        (),
        {"kind": "vicious"},
        "unknown kind “vicious”; choose one of: reinforcing, balancing, of unknown sign",
    ),
    ("gaps", (), {"kind": "hole"}, "unknown kind “hole”; choose one of: disputed, unstudied, direction"),
    ("claims", (), {"limit": -1}, LIMIT),
    ("claims", (), {"relation": "hugs"}, "unknown relation “hugs”; choose one of: .*increases"),
    ("claims", (), {"document": "7"}, "unknown document or study “7”; choose one of: document:000"),
    ("claims", (), {"modality": "sure"}, "unknown modality “sure”; choose one of: .*Hedged"),
    ("find", ("bone",), {"limit": -1}, LIMIT),
    ("find", (" , ",), {}, "no words to search for"),
    ("values", ("vitamin D",), {"limit": -1}, LIMIT),
    ("effect", BOTH, {"sources": "books"}, "unknown sources “books”; choose one of: all, literature, pages, trials"),
    ("effect", BOTH, {"since": 1799}, "since is 1799; give a number from 1800 to 2100"),
    ("effect", BOTH, {"min_confidence": 1.5}, "min confidence is 1.5; give a number from 0 to 1"),
    ("effect", BOTH, {"without": ["z"]}, "unknown source “z”"),
    ("effect", BOTH, {"condition": ["adults"]}, "unknown condition “adults”; choose one of: at an adequate level"),
    ("effect", BOTH, {"population": ["women", "men"]}, "unknown population “men”; choose one of: adults, older adults"),
    ("citation", ("study:silva-2011",), {}, r"not an evidence item.*kg\.cite\(graph, \[“study:silva-2011”\]\)"),
    ("citation", ("nothing",), {}, "“nothing” is not an evidence item(?!.*kg.cite)"),
]
STRANGE = [
    *(
        (question, UNKNOWN, {}, "unknown concept “nobody”")
        for question in ("path", "break_", "bridges", "effect", "worksheet")
    ),
    ("what_if", (UNKNOWN,), {}, "unknown concept “nobody”"),
    ("effect", BOTH, {"avoid": ["nobody"]}, "unknown concept “nobody”"),
    ("loops", (), {"through": "nobody"}, "unknown concept “nobody”"),
    ("gaps", (), {"concept": "nobody"}, "unknown concept “nobody”"),
    ("values", ("nobody",), {}, "unknown concept “nobody”"),
    ("claims", (), {"concept": "zzz"}, "“zzz”"),
    *((question, ("osteomalcia", "myopathy"), {}, NEAR) for question in ("common", "compare")),
    ("contested", (), {"concept": "osteomalcia"}, NEAR),
    *(
        ("show", (name,), {}, f"“{name}”")
        for name in (
            "claim:nothing",
            "evidence:000-999",
            "passage:000-9999",
            "document:9",
            "study:nobody",
            "nothing such",
        )
    ),
]


@pytest.mark.parametrize(
    ("question", "arguments", "options", "message", "error"),
    [*((*row, UsageError) for row in WRONG), *((*row, UnknownConcept) for row in STRANGE)],
)
def test_a_wrong_question_is_refused(graph, question, arguments, options, message, error):
    """Numbers out of range, unknown names, contradictions, and names of things that are not there."""
    with pytest.raises(error, match=message) as caught:
        getattr(kg, question)(graph, *arguments, **options)
    assert isinstance(caught.value, UnknownConcept) is (error is UnknownConcept)
