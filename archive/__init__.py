"""Analysis of many pictures on many machines with Ray Data; results as Parquet."""
