"""Great Expectations over the built warehouse, and what they are."""
