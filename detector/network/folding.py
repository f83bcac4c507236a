"""Fold batch normalisation into the convolution before it, on plain arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def fold_into_kernel(
    kernel: ArrayLike,
    bias: ArrayLike,
    gamma: ArrayLike,
    beta: ArrayLike,
    mean: ArrayLike,
    variance: ArrayLike,
    epsilon: float,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Kernel and bias of one convolution that replaces both layers.

    With s = gamma / sqrt(variance + epsilon), a kernel k and bias b become k * s and (b - mean) * s + beta.
    The computation uses float64; only the result is rounded.

    Args:
        kernel: [height, width, in, out].
        bias, gamma, beta, mean, variance: [out], or one number for all channels.
    """
    kernel64, *rest = (
        np.asarray(values, np.float64) for values in (kernel, bias, gamma, beta, mean, variance)
    )
    old_bias, gain, shift, centre, spread = rest
    scale: NDArray[np.float64] = gain / np.sqrt(spread + epsilon)
    return kernel64 * scale, (old_bias - centre) * scale + shift
