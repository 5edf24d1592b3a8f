"""The scripts of the page answer as the program does: those that need no browser, run outside one."""

import json
import random
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from kg.errors import SearchLimit, UsageError
from kg.model.confidence import DESIGN, MODALITY, assess
from kg.model.core import Claim, Document, Evidence, Passage, Sign, Stance, Study
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import Selection, normal, pair
from kg.model.words import sentence
from kg.questions.parts.claims import citation, points
from kg.questions.path import verdict
from kg.reasoning import paths
from kg.reasoning.chains import Options, find
from kg.reasoning.judge import judge_of
from kg.reasoning.judgement import Situation
from kg.reasoning.missing import distances
from kg.reasoning.network import Chain, Network
from kg.reasoning.outcomes import Reason
from kg.turtle.names import claim_id
from kg.views.calculation import lines
from kg.website import build, guides
from kg.website.data import data, safe
from tests import toy
from tests.website.scripts import needs_node, place, run

pytestmark = needs_node


@pytest.fixture(scope="module")
def page(graph):
    """What the page of the real graph knows."""
    return json.loads(json.dumps(data(graph)))


@pytest.fixture(scope="module")
def ask(page):
    """Ask the page of the real graph."""
    return lambda *calls: [answer for answer, _ in run([page, calls])[0]]


def told(graph, answer):
    """An answer of ``kg path`` as the page tells it."""
    concept, claim = place(graph), {name: n for n, name in enumerate(graph.claims)}

    def chain_told(chain):
        return {
            "sign": chain.sign.value,
            "confidence": str(chain.confidence),
            "weakest": chain.weakest,
            "bridges": list(chain.bridges),
            "feedback": chain.feedback
            and {
                "step": chain.feedback.step,
                "n": concept[chain.feedback.concept],
                "direction": chain.feedback.direction,
            },
            "steps": [
                {
                    "ends": [concept[step.influence.source], concept[step.influence.target]],
                    "sign": step.influence.sign.value,
                    "conf": str(step.influence.confidence.value),
                    "joined": [claim[c.id] for c in step.influence.claims],
                    "contested": step.contested,
                    "before": step.before.value,
                    "after": step.after.value,
                    "stated": step.stated,
                    "labels": [step.subject_label, step.object_label],
                    "claims": [claim[c.id] for c in step.claims],
                    "kinds": [concept[kind.id] for kind in step.kinds],
                }
                for step in chain.steps
            ],
        }

    if answer is None:
        return {"verdict": "none", "chains": [], "opposite": None, "examined": None}
    chains = [chain_told(chain) for chain in answer.chains]
    return {
        "verdict": answer.verdict,
        "chains": chains,
        "opposite": chain_told(answer.opposite) if answer.opposite else None,
        "examined": answer.examined,
    }


def heard(answer):
    """An answer of the page in the same form."""

    def chain_heard(chain):
        return {key: chain[key] for key in ("sign", "confidence", "weakest", "bridges")} | {
            "feedback": chain.get("feedback"),
            "steps": [
                {
                    "ends": [step["influence"]["s"], step["influence"]["t"]],
                    "sign": step["influence"]["sign"],
                    "conf": step["influence"]["conf"],
                    "joined": step["influence"]["claims"],
                    "contested": "contested" in step["influence"],
                    **{key: step[key] for key in ("before", "after", "stated", "claims", "kinds")},
                    "labels": [step["from"], step["to"]],
                }
                for step in chain["steps"]
            ],
        }

    opposite = answer["opposite"]
    chains = [chain_heard(chain) for chain in answer["chains"]]
    return {
        "verdict": answer["verdict"],
        "chains": chains,
        "opposite": chain_heard(opposite) if opposite else None,
        "examined": answer.get("examined"),
    }


class Asked(NamedTuple):
    """What ``kg path`` finds, with the influences of each step."""

    source: Selection
    target: Selection
    chains: tuple[Chain, ...]
    opposite: Chain | None
    examined: int | None
    verdict: str


