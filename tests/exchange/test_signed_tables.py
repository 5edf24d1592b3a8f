"""What the formats of signed edge lists leave open: words, identifiers, headers, and what names no sign."""

import csv
from contextlib import nullcontext, suppress

import pytest

import kg
from kg.errors import DataError, UsageError
from kg.exchange.families import Options
from kg.exchange.intake import take
from kg.exchange.relations import relation
from tests.exchange import peers


@pytest.fixture
def read(tmp_path):
    """Import a text."""

    def make(text, name="net.tsv", form=None, **options):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return take([path], form, Options(**options), every=True)

    return make


def signs(taken):
    """The influences, each with its sign."""
    return {(i.source, i.target): i.sign.value for i in taken.graph.influences}


def missed(taken):
    """What was not understood → how often."""
    return {entry.what: entry.count for entry in taken.report.not_understood}


@pytest.mark.parametrize(
    ("word", "sign"),
    [
        *((word, "increased") for word in ("+", "1", "+1", "0.7", "activates", "Up_regulates", "up regulation", "->")),
        *(
            (word, "decreased")
            for word in ("-", "−1", "-1.0", "Inhibition", "down-regulates", "-|", "--|", "represses")
        ),
        *((word, "") for word in ("0", "?", "regulates", "pd", "controls-state-change-of")),
    ],
)
def test_words_and_numbers_that_tell_a_sign(word, sign):
    """In any case, with spaces, hyphens or underscores."""
    cells = relation(word)
    assert (cells["predicate"], cells.get("object_direction_qualifier", "")) == ("biolink:affects", sign)


@pytest.mark.parametrize("word", ["", "interaction", "nan", "glows", "sideways", "not", "--", "p"])
def test_other_words_tell_no_sign(word):
    """A header, an undirected edge or a value is none."""
    assert relation(word) is None


def test_sif_with_several_targets_lone_nodes_and_comments(read):
    """Tabs allow spaces in names; each target is an edge; a line of two names is left out."""
    taken = read(
        "# made by hand\nlow mood\tinhibits\tsleep\twork\nalone\n  \t \na b\nA\tpp\tB\nA\tglows\tB\n", "my net.sif"
    )
    assert signs(taken) == {("my-net:low mood", "my-net:sleep"): "-", ("my-net:low mood", "my-net:work"): "-"}
    assert taken.graph.concepts["my-net:low mood"].label == "low mood"
    assert {"my-net:alone", "my-net:A"} <= taken.graph.concepts.keys()
    left_out = {"edge with an unknown relation, left out": 1, "line without a relation, left out": 1}
    assert missed(taken) == {**left_out, "identifier with a space, kept as it is": 1}
    assert (taken.report.read.nodes, taken.report.read.edges, taken.report.edges.not_causal) == (1, 5, 1)


def test_sif_is_found_by_what_it_says(read):
    """Whatever it is called, if nearly every line has a known relation; else only by its name."""
    edges = "p53 activates p21\np21 inhibits CDK2\n"
    assert read(edges, "network.txt").form == "sif"
    for other in ("we found that\nall of this\nis so fine\n", "1 2 3\n4 5 6\n", "a b\nc d\n"):
        with pytest.raises(DataError, match="which cannot be imported"):
            read(other, "network.txt")
    assert read("a likes b\n" + edges, "x.sif").report.edges.left_out == 1


def test_sif_of_pathway_commons_as_a_table(read):
    """With sources; what is consumed is acted on; the descriptions that follow are left out."""
    head = "PARTICIPANT_A\tINTERACTION_TYPE\tPARTICIPANT_B\tINTERACTION_DATA_SOURCE\tINTERACTION_PUBMED_ID\n"
    rows = "P1\tcontrols-state-change-of\tP2\tREACT\t123;45\nATP\tconsumption-controlled-by\tP1\t\t\n"
    rows += "A\tused-to-produce\tB\t\t\nA\tneighbor-of\tB\t\t\n\n"
    taken = read(
        head + rows + "PARTICIPANT\tPARTICIPANT_TYPE\tPARTICIPANT_NAME\nP1\tProteinReference\tP one\n", "pc.txt"
    )
    assert taken.form == "sif"
    assert signs(taken) == {("pc:P1", "pc:P2"): "?", ("pc:P1", "pc:ATP"): "?", ("pc:A", "pc:B"): "+"}
    assert {study.pmid for study in taken.graph.studies.values()} == {"123", "45", ""}
    assert missed(taken) == {"description of a participant, left out": 1}
    assert (taken.report.read.nodes, taken.report.nodes.left_out) == (1, 1)


