"""What was read, shown: tables, forms, and where a fact is printed."""