def asked(graph, source, target, **options):
    """The answer of ``kg path``, without why there is none; None where source and target are one quantity."""
    try:
        start, goal = pair(graph, source, target)
    except UsageError:
        return None
    found = find(graph, start, goal, Options(**options))
    return Asked(start, goal, found.chains, found.opposite, found.examined, verdict(found.chains))


def compare(graph, page, questions):
    """Ask program and page the same questions of (source, target, k, max hops); returns the answers of the program."""
    concept = place(graph)
    calls = [["paths", {"a": concept[a], "b": concept[b], "k": k, "maxHops": hops}] for a, b, k, hops in questions]
    answers = [asked(graph, a, b, k=k, max_hops=hops) for a, b, k, hops in questions]
    for question, mine, (theirs, _) in zip(questions, answers, run([page, calls])[0], strict=True):
        assert heard(theirs) == told(graph, mine), question
        assert ("why" in theirs) is not bool(theirs["chains"])
    return answers


def sample(graph):
    """Pairs of concepts: joined and not, states, targets with kinds, a kind and its genus, and those most asked for."""
    dice = random.Random(20)
    used = [(i.source, i.target) for i in Network(graph).used]
    concepts = list(graph.concepts)
    joined = [
        (source, target)
        for source in sorted({s for s, _ in used})
        for target in distances(used, source)
        if target != source
    ]
    states = [name for name, concept in graph.concepts.items() if concept.is_level]
    genera = [name for name in concepts if graph.kinds(name)]
    tails = sorted({source for source, _ in used})
    pairs = dice.sample(joined, 70) + [tuple(dice.sample(concepts, 2)) for _ in range(20)]
    pairs += [(dice.choice(states), target) for _, target in dice.sample(joined, 15)]
    pairs += [(source, dice.choice(states)) for source, _ in dice.sample(joined, 15)]
    pairs += [(dice.choice(tails), genus) for genus in genera]
    pairs += [(kind, genus) for genus in genera for kind in graph.kinds(genus) if kind in tails]
    pairs += [(f"concept:{a}", f"concept:{b}") for a, b in MAIN]
    return list(dict.fromkeys(pairs))


MAIN = [
    ("vitamin-d-deficiency", "back-pain"),
    ("vitamin-d-deficiency", "low-back-pain"),
    ("vitamin-d-deficiency", "neuropathy"),
    ("vitamin-d-deficiency", "muscle-cramp"),
    ("vitamin-d-deficiency", "osteomalacia"),
    ("vitamin-d-deficiency", "vitamin-d"),
    ("vitamin-d-receptor", "neuropathy"),
    ("vitamin-d", "back-pain"),
    ("serum-calcium", "parathyroid-hormone"),
    ("parathyroid-hormone", "serum-calcium"),
]


def drawn(seed):
    """A small random graph with states, kinds, feedback, null findings and denials."""
    dice = random.Random(seed)
    quantities = [f"q{i}" for i in range(dice.randint(4, 8))]
    states = {f"low-{name}": (name, "Low") for name in quantities if dice.random() < 0.4}
    states |= {f"little-{name}": (name, "Low") for name in quantities if dice.random() < 0.3}
    states |= {f"high-{name}": (name, "High") for name in quantities if dice.random() < 0.2}
    broader = {name: dice.choice(quantities[:n]) for n, name in enumerate(quantities) if n and dice.random() < 0.4}
    relations = "increases decreases causes prevents affects hasNoEffectOn associatedWith".split()
    lines = []
    for _ in range(dice.randint(10, 30)):
        subject, object_ = dice.sample([*quantities, *states], 2)
        modality = dice.choice("asserted hedged emerging denied".split())
        lines.append(f"{subject} {dice.choice(relations)} {object_} @{dice.choice('abc')} {modality}")
    generic = [name for name in quantities if seed % 2 and dice.random() < 0.3]
    return toy.graph(*lines, states=states, broader=broader, generic=generic)


