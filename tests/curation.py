"""A small garden of invented claims with its two texts, and ways to break its data file."""

from pathlib import Path

from kg import passages
from kg.graph import KnowledgeGraph
from kg.model import Claim, Concept, Document, Evidence, Passage, Study
from kg.turtle.names import claim_id
from kg.turtle.parse import vocabulary
from kg.turtle.write import turtle

WALLS = """Moss on Old Walls

Dew feeds moss. A long dew shortage stunts moss, e.g. on south walls vs. north ones. Gardeners say “dew is water.” Frost does no harm to moss at all!

Shade and Wind

- Shade may keep the dew
- Wind – a “dry-maker” – takes it, soon & surely

1. Water the wall
2. Wait for moss

| Plant | Needs |
| Fern | deep shade |
"""  # noqa: E501 - a paragraph of the text is one line
FROST = """What does frost do?

Frost never touches moss.\r
Ferns are green. Ferns are green.
"""
TEXTS = {"document:900": WALLS, "document:901": FROST}
FILES = {"document:900": "900_walls.txt", "document:901": "901.txt"}

DEW = "claim:dew--increases--moss-growth"
SHORTAGE = "claim:dew-shortage--decreases--moss-growth"
SHADE = "claim:shade--increases--dew"
FROSTY = "claim:frost--decreases--moss-growth"
CLAIMS = {
    claim_id(f"concept:{subject}", relation, f"concept:{object_}"): Claim(
        claim_id(f"concept:{subject}", relation, f"concept:{object_}"),
        f"concept:{subject}",
        relation,
        f"concept:{object_}",
    )
    for subject, relation, object_ in (
        ("dew", "increases", "moss-growth"),
        ("dew-shortage", "decreases", "moss-growth"),
        ("shade", "increases", "dew"),
        ("frost", "decreases", "moss-growth"),
    )
}
CONCEPTS = [
    Concept("concept:dew", "dew", "Water that settles on cold things.", "ChemicalEntity", ("morning dew", "dew drops")),
    Concept(
        "concept:dew-shortage",
        "dew shortage",
        "Too little dew.",
        "PhenotypicFeature",
        state_of="concept:dew",
        level="Low",
        broad=("MESH:D000002",),
    ),
    Concept(
        "concept:moss-growth",
        "moss growth",
        "How fast moss grows.",
        "BiologicalProcess",
        exact=("GO:0000001",),
        close=("HP:0000001",),
        broader=("concept:plant-growth",),
    ),
    Concept("concept:plant-growth", "plant growth", "How fast a plant grows.", "BiologicalProcess"),
    Concept("concept:shade", "shade", "Want of sun.", "EnvironmentalFeature", exact=("MESH:D000001",)),
    Concept("concept:frost", "frost", "Air below freezing.", "EnvironmentalFeature"),
]
TRIAL = Study(
    "study:wall-2020",
    "RandomisedTrial",
    "Verified",
    "Watering walls: a “trial”",
    "Fern A, Moss B",
    "Journal of Walls",
    "2020",
    "7",
    "2",
    "1-9",
    "10.1234/wall.7",
    "1234567",
    "PMC7654321",
    "40 walls",
    "Watered walls grew more moss.",
    "Read in full.",
    "https://walls.example/",
)
LOST = Study("study:lost-1999", "UnknownDesign", "NotTraceable")


def place(document: str, words: str) -> Passage:
    """The passage of a text that consists of the words, which stand there once."""
    text = TEXTS[document]
    (span,) = passages.locate(text, words)
    return passages.make_passage(document, text, span)


PLACES = {
    "feeds": place("document:900", "Dew feeds moss."),
    "stunts": place("document:900", "A long dew shortage … north ones."),
    "harm": place("document:900", "Frost does no harm to moss at all!"),
    "keep": place("document:900", "Shade may keep the dew"),
    "never": place("document:901", "Frost never touches moss."),
}


def evidence(number: str, claim: str, stance: str, at: str, modality: str, says: str, **more: object) -> Evidence:
    """An evidence that cites the passage of that name."""
    passage = PLACES[at]
    return Evidence(
        f"evidence:{number}", claim, stance, passage.document, passage.id, modality, "ECO:0000303", says, **more
    )


EVIDENCE = [
    evidence("900-001", DEW, "supports", "feeds", "Asserted", "Moss lives on dew."),
    evidence("900-002", SHORTAGE, "supports", "stunts", "Asserted", "Without dew moss stays small."),
    evidence(
        "900-003",
        SHADE,
        "supports",
        "keep",
        "Hedged",
        "Shade possibly preserves dew.",
        cites=("study:lost-1999",),
        context=(
            ("population", "Adults"),
            ("severity", "Mild"),
            ("duration", "Chronic"),
            ("site", "Feet"),
            ("site", "Legs"),
            ("dose", "two hours a day"),
        ),
    ),
    evidence("900-004", FROSTY, "disputes", "harm", "Denied", "Moss does not mind frost."),
    evidence("901-001", FROSTY, "disputes", "never", "Denied", "Moss and frost get on."),
    # The same passage is cited for another claim too.
    evidence("900-005", DEW, "supports", "stunts", "Asserted", "Moss needs its dew."),
    Evidence(
        "evidence:wall-2020-001",
        DEW,
        "inconclusive",
        "study:wall-2020",
        None,
        "Asserted",
        "ECO:0007121",
        "Watering did little.",
    ),
]


def document(name: str, title: str) -> Document:
    """The description of one of the texts."""
    text = TEXTS[name]
    return Document(
        name,
        title,
        "Garden Press",
        f"https://garden.example/{name[-3:]}",
        passages.digest(text),
        len(text),
        "UnreviewedWebPage",
        f"garden-{name[-3:]}",
    )


def by_id(items: list) -> dict:
    """Items by identifier, in order, as a file gives them."""
    return {item.id: item for item in sorted(items)}


def garden() -> KnowledgeGraph:
    """The graph of all that; it breaks no rule."""
    relations, terms = vocabulary()
    return KnowledgeGraph(
        by_id(CONCEPTS),
        relations,
        by_id(list(CLAIMS.values())),
        by_id(EVIDENCE),
        by_id(list(PLACES.values())),
        by_id([document("document:900", "Moss on Old Walls"), document("document:901", "Frost")]),
        by_id([TRIAL, LOST]),
        terms,
        "7.1",
    )


def write_texts(folder: Path) -> Path:
    """Write both texts, newlines untouched."""
    folder.mkdir(exist_ok=True)
    for name, text in TEXTS.items():
        (folder / FILES[name]).write_bytes(text.encode())
    return folder


def good() -> str:
    """The data file of the garden."""
    return turtle(garden())


def block(text: str, subject: str) -> str:
    """The description of a resource in a canonical file, from its name to its closing dot."""
    start = text.index(f"\n{subject}\n") + 1
    return text[start : text.index("\n.\n", start) + 3]


def edited(text: str, subject: str, old: str, new: str) -> str:
    """A file with one change in the description of one resource."""
    before = block(text, subject)
    assert before.count(old) == 1, f"{old!r} does not stand once in:\n{before}"
    return text.replace(before, before.replace(old, new))


def line_of(text: str, subject: str) -> int:
    """The line on which the description of a resource begins."""
    return text.split("\n").index(subject) + 1
