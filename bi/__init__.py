"""What BI tools need beside the published file."""
