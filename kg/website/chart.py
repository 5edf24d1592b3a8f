"""The whole map: every quantity in a fixed column, from habits and treatments to symptoms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

#: The columns from left to right, with the kinds of concepts in each.
COLUMNS = (
    ("Environment, habits, food", ("environment", "behaviour", "food", "other")),
    ("Treatments, tests", ("treatment", "procedure")),
    ("Substances", ("substance",)),
    ("Proteins, anatomy", ("protein", "anatomy")),
    ("Processes", ("process",)),
    ("Measurements", ("measurement",)),
    ("Diseases", ("disease",)),
    ("Signs and symptoms", ("symptom",)),
)
SWEEPS = 24
#: Distance between columns, and between rows of a column, in canvas units.
ACROSS, DOWN = 420, 46


def places(
    kinds: Mapping[str, str], arrows: Iterable[tuple[str, str]]
) -> tuple[dict[str, tuple[int, int]], list[dict[str, object]]]:
    """The centre of each box by name, and the headings of the used columns with their x.

    Within a column the order follows the neighbours in the other columns, by barycentre sweeps (Sugiyama, Tagawa and
    Toda 1981); ties are broken by name, so the same graph always gives the same map.
    """
    column_of = {kind: n for n, (_, members) in enumerate(COLUMNS) for kind in members}
    columns: dict[int, list[str]] = defaultdict(list)
    for name in sorted(kinds):
        columns[column_of[kinds[name]]].append(name)
    near: dict[str, list[str]] = defaultdict(list)
    for a, b in arrows:
        near[a].append(b)
        near[b].append(a)
    height = {name: _height(place, len(members)) for members in columns.values() for place, name in enumerate(members)}
    used = sorted(columns)
    for sweep in range(SWEEPS):
        for n in used if sweep % 2 == 0 else reversed(used):
            columns[n].sort(key=lambda name: (_mean([height[b] for b in near[name]], height[name]), name))
            height |= {name: _height(place, len(columns[n])) for place, name in enumerate(columns[n])}
    x = {n: round((place - (len(used) - 1) / 2) * ACROSS) for place, n in enumerate(used)}
    found = {name: (x[n], round(height[name])) for n in used for name in columns[n]}
    return found, [{"label": COLUMNS[n][0], "x": x[n]} for n in used]


def _height(place: int, many: int) -> float:
    return (place - (many - 1) / 2) * DOWN


def _mean(heights: Sequence[float], otherwise: float) -> float:
    return sum(heights) / len(heights) if heights else otherwise
