"""Folding changes the layers and not what the network computes."""

import keras
import numpy as np
import pytest
from keras import layers

from converter.fold import fold_batch_norm


def randomize(network):
    generator = np.random.default_rng(0)
    for layer in network.layers:
        layer.set_weights([generator.uniform(0.2, 1.2, w.shape) for w in layer.get_weights()])
    return network


def count(network, kind):
    return sum(isinstance(layer, kind) for layer in network.layers)


def assert_same_output(network, other, shape):
    picture = np.random.default_rng(1).random((2, *shape), np.float32)
    for a, b in zip(
        keras.tree.flatten(network(picture, training=False)),
        keras.tree.flatten(other(picture, training=False)),
        strict=True,
    ):
        assert np.abs(a).max() > 0.1
        np.testing.assert_allclose(b, a, rtol=1e-4, atol=1e-4)


def test_the_network_folds_completely(source):
    assert count(source.network, layers.BatchNormalization) == 18
    assert count(source.folded, layers.BatchNormalization) == 0
    assert source.folded.output_names == source.network.output_names
    statistics = sum(
        sum(w.size for w in layer.get_weights()) - layer.get_weights()[0].size
        for layer in source.network.layers
        if isinstance(layer, layers.BatchNormalization)
    )
    assert source.folded.count_params() == source.network.count_params() - statistics
    assert_same_output(source.network, source.folded, source.network.input_shape[1:])


@pytest.mark.parametrize("options", [{}, {"scale": False}, {"center": False}, {"epsilon": 0.1}])
@pytest.mark.parametrize("use_bias", [True, False])
def test_every_kind_of_batch_norm_folds(options, use_bias):
    image = layers.Input((5, 6, 3))
    x = layers.Conv2D(4, 3, use_bias=use_bias)(image)
    network = randomize(keras.Model(image, layers.BatchNormalization(**options)(x)))
    folded = fold_batch_norm(network)
    assert count(folded, layers.BatchNormalization) == 0
    assert_same_output(network, folded, (5, 6, 3))


def relu_between(image):
    return layers.BatchNormalization()(layers.Conv2D(4, 3, activation="relu")(image))


def used_twice(image):
    x = layers.Conv2D(4, 3)(image)
    return layers.Add()([layers.BatchNormalization()(x), x])


def after_a_pool(image):
    return layers.BatchNormalization()(layers.MaxPooling2D(2)(layers.Conv2D(4, 3)(image)))


@pytest.mark.parametrize("build", [relu_between, used_twice, after_a_pool])
def test_batch_norm_that_cannot_fold_stays(build):
    image = layers.Input((5, 6, 3))
    network = randomize(keras.Model(image, build(image)))
    folded = fold_batch_norm(network)
    assert count(folded, layers.BatchNormalization) == 1
    assert_same_output(network, folded, (5, 6, 3))
