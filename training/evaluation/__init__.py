"""What a visitor would see of a model on annotated pictures, and the report that says so."""
