"""The words of questions: verbs of effect, what joins them to names, and words that change nothing."""

from __future__ import annotations

from kg.model.lookup import ARROWS

#: Verbs that may stand without an object: "does it increase with age?".
_CHANGE = "aggravate change decrease ease improve increase lower reduce worsen".split()
VERBS = (
    "affect alleviate block boost cause control cure damage drive elevate give harm help hurt impair induce influence "
    "inhibit make mean precipitate prevent produce promote protect provoke raise regulate relieve slow stimulate "
    "strengthen suppress treat trigger weaken"
).split() + _CHANGE
_IRREGULAR = {"control": "controlled", "drive": "driven", "give": "given", "hurt": "hurt", "make": "made"} | {
    "mean": "meant"
}


def _third(verb: str) -> str:
    return f"{verb}es" if verb.endswith("ss") else f"{verb}s"


def _participle(verb: str) -> str:
    return _IRREGULAR.get(verb) or (f"{verb}d" if verb.endswith("e") else f"{verb}ed")


#: Each participle, and each form of a verb, with the verb.
PARTICIPLES = {_participle(verb): verb for verb in VERBS}
FORMS = {**{verb: verb for verb in VERBS}, **{_third(verb): verb for verb in VERBS}, **PARTICIPLES}
#: Verbs of what happens without an object.
_INTRANSITIVE = (
    "appear|appears|arise|arises|climb|climbs|decline|declines|develop|develops|drop|drops|fall|falls|get better|"
    "gets better|get worse|gets worse|go down|goes down|go up|goes up|happen|happens|occur|occurs|recover|recovers|"
    "result|results|rise|rises"
)
INTRANSITIVE = frozenset(_INTRANSITIVE.split("|"))
#: Verbs that reverse a question if the words below follow: "does B increase with A?".
CHANGING = INTRANSITIVE | {form for form, verb in FORMS.items() if verb in _CHANGE}
#: The words that reverse it: directly after the verb, or anywhere after it.
NEAR = frozenset("after as during following from if in on once under when whenever with".split())
FAR = frozenset("due to|because of|as a result of|in response to|owing to|thanks to|when|whenever|if".split("|"))
ARTICLES = frozenset("a an any my our the your".split())
#: What begins the condition in "what happens to B when A is low?".
CONDITIONS = frozenset("as if once when whenever".split())
#: What stands between the source and the target of an effect, besides verbs.
_ACTIVE = (
    "lead to|leads to|leading to|result in|results in|contribute to|contributes to|protect against|protects against|"
    "protect from|protects from|do to|does to|happen to|happens to|have on|has on|cause of|causes of|good for|"
    "better for|bad for|worse for|risk factor for|responsible for|needed for|required for|necessary for|important for|"
    "essential for|treatment for|remedy for|used for|used to treat|effective for|effective against|work for|works for|"
    "linked to|linked with|associated with|related to|connected to|connected with|tied to|correlated with|"
    "involved in|implicated in|role in|part in|play in|plays in|act on|acts on|interact with|interacts with"
)
#: What stands between the target and the source.
_PASSIVE = (
    "due to|because of|come from|comes from|coming from|result of|results from|result from|consequence of|symptom of|"
    "sign of|complication of|depend on|depends on|dependent on|respond to|responds to|explained by|effect of"
)
ACTIVE = frozenset([*FORMS, *_ACTIVE.split("|")])
PASSIVE = frozenset([*(f"{past} by" for past in PARTICIPLES), *_PASSIVE.split("|")])
#: Verbs and other words of what people take: with them, a substance is read as its use, if the graph has that.
TAKEN = frozenset(
    "alleviate|cure|ease|help|improve|prevent|protect|reduce|relieve|treat|good for|better for|treatment for|"
    "remedy for|used for|used to treat|effective for|effective against|work for|works for".split("|")
)
#: What stands before both, with one of these words between them: the effect of one on the other.
NOUNS = {
    **dict.fromkeys(("effect of", "effects of", "influence of", "impact of"), ("on",)),
    **dict.fromkeys(("consequence of", "consequences of"), ("on", "for")),
    **dict.fromkeys(("role of", "part of"), ("in", "for")),
}
#: The same in reverse order, with "of" between them.
NOUNS_ON = ("effect on", "effects on", "influence on", "impact on")
#: What stands before the target: "what happens to B when A is low?".
HAPPENS = ("happens to", "happen to", "happened to", "becomes of", "become of")
#: Words between two names that stand there alone; both names are given in this order.
JOINED = frozenset("and to → -> => ➔ ⟶".split())
#: Words between a name and its level, "A levels are too low", or before it, "low levels of A".
BEFORE_LEVEL = frozenset(
    "is are was were be become becomes get gets stay stays remain remains that too very level levels concentration "
    "concentrations".split()
)
OF_LEVEL = frozenset(f"{noun}{s} of" for noun in ("level", "amount", "concentration") for s in ("", "s"))
#: Moves behind a name, in words that the look-up of names knows.
MOVED = {
    **dict.fromkeys("decline declines decrease decreases drop drops fall falls".split(), "down"),
    **dict.fromkeys("climb climbs increase increases rise rises".split(), "up"),
    **dict.fromkeys(("go down", "goes down"), "down"),
    **dict.fromkeys(("go up", "goes up"), "up"),
    **{word: word for word in ARROWS},
}
#: With one of these before it, a word of a move behind a name is a verb: "when A falls", "does A fall".
HELPING = CONDITIONS | frozenset("can could did do does may might will would".split())
#: Verbs that help the verb of a name behind them: "what effect does A have on" is not a question about B alone.
HELPING_NAME = frozenset("did do does had has have".split())
#: Words that begin a question about one name.
ASKING = frozenset("how what what's which who why".split())
#: What stands before a verb in such a question: "what can lower B".
BEFORE_VERB = ASKING | frozenset("can could may might to will would".split())
#: What a question for causes may ask for: "which things raise B?".
THINGS = frozenset(
    "cause causes condition conditions disease diseases drug drugs else factor factors food foods medication "
    "medications medicine medicines nutrient nutrients other reason reasons thing things".split()
)
#: Words that change nothing.
SMALL = frozenset(
    "a about also an and any are at be because been being better between body by can chain chains could did do does "
    "effect effects explain for from get gets had happen happens has have how i if in is it its levels link "
    "may me mechanism might more much my of on or our path people person please really relationship role "
    "sequence should show so some someone take takes taking tell than that the their them then there these this those "
    "to trace us was we were what what's when which why will with worse would you your impact influence cause "
    "causes risk association connection correlation relation".split()
)
#: Words that would change the question, as those that end in "n't" would.
REFUSED = frozenset({"not", "no", "never", "without", "cannot", "than", "versus", "vs"})