SIGNOR = {
    "ENTITYA": "a",
    "IDA": "P1",
    "DATABASEA": "UNIPROT",
    "ENTITYB": "b",
    "IDB": "b-1",
    "DATABASEB": "NEW",
    "EFFECT": "",
}


def signor(**cells):
    """A row of SIGNOR."""
    row = {**SIGNOR, **cells}
    return "\t".join(row) + "\n" + "\t".join(row.values()) + "\n"


@pytest.mark.parametrize(
    ("cells", "ends"),
    [
        ({}, ("UniProtKB:P1", "NEW:b-1")),
        ({"IDB": "SID:9", "DATABASEB": "PUBCHEM"}, ("UniProtKB:P1", "PUBCHEM.SUBSTANCE:9")),
        ({"IDA": "URS1_9606", "DATABASEA": "RNAcentral"}, ("RNACENTRAL:URS1_9606", "NEW:b-1")),
    ],
)
def test_identifiers_of_signor(read, cells, ends):
    """Each database has its prefix; another one is its own; no effect is an effect without a sign."""
    taken = read(signor(**cells))
    assert signs(taken) == {ends: "?"}
    assert taken.graph.concepts[ends[0]].label == "a"


def test_signor_in_the_forms_of_its_website(read):
    """Columns in small letters, or separated by semicolons; publications of three kinds; effects that are new."""
    small = signor(EFFECT="up-regulates").replace("\t", ";").lower().replace("p1", "P1")
    assert signs(read(small)) == {("UniProtKB:P1", "new:b-1"): "+"}
    for published, known in (("12", ("12", "", "")), ("PMC7", ("", "PMC7", "")), ("10.1000/x", ("", "", "10.1000/x"))):
        taken = read(signor(EFFECT="down-regulates activity", PMID=published))
        assert [(s.pmid, s.pmcid, s.doi) for s in taken.graph.studies.values()] == [known]
    assert [s.title for s in read(signor(PMID="NA")).graph.studies.values()] == ["SIGNOR"]
    for effect in ("up-regulates growth", "form complexes", "bewitches"):
        with pytest.raises(DataError, match="nothing was understood"):
            read(signor(EFFECT=effect))
    with pytest.raises(DataError, match=r"nothing was understood \(identifier that is not a CURIE"):
        read(signor(IDA="a", DATABASEA=""))


@pytest.mark.parametrize(
    ("cells", "what", "value"),
    [
        ({"PMID": "not-a-pmid"}, "publication that is not understood, kept by name", "not-a-pmid"),
        ({"PMID": "see text; 7"}, "publication that is not understood, kept by name", "see text"),
        ({"IDB": "x 1", "DATABASEB": "UNIPROT"}, "identifier with a space, kept as it is", "UniProtKB:x 1"),
        ({"DATABASEB": "FOODB"}, "identifier of an unknown database, kept", "FOODB:b-1"),
        ({"EFFECT": ""}, "edge with an empty effect, imported without a sign", ""),
    ],
)
def test_a_cell_of_signor_that_is_not_understood_is_reported(read, cells, what, value):
    """With its row; a publication that is none is no evidence of the table, and a good row has no report."""
    good = {"EFFECT": "up-regulates", "DATABASEB": "SIGNOR", "PMID": "5"}
    assert missed(read(signor(**good))) == {}
    taken = read(signor(**{**good, **cells}))
    (entry,) = taken.report.not_understood
    assert (entry.what, entry.count) == (what, 1)
    assert entry.examples == (f"{value} (line 2 of net.tsv)" if value else "line 2 of net.tsv",)
    assert "SIGNOR" not in {study.title for study in taken.graph.studies.values()}
    assert what in taken.report.outcomes[0].reasons


def test_a_space_is_reported_where_most_identifiers_have_none(read):
    """Also below a prefix of the file; where many names are words, it is ordinary."""
    head, what = "source\ttarget\tsign\n", "identifier with a space, kept as it is"
    taken = read(head + "EGFR\tGRB2\t+\nGRB2\tCYP 27B1\t-\n")
    (entry,) = taken.report.not_understood
    assert (entry.what, entry.examples) == (what, ("net:CYP 27B1 (line 3 of net.tsv)",))
    assert missed(read(head + "low mood\tsleep\t+\nbad day\tsleep\t-\n")) == {}


