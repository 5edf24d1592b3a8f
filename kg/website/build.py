"""The explorer as one page: a pyvis network, rendered with our own template.

The same code makes the whole site and the single pictures of ``kg render``.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from msgspec import to_builtins
from msgspec.structs import asdict
from pyvis.network import Network

from kg import resources
from kg.model.core import Stance
from kg.model.graph import KnowledgeGraph
from kg.model.words import sentence, source_name
from kg.website import chart, pages
from kg.website.data import Json, data
from kg.website.extras import Extras
from kg.website.guides import Guide
from kg.website.lessons import Lesson

VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
#: The link to the same library on the network, with its digest, as given by pyvis.
LINKED = {
    "src": "https://cdnjs.cloudflare.com/ajax/libs/vis-network/9.1.2/dist/vis-network.min.js",
    "integrity": "sha512-LnvoEWDFrqGHlHmDD2101OrLcbsfkrzoSpvtSQtxK3RMnRV0eOkhhBN2dXHKRrUU8p2DGRTk35n4O8nWSVe1mQ==",
}
#: These need no document.
PURE = (
    *"paths confidence random steady worlds names walks situation judge".split(),
    *"facts graph typos deck quiz cards state".split(),
)
SCRIPTS = (
    *PURE,
    *"base labels columns layout look marks hover svg stage draw legend cite panel picker".split(),
    *"start focus chains ways map debates table moves whatif ask story learn card guess about".split(),
    *"omitted worksheet takeaway sheet main lesson".split(),
)
#: Runs before the first paint.
EARLY = "early"
#: The style sheets, in this order.
STYLES = ("tokens", "page", "views", "learning", "paths", "take")
#: A line of a script with only a comment, or a block of types; a comment or types within a line; the spaces before one.
COMMENT = re.compile(r"^[ \t]*(?://.*|/\*\*(?:(?!\*/)[\s\S])*\*/[ \t]*)\n", re.MULTILINE)
ASIDE = re.compile(r"/\*\* @(?:(?!\*/).)*\*/ ?|(?<=[\[\](){},;]) // [^\"'`\n]*$", re.MULTILINE)
INDENT = re.compile(r"^[ \t]+|^\n", re.MULTILINE)
#: A comment of a style sheet, or the spaces before a line.
STYLE = re.compile(r"/\*(?:(?!\*/)[\s\S])*\*/\n*|^[ \t]+|^\n", re.MULTILINE)
#: A text of a style sheet, which stays, or spaces around braces and after semicolons.
ROOM = re.compile(r'("[^"]*")|([{;}])\s+|\s+(?=[{}])')
EFFECT = {"+": "raises", "-": "lowers", "?": "changes", "0": "does not change"}
OPTIONS = {
    "autoResize": False,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"dragNodes": False, "hover": False, "tooltipDelay": 1000000},
    "nodes": {"fixed": True, "shape": "box", "chosen": False},
    "edges": {"chosen": False, "smooth": {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal"}},
}


class Explorer(Network):  # type: ignore[misc]
    """A pyvis network that renders this package's template, with every value escaped."""

    def __init__(self) -> None:
        super().__init__(directed=True, cdn_resources="in_line")
        self.templateEnv = Environment(
            loader=PackageLoader("kg.website", "assets"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.templateEnv.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
        self.path = "page.html"
        self.options = OPTIONS


def html(
    graph: KnowledgeGraph,
    guides: Sequence[Guide] = (),
    *,
    single: Json | None = None,
    shown: Sequence[Json] = (),
    linked: bool = False,
    dataset: Json | None = None,
    extra: Extras | None = None,
    lessons: Sequence[Lesson] = (),
) -> str:
    """The page as text; the same graph always gives the same bytes.

    ``single`` shows one view only: {"v": "focus", "c": concept} or {"v": "path", "a": concept, "b": concept, "k": 5};
    ``shown`` are the chains of such a path. ``linked`` links to the drawing library instead of including it;
    ``dataset`` describes the data to search engines; ``extra`` is what :func:`extras` finds, if it is known.
    ``lessons`` are for classes.
    """
    content = {**data(graph, extra), "lessons": list(map(told, lessons))}
    if shown:
        content["shown"] = shown
    if dataset:
        content["licence"] = resources.LICENCE
    network = _network(graph, content["influences"])
    scripts = ["".join(map(_script, SCRIPTS))]
    style = "".join(ROOM.sub(r"\1\2", STYLE.sub("", _asset(f"{name}.css"))) for name in STYLES)
    early = _script(EARLY)
    inline = scripts if linked else [_vis(), *scripts]
    own = "own" in content
    network.templateEnv.globals.update(
        title=pages.TITLE if own else pages.NEUTRAL,
        description=pages.DESCRIPTION if own else pages.NEUTRAL,
        generator=pages.GENERATOR,
        policy=policy([early, *inline], style, LINKED["src"] if linked else ""),
        style=Markup(style),  # noqa: S704 - files of this package
        early=Markup(early),  # noqa: S704 - a file of this package
        scripts=[Markup(script) for script in inline],  # noqa: S704 - files of this package and of pyvis
        library=LINKED if linked else None,
        dataset=dataset,
        data=content,
        guides=list(map(told, guides)),
        setting={
            "single": single,
            "library": "linked" if linked else "inline",
            "built": {
                "version": graph.version,
                "concepts": len(graph.concepts),
                "claims": len(graph.claims),
                "sources": len(graph.sources),
            },
        },
        table=[] if single else table(graph),
        map={
            "nodes": [[node["id"], node["group"]] for node in network.nodes],
            "groups": [group._asdict() for group in chart.GROUPS],
            "options": OPTIONS,
        },
    )
    text: str = network.generate_html("index.html")
    return text


def table(graph: KnowledgeGraph) -> list[Json]:
    """One row per claim, ordered by sentence."""
    rows = []
    for claim in graph.claims.values():
        relation = graph.relations[claim.relation]
        confidence = graph.confidence(claim.id)
        items = [item for item in graph.evidence_of[claim.id] if item.source not in graph.void]
        stances = [item.stance for item in items]
        rows.append(
            {
                "id": claim.id,
                "sentence": sentence(graph, claim),
                "effect": EFFECT[relation.sign.value] if relation.causal and relation.sign else "is not causal",
                "confidence": str(confidence),
                "contested": confidence.contested,
                **{stance.value: stances.count(stance) for stance in Stance},
                "sources": sorted({_short(graph, item.source) for item in items}),
            }
        )
    return sorted(rows, key=lambda row: (str(row["sentence"]).casefold(), row["id"]))


def _short(graph: KnowledgeGraph, source: str) -> str:
    """A short name of a source: the publisher of a document, or the first author and year of a study."""
    if source in graph.documents:
        return graph.documents[source].publisher or source_name(graph.documents[source])
    return source_name(graph.studies[source]).partition(",")[0]


def policy(scripts: Sequence[str], style: str, library: str = "") -> str:
    """A content security policy that allows only these scripts, this style, and fetching the library."""
    sources = " ".join([*map(_hash, scripts), *([library] if library else [])])
    return (
        f"default-src 'none'; script-src {sources}; style-src {_hash(style)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def told(item: Guide | Lesson) -> Json:
    """A guide or a lesson as the page has it."""
    return {**asdict(item), "steps": to_builtins(item.steps)}


def _network(graph: KnowledgeGraph, influences: Sequence[Json]) -> Explorer:
    """What acts or is acted on as the nodes of a pyvis network, each in its group of the map."""
    names = list(graph.concepts)
    network = Explorer()
    for n in sorted({n for influence in influences for n in (influence["s"], influence["t"])}):
        network.add_node(n, group=chart.group(graph.concepts, names[n]))
    return network


def _script(name: str) -> str:
    return bare(_asset(f"{name}.js"))


def bare(script: str) -> str:
    """A script without its comments, types and indentation, which only developers need.

    No text of a script runs over a line: eslint sees to it.
    """
    return INDENT.sub("", ASIDE.sub("", COMMENT.sub("", script)))


def _asset(name: str) -> str:
    return files("kg.website").joinpath("assets", name).read_text("utf-8")


def _vis() -> str:
    """The script of vis-network, without its link to a source map that is not published."""
    text = files("pyvis").joinpath(VIS).read_text("utf-8").replace("\r\n", "\n")
    return text.partition("\n//# sourceMappingURL=")[0]


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
