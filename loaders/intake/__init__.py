"""Intake: what lies in the input folder, read in isolated workers, staged as CSVs."""
