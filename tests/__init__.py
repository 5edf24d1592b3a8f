"""Tests: what a user relies on. Their folders are those of the packages of ``kg``."""

import re
import shlex
from pathlib import Path

from kg import registry

#: The repository.
ROOT = Path(__file__).resolve().parent.parent
#: Questions with few answers, in place of examples that take longer.
SMALL = {"why": ["numbness"], "what-if": ["vitamin B12", "up"], "effects": ["vitamin B12", "--kind", "symptom"]}


def example(name):
    """The arguments of the example in the help of a command; without ``--html``, which goes with no other format.

    Or those of a smaller question: each is asked often.
    """
    line = re.search(rf"Example: kg {name}(?: (.+))?$", registry.function(name).__doc__ or "", re.MULTILINE)
    assert line, f"add to the docstring of the function of kg {name} a line “Example: kg {name} …” that has an answer"
    return SMALL.get(name) or [word for word in shlex.split(line[1] or "") if word != "--html"]