def test_claims_have_their_identifiers_sentences_and_confidences(graph, page, ask):
    """A permalink or a citation made in the page names the claim as the program does."""
    numbers = range(len(graph.claims))
    assert ask(*(["claimId", n] for n in numbers)) == list(graph.claims)
    assert ask(*(["claimById", name] for name in graph.claims)) == list(numbers)
    assert ask(*(["sentence", n] for n in numbers)) == [sentence(graph, claim) for claim in graph.claims.values()]
    assert [claim["conf"] for claim in page["claims"]] == [str(graph.confidence(name).value) for name in graph.claims]


def calculated(graph, confidence):
    """A confidence as the page gets it, its words, and its calculation from the points of each witness."""
    number = {name: n for n, name in enumerate(graph.evidence)}
    parts = [[number[part.evidence], "", "", "", f"{part.points:f}"] for part in confidence.parts]
    told = [line for line in lines(graph, points(confidence)) if not line.startswith(("+", "−"))]
    return (
        {"conf": str(confidence.value), "sum": parts},
        str(confidence),
        told,
    )


def test_a_confidence_is_calculated_and_named_as_the_program_does(graph, ask):
    """Of every claim and influence: the same sides, the same value, and the same words, to the last digit."""
    confidences = [graph.confidence(name) for name in graph.claims] + [i.confidence for i in graph.influences]
    made = [calculated(graph, one) for one in confidences]
    assert ask(*(["rated", one] for one, _, _ in made)) == [named for _, named, _ in made]
    assert ask(*(["calculation", one["sum"]] for one, _, _ in made)) == [told for _, _, told in made]


def test_confidences_of_any_evidence_agree_with_the_program():
    """So they do for much evidence of all designs, on both sides, at the limits, and for none."""
    dice = random.Random(13)
    given = toy.graph("x increases y")
    (claim,) = given.claims
    many = {f"document:{n}": replace(given.documents["document:a"], id=f"document:{n}", group=str(n)) for n in range(9)}
    studies = {f"study:{design}": Study(f"study:{design}", design, "Verified") for design in [*DESIGN, "UnknownDesign"]}
    confidences, items = [assess([], {}, {})], {}
    for size in range(1, 40):
        made = [
            Evidence(
                f"evidence:{size}-{n}",
                claim,
                Stance.SUPPORTS if size > 30 else dice.choice([Stance.SUPPORTS, Stance.SUPPORTS, Stance.DISPUTES]),
                dice.choice([*many, *studies]),
                None,
                dice.choice(list(MODALITY)),
                "ECO:0000303",
                "Says.",
            )
            for n in range(size)
        ]
        items |= {item.id: item for item in made}
        confidences.append(assess(made, {**many, **studies}, given.claims))
    graph = replace(given, documents=many, studies=studies, evidence=items)
    made = [calculated(graph, one) for one in confidences]
    calls = [["rated", one] for one, _, _ in made] + [["calculation", one["sum"]] for one, _, _ in made]
    answers = [answer for answer, _ in run([data(graph), calls])[0]]
    assert answers == [named for _, named, _ in made] + [told for _, _, told in made]
    assert {"at least 0.01", "at most 0.99"} <= {told[-1].partition(", ")[2] for _, _, told in made}


def test_claims_of_other_graphs_keep_their_identifiers_too():
    """Foreign identifiers are encoded as in the program; one that follows no rule is kept in the data."""
    made = toy.graph("a increases b")
    (claim,) = made.claims.values()
    a, b = made.concepts.values()
    concepts = {"X:a%1--2": replace(a, id="X:a%1--2"), "concept:b:2--3": replace(b, id="concept:b:2--3")}
    (evidence,) = made.evidence.values()
    for name in (claim_id("X:a%1--2", "contributesTo", "concept:b:2--3"), "claim:by-hand"):
        moved = Claim(name, "X:a%1--2", "contributesTo", "concept:b:2--3")
        item = replace(evidence, claim=name)
        other = KnowledgeGraph(
            concepts, made.relations, {name: moved}, {item.id: item}, {}, made.documents, {}, made.terms
        )
        assert run([data(other), [["claimId", 0], ["claimById", name]]])[0][0][0] == name
    assert claim.id == "claim:a--increases--b"


