"""Does the suite notice when code, SQL or rules are broken? Mutants, sampled with a seed, and the tests that cover each."""
