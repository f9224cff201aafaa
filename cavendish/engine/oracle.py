# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Hold a dataset's truth against the oracle: scenes are built again from the seed and seen by ray casting."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cavendish.engine import plan
from cavendish.engine.worker import build
from cavendish.manifests.checks import Fault, Figure, Finding, Held, Said, Tally, Unchecked
from cavendish.recipe import Recipe
from cavendish.render import exr
from cavendish.render.frame import View, view_of
from cavendish.scenes.scene import Camera, Scene
from cavendish.scenes.store import digest

NAME = "oracle"
PROVES = "scenes built again from the seed, seen by ray casting, give the same IDs, depth and normals"
DEPTH = 1e-4  # relative, on every pixel off edges
NORMALS = 0.5  # degrees, on 99.9 % of the pixels off edges
AGAIN = "make the scene again"


@dataclass(frozen=True)
class OracleJob:
    """One scene to build again."""

    root: Path
    split: str
    scene: int
    recipe: Recipe

    @property
    def place(self) -> str:
        """The scene's folder as findings name it."""
        return f"{self.split}/{self.scene:06d}"


def hold(job: OracleJob) -> tuple[Tally, list[Finding]]:
    """Hold every view of a scene against the oracle."""
    tally, findings = Tally(), []
    for said in _hold(job):
        tally.add(said)
        if isinstance(said, Fault):
            findings.append(Finding(NAME, said.place, said.message))
    return tally, findings


def _hold(job: OracleJob) -> Iterator[Said]:
    built = build(job.recipe, plan.job(job.recipe, job.scene))
    again = digest(built)
    for number, camera in enumerate(built.cameras):
        folder = job.root / job.split / f"{job.scene:06d}" / str(number)
        place = f"{job.place}/{number}"
        try:
            text = json.loads((folder / "frame.json").read_text(encoding="utf-8"))
            stored, view = text["provenance"]["scene_digest"], view_of(text)
        except (OSError, ValueError, LookupError, TypeError):
            continue  # told by other checks
        if stored != again:
            yield Held()
            yield Fault(
                f"{place}/frame.json",
                f"recipe and seed give another scene than it names; {AGAIN}, or use the Cavendish of then",
            )
            continue
        if view != _as_view(camera):
            yield Held()
            yield Fault(f"{place}/frame.json", f"recipe and seed give another camera than it holds; {AGAIN}")
            continue
        yield from _seen(built, camera, folder / "truth.exr", f"{place}/truth.exr")


def _as_view(camera: Camera) -> View:
    pose = tuple(tuple(float(x) for x in line) for line in np.asarray(camera.pose))
    return View(camera.width, camera.height, camera.fx, camera.fy, camera.cx, camera.cy, pose)


def _seen(scene: Scene, camera: Camera, path: Path, place: str) -> Iterator[Said]:
    from cavendish.render.agreement import compare
    from cavendish.render.raycast import raycast

    try:
        truth = exr.read_truth(path)
    except (OSError, ValueError):
        if not path.exists():
            yield Unchecked("views", "the recipe keeps no truth")
        return
    lacking = {"depth", "normals", "instances"} - truth.keys()
    if lacking:
        yield Unchecked("views", f"the recipe keeps no {', '.join(sorted(lacking))}")
        return
    yield Held()
    found = compare(truth, raycast(scene, camera))
    yield Figure("share of pixels off edges", (found.compared,))
    yield Figure("pixels off edges with another ID", (float(found.wrong_ids),))
    if found.wrong_ids:
        yield Fault(
            place, f"{found.wrong_ids} pixels off edges have another ID than the oracle sees; {AGAIN}"
        )
    if found.compared == 0 or np.isnan(found.depth.most):
        return
    yield Figure("largest relative error of depth", (found.depth.most,))
    yield Figure("99.9th percentile of the normals' angle, degrees", (found.normals.p999,))
    if not found.depth.most <= DEPTH:
        yield Fault(
            place, f"depth is off the oracle's by up to {found.depth.most:.2g} relative off edges; {AGAIN}"
        )
    if not found.normals.p999 <= NORMALS:
        yield Fault(
            place,
            f"normals are off the oracle's by {found.normals.p999:.2g} degrees at the 99.9th percentile; {AGAIN}",
        )