def test_each_evidence_has_its_link(graph, ask):
    """The link of an evidence jumps to its passage, or opens its study; what is not safe is no link."""
    links = ask(*(["link", n] for n in range(len(graph.evidence))))
    assert links == [linked(graph, item) for item in graph.evidence.values()]
    assert sum("#:~:text=" in (link or "") for link in links) > 100


def linked(graph, item):
    """The link of an evidence, if a page may link to it."""
    source = graph.sources[item.source]
    return safe(citation(graph, item).url, source.url if isinstance(source, Document) else "")


@pytest.mark.parametrize(
    ("url", "fragment", "safe"),
    [
        ("https://a.example/", ":~:text=x", "https://a.example/#:~:text=x"),
        ("https://a.example/", "", "https://a.example/"),
        ("http://a.example/", "x", "http://a.example/#x"),
        ("javascript:alert(1)", "x", None),
        ("https://a.example/", "x\ny", None),
        ("", "x", None),
    ],
)
def test_a_hostile_address_is_no_link(url, fragment, safe):
    """Only https and http addresses without spaces become links, whatever the data says."""
    made = toy.graph("a increases b")
    passage = Passage("passage:a-0", "document:a", 0, 1, "0" * 64, "", fragment)
    (item,) = made.evidence.values()
    item = replace(item, passage=passage.id)
    document = replace(made.documents["document:a"], url=url)
    given = [made.concepts, made.relations, made.claims, {item.id: item}, {passage.id: passage}]
    other = KnowledgeGraph(*given, {document.id: document}, {}, made.terms)
    assert run([data(other), [["link", 0]]])[0][0][0] == safe == linked(other, item)


@pytest.mark.thorough
def test_chains_are_those_of_the_program(graph, page, monkeypatch):
    """Verdict, chains, order, names, bridges and the chain of the other sign are those of ``kg path``."""
    made, project = {}, KnowledgeGraph.project

    def once(self, *, associations=False, alias=None):  # what a kind stands for is worked out once, not for each k
        key = (associations, *sorted((alias or {}).items()))
        if key not in made:
            made[key] = project(self, associations=associations, alias=alias)
        return made[key]

    monkeypatch.setattr(KnowledgeGraph, "project", once)
    pairs = sample(graph)
    answers = compare(graph, page, [(a, b, k, 8) for a, b in pairs for k in (1, 4, 5)])
    chains = [chain for answer in answers if answer for chain in answer.chains]
    assert {answer.verdict for answer in answers if answer} >= {"none", "coherent"}
    assert sum(bool(answer and answer.chains) for answer in answers) > 300
    assert None in answers
    assert any(answer.opposite for answer in answers if answer)
    assert any(step.kinds for chain in chains for step in chain.steps)
    assert any(not step.stated for chain in chains for step in chain.steps)


@pytest.mark.thorough
def test_chains_of_random_graphs_are_those_of_the_program():
    """Kinds, states, loops, unsigned steps and ties are treated alike, with any number of chains and steps."""
    dice = random.Random(3)
    verdicts, begins_at_a_kind = set(), 0
    for seed in range(15):
        made = drawn(seed)
        names = list(made.concepts)
        questions = [(*dice.sample(names, 2), dice.choice([1, 2, 5, 50]), dice.choice([2, 8])) for _ in range(40)]
        page = json.loads(json.dumps(data(made)))
        answers = compare(made, page, questions)
        verdicts |= {answer.verdict for answer in answers if answer}
        begins_at_a_kind += sum(
            bool(answer and answer.chains and answer.source.quantity in made.kinds(answer.target.quantity))
            for answer in answers
        )
    assert verdicts == {"none", "coherent", "incoherent"}
    assert begins_at_a_kind > 5


def test_what_is_undecided_joins_no_steps():
    """A source bridges two steps only if it supports both, as in the program."""
    for stance in ("supports", "inconclusive", "disputes"):
        made = toy.graph("a increases b", "b increases c @b", "b increases c @a")
        last = replace(made.evidence["evidence:a-002"], stance=Stance(stance))
        made = replace(made, evidence={**made.evidence, last.id: last})
        (answer,) = compare(made, data(made), [("concept:a", "concept:c", 1, 8)])
        assert answer.chains[0].bridges == (() if stance == "supports" else (0,))


