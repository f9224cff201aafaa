# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Passes: nothing where nothing is, numbers elsewhere; unit vectors of unit length; depth in front of the camera."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from cavendish.manifests.checks import Fault, Figure, Held, Said, Unchecked, view_check
from cavendish.manifests.checks.material import ViewFiles
from cavendish.render.passes import PASSES

# A half has 11 bits: rounding moves each component by 2.4e-4 at most, a length by 4.3e-4. A float32 vector that was
# normalised in float32 is within 2e-7.
UNIT, UNIT_HALF = 1e-5, 1e-3
AGAIN = "make the scene again"


@view_check("passes", "all passes agree on where something is; depth is over 0, normals have unit length")
def passes(view: ViewFiles) -> Iterator[Said]:
    """Check the numbers of each pass by itself and where they are."""
    truth = view.truth.value
    if not truth:
        if not view.expected.keep:
            yield Unchecked("views", "the recipe keeps no truth")
        return
    place = f"{view.place}/truth.exr"
    if len({pixels.shape[:2] for pixels in truth.values()}) > 1:
        return  # told by `readable`
    yield Held(len(truth))
    something = _something(truth)
    for name, pixels in truth.items():
        yield from _numbers(place, name, pixels, something)
        if name in PASSES and PASSES[name].unit:
            yield from _lengths(place, name, pixels, UNIT_HALF if view.expected.half_normals else UNIT)
    if "depth" in truth and np.any(truth["depth"] <= 0):
        count = np.count_nonzero(truth["depth"] <= 0)
        yield Fault(place, f"depth is not over 0 on {count} pixels; {AGAIN}")


def _something(truth: Any) -> npt.NDArray[np.bool_] | None:
    """(H, W): where something is, by the first pass that says so."""
    if "instances" in truth:
        return np.asarray(truth["instances"] != 0)
    name = next((name for name in ("depth", "normals") if name in truth), None)
    if name is None:
        return None
    finite = np.isfinite(truth[name])
    return np.asarray(finite if finite.ndim == 2 else finite.all(axis=-1))


def _numbers(
    place: str, name: str, pixels: npt.NDArray[Any], something: npt.NDArray[np.bool_] | None
) -> Iterator[Said]:
    """Finite where something is, and elsewhere what its pass has for nothing."""
    if something is None or name not in PASSES or pixels.dtype.kind != "f":
        return
    layers = pixels.reshape(*pixels.shape[:2], -1)
    broken = np.count_nonzero(something & ~np.isfinite(layers).all(axis=-1))
    if broken:
        yield Fault(place, f"{name} has no number on {broken} pixels where something is; {AGAIN}")
    empty = layers[~something]
    if not np.array_equal(empty, np.full_like(empty, PASSES[name].nothing), equal_nan=True):
        yield Fault(place, f"{name} is not {PASSES[name].nothing} everywhere where nothing is; {AGAIN}")


def _lengths(place: str, name: str, pixels: npt.NDArray[Any], bound: float) -> Iterator[Said]:
    squares = np.einsum("ijk,ijk->ij", pixels, pixels)
    off = np.abs(np.sqrt(squares[np.isfinite(squares)]) - 1)
    if off.size:
        yield Figure(f"{name}: largest error of a length", (float(off.max()),))
        if off.max() > bound:
            count = np.count_nonzero(off > bound)
            yield Fault(
                place, f"{name}: {count} vectors have a length off 1 by up to {off.max():.2g}; {AGAIN}"
            )
