"""What the graph is made of: values, the frozen index of them, influences, confidence, and what names mean."""
