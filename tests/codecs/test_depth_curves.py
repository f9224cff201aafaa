# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The curves: power by default, else a scale between two planes; and the parameters that are refused."""

import numpy as np
import pytest

from cavendish.codecs import depth_codec


@pytest.mark.parametrize(
    ("parameters", "depths"),
    [
        ({"near": 1, "far": 5}, [1, 2, 3, 4]),
        ({"scale": "linear", "near": 0, "far": 4}, [0, 1, 2, 3]),
        ({"scale": "log", "near": 1, "far": 16}, [1, 2, 4, 8]),
        ({"scale": "inverse", "near": 1, "far": 5}, [1, 1.25, 1 / 0.6, 2.5]),
        ({"scale": "power"}, [0, 1.547, 4.142, 10]),
    ],
)
def test_even_places_along_the_path(parameters, depths):
    codec = depth_codec("pack24", **parameters)
    numbers = codec.encode(np.array(depths, float)).astype(int) @ (65536, 256, 1)
    np.testing.assert_allclose(numbers / codec.packing.last, np.arange(4) / 4, atol=1e-4)


def test_defaults_are_named_in_full():
    assert depth_codec("gray").parameters == {"lam": -3.0, "c": 10 / 3}
    assert depth_codec("gray", near=1, far=5).parameters == {"scale": "linear", "near": 1.0, "far": 5.0}
    assert depth_codec("gray", scale="power") == depth_codec("gray", lam=-3)
    assert depth_codec("multiwave").parameters == {"lam": -3.0, "c": 10 / 3, "periods": 4}


def test_depth_before_and_beyond_the_planes():
    codec = depth_codec("turbo", scale="log", near=1, far=10)
    near, before, far, beyond = codec.encode(np.array([1.0, 0, 10, 11])).tolist()
    assert near == before
    assert far == beyond
    assert codec.error_bound(np.array([0.0, 0.5])) == pytest.approx([1, 0.5], abs=2e-3)
    assert np.isinf(codec.error_bound(np.array([10.0, 11]))).all()


@pytest.mark.parametrize(
    ("name", "parameters", "error", "says"),
    [
        ("turbo", {"scale": "lin"}, ValueError, "unknown scale 'lin'; did you mean 'linear'"),
        ("turbo", {"scale": "log"}, ValueError, "needs near and far"),
        ("turbo", {"near": 1}, ValueError, "needs near and far"),
        ("turbo", {"near": 1, "far": 5, "lam": -3}, ValueError, "takes near and far, not lam"),
        ("turbo", {"scale": "power", "near": 1}, ValueError, "takes lam and c, not near"),
        ("turbo", {"near": 5, "far": 1}, ValueError, "far must be above near"),
        ("turbo", {"near": 1, "far": 1}, ValueError, "far must be above near"),
        ("turbo", {"near": -1, "far": 1}, ValueError, "near must be"),
        ("turbo", {"near": 0, "far": 1, "scale": "log"}, ValueError, "near must be"),
        ("turbo", {"near": 0, "far": 1, "scale": "inverse"}, ValueError, "near must be"),
        ("turbo", {"near": float("nan"), "far": 1}, ValueError, "near must be"),
        ("turbo", {"near": 1, "far": float("inf")}, ValueError, "far must be"),
        ("turbo", {"near": "a", "far": 1}, TypeError, "near must be a number"),
        ("turbo", {"lam": 0}, ValueError, "lam must be below -1"),
        ("turbo", {"order": 3}, ValueError, "unknown parameter of depth codec 'turbo' 'order'"),
        ("marigold", {"near": 3}, ValueError, "unknown parameter of depth codec 'marigold' 'near'"),
        ("cube", {"near": 3}, ValueError, "unknown parameter of depth codec 'cube' 'near'"),
        ("multiwave", {"periods": 0}, ValueError, "periods must be 1 to 12"),
        ("multiwave", {"periods": 13}, ValueError, "periods must be 1 to 12"),
        ("multiwave", {"periods": 2.5}, TypeError, "periods must be an integer"),
        ("turbos", {}, ValueError, "did you mean 'turbo'"),
        ("virids", {}, ValueError, "did you mean 'viridis'"),
    ],
)
def test_what_is_refused(name, parameters, error, says):
    with pytest.raises(error, match=says):
        depth_codec(name, **parameters)
