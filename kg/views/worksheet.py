"""How a worksheet is shown: as text, as a table, and as a page to print."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape

from kg import resources
from kg.model.characters import harmless
from kg.model.core import Sign
from kg.questions.worksheet import Task, Worksheet, topics
from kg.views.evidence import address
from kg.views.page import Page

HEADER = "number strip source sign target blank contested confidence claim sentence sources".split()
ARROW = {Sign.PLUS: "+", Sign.MINUS: "−", Sign.UNKNOWN: "?", Sign.NULL: "0"}
GAP = "________"
ASK = (
    "Fill in each blank. In a circle write + if more of the first leads to more of the second, or − if more of the "
    "first leads to less of the second. In an empty box write one of the words."
)
STYLE = """
@page { size: A4; margin: 18mm; }
body { font: 11pt/1.4 system-ui, sans-serif; color: #111; background: #fff; max-width: 46rem;
  margin: 1rem auto; padding: 0 1rem; }
h1 { font-size: 16pt; margin: 0 0 .2rem; }
.name { margin: .6rem 0; }
.words { border: 1px solid #666; padding: .4rem .7rem; }
.strip { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; margin: 1.1rem 0; break-inside: avoid; }
.box { border: 1.2pt solid #222; border-radius: 4pt; padding: .35rem .6rem; min-width: 7rem; max-width: 11rem;
  text-align: center; }
.blank { min-height: 1.6rem; min-width: 9rem; }
.arrow { white-space: nowrap; }
.sign { display: inline-block; width: 1.7rem; height: 1.7rem; line-height: 1.6rem;
  border: 1.2pt solid #222; border-radius: 50%; text-align: center; }
.number { font-size: 9pt; color: #444; }
.answers { break-before: page; }
li { margin: .6rem 0; break-inside: avoid; }
li p { margin: .1rem 0; }
.source { font-size: 9.5pt; color: #333; overflow-wrap: anywhere; }
@media screen { .answers { border-top: 1px dashed #666; margin-top: 3rem; padding-top: 1rem; } }
"""


def text(page: Page, answer: Worksheet) -> None:
    """The tasks, then the answers with their sources."""
    if not answer.tasks:
        others = topics(answer.graph, answer.question.source)
        remedy = f"a topic such as {', '.join(others)}" if others else "another topic"
        page.add(f"no well supported claims about {answer.title}; try {remedy}, or two concepts")
        return
    page.add(f"Worksheet: {answer.title}", bold=True)
    page.add(ASK)
    if answer.words:
        page.add(f"Words: {', '.join(answer.words)}", hang=2)
    page.add()
    for number, strip in _numbered(answer):
        page.add(_line(number, strip), hang=2)
    page.title("Answers")
    for number, task in enumerate(answer.blanks, 1):
        page.add(f"{number}. {_solution(task)}", hang=3)
        for item in task.citations:
            page.add(f"{item.source_name}: {item.says} {address(item)}".rstrip(), indent=3, hang=2, dim=True)


def rows(answer: Worksheet) -> Iterator[list[object]]:
    """One row per task, with its answer."""
    number = 0
    for task in answer.tasks:
        number += bool(task.blank)
        sources = " ".join(dict.fromkeys(item.source for item in task.citations))
        facts = [task.source, task.sign, task.target, task.blank, task.contested, task.confidence]
        yield [number if task.blank else "", task.strip, *facts, task.claim, task.sentence, sources]


def printed(answer: Worksheet) -> str:
    """The worksheet and its answer page as HTML that needs no other file, and has no script."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    title = _text(f"Worksheet: {answer.title}")
    words = f'<p class="words">Words: {_text(", ".join(answer.words))}</p>' if answer.words else ""
    strips = "".join(_strip(number, strip) for number, strip in _numbered(answer))
    answers = "".join(f"<li>{_answer(task)}</li>" for task in answer.blanks)
    licence = f" Data: {resources.LICENCE}." if resources.is_bundled(answer.graph.sha256) else ""
    version = _text(f"Data version {answer.graph.version or 'unknown'}; seed {answer.question.seed}.{licence}")
    text = (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{digest}'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="generator" content="vitamin-d-kg">'
        f"<title>{title}</title><style>{STYLE}</style></head><body>\n"
        f'<main><h1>{title}</h1><p class="name">Name: {GAP * 3} Date: {GAP}</p><p>{_text(ASK)}</p>{words}{strips}'
        f'<section class="answers"><h2>Answers</h2><ol>{answers}</ol><p class="source">{version} '
        "For learning, not medical advice.</p></section></main></body></html>\n"
    )
    # Character references are the same in every encoding in which a terminal may write the file.
    return text.encode("ascii", "xmlcharrefreplace").decode()


def _numbered(answer: Worksheet) -> Iterator[tuple[int, tuple[Task, ...]]]:
    """The chains, each with the number of its first task."""
    first = 1
    for strip in answer.strips:
        yield first, strip
        first += sum(bool(task.blank) for task in strip)


def _line(number: int, strip: tuple[Task, ...]) -> str:
    parts = [f"[{strip[0].source}]"]
    for task in strip:
        sign = "( )" if task.blank == "sign" else f"({ARROW[task.sign]})"
        parts.append(f"{f'{number}. ' if task.blank else ''}—{sign}→ [{GAP if task.blank == 'box' else task.target}]")
        number += bool(task.blank)
    return " ".join(parts)


def _solution(task: Task) -> str:
    disputed = " Sources disagree." if task.contested else ""
    return f"{task.source} —({ARROW[task.sign]})→ {task.target}: {task.sentence}.{disputed}"


def _strip(number: int, strip: tuple[Task, ...]) -> str:
    parts = [f'<span class="box">{_text(strip[0].source)}</span>']
    for task in strip:
        sign = "&nbsp;" if task.blank == "sign" else ARROW[task.sign]
        place = f'<span class="number">{number}</span> ' if task.blank else ""
        parts.append(f'<span class="arrow">{place}— <span class="sign">{sign}</span> →</span>')
        number += bool(task.blank)
        hidden = task.blank == "box"
        parts.append(
            f'<span class="box{" blank" if hidden else ""}">{"&nbsp;" if hidden else _text(task.target)}</span>'
        )
    return f'<div class="strip">{"".join(parts)}</div>\n'


def _answer(task: Task) -> str:
    found = [f"<p>{_text(_solution(task))}</p>"]
    for item in task.citations:
        said = _text(f"{item.direction}: {item.says}")
        name, url = _text(item.source_name), item.url or ""
        link = f'<a href="{escape(url)}">{name}</a>' if url.startswith("https://") else name
        found.append(f'<p class="source">{link}, {said}</p>')
    return "".join(found)


def _text(text: str) -> str:
    return escape(harmless(text))
