# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Semantic segmentation: legends round-trip, drifting colours do no harm, ties and rejection."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cavendish.codecs import decode_legend, encode_labels, separated


@given(st.integers(0, 2**32 - 1), st.integers(1, 24))
def test_a_legend_round_trips(apart, seed, count):
    rng = np.random.default_rng(seed)
    colors = apart(rng, count)
    assert separated([*colors, (0, 0, 0)])
    labels = rng.integers(-1, count, (9, 13))
    rgb = encode_labels(labels, colors)
    assert (rgb[labels == -1] == 0).all()
    decoded = decode_legend(rgb, colors, background=(0, 0, 0))
    assert decoded.dtype == np.int32
    np.testing.assert_array_equal(decoded, labels)
    np.testing.assert_array_equal(decode_legend(rgb, colors, reject=29), labels)
    np.testing.assert_array_equal(decode_legend(rgb / 255, colors, reject=29), labels)


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 2**32 - 1))
def test_drifting_colours_keep_their_masks(apart, seed):
    rng = np.random.default_rng(seed)
    colors = apart(rng, 20)
    labels = np.kron(rng.integers(-1, 20, (16, 16)), np.ones((16, 16), int))
    drift = rng.uniform(-10, 10, (21, 3))[labels]
    rgb = np.clip(encode_labels(labels, colors) + drift + rng.normal(0, 4, (256, 256, 3)), 0, 255)
    decoded = decode_legend(rgb.astype(np.uint8), colors, background=(0, 0, 0))
    for label in range(-1, 20):
        one, other = labels == label, decoded == label
        assert (one & other).sum() > 0.99 * (one | other).sum()


@given(st.integers(0, 2**32 - 1), st.integers(1, 6), st.sampled_from([None, 0, 20.5, 100]))
def test_the_nearest_colour_is_found_and_the_first_on_a_tie(seed, count, reject):
    rng = np.random.default_rng(seed)
    rgb, colors = rng.integers(0, 8, (5, 6, 3)) * 36, rng.integers(0, 8, (count, 3)) * 36
    squares = ((rgb[:, :, None] - colors) ** 2).sum(-1)
    nearest = squares.argmin(-1)
    if reject is not None:
        nearest[squares.min(-1) > reject**2] = -1
    np.testing.assert_array_equal(decode_legend(rgb.astype(np.uint8), colors, reject), nearest)


def test_long_legends():
    rng = np.random.default_rng(1)
    colors = np.stack(np.meshgrid(*[np.arange(0, 256, 15)] * 3), -1).reshape(-1, 3)
    assert len(colors) > 4096
    labels = rng.integers(0, len(colors), (64, 64))
    rgb = np.clip(encode_labels(labels, colors) + rng.integers(-4, 5, (64, 64, 3)), 0, 255).astype(np.uint8)
    np.testing.assert_array_equal(decode_legend(rgb, colors), labels)


def test_batches_and_empty_images():
    colors = [(255, 0, 0), (0, 255, 0)]
    for shape in ((0,), (0, 4), (2, 3, 4), ()):
        labels = np.zeros(shape, np.uint16)
        assert encode_labels(labels, colors).shape == (*shape, 3)
        assert decode_legend(encode_labels(labels, colors), colors).shape == shape


def test_separated():
    assert separated([])
    assert separated([(0, 0, 0)])
    assert separated([(0, 0, 0), (60, 0, 0)])
    assert not separated([(0, 0, 0), (59, 0, 0)])
    assert separated([(0, 0, 0), (59, 0, 0)], distance=59)


@pytest.mark.parametrize(
    ("labels", "colors", "error", "says"),
    [
        ([[2]], [(1, 2, 3)], ValueError, "labels must be -1 to 0"),
        ([[-2]], [(1, 2, 3)], ValueError, "labels must be -1 to 0"),
        ([[0.0]], [(1, 2, 3)], TypeError, "labels must be integers"),
        ([[0]], [(1, 2, 300)], ValueError, "0 to 255"),
        ([[0]], [(1, 2)], ValueError, "triples"),
        ([[0]], [(0.1, 0.2, 0.3)], TypeError, "integers of 0 to 255"),
    ],
)
def test_what_encoding_refuses(labels, colors, error, says):
    with pytest.raises(error, match=says):
        encode_labels(np.array(labels), colors)


def test_what_decoding_refuses():
    with pytest.raises(ValueError, match="colors is empty"):
        decode_legend(np.zeros((2, 2, 3), np.uint8), [])
    with pytest.raises(TypeError, match="uint8"):
        decode_legend(np.zeros((2, 2, 3), int), [(1, 2, 3)])
