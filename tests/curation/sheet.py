"""Curation sheets for tests."""


def sheet(path, header, *rows):
    """A sheet with some cells by name; the others are empty."""
    lines = ["\t".join(header), *("\t".join(str(row.get(name, "")) for name in header) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
