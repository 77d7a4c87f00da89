"""Gongkai: from disclosures to a published warehouse."""