def test_identifiers_that_differ_by_spaces_alone_are_kept_apart_and_reported(read):
    """Of any source, and of several that differ so each but the first; other names with spaces are ordinary."""
    head, tail = "source\ttarget\tsign\n", "\tsleep\t-\n"
    taken = read(head + "".join(name + tail for name in ("low mood", "lowmood", "low  mood", "bad day")))
    assert len(taken.graph.concepts) == 5
    (entry,) = taken.report.not_understood
    assert (entry.what, entry.count) == ("identifier that differs from another by spaces alone, not merged", 2)
    assert entry.examples[0] == "net:low mood, net:lowmood (line 2 of net.tsv)"
    (entry,) = read(head + "".join(name + tail for name in ("low mood", "l ow mood"))).report.not_understood
    assert entry.examples == ("net:l ow mood, net:low mood (line 3 of net.tsv)",)


NETWORK = """{{
    "directed": true, "nodes": [{{"id": "a"}}, {{"id": "b"}}],
    "links": [{{"source": "a", "target": "b", "interaction": "{}"}}]
}}"""


@pytest.mark.parametrize(
    ("word", "sign"),
    [
        ("down-regulates activity", "-"),
        ("mim-inhibition", "-"),
        ("directlyDecreases", "-"),
        ("transcriptional activation", "+"),
        ("phosphorylates", "?"),
        ("Phosphorylation", "?"),
        ("glows", None),
    ],
)
def test_a_word_means_the_same_in_every_format(read, word, sign):
    """In SIF, in a table, in a network and in SIGNOR; one that is unknown is left out of each."""
    files = {
        "net.sif": f"a\t{word}\tb\nc\tinhibits\td\n",
        "net.tsv": f"source\ttarget\trelation\na\tb\t{word}\nc\td\tinhibits\n",
        "net.json": NETWORK.format(word),
        "signor.tsv": signor(EFFECT=word, IDA="net:a", IDB="net:b"),
    }
    for name, text in files.items():
        with suppress(DataError) if sign is None else nullcontext():
            assert signs(read(text, name)).get(("net:a", "net:b")) == sign


def test_a_dry_run_says_why_an_edge_has_no_sign(read):
    """Each word once with its first row, and for each row; an edge with a sign has no reason."""
    effects = ("unknown", "form complex", "unknown", "up-regulates")
    texts = [signor(EFFECT=effect, PMID=str(number)).splitlines() for number, effect in enumerate(effects, 1)]
    report = read("\n".join([texts[0][0], *(row for _, row in texts)])).report
    assert [(entry.what, entry.count, entry.examples[0]) for entry in report.without_sign] == [
        ("“unknown” has no sign", 2, "line 2 of net.tsv"),
        ("“form complex” is not a cause", 1, "line 3 of net.tsv"),
    ]
    said = [[reason for reason in outcome.reasons if "“" in reason] for outcome in report.outcomes]
    assert said == [["“unknown” has no sign"], ["“form complex” is not a cause"], ["“unknown” has no sign"], []]


def test_an_empty_sign_is_reported(read):
    """Beside a relation the relation counts."""
    head = "source\ttarget\tsign\trelation\n"
    taken = read(head + "a\tb\t\tinhibits\nc\td\t\t\ne\tf\tup?\tactivates\n")
    assert signs(taken) == {("net:a", "net:b"): "-", ("net:c", "net:d"): "?", ("net:e", "net:f"): "?"}
    assert [(entry.what, entry.examples) for entry in taken.report.not_understood] == [
        ("edge whose sign is not understood, imported without a sign", ("up? (line 4 of net.tsv)",)),
        ("edge with an empty sign or relation, imported without a sign", ("line 3 of net.tsv",)),
    ]


OMNIPATH = "source\ttarget\tis_directed\tis_stimulation\tis_inhibition\tconsensus_stimulation\tconsensus_inhibition\n"


