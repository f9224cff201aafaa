# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What holds for every depth codec that is metric, on every curve: exactness, bounds, infinity, refusals."""

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from cavendish.codecs import RelativeDepthCodec, depth_codec, depth_codecs

METRIC = [name for name in depth_codecs() if depth_codec(name).metric]
CODECS = [
    *((name, {}) for name in METRIC),
    ("gray", {"near": 0.5, "far": 20}),
    ("gray", {"lam": -1.2, "c": 8}),
    ("turbo", {"scale": "linear", "near": 0, "far": 10}),
    ("turbo", {"scale": "log", "near": 0.1, "far": 100}),
    ("inferno", {"scale": "inverse", "near": 0.3, "far": 1000.0}),
    ("viridis", {"scale": "power", "lam": -50, "c": 2}),
    ("hue", {"scale": "inverse", "near": 0.3, "far": 16}),
    ("triangle", {"near": 0.3, "far": 10}),
    ("triangle", {"scale": "log", "near": 0.3, "far": 10}),
    ("multiwave", {"scale": "log", "near": 0.5, "far": 80, "periods": 1}),
    ("multiwave", {"periods": 12}),
    ("pack24", {"near": 0.001, "far": 65.535}),
    ("pack24", {"lam": -2.5, "c": 1.0}),
    ("hilbert", {"order": 1}),
    ("hilbert", {"order": 4, "scale": "inverse", "near": 1, "far": 50}),
    ("hilbert", {"order": 5}),
    ("hilbert", {"order": 8, "scale": "log", "near": 0.1, "far": 1000}),
]
IDS = ["-".join([name, *map(str, parameters.values())]) for name, parameters in CODECS]
every_codec = pytest.mark.parametrize("codec", [depth_codec(name, **p) for name, p in CODECS], ids=IDS)


def last_step(codec):
    return codec.packing.last if hasattr(codec, "packing") else len(codec.palette()) - 1


def some_steps(codec, most=400_000):
    """All the steps of a codec, or, of 24 bits, a large sample with both ends."""
    last = last_step(codec)
    if last < most:
        return np.arange(last + 1)
    drawn = np.random.default_rng(0).integers(0, last + 1, most)
    return np.unique([*range(1000), *drawn.tolist(), *range(last - 1000, last + 1)])


def packed(rgb):
    return rgb.astype(np.int64) @ (1, 256, 65536)


@every_codec
def test_every_step_comes_back(codec):
    steps = some_steps(codec)
    depth = codec.curve.depth(steps / last_step(codec))
    rgb = codec.encode(depth)
    assert np.isposinf(codec.decode(rgb)[-1])
    metres, off = codec.decode(rgb, residual=True)
    assert metres.dtype == off.dtype == np.float32
    assert not off.any()
    assert (metres[1:] >= metres[:-1]).all()
    if last_step(codec) < 1 << 17:  # beyond, a float32 of metres may lie in the next step
        np.testing.assert_array_equal(codec.encode(metres), rgb)


@pytest.mark.parametrize("name", ["pack24", "hilbert"])
def test_all_of_24_bits_come_back(name):
    codec = depth_codec(name)
    blue, green = np.meshgrid(np.arange(256), np.arange(256))
    seen = np.zeros(1 << 24, np.bool_)
    for red in range(0, 256, 5):
        rgb = np.stack([np.full_like(blue, red), green, blue], -1).astype(np.uint8)
        np.testing.assert_array_equal(codec.encode(codec.decode(rgb)), rgb)
        seen[codec.packing.read(rgb.reshape(-1, 3))] = True
    assert seen.sum() == 52 << 16


@every_codec
def test_the_bound_holds_and_is_tight(codec):
    last, steps = last_step(codec), some_steps(codec)
    places = np.concatenate([(steps + part) / last for part in (-0.4985, 0, 0.25, 0.4985)])
    depth = np.concatenate(
        [codec.curve.depth(np.clip(places, 0, 1)), [0.0, 5e-324, 1e-40, 1e30, 1e300, np.inf]]
    )
    depth = np.maximum(depth, codec.curve.near)
    rgb = codec.encode(depth)
    bound, decoded = codec.error_bound(depth).astype(np.float64), codec.decode(rgb).astype(np.float64)
    finite = np.isfinite(bound)
    np.testing.assert_array_equal(np.isposinf(decoded), ~finite)
    error = np.abs(decoded[finite] - depth[finite])
    assert (error <= bound[finite]).all()
    color = np.unique(packed(rgb[finite]), return_inverse=True)[1]
    worst, stated = np.zeros(color.max() + 1), np.zeros(color.max() + 1)
    np.maximum.at(worst, color, error)
    np.maximum.at(stated, color, bound[finite])
    assert (worst >= 0.95 * stated).all()


@every_codec
def test_the_bound_holds_for_depth_of_any_size(codec):
    depth = 10 ** np.random.default_rng(1).uniform(-12, 12, 200_000)
    for kind in (np.float32, np.float64):
        here = depth.astype(kind)
        decoded, bound = codec.decode(codec.encode(here)).astype(np.float64), codec.error_bound(here)
        assert bound.dtype == np.float32
        finite = np.isfinite(bound)
        np.testing.assert_array_equal(np.isfinite(decoded), finite)
        error = np.abs(decoded[finite] - here[finite].astype(np.float64))
        assert (error <= bound[finite]).all()
        before = here[finite] < codec.curve.near / 2
        assert (error[before] >= 0.95 * bound[finite][before]).all()


