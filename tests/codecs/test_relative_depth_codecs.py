# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The relative depth codecs: what they keep, what they do not, and how it is given back."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from cavendish.codecs import RelativeDepthCodec, align, depth_codec

MARIGOLD, LOTUS = depth_codec("marigold"), depth_codec("lotus")
both = pytest.mark.parametrize("codec", [MARIGOLD, LOTUS], ids=["marigold", "lotus"])


def some_depth(shape=(64, 80), seed=0):
    return np.random.default_rng(seed).lognormal(1, 0.7, shape)


@both
def test_what_it_says_of_itself(codec):
    assert isinstance(codec, RelativeDepthCodec)
    assert not codec.metric
    assert codec.range == (0, np.inf)


def test_the_formulas():
    depth = some_depth()
    for codec, values, near in ((MARIGOLD, depth, 0), (LOTUS, 1 / depth, 255)):
        low, high = np.percentile(values, (2, 98))
        gray = np.rint(255 * np.clip((values - low) / (high - low), 0, 1))
        np.testing.assert_array_equal(codec.encode(depth), gray[..., None].repeat(3, -1))
        assert codec.encode(depth).reshape(-1, 3)[depth.argmin(), 0] == near
        np.testing.assert_allclose(codec.decode(codec.encode(depth)), gray / 127.5 - 1, atol=1e-6)


@both
def test_the_bound_holds_and_is_tight_once_aligned(codec):
    depth = some_depth((3, 200, 300))
    decoded = codec.decode(codec.encode(depth))
    assert decoded.dtype == np.float32
    assert decoded.min() == -1
    assert decoded.max() == 1
    error = np.abs(codec.metres(decoded, codec.alignment(depth)).astype(float) - depth)
    bound = codec.error_bound(depth)
    assert (error <= bound).all()
    for one, stated, gray in zip(error, bound, codec.encode(depth)[..., 0], strict=True):
        worst = np.zeros(256)
        np.maximum.at(worst, gray, one)
        middling = (gray > 20) & (gray < 120)  # where there are enough depths to find the worst
        assert np.median((worst[gray] / stated)[middling]) > 0.95


@both
def test_scale_and_shift_are_found_again(codec):
    depth = some_depth((2, 50, 60))
    depth[0, :5] = np.inf
    decoded = codec.decode(codec.encode(depth))
    found = codec.align(decoded, depth)
    assert found.scale.shape == found.shift.shape == (2,)
    inner = np.where(np.abs(decoded) < 1, decoded, np.nan)  # what was clipped tells nothing
    found, true = codec.align(inner, depth), codec.alignment(depth)
    np.testing.assert_allclose(found.scale, true.scale, rtol=2e-3)
    np.testing.assert_allclose(found.shift, true.shift, rtol=2e-3)
    scaled = codec.align(3 * inner + 1, depth)
    np.testing.assert_allclose(scaled.scale, true.scale / 3, rtol=2e-3)


@both
def test_infinity_is_the_far_end(codec):
    depth = some_depth()
    finite = codec.encode(depth)
    sky = depth.copy()
    sky[:, :3] = np.inf
    rgb = codec.encode(sky)
    assert (rgb[:, :3] == codec.legend[-1][1]).all()
    assert np.isposinf(codec.error_bound(sky)[:, :3]).all()
    assert np.abs(rgb[:, 3:].astype(int) - finite[:, 3:]).max() < 20  # it does not enter the percentiles
    assert (codec.encode(np.full((2, 2), np.inf)) == codec.legend[-1][1]).all()


@both
def test_odd_images(codec):
    for shape in ((0,), (0, 5), (2, 0, 3), (3, 4, 0), (), (1,), (1, 1), (2, 3, 4, 5)):
        depth = np.full(shape, 2.5)
        rgb = codec.encode(depth)
        assert rgb.shape == (*shape, 3)
        alignment = codec.alignment(depth)
        assert alignment.scale.shape == shape[:-2]
        np.testing.assert_allclose(codec.metres(codec.decode(rgb), alignment), depth)
        assert codec.error_bound(depth).shape == shape
        assert (codec.error_bound(depth) < 1e-5).all()
    depth = np.array([[0.0, 1, 2, 3]])
    assert not np.isnan(codec.decode(codec.encode(depth))).any()


@both
def test_colours_off_the_gray_axis(codec):
    rgb = np.random.default_rng(0).integers(0, 256, (500, 3), np.uint8)
    values, off = codec.decode(rgb, residual=True)
    mean = rgb.mean(1, keepdims=True)
    np.testing.assert_allclose(values, mean[:, 0] / 127.5 - 1, atol=1e-6)
    np.testing.assert_allclose(off, np.linalg.norm(rgb - mean, axis=1), atol=1e-3)


@both
def test_what_it_refuses(codec):
    with pytest.raises(ValueError, match="NaN"):
        codec.encode(np.array([[1.0, np.nan]]))
    with pytest.raises(ValueError, match="at least 0"):
        codec.encode(np.array([[1.0, -1]]))
    with pytest.raises(TypeError, match="floating"):
        codec.encode(np.array([[1, 2]]))


@settings(deadline=None)
@given(
    st.sampled_from([MARIGOLD, LOTUS]),
    arrays.arrays(
        st.sampled_from([np.float16, np.float32, np.float64]),
        arrays.array_shapes(min_dims=0, max_dims=4, min_side=0),
        elements={"min_value": 0, "allow_nan": False},
    ),
)
def test_any_depth(codec, depth):
    rgb = codec.encode(depth)
    assert rgb.shape == (*depth.shape, 3)
    values, off = codec.decode(rgb, residual=True)
    assert not off.any()
    assert (np.abs(values) <= 1).all()
    bound = codec.error_bound(depth)
    finite = np.isfinite(bound) & (bound < 1e30)
    metres = codec.metres(values, codec.alignment(depth)).astype(float)
    assert (np.abs(metres - np.where(finite, depth, 0)) <= bound)[finite].all()


def test_align_is_least_squares():
    rng = np.random.default_rng(0)
    x, noise = rng.normal(size=(3, 20, 30)), rng.normal(size=(3, 20, 30))
    y = np.array([2.0, -1, 0.5])[:, None, None] * x + np.array([1.0, 0, 7])[:, None, None] + 0.1 * noise
    scale, shift = align(x, y)
    for i in range(3):
        np.testing.assert_allclose(np.polyfit(x[i].ravel(), y[i].ravel(), 1), (scale[i], shift[i]))
    np.testing.assert_allclose(align(x, y).apply(x)[1], scale[1] * x[1] + shift[1])
    y[0, 0, 0], x[1, 2, 2] = np.inf, np.nan
    assert np.isfinite(align(x, y)).all()
    assert align(np.ones((2, 2)), np.array([[1.0, 2], [3, 4]])) == (0, 2.5)
    with pytest.raises(ValueError, match="one shape"):
        align(x, y[0])
