"""What a part of a larger graph can ask of the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from kg.model.core import Sign


class Beyond(Protocol):
    """What finds mechanisms beyond a part of a store; see :mod:`kg.reasoning.mechanisms`."""

    def through(
        self, source: str, target: str, sign: Sign, size: int, change: tuple[str, Sign]
    ) -> Iterator[tuple[tuple[str, Sign], ...]]:
        """The mechanisms of ``size`` steps of an influence that include a change."""
