# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What a recipe keeps of the truth is what is checked: optional passes, hidden pixels, and nothing that is not there."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cavendish.engine import census
from cavendish.engine.validate import Ended, validate
from cavendish.manifests import checks
from cavendish.manifests.checks import Fault
from cavendish.manifests.checks.material import Read
from cavendish.render import exr

pytestmark = [pytest.mark.extra, pytest.mark.usefixtures("here")]  # embreex


def found(out: Path) -> list[tuple[str, str, str]]:
    """(check, place, message) of every finding."""
    *_, end = validate(out, workers=1)
    assert isinstance(end, Ended)
    return [(f.check, f.place, f.message) for f in end.verdict.findings]


@pytest.mark.parametrize("keep", [["depth"], ["normals"], ["instances"], ["depth", "instances"], []])
def test_truth_that_was_not_kept_is_told_and_is_no_fault(keep: list[str], tmp_path: Path, make: Any) -> None:
    out = make.rooms(tmp_path / "out", truth={"keep": keep}, count=1)
    *_, end = validate(out, workers=1)
    assert isinstance(end, Ended) and end.verdict.findings == []
    unchecked = end.verdict.tallies["targets"].unchecked
    lost = {what for what, _ in unchecked}
    needs = {"depth": "depth", "normals": "normals", "semantic": "instances", "instance": "instances"}
    there = {task for task in needs if list(out.rglob(f"{task}-0.png"))}
    assert lost == {f"{task} pairs" for task in there if needs[task] not in keep}
    assert end.verdict.tallies["targets"].checked == sum(needs[task] in keep for task in there)
    assert bool(end.verdict.tallies["gradient"].unchecked) != ({"depth", "normals"} <= set(keep))


def test_half_normals_hold(tmp_path: Path, make: Any) -> None:
    out = make.rooms(tmp_path / "out", truth={"half_normals": True}, count=1)
    assert found(out) == []
    *_, end = validate(out, workers=1)
    figures = end.verdict.tallies["passes"].figures["normals: largest error of a length"]
    assert 1e-5 < figures.most[0] < 1e-3


def test_optional_passes_are_checked_too(tmp_path: Path, make: Any) -> None:
    keep = ["depth", "normals", "instances", "geometric_normals", "position", "albedo"]
    out = make.rooms(tmp_path / "out", truth={"keep": keep}, count=1)
    *_, end = validate(out, workers=1)
    assert isinstance(end, Ended) and end.verdict.findings == []
    assert end.verdict.tallies["passes"].checked == 6
    path = next(out.rglob("truth.exr"))
    whole = exr.read_truth(path)
    exr.write_truth(path, whole | {"geometric_normals": whole["geometric_normals"] * np.float32(1.1)})
    assert any(c == "passes" and "geometric_normals" in m for c, _, m in found(out))


HIDDEN: list[tuple[str, Callable[[dict[str, Any]], Any]]] = [
    ("its amodal mask has", lambda o: o.update(amodal_pixels=o["amodal_pixels"] + 1)),
    ("its amodal mask has", lambda o: o["amodal_box"].__setitem__(0, 1000)),
    ("the counts add up", lambda o: o["amodal"]["counts"].append(5)),
    ("its amodal mask is 4 x 3", lambda o: o.update(amodal={"size": [3, 4], "counts": [0, 12]})),
    ("is visible, and the table says", lambda o: o.update(visible=o["visible"] / 2)),
    ("its occluders", lambda o: o["occluders"].append([1, 3])),
    ("outside its 3-D box", lambda o: o["box3d"].update(size=[x * 0.8 for x in o["box3d"]["size"]])),
    ("outside its 3-D box", lambda o: o["box3d"]["center"].__setitem__(2, 1000.0)),
]


@pytest.fixture(scope="module")
def hidden(tmp_path_factory: pytest.TempPathFactory, make: Any) -> Path:
    """Scenes whose frames tell all that there is of its objects."""
    out = tmp_path_factory.mktemp("hidden") / "out"
    return make.rooms(out, truth={"objects": ["amodal", "boxes", "occlusion"]})


def test_what_a_frame_says_of_hidden_pixels_holds(hidden: Path, tmp_path: Path, make: Any) -> None:
    *_, end = validate(hidden, workers=1, out=tmp_path / "v.json")
    assert isinstance(end, Ended) and end.verdict.findings == []
    assert end.verdict.tallies["amodal"].checked > 50
    for wanted in ("amodal", "boxes", "occlusion"):
        assert found(make.rooms(tmp_path / wanted, truth={"objects": [wanted]}, count=1)) == []


@pytest.mark.parametrize(("said", "change"), HIDDEN)
def test_what_a_frame_says_wrongly_of_hidden_pixels_is_found(said: str, change: Any, hidden: Path) -> None:
    counted = census.Census(census.read_description(hidden))
    (view,) = next(iter(census.scenes(hidden, counted))).views()
    text = json.loads((view.folder / "frame.json").read_text())
    change(max(text["objects"], key=lambda o: o.get("visible", 1) < 0.9 and o["pixels"]))
    # The view reads its files once: what is put there beforehand is what it sees.
    view.__dict__["text"] = Read(text)
    findings = [one.message for one in checks.CHECKS["amodal"].run(view) if isinstance(one, Fault)]
    assert len(findings) == 1 and said in findings[0], findings
