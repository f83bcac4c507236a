"""Annotated pictures: read, checked, and cut into training windows."""
