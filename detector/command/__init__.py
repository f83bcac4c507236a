"""The command line's sources, outputs and printed results."""
