"""A picture as one web page that asks for nothing: pyvis models and renders, with a template of our own."""

from __future__ import annotations

import base64
import hashlib
import textwrap
from collections.abc import Sequence
from importlib.resources import files
from itertools import pairwise

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from kg.explain import Json
from kg.graph import KnowledgeGraph
from kg.website import panel
from kg.website.layout import Layout, Point, place
from kg.website.picture import Box, Link, Picture

VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
#: Lengths in canvas units: text, the width of a letter, the height of a line, and the room around them.
FONT, LETTER, LINE = 15, 9, 18
#: Room around the text, across and down; what vis calls a margin, which it adds to both, must not be 0.
ACROSS, DOWN, MARGIN = 28, 14, 4
#: Letters in a line of a box, and lines.
WRAP, LINES = 20, 4
#: Width of an arrow without and with full confidence.
THIN, THICK = 1.2, 6.0
HEADS = {
    "raises": {"type": "arrow", "scaleFactor": 0.7},
    "lowers": {"type": "bar", "scaleFactor": 0.8},
    "changes": {"type": "circle", "scaleFactor": 0.5},
    "null": {"type": "diamond", "scaleFactor": 0.5},
}
OPTIONS = {
    "autoResize": False,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"dragNodes": False, "dragView": False, "zoomView": False, "selectable": False},
    "nodes": {"fixed": True, "chosen": False, "shapeProperties": {"borderRadius": 6}},
    "edges": {
        "chosen": False,
        "smooth": {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.6},
    },
}


