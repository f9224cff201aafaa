# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Synthetic truths, truths from files, and a study of them."""

import numpy as np
import pytest

from cavendish.codecs import depth_codec, normal_codec
from cavendish.errors import InputError
from cavendish.lab.perturb import perturbations
from cavendish.lab.study import Planned, Row, decoded, encoded, study
from cavendish.lab.summary import summarize
from cavendish.lab.synthetic import SYNTHETIC
from cavendish.lab.truth import read, thinned
from cavendish.render.exr import write_truth

SPANS = {"table": (0.3, 2.0), "room": (0.8, 8.6), "street": (1.9, 215)}


@pytest.mark.parametrize("name", SYNTHETIC)
def test_synthetic_views_span_what_they_promise(name):
    truth = SYNTHETIC[name](64)
    finite = truth.depth[np.isfinite(truth.depth)]
    least, most = SPANS[name]
    assert least <= finite.min() <= 1.6 * least and 0.6 * most <= finite.max() <= most
    assert np.isinf(truth.depth).any() == (name == "street")
    assert (np.isinf(truth.depth) == (truth.instances == 0)).all()
    seen = np.isfinite(truth.depth)
    assert np.allclose(np.linalg.norm(truth.normals[seen], axis=-1), 1, atol=1e-5)
    assert len(np.unique(truth.instances)) >= 8


@pytest.mark.parametrize("name", SYNTHETIC)
def test_synthetic_normals_are_those_of_the_depth(name):
    truth = SYNTHETIC[name](256)
    tangent = np.tan(np.radians({"table": 66, "room": 70, "street": 74}[name]) / 2)
    across = ((np.arange(256) + 0.5) / 128 - 1) * tangent
    with np.errstate(invalid="ignore"):
        points = truth.depth[..., None] * np.stack(np.broadcast_arrays(across, -across[:, None], -1.0), -1)
        normals = np.cross(points[1:-1, 2:] - points[1:-1, :-2], points[:-2, 1:-1] - points[2:, 1:-1])
        normals /= np.linalg.norm(normals, axis=-1, keepdims=True)
        right = (normals * truth.normals[1:-1, 1:-1]).sum(-1)
    assert np.nanmedian(right) > 0.999


def test_a_study_is_plain_rows_and_the_same_each_time():
    truth, harms = SYNTHETIC["table"](32), perturbations()
    few = [harms["8 bits"], harms["noise 2"]]

    def once(codecs):
        return list(study([truth], [depth_codec(name) for name in codecs], [normal_codec()], few))

    planned, *rows = once(["cube", "gray"])
    assert planned == Planned(len(rows)) and len(rows) == 2 * (2 + 1 + 2)
    assert repr(rows) == repr(once(["cube", "gray"])[1:])  # as words, since NaN is not itself
    # The noise of a perturbation hangs on the view alone, not on the company that a codec is in.
    assert repr(rows[2:4]) == repr([row for row in once(["gray"])[1:] if row.codec == "gray"])
    exact = {row.noun: row.scores for row in rows if isinstance(row, Row) and row.perturbation == "8 bits"}
    assert exact["labels"]["mean"] == 1
    assert exact["normals"]["worst"] < 0.4


def test_a_relative_codec_is_aligned_before_it_is_scored():
    truth = SYNTHETIC["street"](64).depth
    for name in ("marigold", "lotus"):
        codec = depth_codec(name)
        middle = np.isfinite(truth) & (truth > np.quantile(truth[np.isfinite(truth)], 0.1))
        answer = decoded(codec, encoded(codec, truth), truth)
        assert answer.shape == truth.shape
        near = middle & (truth < np.quantile(truth[np.isfinite(truth)], 0.5))
        assert np.median(np.abs(answer - truth)[near] / truth[near]) < 0.5


def test_unknown_depth_is_encoded_as_nothing():
    depth = np.array([[1.0, np.nan]], np.float32)
    assert (encoded(depth_codec("cube"), depth)[0, 1] == 255).all()


def test_an_exr_comes_back_with_its_normals_and_instances(tmp_path):
    made = SYNTHETIC["room"](32)
    folder = tmp_path / "000007" / "1"
    folder.mkdir(parents=True)
    depth = made.depth.copy()
    depth[0, 0] = 1e10  # Blender's "nothing"
    layers = {"depth": depth, "normals": made.normals, "instances": made.instances}
    write_truth(folder / "truth.exr", layers, half_normals=True)
    truth = read(folder / "truth.exr")
    assert truth.name == "000007/1" and truth.group == "renders"
    assert np.isinf(truth.depth[0, 0]) and (truth.depth[1:] == made.depth[1:]).all()
    normal_codec().encode(truth.normals)  # unit vectors again
    assert (truth.instances == made.instances).all()
    assert thinned([truth], 16)[0].depth.shape == (16, 16)


def bad_files(folder):
    """Files that are no truth, and a word of what is said of each."""
    size = (8, 8)
    torn = folder / "torn.exr"
    write_truth(torn, {"depth": np.random.default_rng(0).random((64, 64), np.float32)})
    torn.write_bytes(torn.read_bytes()[:600])
    (folder / "text.exr").write_text("not a picture", encoding="utf-8")
    write_truth(folder / "ids.exr", {"instances": np.ones(size, np.uint32)})
    write_truth(folder / "sky.exr", {"depth": np.full(size, np.inf, np.float32)})
    write_truth(folder / "negative.exr", {"depth": np.full(size, -1, np.float32)})
    return {
        "missing.exr": "does not exist",
        "torn.exr": "not a readable EXR",
        "text.exr": "not a readable EXR",
        "ids.exr": "no depth: a channel called Z",
        "sky.exr": "no finite depth",
        "negative.exr": "negative depth",
    }


def test_a_file_that_is_no_truth_is_one_clear_sentence(tmp_path):
    for name, words in bad_files(tmp_path).items():
        with pytest.raises(InputError, match=words) as caught:
            read(tmp_path / name)
        assert str(tmp_path / name) in str(caught.value) and "\n" not in str(caught.value)


def test_a_group_has_the_mean_but_the_worst_of_the_worst_and_skips_what_a_view_has_not():
    scores = [
        {"median": 1.0, "worst": 1.0, "valid": 1.0, "far": 0.5},
        {"median": 3.0, "worst": 9.0, "valid": 0.8, "far": np.nan},
    ]
    rows = [Row("depth", str(k), "renders", "cube", "8 bits", part) for k, part in enumerate(scores)]
    together = summarize(rows)["depth", "renders", "cube", "8 bits"]
    assert together == {"median": 2.0, "worst": 9.0, "valid": 0.8, "far": 0.5}
