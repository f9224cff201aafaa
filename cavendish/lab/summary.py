# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The rows of a study put together: one set of scores for each group of truths, and the codecs' own bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from cavendish.codecs import DepthCodec
from cavendish.lab.study import Row

Key: TypeAlias = tuple[str, str, str, str]
"""(noun, group, codec, perturbation)"""

EXTREME: dict[str, Callable[[list[float]], float]] = {"worst": max, "valid": min}
"""Scores of which a group's is not the mean of its truths'."""

AT = (1.0, 10.0, 100.0)
"""The depths, in metres, at which a table states bounds."""


def summarize(rows: Iterable[Row]) -> dict[Key, dict[str, float]]:
    """Return the scores of each group: the mean of its truths', but the largest `worst` and the least `valid`."""
    collected: dict[Key, list[Mapping[str, float]]] = {}
    for row in rows:
        collected.setdefault((row.noun, row.group, row.codec, row.perturbation), []).append(row.scores)
    return {
        key: {name: _together(key[0], name, [s[name] for s in scores]) for name in scores[0]}
        for key, scores in collected.items()
    }


def _together(noun: str, name: str, values: list[float]) -> float:
    """Put one score of a group's truths together; those that have none (no sky to find) are left out."""
    there = [value for value in values if value == value]
    if not there:
        return float("nan")
    return EXTREME[name](there) if noun == "depth" and name in EXTREME else float(np.mean(there))


def groups(rows: Iterable[Row], noun: str) -> list[str]:
    """Return the groups of a noun in the order of the rows."""
    return list(dict.fromkeys(row.group for row in rows if row.noun == noun))


def bounds(codec: DepthCodec, at: Sequence[float] = AT) -> list[float] | None:
    """Return a metric codec's error bounds in metres; None for a relative one, whose bounds hang on the image."""
    return [float(bound) for bound in codec.error_bound(np.array(at))] if codec.metric else None


def rounding_errors(
    codec: DepthCodec, edges: npt.NDArray[np.float64], samples: int = 400
) -> npt.NDArray[np.float64]:
    """Return the largest relative error of a round trip between each two of (n + 1) depths; (n,), inf allowed."""
    inside = (np.arange(samples) + 0.5) / samples
    depth = (edges[:-1, None] ** (1 - inside) * edges[1:, None] ** inside).astype(np.float32)
    answer: npt.NDArray[Any] = codec.decode(codec.encode(depth))
    return np.asarray((np.abs(answer.astype(np.float64) - depth) / depth).max(-1))