@every_codec
def test_its_range(codec):
    near, far = codec.range
    assert near == codec.curve.near
    assert np.isposinf(codec.decode(codec.encode(np.array([far * 1.0001])))).all()
    inside = np.array([near, (near + far) / 2, far * 0.999])
    assert np.isfinite(codec.error_bound(inside)).all()
    assert np.isfinite(codec.decode(codec.encode(inside))).all()


@every_codec
def test_infinity_is_the_last_colour_and_comes_back(codec):
    rgb = codec.encode(np.array([np.inf, 1e38, codec.curve.near], np.float32))
    assert rgb[0].tolist() == rgb[1].tolist() == codec.encode(np.array([1e300])).tolist()[0]
    np.testing.assert_array_equal(np.isinf(codec.decode(rgb)), [True, True, False])
    assert codec.error_bound(np.array([np.inf])) == np.inf


@every_codec
def test_any_colour_decodes(codec):
    rgb = np.random.default_rng(2).integers(0, 256, (300, 300, 3), np.uint8)
    metres, off = codec.decode(rgb, residual=True)
    assert not np.isnan(metres).any()
    assert (metres >= 0).all()
    shown = codec.encode(metres)
    exact = last_step(codec) < 1 << 17
    if exact:
        np.testing.assert_allclose(off, np.linalg.norm(rgb - shown.astype(float), axis=-1), atol=1e-4)
    np.testing.assert_array_equal(codec.decode(rgb), metres)
    np.testing.assert_array_equal(codec.decode(rgb / np.float32(255)), metres)


@every_codec
def test_what_it_says_of_itself(codec):
    assert codec.metric
    assert not isinstance(codec, RelativeDepthCodec)
    assert depth_codec(codec.name, **codec.parameters) == codec
    assert hash(depth_codec(codec.name, **codec.parameters)) == hash(codec)
    assert pickle.loads(pickle.dumps(codec)) == codec
    assert len({name for name, _ in codec.legend}) == len(codec.legend) >= 2


@pytest.mark.parametrize("name", METRIC)
def test_its_legend_is_in_order(name):
    codec = depth_codec(name)
    metres, off = codec.decode(np.array([color for _, color in codec.legend], np.uint8), residual=True)
    assert (np.diff(metres[:-1]) > 0).all()
    assert (off <= 1).all()
    if name != "hilbert":  # whose order is that of its octants
        assert codec.encode(np.zeros(1)).tolist()[0] == list(codec.legend[0][1])
    assert codec.encode(np.full(1, np.inf)).tolist()[0] == list(codec.legend[-1][1])


@every_codec
@pytest.mark.parametrize(
    ("depth", "error", "says"),
    [
        (np.array([1.0, np.nan]), ValueError, "NaN"),
        (np.array([1.0, -1e-320]), ValueError, "at least 0"),
        (np.array([1, 2]), TypeError, "floating"),
        ("near", TypeError, "floating"),
    ],
)
def test_what_it_refuses_to_encode(codec, depth, error, says):
    for work in (codec.encode, codec.error_bound):
        with pytest.raises(error, match=says):
            work(depth)


@every_codec
@pytest.mark.parametrize(
    ("rgb", "error", "says"),
    [
        (np.zeros((4, 4, 4), np.uint8), ValueError, "3 channels"),
        (np.zeros((4, 4, 3), int), TypeError, "uint8"),
        (np.full((1, 3), 1.5), ValueError, r"\[0, 1\]"),
        (np.full((1, 3), np.nan), ValueError, r"\[0, 1\]"),
    ],
)
def test_what_it_refuses_to_decode(codec, rgb, error, says):
    with pytest.raises(error, match=says):
        codec.decode(rgb)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([depth_codec(name, **parameters) for name, parameters in CODECS]),
    arrays.arrays(
        st.sampled_from([np.float16, np.float32, np.float64]),
        arrays.array_shapes(min_dims=0, max_dims=4, min_side=0),
        elements={"min_value": 0, "allow_nan": False},
    ),
)
def test_any_depth_keeps_its_shape_and_its_bound(codec, depth):
    rgb = codec.encode(depth)
    assert rgb.shape == (*depth.shape, 3)
    assert rgb.dtype == np.uint8
    metres, off = codec.decode(rgb, residual=True)
    bound = codec.error_bound(depth)
    assert metres.shape == off.shape == bound.shape == depth.shape
    assert not off.any()
    np.testing.assert_array_equal(np.isinf(metres), np.isinf(bound))
    finite = np.isfinite(bound)
    assert (np.abs(metres[finite] - depth.astype(np.float64)[finite]) <= bound[finite]).all()


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([name for name in METRIC if name != "cube"]),
    st.sampled_from(["linear", "log", "inverse"]),
    st.floats(1e-3, 1e3),
    st.floats(1.01, 1e3),
)
def test_any_planes(name, scale, near, times):
    codec = depth_codec(name, scale=scale, near=near, far=near * times)
    depth = np.sort(np.concatenate([np.geomspace(near / 2, near * times * 2, 500), [0, near, np.inf]]))
    metres = codec.decode(codec.encode(depth)).astype(np.float64)
    assert (metres[1:] >= metres[:-1]).all()
    bound = codec.error_bound(depth).astype(np.float64)
    finite = np.isfinite(bound)
    np.testing.assert_array_equal(np.isfinite(metres), finite)
    assert (np.abs(metres[finite] - depth[finite]) <= bound[finite]).all()
    assert metres[depth == near] <= near * times
