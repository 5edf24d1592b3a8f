"""Asks what-if, effects and why, and reads what changes."""

import kg

#: The reasons for which a thing need not be listed.
UNLISTED = ("no-path", "beyond-range", "different-populations")


def what_if(*arguments, **options):
    """The answer of kg.what_if as JSON."""
    return kg.what_if(*arguments, **options).plain()


def effects(*arguments, **options):
    """The answer of kg.effects as JSON."""
    return kg.effects(*arguments, **options).plain()


def why(*arguments, **options):
    """The answer of kg.why as JSON."""
    return kg.why(*arguments, **options).plain()


def moves(answer):
    """Where each thing moves in an answer, in its order."""
    listed = answer.get("moves", answer.get("effects", answer.get("causes")))
    return {move["id"].removeprefix("concept:"): move["effect"] for move in listed}
