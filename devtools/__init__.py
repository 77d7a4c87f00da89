"""Tools of the project's own: documentation pages and the measure against the gold; no part of the product."""
