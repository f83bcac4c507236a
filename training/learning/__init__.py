"""From windows to weights: matching, losses, recipe and the training loop."""
