# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The depth codecs: the published numbers of "cube", its error bound, its projection, and what it refuses."""

import pickle
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from cavendish.codecs import depth_codec, depth_codecs

CUBE = depth_codec("cube")
CODES = np.arange(1786)


def curve(depth, lam=-3.0, c=10 / 3):
    return 1 - (1 - np.asarray(depth, np.float64) / (lam * c)) ** (lam + 1)


def inverse(position, lam=-3.0, c=10 / 3):
    with np.errstate(divide="ignore", over="ignore"):
        return lam * c * (1 - (1 - np.asarray(position, np.float64)) ** (1 / (lam + 1)))


def path_colors():
    """The 1786 colours, walked one step at a time along the published order of corners."""
    colors = [(0, 0, 0)]
    for channel, step in ((0, 1), (1, 1), (0, -1), (2, 1), (1, -1), (0, 1), (1, 1)):
        for _ in range(255):
            color = list(colors[-1])
            color[channel] += step
            colors.append(tuple(color))
    return np.array(colors)


PATH = path_colors()


def codes_of(rgb):
    table = {tuple(color): code for code, color in enumerate(PATH.tolist())}
    return np.array([table[tuple(color)] for color in rgb.reshape(-1, 3).tolist()]).reshape(rgb.shape[:-1])


def projected(rgb):
    """Each colour's nearest point on the seven segments, in plain float64; the first segment on a tie."""
    colors = rgb.reshape(-1, 3).astype(np.float64)
    corners = PATH[::255].astype(np.float64)
    best, code = np.full(len(colors), np.inf), np.zeros(len(colors))
    for edge, (start, end) in enumerate(pairwise(corners)):
        along = end - start
        t = np.clip((colors - start) @ along / (along @ along), 0, 1)
        distance = np.linalg.norm(colors - (start + t[:, None] * along), axis=1)
        closer = distance < best - 1e-9
        best, code = np.where(closer, distance, best), np.where(closer, 255 * (edge + t), code)
    return np.rint(code).astype(int).reshape(rgb.shape[:-1]), best.reshape(rgb.shape[:-1])


def test_every_colour_of_the_path_round_trips():
    rgb = PATH.astype(np.uint8)
    metres, off = CUBE.decode(rgb, residual=True)
    assert metres.dtype == off.dtype == np.float32
    assert not off.any()
    np.testing.assert_array_equal(CUBE.encode(metres), rgb)
    np.testing.assert_allclose(metres, inverse(CODES / 1785), rtol=1e-6)
    assert (np.diff(metres) > 0).all()


def test_published_corners():
    names = ["black", "red", "yellow", "green", "cyan", "blue", "magenta", "white"]
    assert [name for name, _ in CUBE.legend] == names
    corners = np.array([color for _, color in CUBE.legend], np.uint8)
    np.testing.assert_array_equal(corners, PATH[::255])
    metres = CUBE.decode(corners)
    np.testing.assert_allclose(metres[:-1], [0, 0.801, 1.832, 3.229, 5.275, 8.708, 16.458], atol=5e-4)
    assert np.isposinf(metres[-1])


def test_the_far_end():
    assert CUBE.decode(np.array([255, 254, 255], np.uint8)) == pytest.approx(412.5, abs=0.05)
    assert CUBE.encode(np.array([587.0])).tolist() == [[255, 254, 255]]
    white = CUBE.encode(np.array([588.0, 1e6, 3e38, 1e300, np.inf]))
    assert (white == 255).all()
    assert np.isposinf(CUBE.error_bound(np.array([588.0, np.inf]))).all()
    assert CUBE.error_bound(np.array([587.0])) == pytest.approx(175, abs=1)


@pytest.mark.parametrize(
    ("depth", "step"),
    [(0.5, 3.2e-3), (1, 3.7e-3), (5, 9.5e-3), (10, 22e-3), (20, 76e-3), (50, 0.61), (100, 3.7)],
)
def test_published_step_sizes(depth, step):
    metres = CUBE.decode(PATH[:-1].astype(np.uint8))
    assert np.interp(depth, metres, np.gradient(metres)) == pytest.approx(step, rel=0.02)
    assert 2 * np.interp(depth, metres, CUBE.error_bound(metres)) == pytest.approx(step, rel=0.04)


def depths(rng, count, **parameters):
    """Depths of all sizes, and those about the middle between two steps, where the error is largest."""
    return np.concatenate(
        [
            10 ** rng.uniform(-6, 6, count),
            *(inverse((np.arange(1785) + part) / 1785, **parameters) for part in (0, 0.498, 0.5, 0.502)),
            [0.0, -0.0, 1e-45, 1e-40, 1e-38, 3e38, 1e20, np.inf],
        ]
    ).astype(np.float32)


