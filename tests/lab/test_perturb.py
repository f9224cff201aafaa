# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Perturbations: pictures in, pictures of the same kind out, the same each time."""

import numpy as np
import pytest

from cavendish.codecs import depth_codec
from cavendish.lab.perturb import perturbations

HARMS = perturbations()


@pytest.fixture(scope="module")
def picture():
    """Uneven sides, as a codec's picture has at times."""
    depth = np.linspace(1, 20, 63 * 49, dtype=np.float32).reshape(49, 63)
    return depth_codec("cube").encode(depth)


@pytest.mark.parametrize("name", HARMS)
def test_shape_dtype_and_determinism(name, picture):
    before = picture.copy()
    one = HARMS[name].apply(picture, np.random.default_rng(3))
    two = HARMS[name].apply(picture, np.random.default_rng(3))
    assert one.shape == picture.shape and one.dtype == np.uint8
    assert (one == two).all()
    assert (picture == before).all()
    assert (one == picture).all() == (name == "8 bits")
    # A harm that mangled channels or places would be far off; none here is.
    assert np.abs(one.astype(int) - picture).mean() < 16


def test_the_list_is_that_of_the_issue():
    families = [harm.family for harm in HARMS.values()]
    expected = {"8 bits": 1, "noise": 4, "JPEG": 6, "WebP": 2, "resize": 3, "gain": 2, "offset": 2, "blur": 1}
    assert {family: families.count(family) for family in expected} == expected
    assert families.count("H.264") in (0, 4)


def test_noise_has_its_sigma():
    gray = np.full((200, 200, 3), 128, np.uint8)
    for sigma in (1, 2, 5, 10):
        noisy = HARMS[f"noise {sigma}"].apply(gray, np.random.default_rng(0)).astype(float)
        assert noisy.std() == pytest.approx(np.hypot(sigma, 12**-0.5), rel=0.02)
        assert abs(noisy.mean() - 128) < 0.1


def test_gain_and_offset_are_exact_and_clip():
    ramp = np.repeat(np.arange(256, dtype=np.uint8), 3).reshape(1, 256, 3)
    rng = np.random.default_rng(0)
    levels = np.arange(256)
    assert (HARMS["offset +8"].apply(ramp, rng)[0, :, 0] == np.minimum(levels + 8, 255)).all()
    assert (HARMS["offset -8"].apply(ramp, rng)[0, :, 0] == np.maximum(levels - 8, 0)).all()
    assert (HARMS["gain 1.05"].apply(ramp, rng)[0, :, 0] <= np.rint(np.minimum(levels * 1.05, 255)) + 1).all()
    assert HARMS["gain 0.95"].apply(ramp, rng).max() == 242


@pytest.mark.parametrize("name", [name for name, harm in HARMS.items() if harm.family in ("blur", "resize")])
def test_flat_pictures_stay_flat(name):
    flat = np.full((32, 32, 3), (200, 30, 90), np.uint8)
    assert (HARMS[name].apply(flat, np.random.default_rng(0)) == flat).all()


def test_full_chroma_keeps_colours_better(picture):
    rng = np.random.default_rng(0)
    gaps = [
        np.abs(HARMS[f"JPEG 75 {s}"].apply(picture, rng).astype(int) - picture).mean()
        for s in ("4:4:4", "4:2:0")
    ]
    assert gaps[0] < gaps[1]
