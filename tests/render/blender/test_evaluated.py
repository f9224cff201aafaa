# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What Blender makes itself (modifiers, collections, text, geometry nodes): its truth is the oracle's on its triangles."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

pytestmark = pytest.mark.render

IDS = {1: 200, 3: 100, 4: 50, 5: 40, 6: 50, 8: 20, 70_001: 50}  # and the pixels that each must fill at least


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    pytest.importorskip("embreex")
    out = tmp_path_factory.mktemp("modified")
    script = Path(__file__).with_name("modified.py")
    done = subprocess.run([sys.executable, str(script), str(out)], capture_output=True, text=True)
    assert (out / "done").exists(), done.stdout[-2000:] + done.stderr[-4000:]
    read: Any = {
        name: dict(np.load(out / f"{name}.npz")) for name in ("truth", "shaded", "sight", "triangles")
    }
    return SimpleNamespace(**read)


def edges(instances: Any, depth: Any) -> Any:
    """Pixels with another thing, or a leap in depth, next to them."""
    near = np.zeros(instances.shape, bool)
    for axis in (0, 1):
        for step in (-1, 1):
            other, far = np.roll(instances, step, axis), np.roll(depth, step, axis)
            with np.errstate(invalid="ignore"):
                near |= (other != instances) | (np.abs(far / depth - 1) > 0.05)
    return near


def test_everything_is_in_view(made: SimpleNamespace) -> None:
    for key, least in IDS.items():
        assert (made.sight["instances"] == key).sum() >= least, key
    crowd = made.triangles["owners"] >= 100_000
    assert crowd.sum() == len(np.unique(made.triangles["owners"][crowd])) == 600
    assert len(np.unique(made.truth["instances"])) > 150
    assert set(np.unique(made.triangles["owners"][~crowd])) == set(IDS), (
        "what is hidden in renders is left out"
    )
    assert (made.triangles["owners"] == 1).sum() == 6 * 4**4 * 2, "the levels are those of a render"


def test_instances_are_the_oracles(made: SimpleNamespace) -> None:
    same = made.truth["instances"] == made.sight["instances"]
    assert same[~edges(made.sight["instances"], made.sight["depth"])].all()
    assert same.mean() >= 0.999


def test_depth_is_the_oracles(made: SimpleNamespace) -> None:
    both = np.isfinite(made.truth["depth"]) & np.isfinite(made.sight["depth"])
    off_edges = both & ~edges(made.sight["instances"], made.sight["depth"])
    with np.errstate(invalid="ignore"):
        wrong = np.abs(made.truth["depth"] / made.sight["depth"] - 1)
    assert off_edges.sum() > 1000
    assert wrong[off_edges].max() <= 1e-5


@pytest.mark.parametrize("name", ["normals", "geometric_normals"])
def test_normals_are_the_oracles(name: str, made: SimpleNamespace) -> None:
    both = np.isfinite(made.truth["depth"]) & np.isfinite(made.sight["depth"])
    off_edges = both & ~edges(made.sight["instances"], made.sight["depth"])
    apart = np.linalg.norm(made.truth[name] - made.sight[name], axis=-1)[off_edges]
    # A pixel may fall on the triangle next to its centre's, whose own normal is another.
    assert np.quantile(apart, 1.0 if name == "normals" else 0.99) <= 3e-3
    rock = off_edges & (made.sight["instances"] == 1)
    bend = np.linalg.norm(made.sight["normals"] - made.sight["geometric_normals"], axis=-1)[rock]
    assert np.median(bend) > 0.01, "smooth and flat normals are the same: the test would see nothing"


def test_settings_of_shadows_do_not_touch_the_truth(made: SimpleNamespace) -> None:
    """The shadow terminator's offsets, at their most, on smooth meshes."""
    for name, pixels in made.truth.items():
        assert pixels.tobytes() == made.shaded[name].tobytes()
