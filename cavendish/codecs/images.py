# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What may be handed to a codec: checks that end in one clear sentence."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


def as_rgb(rgb: ArrayLike) -> NDArray[np.uint8]:
    """Return (..., 3) colours as uint8; floats in [0, 1] are rounded to eight bits.

    Raises TypeError for another kind of number, ValueError for another last axis or a float outside [0, 1].
    """
    image = np.asarray(rgb)
    if image.dtype != np.uint8 and image.dtype.kind != "f":
        raise TypeError(f"rgb must be uint8, or floats in [0, 1], not {image.dtype}")
    if image.ndim == 0 or image.shape[-1] != 3:
        raise ValueError(f"rgb must have a last axis of 3 channels, not the shape {image.shape}")
    if image.dtype == np.uint8:
        return image
    if image.size and not (image.min() >= 0 and image.max() <= 1):
        raise ValueError(f"float rgb must lie in [0, 1], not {image.min()} to {image.max()}; divide by 255?")
    return np.rint(image * np.float32(255)).astype(np.uint8)


def as_ids(ids: ArrayLike, noun: str) -> NDArray[Any]:
    """Return an integer map as an array; raises TypeError where it holds anything but integers."""
    array = np.asarray(ids)
    if array.dtype.kind not in "iu":
        raise TypeError(f"{noun} must be integers, not {array.dtype}")
    return array


def as_depth(depth: ArrayLike) -> NDArray[Any]:
    """Return depths as a floating array; raises TypeError for integers, complex numbers and the rest.

    Their values are checked where they are read anyway, by `check_depth`.
    """
    array = np.asarray(depth)
    if array.dtype.kind != "f":
        raise TypeError(f"depth must be floating-point metres, not {array.dtype}")
    return array


def check_depth(depth: NDArray[Any]) -> None:
    """Raise ValueError where a non-empty (n,) array of depths holds a NaN or a negative number."""
    lowest = depth.min()  # NaN where any is NaN, so that one pass sees both faults
    if np.isnan(lowest):
        raise ValueError("depth holds NaN; use inf where nothing was hit")
    if lowest < 0:
        raise ValueError(f"depth must be at least 0 metres, and here is {lowest}")
