# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Instance segmentation: partitions come back, and each rule of appendix A does what it says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cavendish.codecs import decode_instances, encode_instances
from cavendish.codecs.flood import flood_regions
from cavendish.codecs.runs import plain_regions, runs_of

RED, GREEN, BLUE = (230, 30, 30), (30, 230, 30), (30, 30, 230)


def flooded_one_by_one(rgb, foreground, tau):
    """The flood fill as appendix A tells it: a seed, a queue, eight neighbours."""
    height, width = foreground.shape
    regions, count = np.zeros((height, width), int), 0
    for row in range(height):
        for column in range(width):
            if not foreground[row, column] or regions[row, column]:
                continue
            count += 1
            regions[row, column] = count
            queue = [(row, column)]
            while queue:
                y, x = queue.pop(0)
                for v in range(max(y - 1, 0), min(y + 2, height)):
                    for u in range(max(x - 1, 0), min(x + 2, width)):
                        gap = rgb[v, u].astype(int) - rgb[row, column]
                        if foreground[v, u] and not regions[v, u] and (gap**2).sum() <= tau**2:
                            regions[v, u] = count
                            queue.append((v, u))
    return regions


def blobs(rng, count, size=128):
    """Rectangles and ellipses over one another, each one piece: what is left of it falls apart at times."""
    y, x = np.mgrid[:size, :size]
    instances = np.zeros((size, size), np.uint32)
    for i in range(1, count + 1):
        (v, u), (a, b) = rng.uniform(0, size, 2), rng.uniform(size / 25, size / 6, 2)
        inside = np.maximum(abs(y - v) / a, abs(x - u) / b) if i % 2 else np.hypot((y - v) / a, (x - u) / b)
        instances[inside < 1] = i
    return instances


def same_partition(one, other):
    pairs = np.unique(np.stack([one.reshape(-1), other.reshape(-1)]), axis=1)
    return len(pairs[0]) == len(np.unique(pairs[0])) == len(np.unique(pairs[1]))


def canvas(*boxes, size=100, background=(0, 0, 0)):
    """An image with rectangles ((rows, columns), color)."""
    rgb = np.full((size, size, 3), background, np.uint8)
    for place, color in boxes:
        rgb[place] = color
    return rgb


@settings(deadline=None)
@given(
    st.integers(0, 2**32 - 1),
    st.sampled_from([(0, 20), (0, 40), (10, 40), (20, 60), (0, 255), (100, 130)]),
    st.sampled_from([14.0, 14.5, 7.3, 40.0, 0.0]),
    st.booleans(),
)
def test_the_flood_is_that_of_a_plain_loop(seed, levels, tau, smooth):
    rng = np.random.default_rng(seed)
    shape = (*rng.integers(1, 26, 2), 3)
    rgb = rng.integers(levels[0], levels[1] + 1, shape)
    if smooth:  # ramps, whose neighbours are near one another and whose ends are not
        rgb = (
            rgb // 3 + np.arange(shape[1])[:, None] * rng.integers(0, 6) + np.arange(shape[0])[:, None, None]
        )
    rgb = np.clip(rgb, 0, 255).astype(np.uint8)
    foreground = rng.random(shape[:2]) < rng.choice([0.5, 0.8, 1.0])
    np.testing.assert_array_equal(
        flood_regions(rgb, foreground, tau), flooded_one_by_one(rgb, foreground, tau)
    )


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from([(0, 256), (0, 60), (90, 110)]), st.sampled_from([14, 40]))
def test_the_regions_of_runs_are_those_of_the_flood_wherever_there_are_some(seed, levels, tau):
    rng = np.random.default_rng(seed)
    height, width = rng.integers((8, 32), (48, 96))
    colors = rng.integers(*levels, (6, 3)).astype(np.uint8)
    rgb = colors[rng.integers(0, 6, (6, 6)).repeat(8, 0).repeat(16, 1)[:height, :width]]
    rgb[tuple(rng.integers(0, (height, width)))] = colors[1]
    runs = runs_of(rgb)
    foreground = (runs.colors != colors[0]).any(axis=1)
    found = plain_regions(runs, foreground, tau)
    gaps = ((colors[:, None].astype(int) - colors) ** 2).sum(-1)
    if found is None:
        assert ((tau**2 < gaps) & (gaps <= (2 * 5 * tau) ** 2)).any(), (
            "a chain of colours leads away from the first"
        )
    else:
        flooded = flooded_one_by_one(rgb, runs.spread(foreground), tau)
        np.testing.assert_array_equal(runs.spread(found), flooded)


