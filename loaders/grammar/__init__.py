"""The grammar of print: units, numbers, years, enumerations, notes, written once."""
