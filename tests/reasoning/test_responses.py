"""The strongest chain to what changes."""

import pytest

import kg
from kg.model.core import Sign
from kg.reasoning.judge import Judge
from kg.reasoning.judgement import Situation
from tests import drawn
from tests.moves import effects


@pytest.mark.parametrize("seed", range(30))
def test_the_strongest_chain_is_the_best_path(seed):
    """The confidence of the chain shown is that of the best path over the influences that decide what chains give."""
    graph = drawn.drawn(seed)
    firm = {i.key for i in graph.influences if not drawn.contested(graph, i)}
    for root in drawn.quantities(graph):
        situation = Situation(Judge(graph), {root: Sign.PLUS})
        for move in effects(graph, root)["effects"]:
            if move["chain"] is None:
                continue
            found = kg.path(graph, move["answered_for"] or root, move["id"], k=100, max_hops=20).chains
            assert len(found) < 100
            reason = situation.verdict(move["id"]).outcome.reason
            if reason != "unsigned-step":
                found = [c for c in found if all(s.sign is not Sign.UNKNOWN for s in c.steps)]
            if reason not in ("unsigned-step", "contested-step"):
                found = [c for c in found if all((s.subject, s.object, s.sign) in firm for s in c.steps)]
            assert move["chain"]["confidence"] == max(float(chain.confidence) for chain in found)
            assert move["chain"]["contested"] == any(chain.contested for chain in found if _as_told(chain, move))


def _as_told(chain, move):
    """Whether a chain is the one shown."""
    told = move["chain"]["claims"]
    return len(told) == len(chain.steps) and all(claim in s.claims for claim, s in zip(told, chain.steps, strict=True))
