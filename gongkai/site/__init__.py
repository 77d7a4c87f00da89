"""The report site: static pages made from the published warehouse, read-only, opened from a folder."""
