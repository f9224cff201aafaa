# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Masks and phrases, loaded by `pycocotools`, against the instance maps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from cavendish.exports.views import compressed
from cavendish.manifests.classes import covers_word, words_for
from cavendish.manifests.stored import StoredFrame
from cavendish.render.masks import rle

coco_module = pytest.importorskip("pycocotools.coco")
mask_module = pytest.importorskip("pycocotools.mask")
pytestmark = [pytest.mark.extra, pytest.mark.filterwarnings("ignore:__array__ implementation")]


@pytest.mark.parametrize("density", [0.0, 0.001, 0.3, 0.99, 1.0])
def test_runs_compress_as_pycocotools_does(density: float) -> None:
    rng = np.random.default_rng(3)
    for shape in ((1, 1), (7, 5), (300, 200)):
        mask = rng.random(shape) < density
        theirs = mask_module.encode(np.asfortranarray(mask.astype(np.uint8)))
        assert compressed(rle(mask)["counts"]) == theirs["counts"].decode()


def test_instances_are_those_of_the_frames(exported: Callable[..., Path], dataset: Path) -> None:
    out = exported("coco")
    coco = coco_module.COCO(str(out / "annotations/instances_train.json"))
    assert len(coco.getImgIds()) == 4 and len(coco.anns) == 4 * 4
    names = {row["id"]: row for row in coco.loadCats(coco.getCatIds())}
    for image in coco.loadImgs(coco.getImgIds()):
        assert (out / image["file_name"]).read_bytes() == (dataset / image["file_name"]).read_bytes()
        frame = StoredFrame((dataset / image["file_name"]).parent)
        items = {item.id: item for item in frame.items}
        for row in coco.imgToAnns[image["id"]]:
            item = items[row["id"] % 100_000]
            mask = coco.annToMask(row).astype(bool)
            assert np.array_equal(mask, frame.instances == item.id)
            assert row["area"] == mask.sum() and names[row["category_id"]]["name"] == item.category
            assert row["bbox"] == list(mask_module.toBbox(row["segmentation"]))
            assert row["iscrowd"] == (item.category == "mug")
    chairs = coco.getAnnIds(catIds=coco.getCatIds(catNms=["chair"]), iscrowd=False)
    assert len(chairs) == 8
    assert names[coco.getCatIds(catNms=["chair"])[0]]["supercategory"]


def test_a_perfect_prediction_scores_one(exported: Callable[..., Path]) -> None:
    evaluation = pytest.importorskip("pycocotools.cocoeval")
    coco = coco_module.COCO(str(exported("coco") / "annotations/instances_val.json"))
    found = coco.loadRes([{**row, "score": 0.9} for row in coco.anns.values() if not row["iscrowd"]])
    score = evaluation.COCOeval(coco, found, "segm")
    score.evaluate()
    score.accumulate()
    score.summarize()
    assert score.stats[0] == 1.0


def test_phrases_hold_exactly_their_instances(exported: Callable[..., Path], dataset: Path) -> None:
    phrases = coco_module.COCO(str(exported("saco") / "annotations/saco_train.json"))
    units: dict[str, list[tuple[str, list[dict[str, object]]]]] = {}
    for unit in phrases.loadImgs(phrases.getImgIds()):
        units.setdefault(unit["file_name"], []).append((unit["text_input"], phrases.imgToAnns[unit["id"]]))
    assert len(units) == 4
    for place, said in units.items():
        frame = StoredFrame((dataset / place).parent)
        assert len(dict(said)) == len(said)
        there = [(text, rows) for text, rows in said if rows]
        assert 1 <= len(there) <= len(said) - 1
        for text, rows in said:
            ids = {item.id for item in frame.items if covers_word(text, item.category)}
            assert len(rows) == len(ids), text
            union = sum(
                (phrases.annToMask(row).astype(int) for row in rows), np.zeros(frame.instances.shape, int)
            )
            assert np.array_equal(union, np.isin(frame.instances, list(ids)).astype(int))
            assert not any(text in words_for(item.category) for item in frame.items) or rows
        assert any(text in words_for("chair") and len(rows) == 2 for text, rows in there)
        assert not any(text in words_for("mug") for text, _ in said)  # too small to be spoken of
