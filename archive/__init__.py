"""Many pictures on many machines: Ray Data, results as Parquet."""
