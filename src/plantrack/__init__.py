"""plantrack: a progress tracker for multi-year public development plans."""