@pytest.mark.parametrize(
    "parameters", [{}, {"lam": -2.5, "c": 1.0}, {"lam": -1.2, "c": 8}, {"lam": -50, "c": 2}]
)
def test_the_bound_holds_and_is_tight(parameters):
    codec = depth_codec("cube", **parameters)
    depth = depths(np.random.default_rng(0), 1_000_000, **parameters)
    decoded = codec.decode(codec.encode(depth)).astype(np.float64)
    bound = codec.error_bound(depth).astype(np.float64)
    finite = np.isfinite(bound)
    np.testing.assert_array_equal(np.isposinf(decoded), ~finite)
    error = np.abs(decoded[finite] - depth[finite].astype(np.float64))
    assert (error <= bound[finite]).all()
    code = codes_of(codec.encode(depth[finite]))
    worst, stated = np.zeros(1786), np.zeros(1786)
    np.maximum.at(worst, code, error)
    np.maximum.at(stated, code, bound[finite])
    assert (worst >= 0.95 * stated).all()
    assert (stated[:1500] > 0).all()


@pytest.mark.parametrize("parameters", [{}, {"lam": -2.0, "c": 1.0}, {"lam": -7.5, "c": 5}])
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_encoding_is_that_of_float64_but_for_ties(parameters, dtype):
    codec = depth_codec("cube", **parameters)
    with np.errstate(over="ignore"):
        depth = depths(np.random.default_rng(1), 200_000, **parameters).astype(dtype)
    exact = 1785 * curve(depth, **parameters) + 0.5
    code = codes_of(codec.encode(depth))
    tie = np.abs(exact - np.rint(exact)) < 1e-3
    np.testing.assert_array_equal(code[~tie], np.floor(exact[~tie]))
    assert (np.abs(code[tie] + 0.5 - exact[tie]) < 0.502).all()


def test_decoding_is_total_and_a_projection():
    rng = np.random.default_rng(2)
    rgb = np.concatenate(
        [
            rng.integers(0, 256, (200_000, 3)),
            np.clip(PATH.repeat(20, 0) + rng.normal(0, 6, (1786 * 20, 3)), 0, 255),
            np.stack(np.meshgrid(*[[0, 1, 127, 128, 254, 255]] * 3), -1).reshape(-1, 3),
        ]
    ).astype(np.uint8)
    metres, off = CUBE.decode(rgb, residual=True)
    code, distance = projected(rgb)
    np.testing.assert_allclose(metres, inverse(code / 1785), rtol=1e-6)
    np.testing.assert_allclose(off, distance, atol=1e-4)
    np.testing.assert_array_equal(CUBE.decode(rgb), metres)


def test_every_colour_decodes():
    table = CUBE.nearest()
    assert table.shape == (1 << 24,)
    assert table.max() == 1785
    assert len(np.unique(table)) == 1786


@given(arrays.arrays(np.uint8, arrays.array_shapes(min_dims=0, max_dims=4).map(lambda shape: (*shape, 3))))
def test_decoding_then_encoding_gives_the_nearest_colour_of_the_path(rgb):
    again = CUBE.encode(CUBE.decode(rgb))
    assert again.shape == rgb.shape
    code, _ = projected(rgb)
    np.testing.assert_array_equal(again, PATH[code])


@given(
    arrays.arrays(
        st.sampled_from([np.float16, np.float32, np.float64]),
        arrays.array_shapes(min_dims=0, max_dims=4, min_side=0),
        elements={"min_value": 0, "allow_nan": False},
    )
)
def test_any_depth_keeps_its_shape_and_its_bound(depth):
    rgb = CUBE.encode(depth)
    assert rgb.shape == (*depth.shape, 3)
    assert rgb.dtype == np.uint8
    metres = CUBE.decode(rgb)
    assert metres.shape == depth.shape
    bound = CUBE.error_bound(depth)
    finite = np.isfinite(bound)
    assert (np.abs(metres[finite] - depth.astype(np.float64)[finite]) <= bound[finite]).all()


@pytest.mark.parametrize(
    "shape", [(0,), (0, 5), (1,), (3, 7), (2, 3, 5, 7), (181, 183), (33_000,), (2, 255, 129)]
)
def test_shapes_and_layouts(shape):
    depth = np.random.default_rng(3).uniform(0, 60, shape)
    rgb = CUBE.encode(depth)
    wide = np.zeros((*shape[:-1], 2 * shape[-1]))
    wide[..., ::2] = depth
    np.testing.assert_array_equal(CUBE.encode(wide[..., ::2]), rgb)
    np.testing.assert_array_equal(CUBE.encode(depth[..., ::-1])[..., ::-1, :], rgb)
    np.testing.assert_array_equal(np.moveaxis(CUBE.encode(depth.T), -1, 0).T, rgb)
    np.testing.assert_array_equal(CUBE.encode(depth.astype(">f8")), rgb)
    metres, off = CUBE.decode(rgb, residual=True)
    assert metres.shape == off.shape == shape
    np.testing.assert_array_equal(CUBE.decode(np.asfortranarray(rgb)), metres)
    np.testing.assert_array_equal(
        CUBE.decode(np.dstack([rgb, rgb])[..., :3] if rgb.ndim == 3 else rgb), metres
    )


