"""What is decided on the document as a whole: its parts, whose it is, what was used of it."""
