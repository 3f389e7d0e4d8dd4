"""plantrack: a progress tracker for multi-year public development plans."""

# Written here: to read it from the metadata of the package takes longer than all else of `--version`.
__version__ = "0.1.0"
