"""Keep what was found of a graph for further questions in the same process.

A graph never changes, so what was found of it stays true. It is kept with the graph, and goes when the graph goes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial, wraps
from typing import Concatenate, ParamSpec, TypeVar

from kg.model.graph import KnowledgeGraph

P = ParamSpec("P")
R = TypeVar("R")


def kept(
    size: int,
) -> Callable[[Callable[Concatenate[KnowledgeGraph, P], R]], Callable[Concatenate[KnowledgeGraph, P], R]]:
    """Keep the last ``size`` results of a function for each graph; its other arguments must be hashable."""

    def keeping(function: Callable[Concatenate[KnowledgeGraph, P], R]) -> Callable[Concatenate[KnowledgeGraph, P], R]:
        name = _name(function)

        @wraps(function)
        def asked(graph: KnowledgeGraph, /, *args: P.args, **kwargs: P.kwargs) -> R:
            found = vars(graph).get(name)
            if found is None:
                found = vars(graph).setdefault(name, lru_cache(size)(partial(function, graph)))
            result: R = found(*args, **kwargs)
            return result

        return asked

    return keeping


def known(graph: KnowledgeGraph, function: Callable[[KnowledgeGraph], R], result: R) -> None:
    """Keep a result that was not found by the function itself, but read with the graph."""
    vars(graph)[_name(function)] = lambda: result


def _name(function: Callable[..., object]) -> str:
    return f"{function.__module__}.{function.__qualname__}"
