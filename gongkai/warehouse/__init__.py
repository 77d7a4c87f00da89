"""From staged rows to the published file: models, gate, publication."""
