# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The normal codecs: the published colours, the angle of the round trip, what is invalid."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra import numpy as arrays

from cavendish.codecs import convert_normals, normal_codec, normal_codecs

BANANA = normal_codec("banana")


def unit_vectors(count, seed=0):
    vectors = np.random.default_rng(seed).normal(size=(count, 3))
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


def angles(one, other):
    """Degrees, accurate for small angles."""
    one, other = one.astype(np.float64), other.astype(np.float64)
    across = np.linalg.norm(np.cross(one, other), axis=-1)
    return np.degrees(np.arctan2(across, (one * other).sum(-1)))


@pytest.mark.parametrize(
    ("normal", "color"),
    [
        ((-1, 0, 0), (255, 128, 128)),
        ((1, 0, 0), (0, 128, 128)),
        ((0, 1, 0), (128, 255, 128)),
        ((0, -1, 0), (128, 0, 128)),
        ((0, 0, 1), (128, 128, 255)),
        ((0, 0, -1), (128, 128, 0)),
        ((np.nan, np.nan, np.nan), (128, 128, 128)),
    ],
)
def test_published_colours(normal, color):
    assert tuple(BANANA.encode(np.array(normal, np.float32))) == color


@pytest.mark.parametrize(
    ("name", "color"),
    [
        ("opengl", (204, 230, 128)),
        ("directx", (204, 26, 128)),
        ("dsine", (51, 230, 128)),
        ("banana", (51, 230, 128)),
    ],
)
def test_conventions(name, color):
    assert tuple(normal_codec(name).encode(np.array([0.6, 0.8, 0.0]))) == color


@pytest.mark.parametrize("name", normal_codecs())
def test_the_angle_of_a_round_trip(name):
    codec = normal_codec(name)
    normals = unit_vectors(1_000_000).astype(np.float32)
    decoded, off = codec.decode(codec.encode(normals), residual=True)
    angle = angles(normals, decoded)
    assert angle.mean() == pytest.approx(0.17, abs=0.01)
    assert angle.max() <= codec.error_bound
    assert off.max() <= np.sqrt(3) / 255 + 1e-6
    np.testing.assert_allclose(np.linalg.norm(decoded, axis=-1), 1, atol=1e-6)


def test_the_bound_is_tight():
    # All three components halfway between two colours, and the rounding across the vector.
    rng = np.random.default_rng(5)
    components = (rng.integers(-127, 128, (400_000, 3)) * 2 + rng.uniform(-0.05, 0.05, (400_000, 3))) / 255
    near = np.abs(np.linalg.norm(components, axis=-1) - 1) < 0.02
    normals = components[near] / np.linalg.norm(components[near], axis=-1, keepdims=True)
    normals = np.concatenate([normals, unit_vectors(1_000_000, 6)])
    angle = angles(normals, BANANA.decode(BANANA.encode(normals)))
    assert 0.95 * BANANA.error_bound < angle.max() <= BANANA.error_bound


def test_invalid_normals_round_trip():
    normals = unit_vectors(60).reshape(3, 4, 5, 3).astype(np.float32)
    normals[1, 2] = np.nan
    normals[0, 0, 0, 1] = np.nan
    rgb = BANANA.encode(normals)
    assert (rgb[1, 2] == 128).all()
    assert (rgb[0, 0, 0] == 128).all()
    np.testing.assert_array_equal(
        np.isnan(BANANA.decode(rgb)), np.isnan(normals).any(-1, keepdims=True).repeat(3, -1)
    )


@given(
    arrays.arrays(np.uint8, arrays.array_shapes(min_dims=0, max_dims=3, min_side=0).map(lambda s: (*s, 3)))
)
def test_any_colour_decodes_to_a_unit_vector_or_to_nan(rgb):
    normals, off = BANANA.decode(rgb, residual=True)
    assert normals.shape == rgb.shape
    assert off.shape == rgb.shape[:-1]
    assert normals.dtype == off.dtype == np.float32
    vectors = (rgb / 127.5 - 1) * (-1, 1, 1)
    length = np.linalg.norm(vectors, axis=-1)
    np.testing.assert_allclose(off, np.abs(length - 1), atol=1e-5)
    short = length < 0.5
    assert np.isnan(normals[short]).all()
    np.testing.assert_allclose(normals[~short], vectors[~short] / length[~short, None], atol=1e-5)


def test_layouts_and_types():
    normals = unit_vectors(35_000).reshape(5, 7000, 3)
    rgb = BANANA.encode(normals)
    np.testing.assert_array_equal(BANANA.encode(np.asfortranarray(normals)), rgb)
    np.testing.assert_array_equal(BANANA.encode(normals.astype(np.float32)), rgb)
    np.testing.assert_array_equal(BANANA.decode(np.asfortranarray(rgb)), BANANA.decode(rgb))
    np.testing.assert_array_equal(BANANA.decode(rgb / 255), BANANA.decode(rgb))
    assert angles(normals.astype(np.float16).astype(float), BANANA.decode(rgb)).max() < 0.5
    assert BANANA.encode(normals.astype(np.float16)).shape == normals.shape


@pytest.mark.parametrize(
    ("normals", "error", "says"),
    [
        (np.array([0.0, 0.0, 0.99]), ValueError, "unit vectors"),
        (np.zeros((2, 3)), ValueError, "unit vectors"),
        (np.array([np.inf, 0, 0]), ValueError, "unit vectors"),
        (np.array([1e30, 0, 0]), ValueError, "unit vectors"),
        (np.array([0, 0, 1]), TypeError, "floating"),
        (np.ones((4, 4)), ValueError, "3 components"),
    ],
)
def test_what_encoding_refuses(normals, error, says):
    with pytest.raises(error, match=says):
        BANANA.encode(normals)


def test_unknown_names():
    with pytest.raises(ValueError, match="unknown normal codec 'openGL'; did you mean 'opengl'"):
        normal_codec("openGL")


@pytest.mark.parametrize("name", normal_codecs())
def test_a_frame_s_own_axes_are_its_channels(name):
    normals = unit_vectors(500).astype(np.float32)
    normals[7] = np.nan
    there = convert_normals(normals, "opengl", name)
    assert there.dtype == np.float32
    np.testing.assert_array_equal(convert_normals(there, name), normals)
    seen = np.rint((there[:7] + 1) * 127.5)
    assert np.abs(normal_codec(name).encode(normals)[:7] - seen).max() <= 1


def test_frames():
    normal = np.array([0.6, 0.0, 0.8])
    assert convert_normals(normal, "opengl", "opencv").tolist() == [0.6, 0, -0.8]
    assert convert_normals(normal, "banana", "directx").tolist() == [-0.6, 0, 0.8]
    with pytest.raises(ValueError, match="unknown frame of normals 'open3d'; did you mean"):
        convert_normals(normal, "opengl", "open3d")
    with pytest.raises(TypeError, match="floating"):
        convert_normals(np.array([0, 0, 1]), "opengl")
    with pytest.raises(ValueError, match="3 components"):
        convert_normals(np.zeros(4), "opengl")
