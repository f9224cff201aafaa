# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Every kind of material has a colour, and numbers or colours alone as parameters."""

import numpy as np
import pytest

from cavendish.scenes import finishes
from cavendish.scenes.materials import KINDS

SAMPLERS = ("wood", "lacquer", "case", "cloth", "hide", "upholstery", "frame_metal", "any_plastic", "pottery")


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_keeps_its_color_and_holds_plain_values(kind):
    made = KINDS[kind]((0.25, 0.5, 0.75))
    assert made.kind == kind
    assert made.color == (0.25, 0.5, 0.75)
    for value in made.parameters.values():
        assert isinstance(value, int | float) or (isinstance(value, tuple) and len(value) == 3)


@pytest.mark.parametrize("name", SAMPLERS)
def test_finishes_are_in_gamut_and_follow_their_seed(name):
    sample = getattr(finishes, name)
    for seed in range(20):
        made = sample(np.random.default_rng(seed))
        assert made.kind in KINDS
        for value in made.parameters.values():
            assert np.all(np.array(value) >= 0), made
            assert not isinstance(value, tuple) or max(value) <= 1, made
    assert sample(np.random.default_rng(3)) == sample(np.random.default_rng(3))
    assert len({repr(sample(np.random.default_rng(seed))) for seed in range(20)}) > 10
