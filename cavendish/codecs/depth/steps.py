# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""From depth to the steps of a codec's path, and the error that rounding to a step costs."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from cavendish.codecs.blocks import BLOCK, blocks
from cavendish.codecs.depth.curve import Curve
from cavendish.codecs.images import check_depth

SLACK = 1e-3
"""How far, in steps, the curve's working arithmetic may move a depth across the middle between two steps."""

FEW = 2000
"""The number of steps up to which a position exact to 5e-7 is exact to SLACK."""


def steps_along(
    curve: Curve, last: int, depth: NDArray[np.floating]
) -> Iterator[tuple[slice, NDArray[np.intp]]]:
    """Yield blocks of the flattened depth as (slice, steps floor(last f(d) + 1/2)); the steps are scratch.

    Raises ValueError where depth is negative or NaN.
    """
    flat = depth.reshape(-1)
    size = min(flat.size, BLOCK)
    position = np.empty(size, curve.working_type if last <= FEW else np.float64)
    whole, steps = np.empty(size, np.int32), np.empty(size, np.intp)
    for part in blocks(flat.size):
        count = part.stop - part.start
        metres, here = flat[part], position[:count]
        check_depth(metres)
        if metres.dtype != here.dtype:
            with np.errstate(over="ignore"):  # a float64 beyond float32 is inf, and at the far end either way
                metres = metres.astype(here.dtype)
        curve.position(metres, out=here)
        here *= last
        here += 0.5
        whole[:count] = here  # by way of int32, as the processor converts eight at once to that
        steps[:count] = whole[:count]
        yield part, steps[:count]


def step_errors(
    curve: Curve, last: int, steps: NDArray[np.intp], decoded: NDArray[np.floating]
) -> NDArray[np.float64]:
    """Return the largest |depth - decoded|, in metres, of the depths of (n,) steps; inf where decoded is.

    A step at position f stands for the depths of f -+ 1/(2 last); depths before the near plane are left out.
    """
    with np.errstate(invalid="ignore", over="ignore"):
        low = curve.depth(np.maximum(steps - (0.5 + SLACK), 0) / last)
        high = curve.depth(np.minimum(steps + (0.5 + SLACK), last) / last)
        errors = np.maximum(high - decoded, decoded - low)
    errors[np.isinf(decoded)] = np.inf
    return errors


def raised(bounds: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return bounds as float32, rounded up."""
    with np.errstate(over="ignore"):
        return np.nextafter(bounds.astype(np.float32), np.float32(np.inf))
