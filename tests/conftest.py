"""One Keras backend for the whole run: the first test to import Keras would choose it otherwise."""

import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
