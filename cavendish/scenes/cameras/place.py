# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Draw views, look through them, keep the best, and count why the others were refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from cavendish.scenes.cameras.optics import pinhole
from cavendish.scenes.cameras.style import CAMERAS, Limits, Rng, Stage, Style
from cavendish.scenes.probe import Probe
from cavendish.scenes.scene import Camera, Scene

if TYPE_CHECKING:  # it lists the styles that are here
    from cavendish.scenes.views import Views

TRIES = 400
ENOUGH = 8  # views that pass, of which the best is taken
LOOKS = 576  # rays that judge a view
OPEN = 50.0  # metres, each way, of ground in the open
GROUND = 0.8  # of a picture that it may fill
FEW = "too few things in view"


def place(scene: Scene, views: Views, rng: Rng, probe: Probe | None = None) -> tuple[Scene, Counter[str]]:
    """The scene with `views.per_scene` cameras, and the reasons why views were refused, counted.

    A style is drawn for each view from those of `views`, or of the scene where `views` names none. Views that fail are
    drawn again; of those that pass, the one that shows most is taken, other than the views before it. Raises ValueError
    with the reasons counted where nothing passes in 400 tries. probe: the scene's, where there is one, as it is dear.
    """
    probe = probe or Probe(scene)
    targets = tuple(thing for thing in scene.objects if thing.id in probe.things)
    middles = np.array([probe.center(thing) for thing in targets]).reshape(-1, 3)
    wide = (t.id for t in scene.objects if np.all(np.subtract(*t.asset.extent)[:2] < -OPEN))
    stage = Stage(scene, probe, targets, middles, frozenset(wide) - probe.things)
    styles = views.cameras or scene.styles
    cameras: list[Camera] = []
    refused: Counter[str] = Counter()
    for _ in range(views.per_scene):
        first = styles[int(rng.integers(len(styles)))] if len(styles) > 1 else styles[0]
        width, height = views.sizes[int(rng.integers(len(views.sizes)))] if views.sizes else views.size
        why: Counter[str] = Counter()
        # A style that finds nothing gives way to the others, and all of them take less where a scene is bare.
        wanted = [CAMERAS[name] for name in dict.fromkeys((first, *styles))]
        for style in (*wanted, *map(_modest, wanted)):
            if style in wanted or why[FEW]:
                found = _best(stage, style, views, (width, height), cameras, why, rng)
                if found is not None:
                    break
        else:
            reasons = ", ".join(f"{count} x {reason}" for reason, count in why.most_common())
            raise ValueError(
                f"no {' or '.join(dict.fromkeys(styles))} camera was found in {TRIES} tries: {reasons}"
            )
        cameras.append(found)
        refused.update(why)
    return replace(scene, cameras=tuple(cameras)), refused


def _modest(style: Style) -> Style:
    """The style, content with one thing that is hardly to be seen."""
    return replace(style, limits=replace(style.limits, things=1, share=style.limits.share / 6))


def _best(
    stage: Stage,
    style: Style,
    views: Views,
    size: tuple[int, int],
    before: Sequence[Camera],
    refused: Counter[str],
    rng: Rng,
) -> Camera | None:
    best: tuple[float, Camera] | None = None
    passed = 0
    for _ in range(TRIES):
        drawn = float(np.radians(rng.uniform(*views.field_of_view)))
        proposed = style.propose(stage, drawn, rng)
        if isinstance(proposed, str):
            refused[proposed] += 1
            continue
        camera = pinhole(proposed[0], *size, proposed[1])
        verdict, score = judge(stage, style.limits, camera, before)
        if verdict:
            refused[verdict] += 1
            continue
        if best is None or score > best[0]:
            if not stage.probe.clear(camera, style.limits.near):
                refused["something small is before the lens"] += 1
                continue
            best = (score, camera)
        passed += 1
        if passed == ENOUGH:
            break
    return best[1] if best else None


def judge(stage: Stage, limits: Limits, camera: Camera, before: Sequence[Camera]) -> tuple[str, float]:
    """Why a view is refused ('' where it is not), and how much it shows."""
    probe = stage.probe
    if probe.inside(camera.pose[:3, 3]):
        return "inside a thing", 0.0
    rows = max(8, round(np.sqrt(LOOKS * camera.height / camera.width)))
    depth, ids = probe.look(camera, rows, max(8, round(LOOKS / rows)))
    if depth.min() < limits.near:
        return "something is before the lens", 0.0
    shares = {int(i): float(np.mean(ids == i)) for i in np.unique(ids) if i}
    if any(share > (GROUND if key in stage.ground else limits.largest) for key, share in shares.items()):
        return "one object fills the view", 0.0
    things = [share for key, share in shares.items() if key in probe.things]
    if len(things) < min(limits.things, len(probe.things)) or sum(things) < limits.share:
        return FEW, 0.0
    middle = float(np.median(depth))
    if middle < limits.middle:
        return "everything is too close", 0.0
    apart = 1.0
    for other in before:
        turn = float(np.sum(camera.pose[:3, 2] * other.pose[:3, 2]))
        shift = float(np.linalg.norm(camera.pose[:3, 3] - other.pose[:3, 3]))
        if turn > 0.95 and shift < 0.6 * min(1.0, middle / 2):
            return "like a view before it", 0.0
        apart = min(apart, 1.2 - turn)
    # Several things, of a good size, at several distances, and another outlook than the views before.
    return "", min(len(things), 16) + 12 * min(sum(things), 0.5) + 2 * float(
        np.clip(middle, 0, 4)
    ) + 3 * apart
