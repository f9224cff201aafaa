# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What checks say is counted, summed and concluded."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from cavendish.codecs import normal_codec
from cavendish.manifests import checks
from cavendish.manifests.checks import Fault, Tally
from cavendish.manifests.checks.alignment import LEAD, OFFSETS, conclude
from cavendish.manifests.checks.targets import _unrounded
from cavendish.manifests.pair import Encoding, Pair
from cavendish.manifests.tasks import TASKS


def test_figures_of_many_views_are_summed_in_constant_memory() -> None:
    tallies = [Tally() for _ in range(3)]
    for k, tally in enumerate(tallies):
        tally.add(checks.Figure("x", (float(k), -float(k))))
        tally.add(checks.Unchecked("views", "why", k))
    first, *rest = tallies
    for other in rest:
        first.merge(other)
    sums = first.figures["x"]
    assert (sums.count, sums.total, sums.least, sums.most) == (3, (3.0, -3.0), (0.0, -2.0), (2.0, 0.0))
    assert first.unchecked == {("views", "why"): 3}


def test_shifts_too_small_to_tell_in_a_view_are_told_over_all() -> None:
    def leads(value: float, count: int) -> dict[str, checks.Sums]:
        each = tuple(value if offset == (0, 1) else -3.0 for offset in OFFSETS)
        total = tuple(count * v for v in each)
        return {LEAD: checks.Sums(count, total, each, each)}

    assert list(conclude({})) == list(conclude(leads(-1.0, 1000))) == list(conclude(leads(2.0, 3))) == []
    (fault,) = conclude(leads(2.0, 9))
    assert isinstance(fault, Fault) and "+1 pixels across and +0 down" in fault.message


def test_normals_at_half_precision_are_no_fault_where_their_rounding_breaks_the_bound(
    make: SimpleNamespace,
) -> None:
    codec = normal_codec("banana")
    rng = np.random.default_rng(0)
    kept = []
    for _ in range(8):
        vectors = rng.normal(size=(1_000_000, 3))
        vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
        gap = np.linalg.norm(codec.decode(codec.encode(vectors)) - vectors.astype(np.float16), axis=1)
        kept.append(vectors[np.degrees(2 * np.arcsin(gap / 2)) > codec.error_bound])
    exact = np.concatenate(kept)[None]
    assert exact.shape[1] > 3
    frame = make.frame_of(np.ones(exact.shape[:2]), {1: "wall"})
    object.__setattr__(frame, "normals", exact.astype(np.float16).astype(np.float32))
    prove = TASKS["normals"].prove
    pair = Pair("normals", "Normals.", codec.encode(exact), Encoding("banana"))
    with pytest.raises(ValueError, match="beyond the bound"):
        prove(pair, frame)
    prove(pair, _unrounded(pair, frame))
    nudged = pair.target.astype(int) + np.where(pair.target < 128, 1, -1)
    wrong = Pair("normals", "Normals.", nudged.astype(np.uint8), pair.encoding)
    with pytest.raises(ValueError, match="beyond the bound"):
        prove(wrong, _unrounded(wrong, frame))
