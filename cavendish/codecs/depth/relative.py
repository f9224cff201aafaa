# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Codecs "marigold" and "lotus": depth or disparity of one image, between its own extremes, as gray.

Sources: Ke et al., "Marigold" (arXiv 2312.02145), near black; He et al., "Lotus" (arXiv 2409.18124), near white.
What they decode to is relative: each image has a scale and a shift that its colours do not tell.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cavendish.codecs.align import Alignment, align
from cavendish.codecs.arrays import any_array
from cavendish.codecs.colors import Legend
from cavendish.codecs.depth.registry import register
from cavendish.codecs.depth.steps import SLACK, raised
from cavendish.codecs.images import as_depth, as_rgb, check_depth

EXTREMES = (0.02, 0.98)
"""The quantiles of an image's finite values that become -1 and 1."""

MEANS = (np.arange(766) / 382.5 - 1).astype(np.float32)
"""The value of a colour by the sum of its channels."""

GRAYS = MEANS[::3]
"""The value of each gray."""


@register("marigold")
def marigold() -> "RelativeCodec":
    """Return the codec of depth, from black at its 2nd percentile to white at its 98th and for the infinite."""
    return RelativeCodec("marigold", 1, (("black", (0, 0, 0)), ("white", (255, 255, 255))), "depth")


@register("lotus")
def lotus() -> "RelativeCodec":
    """Return the codec of disparity, 1 / depth, from white, near, to black, far and for the infinite."""
    return RelativeCodec("lotus", 1, (("white", (255, 255, 255)), ("black", (0, 0, 0))), "disparity")


