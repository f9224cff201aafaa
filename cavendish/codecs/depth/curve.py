# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Curves: depth in metres to a position in [0, 1] along a codec's path, and back."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from cavendish.codecs.names import known

P = ParamSpec("P")
Codec = TypeVar("Codec")


class Curve(Protocol):
    """A monotone map of depths in [0, inf] to positions in [0, 1], and its inverse."""

    @property
    def parameters(self) -> Mapping[str, float | str]:
        """What `curve_of` needs to make this curve again."""

    @property
    def near(self) -> float:
        """The depth of position 0, in metres; nearer ones are there too."""

    @property
    def working_type(self) -> type[np.float32 | np.float64]:
        """The floats in which `position` is exact to 5e-7."""

    def position(self, depth: NDArray[np.floating], out: NDArray[np.floating]) -> None:
        """Write the positions of depths >= 0, inf included, to `out`; both of the working type or float64."""

    def depth(self, position: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the metres at positions in [0, 1]."""


@dataclass(frozen=True)
class PowerCurve:
    """Barron's power transform, rescaled: f(d) = 1 - (1 - d / (lam c))^(lam + 1), with f(0) = 0, f(inf) = 1.

    Source: arXiv 2604.20329 v3, section 3.2, after Barron, "A Power Transform" (arXiv 2502.10647).
    With the paper's lam = -3 and c = 10/3, f = 1 - (1 + d/10)^-2.

    Raises TypeError where a parameter is no number, ValueError unless -1e6 <= lam < -1 and 1e-6 <= c <= 1e6.
    """

    lam: float = -3.0
    c: float = 10 / 3

    def __post_init__(self) -> None:
        for name in ("lam", "c"):
            object.__setattr__(self, name, as_number(name, getattr(self, name)))
        if not -1e6 <= self.lam < -1:
            raise ValueError(f"lam must be below -1 (and at least -1e6), not {self.lam}")
        if not 1e-6 <= self.c <= 1e6:
            raise ValueError(f"c must be above 0 (from 1e-6 to 1e6 metres), not {self.c}")

    @property
    def parameters(self) -> Mapping[str, float | str]:
        """What `curve_of` needs to make this curve again."""
        return {"lam": self.lam, "c": self.c}

    @property
    def near(self) -> float:
        """The depth of position 0, in metres."""
        return 0.0

    @property
    def working_type(self) -> type[np.float32 | np.float64]:
        """The floats in which `position` is exact to 5e-7: a square is in float32, a power is not."""
        return np.float32 if self.lam == -3 else np.float64

    def position(self, depth: NDArray[np.floating], out: NDArray[np.floating]) -> None:
        """Write f(depth) to `out`, of the working type or float64, for depths >= 0 of its type, inf included."""
        scale = out.dtype.type(-self.lam * self.c)
        np.add(depth, scale, out=out)
        np.divide(scale, out, out=out)
        if self.lam == -3:
            np.multiply(out, out, out=out)
        else:
            np.power(out, -(self.lam + 1), out=out)
        np.subtract(1, out, out=out)

    def depth(self, position: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the metres at positions in [0, 1]; inf at 1, and where they exceed a float64."""
        with np.errstate(divide="ignore", over="ignore"):
            rest = 1 - position
            root = 1 / np.sqrt(rest) if self.lam == -3 else rest ** (1 / (self.lam + 1))
            return np.asarray(-self.lam * self.c * (root - 1))


def _reciprocal(values: NDArray[Any], out: NDArray[Any] | None = None) -> NDArray[Any]:
    """Return -1 / values, which grows with them."""
    return np.asarray(np.divide(-1, values, out=out))


SCALES: dict[str, tuple[Callable[..., NDArray[Any]], Callable[..., NDArray[Any]]]] = {
    "linear": (np.positive, np.positive),
    "log": (np.log, np.exp),
    "inverse": (_reciprocal, _reciprocal),
}
"""What is even along the path between two planes, and its inverse, by the name of the scale."""


@dataclass(frozen=True)
class PlaneCurve:
    """Depth between a near and a far plane, in metres, even in depth, in its logarithm or in its inverse.

    Nearer depths are at 0, farther ones at 1.
    Raises TypeError where a plane is no number, ValueError for an unknown scale or planes out of order.
    """

    scale: str
    near: float
    far: float

    def __post_init__(self) -> None:
        known(self.scale, SCALES, "scale")
        for name in ("near", "far"):
            object.__setattr__(self, name, as_number(name, getattr(self, name)))
        least = 0 if self.scale == "linear" else 1e-6
        if not least <= self.near <= 1e6:
            raise ValueError(f"near must be {least} to 1e6 metres on the {self.scale} scale, not {self.near}")
        if not max(1.001 * self.near, 1e-6) <= self.far <= 1e6:
            raise ValueError(
                f"far must be above near, {self.near}, by a thousandth, and at most 1e6, not {self.far}"
            )

    @property
    def parameters(self) -> Mapping[str, float | str]:
        """What `curve_of` needs to make this curve again."""
        return {"scale": self.scale, "near": self.near, "far": self.far}

    @property
    def working_type(self) -> type[np.float32 | np.float64]:
        """The floats in which `position` is exact to 5e-7."""
        return np.float64

    def position(self, depth: NDArray[np.floating], out: NDArray[np.floating]) -> None:
        """Write the positions of float64 depths >= 0, inf included, to `out`."""
        warp, _ = SCALES[self.scale]
        start, end = self._ends
        with np.errstate(divide="ignore", over="ignore"):  # log 0 and 1/0 are infinite, and clipped
            warp(depth, out=out)
            out -= start
            out /= end - start
        np.clip(out, 0, 1, out=out)

    def depth(self, position: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the metres at positions in [0, 1], from the near plane to the far one."""
        _, back = SCALES[self.scale]
        start, end = self._ends
        return back(start + (end - start) * position)

    @property
    def _ends(self) -> tuple[float, float]:
        """The planes on the scale."""
        warp, _ = SCALES[self.scale]
        return float(warp(np.float64(self.near))), float(warp(np.float64(self.far)))


def curve_of(
    scale: str | None = None,
    near: float | None = None,
    far: float | None = None,
    lam: float | None = None,
    c: float | None = None,
) -> Curve:
    """Return the power curve of `lam` and `c`, or, given a `near` and a `far` plane, a scale between them.

    scale: "power", or "linear" (the one meant where only planes are given), "log" or "inverse".
    Raises TypeError or ValueError where parameters of both are mixed, one is missing or out of its range.
    """
    if scale is None:
        scale = "power" if near is None and far is None else "linear"
    known(scale, ["power", *SCALES], "scale")
    planes, powers = {"near": near, "far": far}, {"lam": lam, "c": c}
    wanted, others = (powers, planes) if scale == "power" else (planes, powers)
    if stray := [name for name, value in others.items() if value is not None]:
        raise ValueError(f"scale {scale!r} takes {' and '.join(wanted)}, not {' and '.join(stray)}")
    if scale == "power":
        return PowerCurve(**{name: value for name, value in powers.items() if value is not None})
    if near is None or far is None:
        raise ValueError(f"scale {scale!r} needs near and far, in metres")
    return PlaneCurve(scale, near, far)


def along_curve(factory: Callable[Concatenate[Curve, P], Codec]) -> Callable[..., Codec]:
    """Let a factory, whose first argument is a curve, be called with the parameters of `curve_of` instead."""
    of_curve = inspect.signature(curve_of).parameters
    _, *own = inspect.signature(factory).parameters.values()

    @wraps(factory)
    def of_parameters(**parameters: Any) -> Codec:
        curve = {name: parameters.pop(name) for name in of_curve if name in parameters}
        return factory(curve_of(**curve), **parameters)  # type: ignore[call-arg]

    signature = inspect.Signature([*of_curve.values(), *own])
    of_parameters.__signature__ = signature  # type: ignore[attr-defined]
    return of_parameters


def as_number(name: str, value: object) -> float:
    """Return a parameter as a float; raises TypeError where it is no real number."""
    if isinstance(value, bool) or not isinstance(value, (int, float, np.integer, np.floating)):
        raise TypeError(f"{name} must be a number, not {value!r}")
    return float(value)


def as_integer(name: str, value: object, most: int) -> int:
    """Return a parameter as an integer of 1 to `most`; raises TypeError or ValueError where it is none."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} must be an integer, not {value!r}")
    if not 1 <= value <= most:
        raise ValueError(f"{name} must be 1 to {most}, not {value}")
    return int(value)
