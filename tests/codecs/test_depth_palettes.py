# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The published colours of the palettes, the search for the nearest, and the numbers to expect."""

import numpy as np
import pytest

from cavendish.codecs import depth_codec
from cavendish.codecs.depth.colormaps import colormap
from cavendish.codecs.depth.nearest import middles, nearest_steps
from cavendish.codecs.depth.triangle import waves


@pytest.mark.parametrize(
    ("name", "ends", "middle", "colors"),
    [
        ("plasma", [(13, 8, 135), (240, 249, 33)], (204, 70, 120), 685),
        ("inferno", [(0, 0, 4), (252, 255, 164)], (188, 55, 84), 901),
        ("viridis", [(68, 1, 84), (253, 231, 37)], (33, 145, 140), 687),
        ("turbo", [(48, 18, 59), (122, 4, 3)], (164, 252, 60), 1375),
    ],
)
def test_colour_maps_are_the_published_ones(name, ends, middle, colors):
    codec = depth_codec(name, near=0, far=1)
    assert codec.encode(np.array([0.0, 1.0])).tolist() == [list(end) for end in ends]
    assert np.abs(codec.encode(np.array([127.6 / 255]))[0].astype(int) - middle).max() <= 2
    table = np.rint(255 * colormap(name)).astype(np.uint8)
    depth = np.arange(256) / 255
    np.testing.assert_array_equal(codec.encode(depth), table)
    np.testing.assert_allclose(codec.decode(table)[:-1], depth[:-1], atol=0.6 / 255)
    assert len(np.unique(codec.palette(), axis=0)) == colors
    assert (np.diff(codec.palette().astype(int), axis=0) != 0).any(
        1
    ).sum() == colors - 1  # and none comes twice


def test_gray():
    codec = depth_codec("gray", near=0, far=255)
    np.testing.assert_array_equal(codec.encode(np.arange(256.0)), np.arange(256)[:, None].repeat(3, 1))
    rgb = np.random.default_rng(0).integers(0, 256, (10_000, 3), np.uint8)
    mean = np.rint(rgb.sum(1) / 3)
    metres, off = codec.decode(rgb, residual=True)
    np.testing.assert_array_equal(metres, np.where(mean == 255, np.inf, mean))
    np.testing.assert_allclose(off, np.linalg.norm(rgb - mean[:, None], axis=1), atol=1e-4)


def test_hue():
    codec = depth_codec("hue", near=0, far=1276)
    rgb = codec.encode(np.array([0.0, 255, 510, 765, 1020, 1275, 1276, np.inf]))
    assert [tuple(color) for color in rgb.tolist()] == [*(color for _, color in codec.legend), (0, 0, 0)]
    metres = codec.decode(np.array([[255, 0, 1], [60, 40, 50], [255, 120, 80]], np.uint8))
    assert metres.tolist() == [0, np.inf, 120]


@pytest.mark.parametrize("periods", [1, 4, 12])
def test_multiwave_is_the_formula(periods):
    codec = depth_codec("multiwave", near=0, far=1, periods=periods)
    z = np.arange(65281) / 65280
    waves = [0.5 + np.sin(2 * np.pi * z * periods) / 2, 0.5 + np.cos(2 * np.pi * z * periods) / 2, z]
    np.testing.assert_array_equal(codec.encode(z), np.rint(np.round(255 * np.stack(waves, -1), 6)))
    rgb = codec.encode(z[:-20])
    noisy = np.clip(rgb + np.random.default_rng(0).integers(-3, 4, rgb.shape), 0, 255).astype(np.uint8)
    turns = np.arctan2(noisy[:, 0] - 127.5, noisy[:, 1] - 127.5) / (
        2 * np.pi
    )  # as published: phase and count
    plain = (turns + np.rint(noisy[:, 2] / 255 * periods - turns)) / periods
    metres = codec.decode(noisy)
    seen = np.isfinite(metres)
    assert seen.mean() > 0.998
    assert np.median(np.abs(metres - z[:-20])[seen]) < 1.05 * np.median(np.abs(plain - z[:-20]))


