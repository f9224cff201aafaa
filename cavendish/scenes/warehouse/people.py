# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Who works in a hall: grown-ups in trousers, most with a vest that is seen from afar."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets.person import centred, person
from cavendish.scenes.parts.body.pose import standing, walking
from cavendish.scenes.parts.clothes.outfit import Garment
from cavendish.scenes.parts.clothes.wardrobe import SAFETY, someone
from cavendish.scenes.scene import Asset

VESTS = 0.8  # the share of people who wear one
ASK = 40  # people who are looked at before one is taken as they are


def worker(rng: np.random.Generator) -> Asset:
    """A grown-up who stands or walks, dressed for work."""
    look = someone(rng, outdoors=False)
    for _ in range(ASK):
        if look.kind in ("man", "woman") and look.bottom.kind in ("trousers", "jeans") and look.tie is None:
            break
        look = someone(rng, outdoors=False)
    if rng.random() < VESTS:
        color = str(rng.choice(list(SAFETY)))
        cloth = materials.fabric(SAFETY[color], weave=0.001, seed=finishes.seed(rng))
        dark = materials.plastic((0.09, 0.09, 0.10), 0.45)
        look = replace(look, over=Garment("safety vest", cloth, dark), top_color=color)
    pose = walking(rng) if rng.random() < 0.5 else standing(rng)
    return centred(person(look, pose))
