"""How the fields of a data file are described: the form of a value, how many there may be, and the table of a class."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from msgspec import Struct

#: The form of a value in the file. In Python a whole number is an ``int``, true a ``bool``, and the rest a text.
Form = Literal[
    "text",  # plain text
    "english",  # text in English
    "name",  # the identifier of another thing
    "term",  # a term of one scheme of the vocabulary
    "relation",  # a relation of the vocabulary
    "category",  # a class of the Biolink model, in addition to the class of the data file
    "decimal",  # a bound of a value
    "whole",  # a whole number, 0 or more
    "date",  # a day
    "year",  # a year
    "true",  # true; false is not written
]
#: How many values a field may have in a description.
Count = Literal[
    "one",  # exactly one
    "optional",  # none, or exactly one
    "first",  # none, or one; if there are more, the first is read, and the shapes report the others
    "many",  # any number, in alphabetical order
]


class Field(Struct, frozen=True):
    """A row of a table: the predicate that holds the field ``name`` of a class.

    A ``scheme`` says which terms are allowed. With a ``key``, the field is a list of pairs, and the predicate holds the
    values of the pairs with this key. With ``when``, a second field and its value, the predicate is used only if the
    second field has this value, so that reading it sets both.
    """

    name: str
    predicate: str
    form: Form = "text"
    count: Count = "one"
    scheme: str = ""
    key: str = ""
    when: tuple[str, object] | None = None

    @property
    def absent(self) -> str | tuple[()] | bool | None:
        """The value of an optional field that is not given."""
        if self.count == "many":
            return ()
        if self.form == "true":
            return False
        return None if self.form in ("name", "term", "whole") else ""


class Together(Struct, frozen=True):
    """How many of some predicates a description must use, and the problem if it uses another number (``{}``)."""

    rule: str
    predicates: tuple[str, ...]
    allowed: tuple[int, ...]
    message: str
    repair: str


class Table(Struct, frozen=True, dict=True):
    """A class in the data file: its name there, the prefix of its identifiers, and its fields.

    The identifier itself is the first field of the class and is not in the table. ``flags`` are predicates that always
    have the value true.
    """

    kind: str
    prefix: str
    fields: tuple[Field, ...]
    together: tuple[Together, ...] = ()
    flags: tuple[str, ...] = ()

    @cached_property
    def predicates(self) -> frozenset[str]:
        """All predicates that a description may use; a comment may be on anything."""
        return frozenset({"rdf:type", "rdfs:comment", *self.flags, *(field.predicate for field in self.fields)})

    @cached_property
    def blank(self) -> Mapping[str, object]:
        """The optional fields without values."""
        return {field.name: field.absent for field in self.fields if field.count != "one"}
