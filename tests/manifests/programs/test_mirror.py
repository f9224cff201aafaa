# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A picture in a mirror: what is flip-safe means the same."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from types import SimpleNamespace

import numpy as np

from cavendish.manifests.programs import (
    Most,
    Program,
    Related,
    propose,
    run,
    view_graph,
)
from cavendish.render.frame import Frame, seen


def flipped(frame: Frame) -> Frame:
    """The picture seen in a mirror; the truth about whole objects cannot be mirrored, so both go without it."""
    width = frame.instances.shape[1]
    instances = np.ascontiguousarray(frame.instances[:, ::-1])
    visible = seen(instances)
    items = tuple(replace(item, box=visible.get(item.id, (0, None))[1]) for item in frame.items)
    pose = np.array(frame.view.pose)
    turn = np.diag([-1.0, 1, 1, 1])
    view = replace(
        frame.view, cx=width - frame.view.cx, pose=tuple(map(tuple, (turn @ pose @ turn).tolist()))
    )
    normals = np.ascontiguousarray(frame.normals[:, ::-1]) * np.array([-1, 1, 1], np.float32)
    mirrored = {
        "depth": np.ascontiguousarray(frame.depth[:, ::-1]),
        "rgb": np.ascontiguousarray(frame.rgb[:, ::-1]),
    }
    return replace(frame, instances=instances, view=view, items=items, normals=normals, **mirrored)


def test_what_is_flip_safe_means_the_same_in_a_mirror_and_left_means_right(boxes: SimpleNamespace) -> None:
    turned = {"left": "right", "right": "left"}

    def mirror(program: Program) -> Program:
        return Program(
            tuple(
                Most(turned.get(step.by, step.by), step.rank)
                if isinstance(step, Most)
                else Related(turned.get(step.relation, step.relation), mirror(step.to))
                if isinstance(step, Related)
                else step
                for step in program.steps
            )
        )

    bare = [
        replace(f, items=tuple(replace(i, more=None) for i in f.items)) for f in map(boxes.room, range(8))
    ]
    checked = 0
    for seed, frame in enumerate(bare):
        graph, other = view_graph(frame), view_graph(flipped(frame))
        rng = np.random.default_rng(seed)
        for expression in islice(propose.positives(graph, dict.fromkeys(propose.KINDS, 1.0), rng), 40):
            there = run(mirror(expression.program), other)
            assert set(np.flatnonzero(there.sure)) == set(expression.found)
            if expression.program.flips:
                assert mirror(expression.program) == expression.program
            checked += 1
    assert checked > 150
