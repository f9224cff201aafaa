# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What every depth codec offers."""

from collections.abc import Mapping
from typing import Literal, Protocol, overload, runtime_checkable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cavendish.codecs.align import Alignment
from cavendish.codecs.colors import Legend


@runtime_checkable
class DepthCodec(Protocol):
    """A pair of functions, depth to RGB and back, with a stated error bound.

    Infinite depth, where nothing was hit, takes the last colour. A metric codec decodes that colour to inf
    again: it stands for "as far as the codec sees, or farther", and the bound there is infinite. NaN is
    refused, as no colour is spare for it.

    Arrays may be of any shape (..., H, W), and NumPy's or any other library's of the array API, torch's
    included; what comes back is of the same library and on the same device (`cavendish.codecs.arrays`).
    """

    @property
    def name(self) -> str:
        """The name it is asked for by."""

    @property
    def version(self) -> int:
        """Raised whenever the same depth would encode to other colours: part of a pair's provenance."""

    @property
    def parameters(self) -> Mapping[str, float | str]:
        """What `depth_codec(name, **parameters)` needs to make this codec again."""

    @property
    def metric(self) -> bool:
        """Whether `decode` returns metres; if not, it is a `RelativeDepthCodec`."""

    @property
    def range(self) -> tuple[float, float]:
        """The nearest and the farthest depth, in metres, that come back with a bound of a step."""

    @property
    def legend(self) -> Legend:
        """The colours from near to far, as (name, (r, g, b)), that a prompt may name."""

    def encode(self, depth: ArrayLike) -> NDArray[np.uint8]:
        """Return (..., 3) colours of a (...) floating array of planar depths in metres, [0, inf].

        Raises TypeError where depth is not floating, ValueError where it is negative or NaN.
        """

    @overload
    def decode(self, rgb: ArrayLike) -> NDArray[np.float32]: ...
    @overload
    def decode(self, rgb: ArrayLike, residual: Literal[False]) -> NDArray[np.float32]: ...
    @overload
    def decode(
        self, rgb: ArrayLike, residual: Literal[True]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]: ...
    def decode(
        self, rgb: ArrayLike, residual: bool = False
    ) -> NDArray[np.float32] | tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the (...) metres, inf allowed, of (..., 3) colours: any uint8, or floats in [0, 1].

        With `residual`, also return how far each colour lies from the codec's path, in 0-255 units.
        Raises TypeError or ValueError where rgb is not such an array.
        """

    def error_bound(self, depth: ArrayLike) -> NDArray[np.float32]:
        """Return the (...) largest error, in metres, of `decode(encode(depth))`; inf where that is inf."""


@runtime_checkable
class RelativeDepthCodec(DepthCodec, Protocol):
    """A depth codec that keeps an image's depth only up to scale and shift, of depth or of disparity.

    `decode` returns values in [-1, 1]; the truth is scale * value + shift, in metres or 1/metres, with a
    scale and a shift for each image that no colour tells. `error_bound` is in metres once they are known.
    """

    @property
    def metric(self) -> Literal[False]:
        """False: `decode` returns no metres."""

    @property
    def quantity(self) -> Literal["depth", "disparity"]:
        """What the decoded values are proportional to, but for a shift: metres, or 1 / metres."""

    def align(self, relative: ArrayLike, depth: ArrayLike) -> Alignment:
        """Return each image's scale and shift of the quantity that fit decoded values to metric depth best."""

    def metres(self, relative: ArrayLike, alignment: Alignment) -> NDArray[np.float32]:
        """Return the (...) metres of decoded values, given each image's scale and shift."""
