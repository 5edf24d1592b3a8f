"""What families of formats share: networks, signed tables, terms of BEL, and whole files."""