def test_a_search_stops_where_that_of_the_program_stops():
    """Both give up after the same number of partial paths, so neither finds what the other does not."""
    made = drawn(5)
    searched = Network(made).links.searched
    concept = place(made)
    order = sorted(made.concepts)
    rank = [order.index(name) for name in made.concepts]
    influences = [
        {"s": concept[i.source], "t": concept[i.target], "sign": i.sign.value, "cost": i.cost}
        for i in Network(made).used
    ]
    source, target = max(
        ((a, b) for a in searched for b in order if a != b),
        key=lambda ends: len(paths.best_paths(searched, *ends, k=99)),
    )
    limits = range(1, 200)
    question = {"source": concept[source], "target": concept[target], "start": "+", "ends": ["+", "-", "?"]}
    calls = [["bestPaths", influences, rank, {**question, "k": 99, "maxHops": 8, "limit": n}] for n in limits]
    found = [answer for answer, _ in run([data(made), calls])[0]]
    stopped = 0
    for limit, answer in zip(limits, found, strict=True):
        try:
            routes = paths.best_paths(searched, source, target, k=99, limit=limit)
        except SearchLimit:
            stopped += 1
            assert answer is None
        else:
            assert [[step["t"] for step in way] for way in answer] == [
                [concept[name] for name in route.nodes[1:]] for route in routes
            ]
    assert 0 < stopped < len(limits)


def test_names_are_compared_as_in_the_program(graph, ask):
    """Case, accents, punctuation and British spelling make no difference, in no name and in no script."""
    spoken = [name for concept in graph.concepts.values() for name in concept.names]
    spoken += [
        "Vitamin-D  déficiency",
        "HYPOCALCAEMIA",
        "Bone mineralisation",
        "ΜΥΟΣ Straße",
        "25(OH)D₃",
        "  ",
        "µg ½ Å",
    ]
    assert ask(*(["normal", name] for name in spoken)) == [normal(name) for name in spoken]


def test_a_concept_is_found_by_any_of_its_names(graph, ask):
    """Label, synonym, identifier and the beginning of words lead there, in any case; other words lead nowhere."""
    typed = {
        "lumbago": "low-back-pain",
        "HP:0003419": "low-back-pain",
        "concept:back-pain": "back-pain",
        "Back-Pain": "back-pain",
        "hypocalcaemia": "hypocalcemia",
        "bone mineralisation": "bone-mineralization",
        "Vitamín D déficiency": "vitamin-d-deficiency",
        "vit d def": "vitamin-d-deficiency",
        "calcitriol": "active-vitamin-d",
        "osteomal": "osteomalacia",
    }
    nothing = ["", "  ", "?!", "no such thing", "<img src=x>", "constructor"]
    found = ask(*(["search", words] for words in [*typed, *nothing]))
    firsts = [list(graph.concepts)[moves[0]["n"]] if moves else None for moves in found]
    assert firsts == [f"concept:{first}" for first in typed.values()] + [None] * len(nothing)


def test_search_ranks_exact_names_then_labels_then_synonyms(graph, ask):
    """What is called so comes first, then what has all its words in the label; generic concepts last."""
    labels = [concept.label for concept in graph.concepts.values()]
    for typed, found in zip(labels, ask(*(["search", label] for label in labels)), strict=True):
        assert normal(found[0]["name"]) == normal(typed)
    concepts = list(graph.concepts.values())
    for words in ("pain", "calcium", "vitamin d", "d vitamin", "bone loss"):
        (found,) = ask(["search", words])
        has = [
            (not concepts[move["n"]].generic, all(word in normal(concepts[move["n"]].label) for word in words.split()))
            for move in found
        ]
        exact = sum(normal(move["name"]) == words for move in found)
        assert has[exact:] == sorted(has[exact:], reverse=True)
        assert {move["n"] for move in found} == {
            n
            for n, concept in enumerate(concepts)
            if any(all(word in normal(name) for word in words.split()) for name in concept.names)
        }


