"""Words for signs and relations in any format: one vocabulary, so that a word means the same wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from kg.exchange.families import bel, indra
from kg.exchange.families.parts.signed import AFFECTS, INTERACTS, LOWERS, PART, RAISES, Cells
from kg.exchange.kgx.predicates import INVERSE, local, predicates

#: Words for a sign, and the relations of SIF files of Cytoscape and Pathway Commons, in small letters.
_RAISES = """
    + pos positive positively plus up -> --> → ↑ activate activates activated activation activating activator stimulate
    stimulates stimulation stimulatory induce induces induction enhance enhances promote promotes increase increases
    increased increases-amount increases-activity increases-expression up-regulate up-regulates up-regulation upregulate
    upregulates upregulated upregulation positive-regulation positively-regulates agonist excitatory excitation
    transactivates transcriptional-activation transcriptionally-activates
"""
_LOWERS = """
    - − – neg negative negatively minus down -| --| ⊣ ↓ inhibit inhibits inhibited inhibition inhibiting inhibitor
    inhibitory repress represses repression suppress suppresses suppression reduce reduces decrease decreases decreased
    decreases-amount decreases-activity decreases-expression down-regulate down-regulates down-regulation downregulate
    downregulates downregulated downregulation negative-regulation negatively-regulates block blocks antagonist
    transcriptional-repression transcriptional-inhibition transcriptionally-represses
"""
_AFFECTS = """
    ? unknown unsigned affect affects regulate regulates regulation modulate modulates influences pd pr
    controls-state-change-of controls-transport-of controls-phosphorylation-of controls-expression-of
    controls-production-of controls-transport-of-chemical catalysis-precedes chemical-affects
"""
_INTERACTS = """
    pp interacts interacts-with binds binding bind physical in-complex-with neighbor-of reacts-with gg rc cr
"""
_CELLS: Mapping[str, Cells] = {
    **dict.fromkeys(_RAISES.split(), RAISES),
    **dict.fromkeys(_LOWERS.split(), LOWERS),
    **dict.fromkeys(_AFFECTS.split(), AFFECTS),
    **dict.fromkeys(_INTERACTS.split(), INTERACTS),
    "form-complex": PART,
    "used-to-produce": {"predicate": "biolink:has_metabolite"},
    "consumption-controlled-by": {"predicate": "biolink:affected_by"},
}
#: What an effect of SIGNOR says about the second entity, whatever the mechanism.
_EFFECTS: Mapping[str, Cells] = {"up-regulates": RAISES, "down-regulates": LOWERS}
_HOW = re.compile(r"(up-regulates|down-regulates)-(?:activity|quantity(?:-by-\w+)?)")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MIM = re.compile(r"mim-|bel:", re.IGNORECASE)


@lru_cache(maxsize=4096)
def relation(text: str) -> Cells | None:
    """The cells of an edge that a word for a sign or a relation stands for; None if it is not understood.

    The words are those of Cytoscape and Pathway Commons, of SIGNOR, of BEL, of INDRA (also as verbs), of WikiPathways,
    and the predicates of Biolink. A number stands for its sign.

    >>> relation("inhibits") == relation("-1") == relation("down-regulates quantity by repression") == LOWERS
    True
    >>> relation("0") == AFFECTS, relation("phosphorylates") == relation("Phosphorylation"), relation("glows")
    (True, True, None)
    """
    word = _MIM.sub("", text.strip(), count=1)
    return _plain(word) or bel.RELATIONS.get(word) or indra.meant(word) or _plain(_HUMP.sub("-", word))


def _plain(text: str) -> Cells | None:
    word = re.sub(r"[\s_]+", "-", text.casefold())
    if word in _CELLS:
        return _CELLS[word]
    if how := _HOW.fullmatch(word):
        return _EFFECTS[how[1]]
    try:
        number = float(word.replace("−", "-"))
    except ValueError:
        return {"predicate": word} if local(word) in predicates().keys() | INVERSE.keys() else None
    return RAISES if number > 0 else LOWERS if number < 0 else AFFECTS if number == 0 else None
