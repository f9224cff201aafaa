# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The procedural materials of streets and fronts: brick, asphalt, paving, stucco, roof tiles, bark, loose ground, water.

They follow the rules of `scenes.materials`, which registers them; lengths are metres on the surface.
"""

from __future__ import annotations

from collections.abc import Mapping

from cavendish.scenes.materials import kind
from cavendish.scenes.scene import Colour


@kind
def brick(
    color: Colour,
    mortar: Colour = (0.62, 0.59, 0.54),
    length: float = 0.215,
    height: float = 0.065,
    joint: float = 0.01,
    bond: float = 0,
    variation: float = 0.35,
    roughness: float = 0.85,
    seed: float = 0,
) -> Mapping[str, float | Colour]:
    """Brickwork, its courses along U. bond: 0 stretchers, 1 English, 2 Flemish; variation: from brick to brick."""
    return dict(
        color=color,
        mortar=mortar,
        length=length,
        height=height,
        joint=joint,
        bond=bond,
        variation=variation,
        roughness=roughness,
        seed=seed,
    )


@kind
def asphalt(
    color: Colour = (0.23, 0.23, 0.235),
    aggregate: float = 0.009,
    cracks: float = 0.3,
    stains: float = 0.4,
    roughness: float = 0.85,
    seed: float = 0,
) -> Mapping[str, float | Colour]:
    """A road's surface. aggregate: size of its stones; cracks, stains: how many, 0..1."""
    return dict(
        color=color, aggregate=aggregate, cracks=cracks, stains=stains, roughness=roughness, seed=seed
    )


@kind
def paving(
    color: Colour = (0.5, 0.49, 0.47),
    filling: Colour = (0.24, 0.22, 0.19),
    length: float = 0.5,
    width: float = 0.5,
    joint: float = 0.006,
    stagger: float = 0.5,
    round: float = 0,
    variation: float = 0.3,
    roughness: float = 0.8,
    seed: float = 0,
) -> Mapping[str, float | Colour]:
    """Flags or setts in rows along U. stagger: of every other row, in lengths; round: 0 flat flags to 1 domed cobbles."""
    return dict(
        color=color,
        filling=filling,
        length=length,
        width=width,
        joint=joint,
        stagger=stagger,
        round=round,
        variation=variation,
        roughness=roughness,
        seed=seed,
    )


@kind
def stucco(
    color: Colour, roughness: float = 0.9, relief: float = 0.5, stains: float = 0.4, seed: float = 0
) -> Mapping[str, float | Colour]:
    """Outdoor plaster. relief: of its grain; stains: how much rain has run down it along V, 0..1."""
    return dict(color=color, roughness=roughness, relief=relief, stains=stains, seed=seed)


@kind
def rooftile(
    color: Colour,
    width: float = 0.24,
    height: float = 0.3,
    wave: float = 0.7,
    variation: float = 0.3,
    roughness: float = 0.7,
    seed: float = 0,
) -> Mapping[str, float | Colour]:
    """Tiles in rows along U that lap up along V; height: what shows of each. wave: 0 flat slates to 1 round pantiles."""
    return dict(
        color=color,
        width=width,
        height=height,
        wave=wave,
        variation=variation,
        roughness=roughness,
        seed=seed,
    )


@kind
def bark(
    color: Colour = (0.36, 0.29, 0.23),
    dark: Colour | None = None,
    furrow: float = 0.035,
    depth: float = 0.6,
    roughness: float = 0.95,
    seed: float = 0,
) -> Mapping[str, float | Colour]:
    """A tree's bark, its furrows along V, `furrow` metres apart; depth: 0 smooth (beech) to 1 deep (oak)."""
    dark = dark or (color[0] * 0.42, color[1] * 0.4, color[2] * 0.38)
    return dict(color=color, dark=dark, furrow=furrow, depth=depth, roughness=roughness, seed=seed)


@kind
def sand(
    color: Colour = (0.76, 0.68, 0.53), ripple: float = 0.3, roughness: float = 0.95, seed: float = 0
) -> Mapping[str, float | Colour]:
    """Loose sand. ripple: strength of the wind's ripples, 0..1."""
    return dict(color=color, ripple=ripple, roughness=roughness, seed=seed)


@kind
def gravel(
    color: Colour = (0.52, 0.49, 0.45),
    size: float = 0.018,
    variation: float = 0.5,
    roughness: float = 0.85,
    seed: float = 0,
) -> Mapping[str, float | Colour]:
    """Loose stones of about `size` metres."""
    return dict(color=color, size=size, variation=variation, roughness=roughness, seed=seed)


@kind
def water(
    color: Colour = (0.06, 0.1, 0.1),
    wave: float = 0.6,
    height: float = 0.012,
    roughness: float = 0.03,
    seed: float = 0,
) -> Mapping[str, float | Colour]:
    """The face of deep water: dark, glossy. wave: metres from crest to crest; height: of the waves, metres."""
    return dict(color=color, wave=wave, height=height, roughness=roughness, seed=seed)


@kind
def corrugated(
    color: Colour = (0.6, 0.61, 0.62),
    pitch: float = 0.076,
    rust: float = 0.15,
    roughness: float = 0.45,
    seed: float = 0,
) -> Mapping[str, float | Colour]:
    """Coated sheet metal whose waves run along V, `pitch` metres apart; rust: how much, 0..1."""
    return dict(color=color, pitch=pitch, rust=rust, roughness=roughness, seed=seed)
