"""Apache Superset on the published file: database, datasets, metrics, charts and a dashboard."""
