"""One disclosure in other clothes: variants of real PDFs, and whether they give the facts of the PDF."""