class Canvas(Network):  # type: ignore[misc]
    """A pyvis network that renders the template of this package, in which every value is escaped."""

    def __init__(self) -> None:
        super().__init__(directed=True, cdn_resources="in_line")
        self.templateEnv = Environment(
            loader=PackageLoader("kg.website", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.path = "picture.html"
        self.options = OPTIONS


def html(graph: KnowledgeGraph, picture: Picture) -> str:
    """The whole page as text; the same picture gives the same bytes."""
    canvas = Canvas()
    _draw(canvas, picture)
    links = [panel.link_view(graph, link, number) for number, link in enumerate(picture.links)]
    chains = picture.answer.chains if picture.answer else ()
    scripts = [_vis(), _asset("picture.js")]
    style = _asset("picture.css")
    canvas.templateEnv.globals.update(
        picture=picture,
        links=links,
        groups=[(title, [links[n] for n in numbers]) for title, numbers in picture.groups],
        chains=[panel.chain_view(graph, picture, chain, number) for number, chain in enumerate(chains, 1)],
        concepts=panel.box_views(picture, links),
        legend=legend(picture),
        version=graph.version,
        policy=policy(scripts, style),
        scripts=[Markup(script) for script in scripts],  # noqa: S704 - files of this package and of pyvis
        style=Markup(style),  # noqa: S704
    )
    text: str = canvas.generate_html("picture.html")
    return text


def policy(scripts: Sequence[str], style: str) -> str:
    """A content security policy under which these scripts and this style run, and nothing is fetched."""
    hashes = " ".join(map(_hash, scripts))
    return (
        f"default-src 'none'; script-src {hashes}; style-src {_hash(style)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def legend(picture: Picture) -> list[Json]:
    """One entry for each style that is drawn, and no more."""
    links = picture.links
    styles = {link.style for link in links}
    words = {
        "raises": "raises: more of one gives more of the other",
        "lowers": "lowers: more of one gives less of the other",
        "changes": "changes, no source says which way",
        "null": "does not change, sources say",
    }
    values = sorted({link.influence.confidence.value for link in links})
    span = f"{values[0]} to {values[-1]}" if len(values) > 1 else "".join(map(str, values))
    entries = [(style, text) for style, text in words.items() if style in styles]
    entries += [("contested", "contested: evidence on both sides")] if any(link.contested for link in links) else []
    entries += [("best", "the best chain")] if any(link.best for link in links) else []
    entries += [("width", f"the thicker, the better supported (confidence {span})")] if values else []
    roles = {box.role for box in picture.boxes}
    entries += [("focus", "the quantity asked for")] if "focus" in roles else []
    entries += [("end", "where the chains begin and end")] if "end" in roles else []
    entries += [("moves", "↑ ↓ where the chains move it")] if any(box.arrow for box in picture.boxes) else []
    return [{"style": style, "words": text} for style, text in entries]


def _draw(canvas: Canvas, picture: Picture) -> None:
    labels = {box.concept.id: _wrapped(box) for box in picture.boxes}
    sizes: dict[str, tuple[float, float]] = {}
    for column in picture.columns:
        width = LETTER * max(len(line) for name in column for line in labels[name]) + ACROSS
        sizes |= {name: (width, LINE * len(labels[name]) + DOWN) for name in column}
    arrows = [(link.influence.source, link.influence.target) for link in picture.links]
    laid = place(picture.columns, arrows, sizes)
    for box in picture.boxes:
        frame = laid.frames[box.concept.id]
        canvas.add_node(
            box.concept.id,
            label="\n".join(labels[box.concept.id]),
            shape="box",
            group=box.role,
            x=frame.x,
            y=frame.y,
            font={"size": FONT, "face": "system-ui, sans-serif"},
            widthConstraint={"minimum": frame.width - 2 * MARGIN, "maximum": frame.width - 2 * MARGIN},
            heightConstraint={"minimum": frame.height - 2 * MARGIN, "valign": "middle"},
            margin=MARGIN,
        )
    for number, (link, points) in enumerate(zip(picture.links, laid.routes, strict=True)):
        _arrow(canvas, link, number, points)
    _bound(canvas, laid)


def _arrow(canvas: Canvas, link: Link, number: int, points: Sequence[Point]) -> None:
    """An arrow in pieces, from point to point of its way."""
    name = panel.link_id(number)
    stops = [f"{name}/{n}" for n in range(len(points))]
    for stop, (x, y) in zip(stops, points, strict=True):
        canvas.add_node(stop, label=" ", shape="dot", group="stop", x=x, y=y, size=0, borderWidth=0)
    pieces = list(pairwise(stops)) or [(link.influence.source, link.influence.target)]
    for n, (a, b) in enumerate(pieces):
        last = n == len(pieces) - 1
        canvas.add_edge(
            a,
            b,
            id=f"{name}.{n}",
            link=name,
            ends=[link.influence.source, link.influence.target],
            style=link.style,
            best=link.best,
            claims=[claim.id for claim in link.influence.claims],
            confidence=float(link.influence.confidence.value),
            width=round(THIN + (THICK - THIN) * float(link.influence.confidence.value), 2),
            dashes=[9, 6] if link.contested else [2, 5] if link.style == "null" else False,
            arrowStrikethrough=link.style == "lowers",
            arrows={"to": {"enabled": True, **HEADS[link.style]}} if last else {},
            selfReference={"size": 20, "angle": round(0.8 * number, 1)},
        )


def _bound(canvas: Canvas, laid: Layout) -> None:
    """Tell the page how much room the picture takes."""
    frames = laid.frames.values()
    canvas.width = str(round(2 * max((abs(f.x) + f.width / 2 for f in frames), default=0)))
    points = [abs(y) for route in laid.routes for _, y in route]
    canvas.height = str(round(2 * max([*points, *(abs(f.y) + f.height / 2 for f in frames)], default=0)))


def _wrapped(box: Box) -> list[str]:
    text = f"{box.concept.label} {box.arrow}".strip()
    return textwrap.wrap(text, WRAP, max_lines=LINES, placeholder="…") or ["(no name)"]


def _asset(name: str) -> str:
    return files("kg.website").joinpath("templates", name).read_text("utf-8")


def _vis() -> str:
    """The script of vis-network, without the address of a file that only its developers have."""
    text = files("pyvis").joinpath(VIS).read_text("utf-8").replace("\r\n", "\n")
    return text.partition("\n//# sourceMappingURL=")[0]


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
