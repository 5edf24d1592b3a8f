"""The states of the page that are looked at: every view, and what can be opened in it."""

A, B = "concept:vitamin-d-deficiency", "concept:back-pain"
GUIDE = "from-skin-to-bone"
CLAIM = "claim:vitamin-d--increases--intestinal-calcium-absorption"


def states(graph, guides):
    """The address of each state by name; guide and claim are taken from the data."""
    steps = next(len(guide.steps) for guide in guides if guide.id == GUIDE)
    contested = next(name for name in graph.claims if graph.confidence(name).contested)
    return {
        "start": "#v=start",
        "debates": "#v=debates",
        "debate": f"#v=debates&debate={contested}",
        "focus": f"#v=focus&c={A}",
        "two-steps": f"#v=focus&c={A}&d=2",
        "path": f"#v=path&a={A}&b={B}",
        "map": "#v=map",
        "marked": f"#v=map&c={A}",
        "group": "#v=map&group=bone",
        "table": "#v=table",
        "what-if": "#v=whatif&up=concept:vitamin-d",
        "what-moves": f"#v=whatif&down=concept:vitamin-d&b={B}",
        "learn": "#v=learn",
        "step-asked": f"#v=learn&guide={GUIDE}&step=2",
        "step-told": f"#v=learn&guide={GUIDE}&step=2&guess=falls",
        "guide": f"#v=learn&guide={GUIDE}&step={steps + 1}",
        "loop": "#v=learn&loop=0&step=1",
        "quiz": "#v=quiz",
        "question": "#v=quiz&q=1&seed=7",
        "chain-asked": "#v=quiz&q=3&seed=7",
        "about": "#v=about",
        "concept": "#v=focus&c=concept:osteomalacia",
        "claim": f"#v=focus&claim={CLAIM}",
        "contested": f"#v=focus&claim={contested}",
    }
