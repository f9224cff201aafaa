# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The procedural materials a Scene may name. Each function returns a `Material`; `render/blender` draws it.

Colours are sRGB in 0..1; lengths are metres on the surface (materials follow the UVs, which are in metres); roughness
is in 0..1; `seed` shifts the pattern, so that two boards are never alike. Adding a kind: one function here, one of
the same name under `render/blender/materials/`; or both in a package of one's own (entry points `cavendish.materials`
and `cavendish.blender_materials`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps

from cavendish.scenes.plugins import claim
from cavendish.scenes.scene import Colour, Material

KINDS: dict[str, Callable[..., Material]] = {}


def kind(make: Callable[..., Mapping[str, float | Colour]]) -> Callable[..., Material]:
    """Register a kind of material: its name is the function's, its parameters are the function's.

    Raises ValueError where another one has the name.
    """

    @wraps(make)
    def material(*args: float | Colour, **parameters: float | Colour) -> Material:
        return Material(make.__name__, make(*args, **parameters))

    claim("material", make.__name__, make, KINDS.get(make.__name__))
    KINDS[make.__name__] = material
    return material


@kind
def paint(
    color: Colour, roughness: float = 0.45, grain: float = 0.3, seed: float = 0
) -> Mapping[str, float | Colour]:
    """Lacquer or paint on a smooth ground (doors, cupboards). grain: strength of the fine unevenness."""
    return dict(color=color, roughness=roughness, grain=grain, seed=seed)


@kind
def plaster(
    color: Colour, roughness: float = 0.85, relief: float = 0.5, seed: float = 0
) -> Mapping[str, float | Colour]:
    """A painted wall or ceiling: matt, with roller texture and very faint stains."""
    return dict(color=color, roughness=roughness, relief=relief, seed=seed)


@kind
def wood(
    color: Colour,
    dark: Colour | None = None,
    roughness: float = 0.4,
    ring: float = 0.012,
    seed: float = 0,
) -> Mapping[str, float | Colour]:
    """Sawn wood, the grain along U. dark: the colour of the late wood; ring: mean distance of the rings, metres."""
    dark = dark or (color[0] * 0.62, color[1] * 0.55, color[2] * 0.5)
    return dict(color=color, dark=dark, roughness=roughness, ring=ring, seed=seed)


@kind
def parquet(
    color: Colour,
    dark: Colour | None = None,
    plank_length: float = 1.2,
    plank_width: float = 0.14,
    roughness: float = 0.3,
    variation: float = 0.35,
    seed: float = 0,
) -> Mapping[str, float | Colour]:
    """Floor boards of wood, staggered, with dark joints; the boards run along U."""
    dark = dark or (color[0] * 0.62, color[1] * 0.55, color[2] * 0.5)
    return dict(
        color=color,
        dark=dark,
        plank_length=plank_length,
        plank_width=plank_width,
        roughness=roughness,
        variation=variation,
        seed=seed,
    )


@kind
def tile(
    color: Colour,
    grout: Colour = (0.55, 0.54, 0.52),
    width: float = 0.3,
    height: float = 0.3,
    joint: float = 0.004,
    roughness: float = 0.15,
    variation: float = 0.15,
    seed: float = 0,
) -> Mapping[str, float | Colour]:
    """Ceramic tiles with grout."""
    return dict(
        color=color,
        grout=grout,
        width=width,
        height=height,
        joint=joint,
        roughness=roughness,
        variation=variation,
        seed=seed,
    )


@kind
def fabric(
    color: Colour,
    accent: Colour | None = None,
    weave: float = 0.0025,
    roughness: float = 0.95,
    pattern: float = 0,
    pitch: float = 0.06,
    seed: float = 0,
) -> Mapping[str, float | Colour]:
    """Woven cloth. weave: the thread distance, metres; pattern: 0 plain, 1 stripes, 2 checks of `accent` every `pitch`."""
    return dict(
        color=color,
        accent=accent or color,
        weave=weave,
        roughness=roughness,
        pattern=pattern,
        pitch=pitch,
        seed=seed,
    )


@kind
def carpet(
    color: Colour,
    accent: Colour | None = None,
    pile: float = 0.006,
    pattern: float = 0,
    pitch: float = 0.3,
    seed: float = 0,
) -> Mapping[str, float | Colour]:
    """Tufted carpet or rug. pattern: 0 plain, 1 stripes, 2 lozenges, 3 a border of `accent` every `pitch`."""
    return dict(
        color=color, accent=accent or color, pile=pile, pattern=pattern, pitch=pitch, roughness=1.0, seed=seed
    )


@kind
def leather(
    color: Colour, roughness: float = 0.4, grain: float = 0.004, seed: float = 0
) -> Mapping[str, float | Colour]:
    """Leather with a pebbled grain of that size, metres."""
    return dict(color=color, roughness=roughness, grain=grain, seed=seed)


@kind
def metal(
    color: Colour = (0.75, 0.75, 0.76),
    roughness: float = 0.25,
    brushed: float = 0.0,
    seed: float = 0,
) -> Mapping[str, float | Colour]:
    """Bare metal; brushed: 0 polished to 1 brushed along U."""
    return dict(color=color, roughness=roughness, brushed=brushed, seed=seed)


@kind
def plastic(color: Colour, roughness: float = 0.35, seed: float = 0) -> Mapping[str, float | Colour]:
    """Moulded plastic with a faint texture."""
    return dict(color=color, roughness=roughness, seed=seed)


