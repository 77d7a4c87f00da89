"""Loaders: bytes of published disclosures in, staging records out."""
