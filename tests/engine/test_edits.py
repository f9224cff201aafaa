# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Edits of real renders: made, held by validation, and outside their masks the picture stays as it was."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from cavendish.engine.dataset import expected_bytes
from cavendish.recipe import Recipe
from cavendish.render.frame import read_frame
from cavendish.render.retouch import difference


def recipe(**tasks: object) -> Recipe:
    return Recipe.model_validate(
        {
            "seed": 5,
            "scenes": [{"builder": "room", "parameters": {"use": ["office"], "hour": [10, 15]}}],
            "views": {"per_scene": 1, "width": 128, "height": 128},
            "quality": {"samples": 4, "bounces": 2},
            "tasks": tasks,
        }
    )


def test_the_disk_that_edits_take_is_foreseen() -> None:
    plain = expected_bytes(recipe(depth={}))
    with_edits = expected_bytes(recipe(depth={}, edit={"per_view": 3}))
    assert with_edits - plain > 3 * 128 * 128  # a render takes about a byte a pixel


@pytest.mark.render
def test_edits_are_rendered_alike_and_hold(tmp_path: Path) -> None:
    from cavendish.engine.grow import grow
    from cavendish.engine.validate import validate

    made = recipe(edit={"per_view": 2, "kinds": ["recolour", "remove"]}, generation={})
    out = tmp_path / "out"
    for _ in grow(made, out):
        pass
    (folder,) = (path.parent for path in out.glob("train/*/*/frame.json"))
    frame = read_frame(folder)
    assert len(frame.edits) == 2
    for edit in frame.edits:
        gap = difference(frame.rgb, edit.rgb, edit.mask)
        # The same seed gives the same noise: what the change does not reach is the same to a level or two.
        assert gap.inside >= 8 and gap.median <= 6 and gap.inside > 2 * gap.mean
        if edit.change["kind"] == "recolour":
            assert np.array_equal(edit.mask, frame.instances == edit.change["object"])
    rows = [json.loads(line) for line in (out / "train" / "metadata.jsonl").read_text().splitlines()]
    assert [row["input_image_file_name"] is None for row in rows if row["task"] == "generation"] == [True]
    *_, ended = validate(out, 1, out=tmp_path / "verdict.json")
    assert ended.verdict.findings == []


def test_a_share_of_the_views_is_edited(monkeypatch: pytest.MonkeyPatch) -> None:
    from cavendish.engine import edits

    @dataclass(frozen=True)
    class Seen:
        edits: tuple[object, ...] = ()

    looked: list[object] = []
    monkeypatch.setattr(edits, "_sight", lambda scene, view, frame: looked.append(frame))
    monkeypatch.setattr(edits, "CHANGES", {"remove": lambda scene, sight, rng: None})
    for share, least, most in ((1.0, 200, 200), (0.25, 30, 70)):
        looked.clear()
        made = recipe(edit={"share": share, "kinds": ["remove"]})
        for scene in range(200):
            (kept,) = edits.retouched(made, scene, None, [Seen()], None)  # type: ignore[list-item, arg-type]
            assert kept == Seen()
        assert least <= len(looked) <= most
