# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""How far an answer is from its truth: depth, normals, labels and instances.

A hole in the answer is an error and not an excuse: each function says how it counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
DELTA = 1.25
"""The ratio within which a depth is right, by the field's delta1."""


@dataclass(frozen=True)
class DepthScores:
    """Of the pixels whose true depth is finite and above 0; relative errors are |p - g| / g.

    valid: the share whose answer is a depth, finite and not negative. The others have an infinite error in
        median, p99 and worst, and are wrong in delta1.
    mean: of the valid ones alone, as the field computes AbsRel.
    far: of the pixels that are truly infinite (sky), the share whose answer is infinite or beyond the farthest
        finite truth of the view; NaN in a view without any.
    """

    median: float
    p99: float
    worst: float
    mean: float
    delta1: float
    valid: float
    far: float


def depth_scores(answer: Array, truth: Array) -> DepthScores:
    """Score (H, W) metres against (H, W) true metres, inf for nothing, NaN for unknown, which is scored nowhere.

    Raises ValueError where the shapes differ or no true depth is finite and above 0.
    """
    if answer.shape != truth.shape:
        raise ValueError(f"answer and truth must have one shape, not {answer.shape} and {truth.shape}")
    known = np.isfinite(truth) & (truth > 0)
    if not known.any():
        raise ValueError("truth holds no finite depth above 0, so there is nothing to score")
    p, g = answer[known].astype(np.float64), truth[known].astype(np.float64)
    good = np.isfinite(p) & (p >= 0)
    with np.errstate(invalid="ignore"):
        errors = np.where(good, np.abs(p - g) / g, np.inf)
        right = good & (p < DELTA * g) & (g < DELTA * p)
    sky = answer[np.isposinf(truth)]
    median, p99, worst = _quantiles(errors)
    return DepthScores(
        median=median,
        p99=p99,
        worst=worst,
        mean=float(errors[good].mean()) if good.any() else float("inf"),
        delta1=float(right.mean()),
        valid=float(good.mean()),
        far=float((sky > g.max()).mean()) if sky.size else float("nan"),
    )


@dataclass(frozen=True)
class AngleScores:
    """In degrees, of the pixels that truly have a normal; one without an answer counts as 180. valid: the others."""

    mean: float
    median: float
    p99: float
    worst: float
    valid: float


def angle_scores(answer: Array, truth: Array) -> AngleScores:
    """Score (H, W, 3) unit vectors, NaN for none, against true ones. Raises ValueError as `depth_scores` does."""
    if answer.shape != truth.shape:
        raise ValueError(f"answer and truth must have one shape, not {answer.shape} and {truth.shape}")
    known = np.isfinite(truth).all(-1)
    if not known.any():
        raise ValueError("truth holds no normal, so there is nothing to score")
    p, g = answer[known].astype(np.float64), truth[known].astype(np.float64)
    # By the half-angle of two chords: a clipped arc cosine loses all angles under 0.02 degrees in float32.
    half = np.arctan2(np.linalg.norm(p - g, axis=-1), np.linalg.norm(p + g, axis=-1))
    errors = np.degrees(2 * half)
    good = np.isfinite(errors)
    errors[~good] = 180
    median, p99, worst = _quantiles(errors)
    return AngleScores(float(errors.mean()), median, p99, worst, float(good.mean()))


@dataclass(frozen=True)
class OverlapScores:
    """Intersection over union, of each true class or object: the mean, the worst, and the share above 0.5."""

    mean: float
    worst: float
    found: float


def label_scores(answer: Array, truth: Array) -> OverlapScores:
    """Score (H, W) labels: of each class >= 0 of the truth, its pixels in both over its pixels in either.

    A label of -1, no class, is wrong where the truth has one, and right where it has none.
    Raises ValueError where the shapes differ or the truth has no class.
    """
    return _overlaps(answer, truth, [int(label) for label in np.unique(truth) if label >= 0], matched=False)


def instance_scores(answer: Array, truth: Array) -> OverlapScores:
    """Score (H, W) IDs, 0 for nothing: of each true object, the best overlap with any one of the answer.

    Raises ValueError where the shapes differ or the truth has no object.
    """
    return _overlaps(answer, truth, [int(label) for label in np.unique(truth) if label > 0], matched=True)


def _overlaps(answer: Array, truth: Array, wanted: list[int], matched: bool) -> OverlapScores:
    if answer.shape != truth.shape:
        raise ValueError(f"answer and truth must have one shape, not {answer.shape} and {truth.shape}")
    if not wanted:
        raise ValueError("truth has no class or object, so there is nothing to score")
    names, index = np.unique(answer, return_inverse=True)
    index = index.reshape(-1)
    sizes, flat = np.bincount(index), truth.reshape(-1)
    overlaps = []
    for label in wanted:
        here = flat == label
        both = np.bincount(index[here], minlength=len(names))
        ratio = both / (here.sum() + sizes - both)
        ratio = ratio[names > 0] if matched else ratio[names == label]
        overlaps.append(float(ratio.max(initial=0)))
    values = np.array(overlaps)
    return OverlapScores(float(values.mean()), float(values.min()), float((values > 0.5).mean()))


def _quantiles(errors: npt.NDArray[np.float64]) -> tuple[float, float, float]:
    """The median, the 99th percentile and the largest, each one of the errors: no mean of finite and infinite."""
    median, p99 = np.quantile(errors, [0.5, 0.99], method="higher")
    return float(median), float(p99), float(errors.max())
