# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Every task's pairs prove themselves, and a pair that was tampered with does not."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cavendish.codecs import encode_instances
from cavendish.manifests.colors import NAMED
from cavendish.manifests.pair import Pair
from cavendish.manifests.tasks import TASKS
from cavendish.render.frame import Frame

NAMES = ["depth", "instance", "normals", "semantic"]


def shown(make: SimpleNamespace, task: str, frame: Frame, seed: int) -> list[Pair]:
    """Pairs that show something: a target of background alone survives much."""
    return make.pairs(task, frame, seed, **({"negatives": 0} if task in ("instance", "semantic") else {}))


def refused(pair: Pair, frame: Frame, match: str = "") -> None:
    with pytest.raises(ValueError, match=f"{pair.task}: .*{match}"):
        TASKS[pair.task].prove(pair, frame)


@pytest.mark.parametrize("task", NAMES)
def test_every_pair_proves_itself(task: str, drawn: Any) -> None:
    assert len(drawn(task)) >= 100
    for frame, pair in drawn(task):
        assert pair.task == task
        assert pair.target.dtype == np.uint8
        assert pair.target.shape == frame.rgb.shape
        TASKS[task].prove(pair, frame)


@pytest.mark.parametrize("task", NAMES)
@pytest.mark.parametrize("seed", range(4))
def test_a_changed_patch_is_refused(task: str, seed: int, make: SimpleNamespace) -> None:
    frame = make.room(seed)
    for pair in shown(make, task, frame, seed):
        colors = np.unique(pair.target.reshape(-1, 3), axis=0)
        target = pair.target.copy()
        # Another colour of the same target: nothing that is foreign to the codec gives it away.
        other = colors[np.any(colors != target[40, 60], axis=1)][0]
        target[40:44, 60:64] = other
        refused(replace(pair, target=target), frame)


@pytest.mark.parametrize("task", NAMES)
@pytest.mark.parametrize("seed", range(4))
def test_one_spoiled_pixel_is_refused_even_after_a_proof(task: str, seed: int, make: SimpleNamespace) -> None:
    """Nothing that a proof may remember of a target outlives a change of it."""
    frame, rng = make.room(seed), np.random.default_rng(seed)
    for pair in shown(make, task, frame, seed):
        pair = replace(pair, target=pair.target.copy())
        colors = np.unique(pair.target.reshape(-1, 3), axis=0).astype(int)
        for _ in range(8):
            TASKS[task].prove(pair, frame)
            place = tuple(rng.integers(0, pair.target.shape[:2]))
            was = pair.target[place].copy()
            # The unlikest colour of the same target: a neighbour on the path may be within the bound.
            pair.target[place] = colors[np.argmax(np.abs(colors - was).sum(axis=1))]
            refused(pair, frame)
            pair.target[place] = was


@pytest.mark.parametrize("task", NAMES)
@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("step", [-1, 1])
def test_a_shift_by_one_pixel_is_refused(task: str, axis: int, step: int, make: SimpleNamespace) -> None:
    frame = make.room(3)
    for pair in shown(make, task, frame, 3):
        refused(replace(pair, target=np.roll(pair.target, step, axis)), frame)


@pytest.mark.parametrize("task", NAMES)
def test_a_mirrored_target_is_refused(task: str, make: SimpleNamespace) -> None:
    frame = make.room(4)
    for pair in shown(make, task, frame, 4):
        refused(replace(pair, target=pair.target[:, ::-1]), frame)


@pytest.mark.parametrize("task", NAMES)
@pytest.mark.parametrize("quality", [75, 90])
def test_jpeg_is_refused(task: str, quality: int, make: SimpleNamespace) -> None:
    frame = make.room(5)
    for pair in shown(make, task, frame, 5):
        refused(replace(pair, target=make.jpeg(pair.target, quality)), frame)


@pytest.mark.parametrize("task", NAMES)
def test_the_target_of_another_view_is_refused(task: str, make: SimpleNamespace) -> None:
    frame, other = make.room(6), make.room(7)
    for pair in shown(make, task, frame, 6):
        refused(pair, other)


def test_depth_beyond_the_codecs_reach_must_be_shown_as_such(make: SimpleNamespace) -> None:
    """The bound is infinite out there, and allows nothing all the same."""
    frame = make.room(1)
    frame = replace(frame, depth=np.full_like(frame.depth, 5000.0))
    (pair,) = make.pairs("depth", frame)
    assert np.all(pair.target == 255)
    target = pair.target.copy()
    target[10:20, 10:20] = 0
    refused(replace(pair, target=target), frame)


def test_depth_off_the_codecs_path_is_refused_however_near(make: SimpleNamespace) -> None:
    frame = make.room(1)
    (pair,) = make.pairs("depth", frame)
    edge = next(e.color for e in pair.encoding.legend if e.color == (255, 255, 0))
    frame = replace(frame, depth=np.full_like(frame.depth, 1.5))
    (pair,) = make.pairs("depth", frame)
    target = pair.target.copy()
    flat = int(
        np.flatnonzero(np.array(edge) - pair.target[0, 0].astype(int) == 0)[-1]
    )  # a channel of this edge
    target[5, 5, flat] ^= 1
    refused(replace(pair, target=target), frame, "never writes")


