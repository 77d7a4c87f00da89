"""The published file as workbooks, Parquet, CSV and a data package."""