def test_inputs_are_left_alone():
    depth = np.full((4, 4), 2.0, np.float32)
    rgb = CUBE.encode(depth)
    depth.flags.writeable = rgb.flags.writeable = False
    CUBE.encode(depth)
    CUBE.decode(rgb, residual=True)
    assert (depth == 2).all()


def test_float_rgb_is_rounded_to_eight_bits():
    rgb = PATH.astype(np.uint8)
    for dtype in (np.float32, np.float64):
        np.testing.assert_array_equal(CUBE.decode((rgb / 255).astype(dtype)), CUBE.decode(rgb))
        np.testing.assert_array_equal(CUBE.decode((rgb / 255 * 0.9999).astype(dtype)), CUBE.decode(rgb))


@pytest.mark.parametrize(
    ("depth", "error", "says"),
    [
        (np.array([1.0, np.nan]), ValueError, "NaN"),
        (np.array([1.0, -1e-3]), ValueError, "at least 0"),
        (np.array([1.0, -1e-320]), ValueError, "at least 0"),
        (np.array([-np.inf]), ValueError, "at least 0"),
        (np.array([np.nan, -1.0]), ValueError, "NaN"),
        (np.array([1, 2]), TypeError, "floating"),
        (np.array([True]), TypeError, "floating"),
        (np.array([1 + 0j]), TypeError, "floating"),
        ("near", TypeError, "floating"),
        (None, TypeError, "floating"),
    ],
)
def test_what_encoding_refuses(depth, error, says):
    with pytest.raises(error, match=says):
        CUBE.encode(depth)
    with pytest.raises(error, match=says):
        CUBE.error_bound(depth)


def test_a_fault_far_into_an_image_is_found():
    depth = np.ones((300, 300), np.float32)
    depth[299, 299] = np.nan
    with pytest.raises(ValueError, match="NaN"):
        CUBE.encode(depth)


@pytest.mark.parametrize(
    ("rgb", "error", "says"),
    [
        (np.zeros((4, 4, 4), np.uint8), ValueError, "3 channels"),
        (np.uint8(3), ValueError, "3 channels"),
        (np.zeros((4, 4, 3), int), TypeError, "uint8"),
        (np.full((1, 3), 1.5), ValueError, r"\[0, 1\]"),
        (np.full((1, 3), -0.1), ValueError, r"\[0, 1\]"),
        (np.full((1, 3), np.nan), ValueError, r"\[0, 1\]"),
    ],
)
def test_what_decoding_refuses(rgb, error, says):
    with pytest.raises(error, match=says):
        CUBE.decode(rgb)


@pytest.mark.parametrize(
    ("name", "parameters", "error", "says"),
    [
        ("cub", {}, ValueError, "unknown depth codec 'cub'; did you mean 'cube'"),
        ("zzz", {}, ValueError, "valid: "),
        ("cube", {"lamb": -3}, ValueError, "parameter of depth codec 'cube' 'lamb'; did you mean 'lam'"),
        ("cube", {"lam": -1}, ValueError, "lam must be below -1"),
        ("cube", {"lam": float("nan")}, ValueError, "lam must be below -1"),
        ("cube", {"c": 0}, ValueError, "c must be above 0"),
        ("cube", {"c": float("inf")}, ValueError, "c must be above 0"),
        ("cube", {"c": "far"}, TypeError, "c must be a number"),
        ("cube", {"lam": True}, TypeError, "lam must be a number"),
    ],
)
def test_what_the_registry_refuses(name, parameters, error, says):
    with pytest.raises(error, match=says):
        depth_codec(name, **parameters)


@pytest.mark.parametrize("name", depth_codecs())
def test_what_a_codec_says_of_itself(name):
    codec = depth_codec(name)
    assert codec.name == name
    assert codec.version >= 1
    assert isinstance(codec.metric, bool)
    assert all(len(color) == 3 for _, color in codec.legend)
    again = depth_codec(codec.name, **codec.parameters)
    assert again == codec
    assert pickle.loads(pickle.dumps(codec)) == codec


def test_parameters():
    assert CUBE.parameters == {"lam": -3.0, "c": 10 / 3}
    assert depth_codec() == depth_codec("cube", lam=-3) == CUBE
    assert depth_codec("cube", c=1) != CUBE


@settings(max_examples=50, deadline=None)
@given(st.floats(-200, -1.001), st.floats(1e-3, 1e3))
def test_any_curve_is_monotone_and_bounded(lam, c):
    codec = depth_codec("cube", lam=lam, c=c)
    depth = np.sort(np.concatenate([np.geomspace(1e-6, 1e6, 2000), [0, np.inf]]))
    metres = codec.decode(codec.encode(depth)).astype(np.float64)
    assert (metres[1:] >= metres[:-1]).all()
    bound = codec.error_bound(depth).astype(np.float64)
    finite = np.isfinite(bound)
    assert (np.abs(metres[finite] - depth[finite]) <= bound[finite]).all()
