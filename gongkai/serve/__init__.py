"""The local web app: check files, look at the page beside the reading, browse the warehouse."""