@dataclass(frozen=True)
class RelativeCodec:
    """Gray value 255 (v + 1)/2 for v in [-1, 1], the quantity between its extremes; see `RelativeDepthCodec`.

    An image is the last two axes of an array. Its extremes are percentiles of what is finite, without the
    infinitely far (and, for disparity, without depth 0); what lies beyond them is clipped to them.
    """

    name: str
    version: int
    legend: Legend
    quantity: Literal["depth", "disparity"]
    parameters: Mapping[str, float | str] = field(default_factory=dict, hash=False)

    @property
    def metric(self) -> Literal[False]:
        """False: `decode` returns no metres."""
        return False

    @property
    def range(self) -> tuple[float, float]:
        """Any depth: each image has a range of its own."""
        return 0.0, float("inf")

    @any_array
    def encode(self, depth: ArrayLike) -> NDArray[np.uint8]:
        """Return (..., H, W, 3) grays of (..., H, W) floating planar depths in metres, [0, inf].

        Raises TypeError where depth is not floating, ValueError where it is negative or NaN.
        """
        depth = as_depth(depth)
        rgb = np.empty((*depth.shape, 3), np.uint8)
        for place, values, low, high in self._images(depth):
            rgb[place] = self._grays(values, low, high)[..., None]
        return rgb

    @overload
    def decode(self, rgb: ArrayLike) -> NDArray[np.float32]: ...
    @overload
    def decode(self, rgb: ArrayLike, residual: Literal[False]) -> NDArray[np.float32]: ...
    @overload
    def decode(
        self, rgb: ArrayLike, residual: Literal[True]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]: ...
    @any_array
    def decode(
        self, rgb: ArrayLike, residual: bool = False
    ) -> NDArray[np.float32] | tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the (...) relative values in [-1, 1], not metres, of (..., 3) colours: their mean, as gray.

        With `residual`, also return how far each colour lies from the gray axis, in 0-255 units.
        Raises TypeError or ValueError where rgb is neither uint8 nor floats in [0, 1] of 3 channels.
        """
        image = as_rgb(rgb)
        total = image[..., 0].astype(np.uint16) + image[..., 1] + image[..., 2]
        values = MEANS.take(total)
        if not residual:
            return values
        mean = total / np.float32(3)
        squares = sum((image[..., i] - mean) ** 2 for i in range(3))
        return values, np.sqrt(squares, dtype=np.float32)

    @any_array
    def alignment(self, depth: ArrayLike) -> Alignment:
        """Return the scale and shift of the quantity that encoding takes out of each image of depth."""
        depth = as_depth(depth)
        ends = np.zeros((*depth.shape[:-2], 2))
        for place, _, low, high in self._images(depth):
            ends[place] = low, high
        return _between(ends[..., 0], ends[..., 1])

    @any_array
    def align(self, relative: ArrayLike, depth: ArrayLike) -> Alignment:
        """Return each image's scale and shift of the quantity that fit decoded values to metric depth best.

        Least squares over the pixels whose depth, or disparity, is finite; see `cavendish.codecs.align`.
        """
        array = as_depth(depth)
        check_depth(array)
        return align(relative, np.where(np.isinf(array), np.nan, self._quantity(array)))

    @any_array
    def metres(self, relative: ArrayLike, alignment: Alignment) -> NDArray[np.float32]:
        """Return the (...) metres of decoded values, given each image's scale and shift.

        Where a model's disparity is not above 0, that is inf.
        """
        values = alignment.apply(relative)
        if self.quantity == "disparity":
            with np.errstate(divide="ignore", over="ignore"):
                values = 1 / np.maximum(values, 0)
        with np.errstate(over="ignore"):
            return values.astype(np.float32)

    @any_array
    def error_bound(self, depth: ArrayLike) -> NDArray[np.float32]:
        """Return the (...) largest error, in metres, of `metres(decode(encode(depth)), alignment(depth))`.

        Among the depths between the extremes that share each depth's gray; for one beyond them, how far it
        is from the extreme: inf for the infinite.
        """
        depth = as_depth(depth)
        bounds = np.empty(depth.shape, np.float32)
        edges = np.clip(np.arange(256) + np.array([[-0.5 - SLACK], [0.5 + SLACK]]), 0, 255) / 255
        for place, values, low, high in self._images(depth):
            shown = self.metres(GRAYS, _between(low, high)).astype(np.float64)
            with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
                ends = low + (high - low) * edges
                ends = ends if self.quantity == "depth" else 1 / ends
                worst = np.abs(ends - shown).max(0)
                grays, metres = self._grays(values, low, high), depth[place].astype(np.float64)
                beyond = np.where((values < low) | (values > high), np.abs(metres - shown[grays]), 0)
                bound = np.maximum(raised(worst)[grays], raised(beyond))
            bounds[place] = np.where(np.isinf(metres) | np.isnan(bound), np.inf, bound)
        return bounds

    def _quantity(self, depth: NDArray[np.floating]) -> NDArray[np.float64]:
        """Return depth, or one over it."""
        values = depth.astype(np.float64)
        if self.quantity == "depth":
            return values
        with np.errstate(divide="ignore", over="ignore"):
            return 1 / values

    def _images(
        self, depth: NDArray[np.floating]
    ) -> Iterator[tuple[tuple[int, ...], NDArray[np.float64], float, float]]:
        """Yield each image of a batch: its place, its quantity and the extremes; 0 and 0 where none is finite."""
        if depth.size == 0:
            return
        check_depth(depth)
        for place in np.ndindex(depth.shape[:-2]):
            values = self._quantity(depth[place])
            finite = values[np.isfinite(values) & np.isfinite(depth[place])]
            low, high = np.quantile(finite, EXTREMES) if finite.size else (0.0, 0.0)
            yield place, values, float(low), float(high)

    @staticmethod
    def _grays(values: NDArray[np.float64], low: float, high: float) -> NDArray[np.uint8]:
        """Return the gray of each value between the extremes; of an image of one value, that is black."""
        span = high - low if high > low else 1.0
        with np.errstate(over="ignore"):
            return np.rint(np.clip((values - low) / span * 255, 0, 255)).astype(np.uint8)


def _between(low: NDArray[np.float64] | float, high: NDArray[np.float64] | float) -> Alignment:
    """Return the alignment that takes -1 to `low` and 1 to `high`."""
    return Alignment(np.asarray(high / 2 - low / 2), np.asarray(high / 2 + low / 2))
