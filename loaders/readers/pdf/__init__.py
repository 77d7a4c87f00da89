"""PDF: words and rules from PDFium, grids found from rules and from alignment."""
