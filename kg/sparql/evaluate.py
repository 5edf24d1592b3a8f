"""Evaluate a checked query with pyoxigraph on Turtle texts in memory."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from kg.errors import DataError, UsageError
from kg.model.answer import Data
from kg.sparql.results import Cell, Result, of_solutions, of_triples
from kg.turtle.names import BASE, PREFIXES
from kg.turtle.parse import unmarked

#: The words in an error message of pyoxigraph, among the tokens that it expected.
_WORDS = re.compile(r"[A-Z]\w+(?: \w+)+")


def evaluate(text: str, files: Iterable[tuple[Path, bytes]], most: int) -> Result:
    """The answer to a prepared query on all files together, the data first, with at most ``most`` rows.

    A Store keeps numbers and dates in their shortest form: ``1000.0`` comes back as ``1000``. Raises UsageError,
    DataError and SearchLimit.
    """
    import pyoxigraph as ox

    store, digests = ox.Store(), []
    for path, data in files:
        digests.append(hashlib.sha256(data).hexdigest())
        try:
            store.extend(ox.parse(unmarked(data), format=ox.RdfFormat.TURTLE))
        except MemoryError:
            raise DataError(
                f"{path}: has a text that is too long, or needs too much memory; kg check reports what is wrong"
            ) from None
        except (SyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None) or 1
            raise DataError(f"{path}:{line}: not valid Turtle; kg check reports what is wrong") from None
    versions = store.quads_for_pattern(ox.NamedNode(BASE), ox.NamedNode(PREFIXES["owl"] + "versionInfo"), None)
    version = next((quad.object.value for quad in versions if isinstance(quad.object, ox.Literal)), "")
    asked = Data(version, digests[0])
    try:
        found = store.query(text)
        if isinstance(found, ox.QueryBoolean):
            truth = Cell("literal", str(bool(found)).lower(), datatype=PREFIXES["xsd"] + "boolean")
            return Result("ask", ("answer",), ((truth,),), "", asked)
        if isinstance(found, ox.QueryTriples):
            return of_triples(found, most, asked)
        return of_solutions(found, most, asked)
    except SyntaxError as error:
        said = _WORDS.search(str(error))
        what = said[0] if said else "a variable, a value or a blank node in a place where it is not allowed"
        raise UsageError(
            f"the query is invalid ({what}); correct it, or start from a ready query (kg sparql --list)"
        ) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise UsageError(f"the query cannot be answered ({' '.join(str(error).split())}); leave that out") from None