def test_a_card_asks_what_the_program_concludes(graph, ask):
    """The answer of a card is the effect that the program concludes, or that sources dispute it; a claim says it."""
    (cards,) = ask(["deck", 7])
    judge, concepts, claims = judge_of(graph), list(graph.concepts.values()), list(graph.claims.values())
    assert len(cards) > 150
    for card in [*cards[:25], *(card for card in cards if card["answer"] == "!")]:
        start, goal = (concepts[card[end]] for end in ("from", "to"))
        about = [claims[n] for n in card["claims"]]
        assert {(claim.subject, claim.object) for claim in about} == {(start.id, goal.id)}
        situation = Situation(judge, {start.quantity: start.direction})
        concluded = situation.verdict(goal.quantity)
        if card["answer"] == "!":
            assert concluded.reason is Reason.contested
            items = [item for claim in about for item in graph.evidence_of[claim.id]]
            studied = {item.stance for item in items if item.source in graph.studies}
            assert Stance.DISPUTES in studied or len({graph.relations[claim.relation].sign for claim in about}) > 1
        else:
            assert (
                (concluded.sign * goal.direction).value
                == card["answer"]
                == graph.relations[about[0].relation].sign.value
            )


def test_each_sort_of_doubt_is_seen():
    """Contrary signs, null findings, denials and a missing sign leave doubt; a claim without sign beside does not."""
    made = toy.graph(
        *("a increases b", "c affects d", "e increases f", "e decreases f", "g increases h", "g hasNoEffectOn h"),
        *("i increases j", "i increases j @b denied", "k increases l", "k decreases l @b denied"),
        *("m increases n", "m affects n"),
        *("o increases p @cohort", "o increases p @meta undecided"),
        *("q increases r @meta", "q increases r @cohort undecided", "q increases r @retracted undecided"),
    )
    content = data(made)
    used = [content["influences"][n] for n in content["used"]]
    labels = [concept.label for concept in made.concepts.values()]
    found = run([content, [["doubt", influence] for influence in used]])[0]
    doubts = {labels[influence["s"]]: doubt for influence, (doubt, _) in zip(used, found, strict=True)}
    wanted = {"unsigned": "c", "opposing": "e", "contested": "gik", "outranked": "o", None: "amq"}
    assert doubts == {label: doubt for doubt, labels in wanted.items() for label in labels}


def check_chain_question(graph, question):
    """A chain question is a chain of influences without doubt, each as sources state it; wrong choices are wrong."""
    network = Network(graph, leading=graph.generic)
    concepts = list(graph.concepts)
    claims = list(graph.claims.values())
    joined = {(i.source, i.target) for i in network.influences}
    said = {
        (graph.concepts[c.subject].quantity, graph.concepts[c.object].quantity)
        for c in claims
        if c.object in graph.concepts
    }
    steps = question["steps"]
    begin = concepts.index(graph.concepts[concepts[question["a"]]].quantity)
    nodes = [begin, *(step["answer"] for step in steps)]
    assert nodes[-1] == question["b"]
    assert len(set(nodes)) == len(nodes) > 2
    for before, step in zip(nodes, steps, strict=False):
        influence = network.influences[step["influence"]["n"]]
        assert influence in network.used
        assert Sign(step["before"]) in influence.stated
        assert influence.sign in (Sign.PLUS, Sign.MINUS)
        assert not influence.contested
        assert influence.ends == (concepts[before], concepts[step["answer"]])
        assert claims[step["claim"]] in influence.claims
    assert steps[-1]["choices"] == []
    for before, step in zip(nodes, steps[:-1], strict=False):
        assert step["choices"].count(step["answer"]) == 1
        wrong = set(step["choices"]) - {step["answer"]}
        assert 2 <= len(wrong) == len(step["choices"]) - 1
        assert not wrong & set(nodes)
        for name in (concepts[n] for n in wrong):
            assert (concepts[before], name) not in joined | said
            right = graph.concepts[concepts[step["answer"]]]
            assert name not in right.broader
            assert right.id not in graph.concepts[name].broader


