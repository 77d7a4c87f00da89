"""What builds cost as documents become more: generated disclosures, from nothing, with some added, with one changed."""
