"""Tests: what a user relies on. Their folders are those of the packages of ``kg``."""

import re
import shlex
from pathlib import Path

from kg import registry

#: The repository.
ROOT = Path(__file__).resolve().parent.parent


def example(name):
    """The arguments of the example in the help of a command; without ``--html``, which goes with no other format.

    Of ``kg why``, those of a question with few causes: it is asked often.
    """
    line = re.search(rf"Example: kg {name}(?: (.+))?$", registry.function(name).__doc__ or "", re.MULTILINE)
    assert line, f"add to the docstring of the function of kg {name} a line “Example: kg {name} …” that has an answer"
    return ["numbness"] if name == "why" else [word for word in shlex.split(line[1] or "") if word != "--html"]