@pytest.mark.parametrize(
    ("flags", "sign", "note"),
    [
        ("1 1 0 1 0", "+", ""),
        ("TRUE FALSE TRUE NA NA", "-", ""),
        ("1 1 1 0 1", "-", "edge whose sources disagree on the sign, imported with the sign of the consensus"),
        ("1 1 1 0 0", "?", "edge that both stimulates and inhibits, imported without a sign"),
        ("1 1 1 1 1", "?", "edge that both stimulates and inhibits, imported without a sign"),
        ("1 0 0 0 0", "?", ""),
        ("0 0 0 0 0", None, ""),
    ],
)
def test_flags_of_omnipath(read, flags, sign, note):
    """Numbers and words; the consensus first; what is not directed is no effect."""
    taken = read(OMNIPATH + "\t".join(["P04637", "miR-1", *flags.split()]) + "\n")
    assert signs(taken) == ({("UniProtKB:P04637", "OmniPath:miR-1"): sign} if sign else {})
    assert missed(taken) == ({note: 1} if note else {})


def test_a_sign_against_the_direction_of_the_consensus_is_no_effect(read):
    """OmniPath has the direction that most sources support as another row; without a sign no row agrees with it."""
    head = OMNIPATH.replace("\n", "\tconsensus_direction\n")
    assert signs(read(head + "Q1\tQ2\t1\t0\t0\t0\t0\t0\n")) == {("OmniPath:Q1", "OmniPath:Q2"): "?"}
    taken = read(head + "Q1\tQ2\t1\t1\t0\t0\t0\tFalse\nQ2\tQ1\t1\t1\t0\t1\t0\tTrue\n")
    assert signs(taken) == {("OmniPath:Q2", "OmniPath:Q1"): "+"}
    assert missed(taken) == {"edge with a sign against the direction of the consensus, imported as an interaction": 1}


def test_ctd_as_a_table_with_columns_and_with_tabs(read):
    """Columns stand in a comment or in the first line; without a sentence only expression has a sure direction."""

    def row(action, forms):
        return f"c,C1,G,1,{forms},{action},5\n"

    head = "ChemicalName,ChemicalID,GeneSymbol,GeneID,GeneForms,InteractionActions,PubMedIDs\n"
    text = head + row("increases^expression", "mRNA") + row("decreases^expression", "mRNA|promoter")
    taken = read(text + row("increases^activity", "protein"))
    assert sorted(
        (claim.relation, len(taken.graph.evidence_of[name])) for name, claim in taken.graph.claims.items()
    ) == [
        ("affects", 1),
        ("increases", 1),
    ]
    unsure = "interaction whose sentence is not about chemical and gene alone, imported without a sign"
    assert missed(taken) == {unsure: 2, "edge like another one, merged with it": 1}
    tabs = (
        "# Fields:\n# "
        + "\t".join(peers.ctd_columns(peers.FIXTURES / "ctd-diseases.tsv"))
        + "\n#\nx\tC1\t\til\tOMIM:1\ttherapeutic\t\t\t\t5|6\n"
    )
    taken = read(tabs)
    assert signs(taken) == {("MESH:C1", "OMIM:1"): "-"}
    assert {item.modality for item in taken.graph.evidence.values()} == {"Hedged"}
    genes = "GeneSymbol,GeneID,DiseaseName,DiseaseID,DirectEvidence,PubMedIDs\nG,1,ill,MESH:D1,therapeutic,5\n"
    taken = read(genes)
    assert [claim.relation for claim in taken.graph.claims.values()] == ["associatedWith"]
    assert missed(taken) == {"therapeutic role without a sign, imported as an association": 1}


def test_a_chemical_that_is_named_like_a_gene_is_the_subject(read):
    """The sentence begins with both names."""
    row = ["Zinc", "D1", "", "Zinc", "2", "protein", "", "", "Zinc results in increased expression of Zinc protein"]
    text = (
        ",".join(peers.ctd_columns(peers.FIXTURES / "ctd.tsv"))
        + "\n"
        + ",".join([*row, "increases^expression", "1"])
        + "\n"
    )
    assert signs(read(text)) == {("MESH:D1", "NCBIGene:2"): "+"}


