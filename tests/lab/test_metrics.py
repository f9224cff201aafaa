# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Metrics against closed forms, and what a hole in an answer costs."""

import numpy as np
import pytest

from cavendish.lab.metrics import angle_scores, depth_scores, instance_scores, label_scores


def test_a_constant_factor_is_the_error_everywhere():
    truth = np.linspace(0.5, 50, 10_000).reshape(100, 100)
    scores = depth_scores(1.1 * truth, truth)
    for value in (scores.median, scores.p99, scores.worst, scores.mean):
        assert value == pytest.approx(0.1, rel=1e-6)
    assert scores.delta1 == 1 and scores.valid == 1 and np.isnan(scores.far)
    assert depth_scores(1.26 * truth, truth).delta1 == 0
    assert depth_scores(truth / 1.26, truth).delta1 == 0


def test_quantiles_of_a_ramp():
    truth = np.ones((100, 100))
    answer = 1 + np.arange(10_000).reshape(100, 100) / 10_000
    scores = depth_scores(answer, truth)
    assert scores.median == pytest.approx(0.5, abs=1e-3) and scores.p99 == pytest.approx(0.99, abs=1e-3)
    assert scores.mean == pytest.approx(0.49995) and scores.delta1 == pytest.approx(0.25, abs=1e-3)


@pytest.mark.parametrize("hole", [np.nan, np.inf, -1.0])
def test_a_hole_is_an_infinite_error(hole):
    truth = np.full((10, 10), 2.0)
    answer = truth.copy()
    answer[:1, :2] = hole
    scores = depth_scores(answer, truth)
    assert scores.valid == pytest.approx(0.98) and scores.delta1 == pytest.approx(0.98)
    assert scores.worst == scores.p99 == np.inf
    assert scores.median == scores.mean == 0


def test_unknown_truth_is_not_scored_and_sky_is_scored_apart():
    truth = np.array([[1.0, 2.0, np.inf, np.inf, np.nan, 0.0]])
    answer = np.array([[1.0, 2.0, np.inf, 1.5, 99.0, 99.0]])
    scores = depth_scores(answer, truth)
    assert scores.worst == 0 and scores.valid == 1
    assert scores.far == 0.5


def test_angles():
    truth = np.zeros((4, 4, 3))
    truth[..., 2] = 1
    tilt = np.radians(10)
    answer = np.broadcast_to([np.sin(tilt), 0, np.cos(tilt)], truth.shape).copy()
    scores = angle_scores(answer, truth)
    assert scores.mean == pytest.approx(10) and scores.median == pytest.approx(10) and scores.valid == 1
    answer[0, 0] = np.nan
    truth[3, 3] = np.nan
    scores = angle_scores(answer, truth)
    assert scores.worst == 180 and scores.valid == pytest.approx(14 / 15)
    assert scores.mean == pytest.approx((14 * 10 + 180) / 15)
    assert angle_scores(-truth, truth).mean == pytest.approx(180)


def test_labels():
    truth = np.array([[0, 0, 1, 1], [-1, -1, 1, 1]])
    assert label_scores(truth, truth).mean == 1
    answer = np.array([[0, -1, 1, 1], [0, -1, 1, 1]])
    scores = label_scores(answer, truth)
    assert (
        scores.worst == pytest.approx(1 / 3) and scores.mean == pytest.approx(2 / 3) and scores.found == 0.5
    )


def test_instances_are_matched_by_overlap_and_never_by_number():
    truth = np.array([[0, 5, 5, 0], [9, 9, 0, 0]])
    answer = np.array([[0, 2, 2, 0], [1, 0, 0, 0]])
    scores = instance_scores(answer, truth)
    assert scores.mean == pytest.approx(0.75) and scores.worst == 0.5 and scores.found == 0.5
    assert instance_scores(np.zeros_like(truth), truth).mean == 0


@pytest.mark.parametrize("score", [depth_scores, angle_scores, label_scores, instance_scores])
def test_nothing_to_score_and_other_shapes_are_refused(score):
    shape = (2, 2, 3) if score is angle_scores else (2, 2)
    nothing = np.full(shape, np.nan) if score in (depth_scores, angle_scores) else np.full(shape, -1)
    with pytest.raises(ValueError, match="nothing to score"):
        score(nothing, nothing)
    with pytest.raises(ValueError, match="one shape"):
        score(np.ones((3, *shape[1:])), np.ones(shape))