def test_triangle_is_the_formula_and_its_decoder_is_better():
    code = np.arange(1 << 16)
    place, p = (code + 0.5) / (1 << 16), 512 / (1 << 16)
    fraction = [np.mod(place, p) / (p / 2), np.mod(place - p / 4, p) / (p / 2)]
    triangles = [np.where(x <= 1, x, 2 - x) for x in fraction]
    np.testing.assert_array_equal(waves(), np.rint(255 * np.stack([place, *triangles], -1)))
    assert len(np.unique(waves(), axis=0)) == 1 << 16
    codec = depth_codec("triangle", near=0, far=65535)
    decoded = codec.decode(waves())
    np.testing.assert_array_equal(decoded[:-1], code[:-1])
    # As printed, red's own rounding takes it to the wrong side of a wave.
    high, a, b = (waves() / 255).T
    side = np.floor(4 * high / p - 0.5).astype(int) % 4
    start = high - np.mod(high - p / 8, p) + p / 4 * side - p / 8
    printed = (start + p / 2 * np.choose(side, [a, b, 1 - a, 1 - b])) * (1 << 16) - 0.5
    assert np.mean(np.abs(printed - code) > 2) == pytest.approx(0.123, abs=0.001)


@pytest.mark.parametrize("name", ["cube", "gray", "turbo", "hue", "inferno", "multiwave"])
def test_the_nearest_colour_is_found(name):
    codec = depth_codec(name)
    palette, table = codec.palette(), codec.nearest()
    assert table.shape == (1 << 24,)
    assert table.dtype == np.uint16
    np.testing.assert_array_equal(table[palette.astype(int) @ (1, 256, 65536)], middles(palette))
    rgb = np.random.default_rng(0).integers(0, 256, (4000, 3))
    rgb[::3] = np.clip(palette[rgb[::3] @ (1, 256, 9) % len(palette)] + rgb[::3] // 20 - 6, 0, 255)
    colors = np.unique(palette, axis=0).astype(np.int64)
    squares = ((colors**2).sum(1) - 2 * rgb @ colors.T + (rgb**2).sum(1)[:, None]).min(1)
    gaps = palette[table[rgb @ (1, 256, 65536)]].astype(int) - rgb
    np.testing.assert_array_equal((gaps**2).sum(1), squares)


@pytest.mark.parametrize("count", [1, 2, 7, 300])
def test_the_nearest_of_any_colours_and_the_first_on_a_tie(count):
    rng = np.random.default_rng(count)
    palette = np.unique(rng.integers(0, 24, (count, 3)) * 11, axis=0).astype(np.uint8)
    rng.shuffle(palette)
    table = nearest_steps(palette)
    rgb = rng.integers(0, 256, (5000, 3))
    squares = ((rgb[:, None] - palette.astype(int)) ** 2).sum(-1)
    np.testing.assert_array_equal(table[rgb @ (1, 256, 65536)], squares.argmin(1))


def test_repeated_colours_decode_to_their_middle():
    palette = np.array([[0, 0, 0]] * 4 + [[9, 0, 0]] * 3 + [[9, 9, 0]] * 5, np.uint8)
    assert middles(palette).tolist() == [1] * 4 + [5] * 3 + [11] * 5


@pytest.mark.parametrize(
    ("name", "eight_bit", "noise", "correct"),
    [
        ("cube", 0.073, 0.378, 1),
        ("gray", 0.500, 1.69, 0.939),
        ("hue", 0.099, 0.656, 0.993),
        ("multiwave", 0.040, 0.225, 1),
        ("triangle", 0.002, 2.80, 0.872),
        ("pack24", 0, 2.71, 0.907),
        ("hilbert", 0, 0.010, 0.935),
        ("turbo", 0.137, 0.806, 0.992),
    ],
)
def test_the_medians_are_those_that_were_measured(name, eight_bit, noise, correct):
    """Of another scene of 1.2 to 80 m; encodings.md: AbsRel in per cent, at sigma 2 with delta1."""
    rng = np.random.default_rng(0)
    depth = np.exp(rng.uniform(np.log(1.2), np.log(80), 200_000))
    codec = depth_codec(name)
    rgb = codec.encode(depth)
    off = 100 * np.abs(codec.decode(rgb) / depth - 1)
    assert np.median(off) == pytest.approx(eight_bit, rel=0.15, abs=1e-3)
    metres = codec.decode(np.clip(np.rint(rgb + rng.normal(0, 2, rgb.shape)), 0, 255).astype(np.uint8))
    assert np.median(100 * np.abs(metres / depth - 1)) == pytest.approx(noise, rel=0.3)
    with np.errstate(divide="ignore"):
        assert np.mean(np.maximum(metres / depth, depth / metres) < 1.25) == pytest.approx(correct, abs=0.08)