def test_sky_painted_as_a_surface_is_refused(make: SimpleNamespace) -> None:
    frame = make.room(2)
    sky = np.isinf(frame.depth)
    assert sky.any()
    for task, color in (("depth", (255, 254, 255)), ("normals", (128, 128, 255))):
        (pair,) = make.pairs(task, frame)
        target = pair.target.copy()
        target[sky] = color
        refused(replace(pair, target=target), frame)


def legends(pair: Pair) -> dict[str, tuple[str, str]]:
    return {entry.name: (entry.said, entry.spelt) for entry in pair.encoding.legend}


def test_swapped_prompts_are_refused(drawn: Any) -> None:
    """The prompt of any other legend, even of the same classes."""
    tried = 0
    for frame, pair in drawn("semantic")[:60]:
        for _, other in drawn("semantic")[:60]:
            if set(legends(pair).values()) - set(legends(other).values()):
                refused(replace(pair, prompt=other.prompt), frame)
                tried += 1
    assert tried > 3000


def test_two_colors_swapped_inside_a_prompt_are_refused(drawn: Any) -> None:
    tried = 0
    for frame, pair in drawn("semantic"):
        first, *rest = pair.encoding.legend
        if not rest:
            continue
        a, b = first.spelt, rest[-1].spelt
        if pair.prompt.count(a) != 1 or pair.prompt.count(b) != 1:
            continue
        swapped = pair.prompt.replace(a, "\0").replace(b, a).replace("\0", b)
        refused(replace(pair, prompt=swapped), frame, "does not give")
        tried += 1
    assert tried > 60


def test_a_color_that_is_not_in_the_legend_is_refused(drawn: Any) -> None:
    for task in ("semantic", "instance"):
        frame, pair = drawn(task)[0]
        for more in (" The beds are #123457.", " The beds are (1, 2, 3).", " The beds are aquamarine."):
            refused(replace(pair, prompt=pair.prompt + more), frame, "not in the legend")


def test_an_unspoken_background_is_refused(drawn: Any) -> None:
    tried = 0
    for task in ("semantic", "instance"):
        for frame, pair in drawn(task):
            background = pair.encoding.background
            if background in (None, (0, 0, 0)):
                continue
            # The background is what a prompt speaks of last.
            name = next((name for name, (color, _) in NAMED.items() if color == background), "")
            if not name or name not in pair.prompt:
                continue
            head, _, tail = pair.prompt.rpartition(name)
            short = f"{head}plain{tail}"
            refused(replace(pair, prompt=short), frame, "background|the rest")
            tried += 1
    assert tried > 40


def test_presence_must_be_true(make: SimpleNamespace) -> None:
    frame = make.room(8)
    for pair in make.pairs("semantic", frame, 8, per_view=8, absent=1.0, subset=0.0, negatives=0):
        for k, entry in enumerate(pair.encoding.legend):
            lied = list(pair.encoding.legend)
            lied[k] = replace(entry, present=not entry.present)
            wrong = replace(pair, encoding=replace(pair.encoding, legend=tuple(lied)))
            refused(wrong, frame, "marked wrongly")


def instance_pair(make: SimpleNamespace) -> tuple[Frame, Pair]:
    instances = np.ones((96, 96), np.uint32)
    for k in range(4):
        instances[10 + 20 * k : 24 + 20 * k, 10 + 20 * k : 24 + 20 * k] = 2 + k
    frame = make.frame_of(instances, {1: "floor", 2: "chair", 3: "chair", 4: "chair", 5: "chair"})
    (pair,) = make.pairs("instance", frame, negatives=0)
    assert len(pair.encoding.legend) == 4
    return frame, pair


def repainted(pair: Pair, frame: Frame, legend: Any) -> Pair:
    """The pair with another legend and a target that keeps to it."""
    painted = {int(entry.name.rsplit(" ", 1)[1]): entry.color for entry in legend}
    target = encode_instances(frame.instances, painted, pair.encoding.background)
    return replace(pair, target=target, encoding=replace(pair.encoding, legend=tuple(legend)))


def test_two_instances_painted_alike_are_refused(make: SimpleNamespace) -> None:
    frame, pair = instance_pair(make)
    legend = list(pair.encoding.legend)
    TASKS["instance"].prove(repainted(pair, frame, legend), frame)
    legend[1] = replace(legend[1], color=legend[0].color)
    refused(repainted(pair, frame, legend), frame, "share a color")
    near = tuple(c + 4 if c < 128 else c - 4 for c in legend[0].color)
    legend[1] = replace(legend[1], color=near)
    refused(repainted(pair, frame, legend), frame, "decoder")


def test_an_object_left_out_is_refused(make: SimpleNamespace) -> None:
    frame, pair = instance_pair(make)
    refused(repainted(pair, frame, pair.encoding.legend[1:]), frame, "every object")


def test_an_instance_prompt_that_speaks_of_another_class_is_refused(make: SimpleNamespace) -> None:
    frame, pair = instance_pair(make)
    assert {entry.said for entry in pair.encoding.legend} <= {"chair", "chairs"}
    refused(replace(pair, prompt=pair.prompt.replace("chair", "lamp")), frame, "and not of chair")
