"""Graph files of the libraries of their formats, and what each row states, read with a few lines that share no code."""

import json
import math
import random
from itertools import combinations

import networkx

WORDS = {"activates": "+", "inhibits": "-", "up-regulates quantity by expression": "+", "down-regulates activity": "-"}
WORDS |= {"regulates": "?", "interacts with": None, "bel:directlyDecreases": "-", "mim-stimulation": "+", "glows": None}
INDRA = {"Activation": "+", "GtpActivation": "+", "IncreaseAmount": "+", "Inhibition": "-", "DecreaseAmount": "-"}
INDRA |= {"Gef": "?", "Gap": "?", "Complex": None, "Conversion": "+"}
BEL = {"increases": "+", "directlyIncreases": "+", "decreases": "-", "directlyDecreases": "-"}
BEL |= dict.fromkeys(("regulates", "directlyRegulates", "rateLimitingStepOf", "causesNoChange"), "?")
ENDS = (("subj", "obj"), ("enz", "sub"), ("gef", "ras"), ("gap", "ras"))
#: The functions of BEL whose plain terms have the CURIE of their entry, in the order in which they get it.
PLAIN = ("Protein", "miRNA", "Abundance", "BiologicalProcess", "Pathology", "Complex", "Population")
ORDER = ("FPLX", "UPPRO", "HGNC", "UP", "CHEBI", "GO", "MESH", "MIRBASE", "DOID", "HP", "EFO")


def ends(graph):
    """Subject, relation and object of each claim."""
    return [(claim.subject, claim.relation, claim.object) for claim in graph.claims.values()]


def drawn(seed=5, size=90):
    """A network of things that exist nowhere, with relations and publications."""
    dice = random.Random(seed)
    network = networkx.MultiDiGraph()
    for number in range(30):
        network.add_node(f"n{number}", name=f"thing {number}")
    for number in range(size):
        source, target = dice.sample(sorted(network), 2)
        network.add_edge(source, target, interaction=dice.choice(list(WORDS)), pmid=str(1000 + number))
    return network


def told_by_words(path):
    """Each edge of the drawn network as (subject, object, sign), below the name of the file."""
    network = drawn()
    names = networkx.get_node_attributes(network, "name")
    for source, target, known in network.edges(data=True):
        yield *(f"{path.stem}:{names[end]}" for end in (source, target)), WORDS[known["interaction"]]


def graphml(path):
    """As networkx writes it."""
    networkx.write_graphml(drawn(), path)


def node_link(path):
    """As networkx writes it."""
    path.write_text(json.dumps(networkx.node_link_data(drawn(), edges="links")), encoding="utf-8")


def cx(path):
    """As ndex2 writes it: attributes of edges in an aspect of their own."""
    from ndex2.nice_cx_network import NiceCXNetwork

    made, drawing = NiceCXNetwork(), drawn()
    number = {name: made.create_node(known["name"]) for name, known in drawing.nodes(data=True)}
    for source, target, known in drawing.edges(data=True):
        edge = made.create_edge(number[source], number[target], known["interaction"])
        made.set_edge_attribute(edge, "citation", [f"pubmed:{known['pmid']}"], type="list_of_string")
    path.write_text(json.dumps(made.to_cx()), encoding="utf-8")


def cx2(path):
    """As ndex2 writes it, with short names of attributes."""
    from ndex2.cx2 import CX2Network

    made, drawing = CX2Network(), drawn()
    number = {name: made.add_node(attributes={"name": known["name"]}) for name, known in drawing.nodes(data=True)}
    for source, target, known in drawing.edges(data=True):
        made.add_edge(source=number[source], target=number[target], attributes=dict(known))
    path.write_text(json.dumps(made.to_cx2()), encoding="utf-8")


def told_by_indra(path):
    """Each publication of each pair of agents of each statement as (subject, object, sign)."""
    for statement in json.loads(path.read_text(encoding="utf-8")):
        pairs = list(_pairs(statement))
        if not pairs:
            yield "", "", None
        for pair in pairs:
            for _ in statement.get("evidence") or [None]:
                yield *pair, _sign(statement)