@pytest.mark.parametrize("noise", [0, 3, 12])
def test_the_flood_of_wide_regions_is_that_of_a_plain_loop(apart, noise):
    rng = np.random.default_rng(noise)
    instances = blobs(rng, 8, 90)
    rgb = np.concatenate([[(90, 90, 90)], apart(rng, 8, 60)])[instances]
    rgb = np.clip(rgb + rng.normal(0, noise, rgb.shape) + np.arange(90)[:, None] / 2, 0, 255).astype(np.uint8)
    everywhere = np.ones((90, 90), bool)
    np.testing.assert_array_equal(flood_regions(rgb, everywhere, 14), flooded_one_by_one(rgb, everywhere, 14))


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**32 - 1))
def test_rectangles_that_touch_come_back(apart, seed):
    rng = np.random.default_rng(seed)
    cells = rng.integers(0, 2, (6, 6)) * np.arange(1, 37).reshape(6, 6)
    instances = np.kron(cells, np.ones((9, 13), int))
    colors = dict(enumerate(apart(rng, 36, 45).tolist(), 1))
    rgb = encode_instances(instances, colors)
    decoded = decode_instances(rgb)
    assert decoded.dtype == np.int32
    np.testing.assert_array_equal(decoded == 0, instances == 0)
    assert same_partition(decoded, instances)


@pytest.mark.parametrize("seed", range(8))
def test_blobs_over_one_another_come_back(apart, seed):
    rng = np.random.default_rng(seed)
    instances = blobs(rng, 20)
    colors = dict(enumerate(apart(rng, 20).tolist(), 1))
    decoded = decode_instances(encode_instances(instances, colors), min_area=0, min_core=0, merge=1e9)
    assert same_partition(decoded, instances)
    first = np.unique(decoded, return_index=True)[1][1:]
    assert (np.diff(first) > 0).all()


def test_noise_leaves_the_masks(apart):
    rng = np.random.default_rng(0)
    instances = np.kron(np.arange(16).reshape(4, 4), np.ones((40, 40), int))
    rgb = encode_instances(instances, dict(enumerate(apart(rng, 15).tolist(), 1)))
    decoded = decode_instances(np.clip(rgb + rng.normal(0, 2, rgb.shape), 0, 255).astype(np.uint8))
    for i in range(1, 16):
        one, other = instances == i, decoded == i
        assert (one & other).sum() > 0.99 * (one | other).sum()


def test_noise_of_four_leaves_the_masks_where_tau_is_seven_times_as_much(apart):
    """A mask grows from one pixel, and one far off in its noise loses some of the others: 1.6 % at worst was met."""
    shares = []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        instances = np.kron(rng.integers(0, 2, (5, 5)) * np.arange(25).reshape(5, 5), np.ones((24, 24), int))
        colors = dict(enumerate(apart(rng, 24, 64).tolist(), 1))
        rgb = encode_instances(instances, colors)
        noisy = np.clip(np.rint(rgb + rng.normal(0, 4, rgb.shape)), 0, 255).astype(np.uint8)
        decoded = decode_instances(noisy, tau=28)
        for i in np.unique(instances)[1:]:
            one = instances == i
            other = decoded == np.bincount(decoded[one]).argmax()
            shares.append((one & other).sum() / (one | other).sum())
    assert np.median(shares) > 0.999 and np.mean(np.array(shares) > 0.99) > 0.98 and min(shares) > 0.95


def test_pure_noise_and_gradients_end():
    rng = np.random.default_rng(0)
    for levels in ((0, 256), (20, 50)):
        assert decode_instances(rng.integers(*levels, (256, 256, 3), dtype=np.uint8)).max() == 0
    ramp = np.broadcast_to(np.arange(256, dtype=np.uint8)[:, None], (256, 256, 3))
    assert decode_instances(ramp).max() == 27  # bands of nine greys, as the ninth grey on is 15.6 away


def test_the_background_is_what_is_under_tau():
    rgb = canvas(
        (np.s_[20:40, 20:40], (100, 100, 113)), (np.s_[60:80, 60:80], (100, 100, 114)), background=(100,) * 3
    )
    decoded = decode_instances(rgb, background=(100, 100, 100))
    assert (decoded[20:40, 20:40] == 0).all()
    assert (decoded[60:80, 60:80] == 1).all()