@kind
def ceramic(color: Colour, roughness: float = 0.08, seed: float = 0) -> Mapping[str, float | Colour]:
    """Glazed pottery."""
    return dict(color=color, roughness=roughness, seed=seed)


@kind
def glass(color: Colour = (0.9, 0.95, 0.95), roughness: float = 0.0) -> Mapping[str, float | Colour]:
    """A thin pane: lets light through unbent, tinted by its colour, and mirrors at grazing angles."""
    return dict(color=color, roughness=roughness)


@kind
def mirror(color: Colour = (0.9, 0.9, 0.9), roughness: float = 0.02) -> Mapping[str, float | Colour]:
    """A looking glass."""
    return dict(color=color, roughness=roughness)


@kind
def stone(
    color: Colour,
    vein: Colour = (0.35, 0.34, 0.33),
    roughness: float = 0.2,
    scale: float = 0.25,
    seed: float = 0,
) -> Mapping[str, float | Colour]:
    """Marble or stone with veins; scale: metres from vein to vein."""
    return dict(color=color, vein=vein, roughness=roughness, scale=scale, seed=seed)


@kind
def concrete(
    color: Colour = (0.55, 0.54, 0.52), roughness: float = 0.9, seed: float = 0
) -> Mapping[str, float | Colour]:
    """Concrete with pores and stains."""
    return dict(color=color, roughness=roughness, seed=seed)


@kind
def leaf(
    color: Colour, vein: Colour | None = None, roughness: float = 0.5, seed: float = 0
) -> Mapping[str, float | Colour]:
    """A living leaf: light shines through it a little."""
    return dict(
        color=color, vein=vein or (color[0] * 1.3, color[1] * 1.2, color[2]), roughness=roughness, seed=seed
    )


@kind
def foliage(
    color: Colour,
    vein: Colour | None = None,
    length: float = 0.08,
    width: float = 0.04,
    roughness: float = 0.5,
    seed: float = 0,
) -> Mapping[str, float | Colour]:
    """Leaves cut out of a card, in rows: each `length` metres along U and `width` along V (`cutouts.foliage`)."""
    return dict(
        color=color,
        vein=vein or (color[0] * 1.3, color[1] * 1.2, color[2]),
        length=length,
        width=width,
        roughness=roughness,
        seed=seed,
    )


@kind
def perforated(
    color: Colour = (0.55, 0.56, 0.58),
    pitch: float = 0.02,
    hole: float = 0.012,
    roughness: float = 0.35,
    seed: float = 0,
) -> Mapping[str, float | Colour]:
    """Sheet metal with round holes of diameter `hole` every `pitch` metres (`cutouts.perforated`)."""
    return dict(color=color, pitch=pitch, hole=hole, roughness=roughness, seed=seed)


@kind
def sheer(
    color: Colour = (0.95, 0.94, 0.9), opacity: float = 0.4, roughness: float = 0.9, seed: float = 0
) -> Mapping[str, float | Colour]:
    """Thin cloth (net curtains) that lets 1 - opacity of the light straight through. Its surface is one, with no hole.

    Raises ValueError where opacity is not in 0.02..1: thinner cloth is no surface to the truth.
    """
    if not 0.02 <= opacity <= 1:
        raise ValueError(f"the opacity of sheer is in 0.02..1, not {opacity}")
    return dict(color=color, opacity=opacity, roughness=roughness, seed=seed)


@kind
def soil(color: Colour = (0.16, 0.11, 0.08), seed: float = 0) -> Mapping[str, float | Colour]:
    """Earth in a pot."""
    return dict(color=color, roughness=1.0, seed=seed)


@kind
def paper(
    color: Colour, accent: Colour | None = None, pattern: float = 0, seed: float = 0
) -> Mapping[str, float | Colour]:
    """Paper or card. pattern: 0 plain, 1 lines of text, 2 a picture: a landscape of colour fields, 3 abstract shapes."""
    return dict(color=color, accent=accent or (0.1, 0.1, 0.1), pattern=pattern, roughness=0.8, seed=seed)


@kind
def shade(
    color: Colour = (0.95, 0.9, 0.8),
    glow: float = 0.0,
    temperature: float = 3000.0,
    seed: float = 0,
) -> Mapping[str, float | Colour]:
    """A lamp's shade or bulb: translucent cloth that glows, `glow` in W/m2/sr-like Blender units (0: off)."""
    return dict(color=color, glow=glow, temperature=temperature, roughness=0.9, seed=seed)


@kind
def screen(
    color: Colour = (0.02, 0.02, 0.025),
    accent: Colour = (0.1, 0.25, 0.5),
    glow: float = 0.0,
    seed: float = 0,
) -> Mapping[str, float | Colour]:
    """A display: glossy black when off; with glow > 0 it shows windows and blocks of `accent`."""
    return dict(color=color, accent=accent, glow=glow, roughness=0.12, seed=seed)


@kind
def grass(color: Colour = (0.28, 0.36, 0.2), seed: float = 0) -> Mapping[str, float | Colour]:
    """A lawn seen from some metres away."""
    return dict(color=color, roughness=1.0, seed=seed)


@kind
def plain(color: Colour, roughness: float = 0.5) -> Mapping[str, float | Colour]:
    """One even colour, for tests and papers."""
    return dict(color=color, roughness=roughness)


from cavendish.scenes import materials_outdoor  # noqa: E402, F401  (last: it registers its kinds with `kind`)
