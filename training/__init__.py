"""Training and evaluation of the network, from COCO annotations to the Keras model."""
