# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Referring and reasoning over rooms: pairs are proved, and repeat."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from cavendish.manifests.programs.promise import complaint
from cavendish.manifests.tasks import TASKS


@pytest.mark.parametrize("task", ["referring", "reasoning"])
def test_pairs_over_rooms_are_proved_and_repeat(boxes: SimpleNamespace, task: str) -> None:
    known, made = TASKS[task], 0
    for seed, frame in enumerate(map(boxes.room, range(12))):
        parameters = known.parameters(per_view=6)
        drawn = list(known.draw(frame, parameters, np.random.default_rng(seed)))
        again = list(known.draw(frame, parameters, np.random.default_rng(seed)))
        assert [(p.prompt, p.encoding, p.target.tobytes()) for p in drawn] == [
            (p.prompt, p.encoding, p.target.tobytes()) for p in again
        ]
        for one in drawn:
            known.prove(one, frame)
            assert complaint(one) == "", one.prompt
            told = one.program["expressions"]
            other = {"expressions": [told[0] | {"program": [{"op": "kind", "of": "comet"}]}, *told[1:]]}
            assert "does not say" in complaint(replace(one, program=other))
            made += 1
    assert made > 30