def test_a_chain_to_build_has_wrong_choices_that_are_wrong(graph, ask):
    """Of the choices at each step one comes next, and nothing joins the others with what comes before."""
    told = list(map(build.told, guides.load(graph)))
    options = {"most": 8, "guides": told}
    for questions in ask(*(["chainQuestions", seed, options] for seed in range(2))):
        assert len(questions) == 8
        for question in questions:
            check_chain_question(graph, question)


def test_a_guided_chain_without_doubt_becomes_a_question(graph, ask):
    """A guide is asked for if all its steps are settled and join; loops, disputes and strange claims are not."""
    (questions,) = ask(["chainQuestions", 1])
    names = list(graph.claims)
    good = {"steps": [{"claim": names[step["claim"]]} for step in questions[0]["steps"]]}
    unjoined = {"steps": [good["steps"][0], good["steps"][0]]}
    strange = {"steps": [good["steps"][0], {"claim": "claim:none"}, None]}
    ends = questions[0]["a"], questions[0]["b"]
    with_guide, with_bad, none = ask(
        ["chainQuestions", 1, {"most": 2, "guides": [good]}],
        ["chainQuestions", 1, {"most": 2, "guides": [unjoined, strange, None, {}]}],
        ["chainQuestions", 1, {"most": 2}],
    )
    assert ends in [(question["a"], question["b"]) for question in with_guide]
    assert with_bad == none
    for question in with_guide:
        check_chain_question(graph, question)


def test_the_same_seed_asks_the_same_questions(ask):
    """A quiz can be shared: its seed decides the questions and their order."""
    for name in ("deck", "chainQuestions"):
        first, again, other = ask([name, 4], [name, 4], [name, 5])
        assert first == again
        assert first != other


JUNK = [
    None,
    -1,
    0.5,
    10**9,
    "no such thing",
    "__proto__",
    {},
    [],
    [1],
    True,
    {"a": -1, "b": "constructor"},
    {"a": 0, "b": 1, "k": -3},
]


def test_no_question_throws():
    """Whatever is asked, of whatever page, the answer is -1, null, empty or none."""
    text, number, empty = "claimId sentence label", "byId claimById quantity source", "search moves"
    for content in (None, {}, data(toy.graph()), data(toy.graph("a increases b", "b increases c"))):
        calls = [[name, junk] for name in f"{text} {number} {empty}".split() for junk in JUNK]
        for (name, _), (answer, _) in zip(calls, run([content, calls])[0], strict=True):
            assert answer in ("", -1, []), name
        others = [
            "link",
            "concept",
            "verdict",
            "words",
            "paths",
            "direction",
            "states",
            "chainQuestions",
        ]
        found = run([content, [[name, junk] for name in others for junk in JUNK]])[0]
        assert len(found) == len(others) * len(JUNK)
        ((answer, _), (none, _)) = run([content, [["paths", {"a": 0, "b": 10**6}], ["link", "0"]]])[0]
        assert (answer["verdict"], answer["chains"], none) == ("none", [], None)


def test_why_there_is_no_chain_is_told():
    """The page says what is missing: anything downstream, anything upstream, a claim between, or a step too many."""
    made = toy.graph("a increases b", "b increases c", "c increases d", "x increases y")
    n = {name.partition(":")[2]: n for name, n in place(made).items()}
    pairs = {
        ("d", "a"): "acts on",
        ("a", "x"): "acts on “x”",
        ("a", "y"): "no claim joins",
        ("a", "a"): "same quantity",
    }
    calls = [["paths", {"a": n[a], "b": n[b]}] for a, b in pairs]
    calls.append(["paths", {"a": n["a"], "b": n["d"], "maxHops": 2}])
    found = [answer["why"] for answer, _ in run([data(made), calls])[0]]
    for why, words in zip(found, [*pairs.values(), "3 steps"], strict=True):
        assert words in why