def _sign(statement):
    """A sign for what INDRA's signed networks have one for; the product of the polarities of an influence."""
    sort = statement["type"]
    if sort != "Influence":
        return None if sort == "Association" else INDRA.get(sort, "?")
    polarities = [statement[end]["delta"]["polarity"] for end in ("subj", "obj")]
    return "?" if polarities == [None, None] else "+" if math.prod(filter(None, polarities)) == 1 else "-"


def _pairs(statement):
    """The ends of a statement; none for a statement that is left out."""
    members = statement.get("members", ())
    ends = [[statement.get(end) for end in names] for names in ENDS]
    ends = [pair for pair in ends if all(pair)] or (list(combinations(members, 2)) if len(members) < 4 else [])
    if statement["type"] == "Conversion" and len(statement["obj_from"] + statement["obj_to"]) == 2:
        ends = [(statement["obj_from"][0], statement["obj_to"][0])]
    for pair in ends:
        source, target = (_called(end.get("concept", end)) for end in pair)
        if source and target and source != target:
            yield source, target


def _called(agent):
    """The identifier of an agent, with its state; None if what it is bound to is itself in a state."""
    references = {db: name for db, name in agent["db_refs"].items() if db != "TEXT"}
    first = next((db for db in (*ORDER, *sorted(references)) if db in references), "")
    prefix, name = (first, references[first]) if first else ("indra", agent["name"])
    known = f"{'UniProtKB' if prefix == 'UP' else prefix}:{name.removeprefix(f'{prefix}:')}"
    states = []
    for mod in agent.get("mods", ()):
        site = mod.get("residue", "") + mod.get("position", "")
        states += [("" if mod["is_modified"] else "no ") + " ".join(filter(None, (mod["mod_type"], site)))]
    for mutation in agent.get("mutations", ()):
        parts = (mutation[part] or "?" for part in ("residue_from", "position", "residue_to"))
        states += [f"mutation {''.join(parts)}"]
    for bound in agent.get("bound_conditions", ()):
        if bound["agent"].keys() - {"name", "db_refs"}:
            return None
        states += [("" if bound["is_bound"] else "not ") + f"bound to {_called(bound['agent'])}"]
    if agent.get("activity", {}).get("is_active") is False:
        states.append(f"no {agent['activity']['activity_type']}")
    states += [f"in {agent['location']}"] if "location" in agent else []
    return f"indra:{known} ({'; '.join(states)})" if states else known


def told_by_bel(path):
    """Each link as (subject, object, sign); without a sign if it denies any change, or is about a place or a loss."""
    data = json.loads(path.read_text(encoding="utf-8"))
    owners = {}
    for node in data["nodes"]:
        if (curie := _curie(node)) and node["function"] in PLAIN:
            owners.setdefault(curie, set()).add(node["function"])
    names = []
    for node in data["nodes"]:
        curie = _curie(node)
        own = curie and node["function"] in PLAIN and node["function"] == min(owners[curie], key=PLAIN.index)
        names.append(curie if own else f"bel:{node['id']}")
    for link in data["links"]:
        sign = BEL.get(link["relation"])
        modifiers = [link.get(f"{end}_modifier", {}) for end in ("source", "target")]
        if sign and any("location" in one or one.get("modifier") not in (None, "Activity") for one in modifiers):
            sign = "?"
        yield names[link["source"]], names[link["target"]], sign


def _curie(node):
    """The CURIE of a term that names an entry, and adds nothing to it."""
    concept = node.get("concept", {})
    if node.keys() & {"variants", "members", "fusion", "reactants", "products"} or "identifier" not in concept:
        return ""
    prefix = {"ncbigene": "NCBIGene", "ec": "EC", "toy": "toy"}.get(concept["namespace"], concept["namespace"].upper())
    return f"{prefix}:{concept['identifier'].split(':')[-1]}"