def test_the_columns_of_any_table_are_named(read):
    """In any case; a relation and a sign together; publications; identifiers below a prefix."""
    text = "Regulator,Gene,Effect size,How,Papers\nX,Y,-2,increases,12 PMID:3\nX,Z,0.5,biolink:correlated_with,\n"
    text += "X,W,,caused_by,DOI:10.1000/7\nX,V,1,bewitches,\nX,U,a,treats,\nX,T,,treats,\n"
    named = {"source": "regulator", "target": "Gene", "sign": "effect size", "relation": "How", "reference": "Papers"}
    taken = read(text, prefix="HGNC", **named)
    relations = {(c.subject, c.object): c.relation for c in taken.graph.claims.values()}
    assert relations == {
        ("HGNC:X", "HGNC:Y"): "decreases",
        ("HGNC:X", "HGNC:Z"): "associatedWith",
        ("HGNC:W", "HGNC:X"): "causes",
        ("HGNC:X", "HGNC:V"): "increases",
        ("HGNC:X", "HGNC:U"): "affects",
        ("HGNC:X", "HGNC:T"): "treats",
    }
    assert {(s.pmid, s.doi) for s in taken.graph.studies.values()} == {
        ("12", ""),
        ("3", ""),
        ("", "10.1000/7"),
        ("", ""),
    }
    assert missed(taken) == {"edge whose sign is not understood, imported without a sign": 1}
    alone = read(text, source="Regulator", target="Gene", relation="How")
    assert missed(alone) == {"edge with an unknown relation, left out": 1}
    assert alone.report.edges.raises == 2
    assert "net:X" in alone.graph.concepts


def test_columns_without_names_are_numbered(read):
    """As TRRUST has them; no line is lost."""
    taken = read(
        "AATF\tBAX\tRepression\t22909821\nABL1\tBCL2\tUnknown\t\n", source="1", target="2", sign="3", reference="4"
    )
    assert signs(taken) == {("net:AATF", "net:BAX"): "-", ("net:ABL1", "net:BCL2"): "?"}
    assert {study.pmid for study in taken.graph.studies.values()} == {"22909821", ""}
    with pytest.raises(UsageError, match=r"has no column “3”; its columns are A, B$"):
        read("A\tB\n", source="1", target="2", sign="3")
    assert signs(read("1\t2\t3\nA\tB\t-\n", source="1", target="2", sign="3")) == {("net:A", "net:B"): "-"}


def test_columns_that_are_missing_are_one_line(read):
    """The line has those that there are."""
    text = "from,to,kind\nA,B,activates\n"
    with pytest.raises(UsageError, match=r"net\.tsv: has no column “sign”; its columns are from, to, kind$"):
        read(text, source="from", target="to", sign="sign")
    with pytest.raises(
        UsageError, match="name its columns with --source, --target, and --sign or --relation; they are"
    ):
        read(text, source="from", target="to")
    with pytest.raises(UsageError, match="name its columns"):
        read("", form="table")
    with pytest.raises(
        UsageError, match="the format sif has fixed columns; leave out --format, or the names of columns"
    ):
        read(text, form="sif", source="from")
    assert signs(read(text, source="from", target="to", relation="kind")) == {("net:A", "net:B"): "+"}


@pytest.mark.parametrize("prefix", ["two words", "claim", "1a", "a:b", "urn", "https://x.example/"])
def test_a_prefix_that_can_be_none_is_one_line(read, prefix):
    """Reserved, or no prefix at all."""
    with pytest.raises(UsageError, match="cannot be a prefix; give letters and digits, such as HGNC"):
        read("a activates b\n", prefix=prefix)


@pytest.mark.parametrize(("name", "prefix"), [("2 a.sif", "file-2-a"), ("…", "file"), ("claim.sif", "file-claim")])
def test_a_name_of_a_file_becomes_a_prefix(read, name, prefix):
    """Whatever the file is called."""
    assert signs(read("a activates b\n", name)) == {(f"{prefix}:a", f"{prefix}:b"): "+"}


def test_the_command_takes_columns(run, tmp_path):
    """As the page says."""
    table = tmp_path / "t.csv"
    with table.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("from", "to", "does"), ("rain", "hay", "raises"), ("rain", "dust", "lowers")])
    out = tmp_path / "t.ttl"
    options = ("--source", "from", "--target", "to", "--sign", "does", "--prefix", "EX", "--output", out)
    assert run("import", table, *options).code == 0
    assert kg.effect(kg.load(out), "rain", "dust").effect in ("-", "?")
    assert set(kg.load(out).concepts) == {"EX:rain", "EX:hay", "EX:dust"}
