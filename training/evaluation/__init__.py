"""Evaluation of a model on annotated pictures, and its report."""
