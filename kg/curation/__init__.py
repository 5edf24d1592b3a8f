"""What curators do with a data file: check it, prove its citations, add to it, take claims back."""
