"""The network itself: its layout, and the same layers in Keras and in PyTorch."""
