# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The second evaluator on rooms of the library."""

from __future__ import annotations

from itertools import chain, islice
from typing import Any

import numpy as np
import pytest

from cavendish.manifests.programs import Attribute, propose, question, view_graph
from cavendish.render.frame import Frame, Item, View, seen
from cavendish.scenes.ontology import category


@pytest.mark.extra
def test_the_second_evaluator_agrees_on_rooms_of_the_library(eye: Any) -> None:
    from cavendish.render.objects import objects
    from cavendish.render.raycast import raycast
    from cavendish.scenes.build import build
    from cavendish.scenes.builders import BUILDERS
    from cavendish.scenes.cameras import place
    from cavendish.scenes.views import Views

    told, builder = 0, BUILDERS["room"]
    for seed, use in enumerate(("living room",)):
        scene = build(builder, builder.parameters(use=(use,)), np.random.default_rng(seed), ())
        scene, _ = place(scene, Views(width=320, height=240), np.random.default_rng(seed))
        camera = scene.cameras[0]
        sight = raycast(scene, camera)
        more, visible = objects(scene, camera, sight.instances), seen(sight.instances)
        items = tuple(
            Item(
                thing.id,
                thing.category,
                category(thing.category).thing,
                dict(thing.asset.attributes),
                *visible.get(thing.id, (0, None)),
                more[thing.id],
            )
            for thing in scene.objects
        )
        pose = tuple(map(tuple, camera.pose.tolist()))
        view = View(camera.width, camera.height, camera.fx, camera.fy, camera.cx, camera.cy, pose)
        gray = np.full((*sight.instances.shape, 3), 125, np.uint8)
        depth, normals = sight.depth.astype(np.float32), sight.normals.astype(np.float32)
        frame = Frame(gray, depth, normals, sight.instances, view, items, {})
        sight_of, graph, rng = eye(frame), view_graph(frame), np.random.default_rng(seed)
        for expression in chain(
            islice(propose.positives(graph, dict.fromkeys(propose.KINDS, 1.0), rng), 80),
            islice(propose.negatives(graph, 0.8, rng), 30),
            islice(question.questions(graph, dict.fromkeys(question.KINDS, 1.0), rng), 30),
        ):
            if not any(isinstance(step, Attribute) for step in expression.program.walk()):
                meant = {graph.items[k].id for k in expression.found}
                assert sight_of.find(expression.program) == meant, expression.program
                told += 1
    assert told > 30