def test_neighbours_are_held_to_the_seed_and_not_to_each_other():
    rgb = np.zeros((40, 90, 3), np.uint8)
    rgb[:, :30], rgb[:, 30:60], rgb[:, 60:] = (100, 100, 100), (110, 100, 100), (120, 100, 100)
    assert [decode_instances(rgb, merge=0)[0, x] for x in (0, 45, 89)] == [1, 1, 2]


def test_corners_connect():
    rgb = canvas((np.s_[10:30, 10:30], RED), (np.s_[30:50, 30:50], RED))
    assert decode_instances(rgb, merge=0).max() == 1


def test_small_regions_are_dropped():
    rgb = canvas((np.s_[10:30, 10:30], RED), (np.s_[60:69, 60:71], GREEN), (np.s_[80:90, 80:90], BLUE))
    assert np.unique(decode_instances(rgb, min_area=1e-2)).tolist() == [
        0,
        1,
        2,
    ]  # 99 pixels of 10,000 are dropped
    assert (decode_instances(rgb, min_area=1e-2)[60:69, 60:71] == 0).all()
    assert decode_instances(rgb).max() == 3


def test_halos_are_dropped():
    ring = canvas((np.s_[20:80, 20:80], (200, 200, 60)), (np.s_[22:78, 22:78], RED))
    decoded = decode_instances(ring)
    assert decoded.max() == 1
    np.testing.assert_array_equal(decoded == 1, (ring == RED).all(-1))
    assert decode_instances(ring, min_core=0).max() == 2


def test_what_the_frame_cuts_is_no_halo():
    sliver = canvas((np.s_[:, :2], RED))
    assert decode_instances(sliver).max() == 1
    assert decode_instances(np.roll(sliver, 50, axis=1)).max() == 0


def test_pieces_of_one_colour_merge_where_they_are_close():
    parts = canvas((np.s_[40:60, 10:30], RED), (np.s_[40:60, 40:60], RED))
    assert decode_instances(parts).max() == 1  # the joint box is 1.25 times the two
    far = canvas((np.s_[0:10, 0:10], RED), (np.s_[90:100, 90:100], RED))
    assert decode_instances(far).max() == 2  # 50 times
    assert decode_instances(far, merge=50).max() == 1
    assert decode_instances(parts, merge=1.2).max() == 2


def test_pieces_of_other_colours_do_not_merge():
    near, apart_ = (100, 100, 113), (100, 100, 116)
    for color, count in ((near, 1), (apart_, 2)):
        rgb = canvas((np.s_[40:60, 10:30], (100, 100, 100)), (np.s_[40:60, 40:60], color))
        assert decode_instances(rgb).max() == count


def test_merging_goes_on_from_what_has_merged():
    # The first and the last are too far apart by themselves, and close once the middle one bridges them.
    rgb = canvas(*((np.s_[x : x + 10, x : x + 10], RED) for x in (0, 18, 36)))
    assert decode_instances(rgb, merge=4).max() == 1
    assert (
        decode_instances(canvas(*((np.s_[x : x + 10, x : x + 10], RED) for x in (0, 36))), merge=4).max() == 2
    )


def test_encoding_takes_ids_as_they_are():
    ids = np.array([[0, 7], [4_000_000_000, 3]], np.uint32)
    rgb = encode_instances(ids, {7: RED, 4_000_000_000: GREEN}, background=(1, 2, 3))
    assert rgb.tolist() == [[[1, 2, 3], list(RED)], [list(GREEN), [1, 2, 3]]]
    assert encode_instances(ids, {}).tolist() == [[[0, 0, 0]] * 2] * 2
    with pytest.raises(TypeError, match="instances must be integers"):
        encode_instances(ids.astype(float), {})


@pytest.mark.parametrize("shape", [(0, 0), (0, 5), (5, 0), (1, 1), (1, 9), (9, 1), (2, 2)])
def test_odd_shapes(shape):
    rgb = np.full((*shape, 3), 200, np.uint8)
    assert (decode_instances(rgb) == 1).all()
    assert decode_instances(rgb).shape == shape
    assert (decode_instances(rgb // 255) == 0).all()


def test_what_decoding_refuses():
    with pytest.raises(ValueError, match="one image"):
        decode_instances(np.zeros((2, 4, 4, 3), np.uint8))
    with pytest.raises(TypeError, match="uint8"):
        decode_instances(np.zeros((4, 4, 3), int))
