"""The edges of the command line: sources, outputs and what is printed."""
