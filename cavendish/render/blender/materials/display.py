# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is printed, lit or shown: paper, lamp shades, screens."""

from __future__ import annotations

from cavendish.render.blender.materials.nodes import Tree, Value, linear
from cavendish.render.blender.materials.registry import kind, optic
from cavendish.scenes.scene import Colour

LINE = 0.0055  # metres from one line of text to the next


@kind
def paper(
    tree: Tree, *, color: Colour, accent: Colour, pattern: float, roughness: float, seed: float
) -> Value:
    """Paper or card; blank, set with text across U, or with a picture that fills the mesh's box."""
    surface = tree.uv(seed)
    fibres = tree.noise(surface, size=0.003, detail=1.0, roughness=0.7)
    sheet: Value | Colour = color
    if 1 <= pattern < 2:
        sheet = tree.mix(color, accent, _text(tree, surface))
    elif 2 <= pattern < 3:
        sheet = _landscape(tree, color, accent, seed)
    elif pattern >= 3:
        sheet = _abstract(tree, color, accent, seed)
    sheet = tree.tint(sheet, fibres.remap(0.2, 0.8, 0.95, 1.03))
    return tree.bsdf(sheet, roughness=roughness, specular_ior_level=0.3, normal=tree.bump(fibres, 0.00012))


@optic
def shade(
    tree: Tree, *, color: Colour, glow: float, temperature: float, roughness: float, seed: float
) -> Value:
    """A lamp's shade or bulb: cloth that lets light through; when lit, it glows most where it faces the eye.

    The light of the lamp inside a lit one passes straight through, dimmed, as Cycles finds no lamp behind cloth but by
    chance; so diffuse bounces see the glow alone.
    """
    along, across, _ = tree.split(tree.uv(seed))
    slubs = tree.noise(tree.vector(along, across * 0.08), size=0.0016, detail=2.0)
    cloth = tree.tint(color, slubs.remap(0.25, 0.75, 0.8, 1.1))
    front = tree.bsdf(cloth, roughness=roughness, specular_ior_level=0.2)
    full = tree.blend(front, tree.add("BsdfTranslucent", color=cloth)["BSDF"], 0.5)
    if glow <= 0:
        back = tree.add("BsdfTranslucent", color=linear(color))["BSDF"]
        return tree.seen(full, otherwise=tree.blend(tree.diffuse(color), back, 0.5))
    fire = tree.add("Blackbody", temperature=temperature)["Color"]
    limb = tree.add("LayerWeight", blend=0.5)["Facing"].remap(0.0, 1.0, glow, 0.35 * glow)
    full = _glowing(tree, full, _times(tree, cloth, fire), limb)
    warm = _times(tree, tree.tint(color, 1.0), fire)
    even = tree.add("Emission", color=warm, strength=0.75 * glow)["Emission"]
    r, g, b, _ = linear(color)
    gap = tree.add("BsdfTransparent", color=(0.5 * r, 0.5 * g, 0.5 * b, 1.0))["BSDF"]
    return tree.blend(tree.seen(full, otherwise=even), gap, tree.add("LightPath")["Is Shadow Ray"])


@optic
def screen(tree: Tree, *, color: Colour, accent: Colour, glow: float, roughness: float, seed: float) -> Value:
    """A display: a dark glossy panel with smears; when on, a desktop with windows and text in `accent`."""
    smears = tree.noise(tree.uv(seed), size=0.09, detail=2.0, roughness=0.6)
    rough = smears.remap(0.35, 0.75, 0.85 * roughness, 1.5 * roughness)
    if glow <= 0:
        return tree.bsdf(color, roughness=rough)
    shown = _glowing(tree, tree.bsdf(color, roughness=rough), _desktop(tree, accent, seed), glow)
    mean = tree.add("Emission", color=linear(_between(accent, (0.5, 0.5, 0.5), 0.4)), strength=glow)[
        "Emission"
    ]
    return tree.seen(shown, otherwise=mean)


def _glowing(tree: Tree, shader: Value, color: Value, strength: Value | float) -> Value:
    glow = tree.add("Emission", color=color, strength=strength)["Emission"]
    return tree.add("AddShader", shader=shader, shader_001=glow)["Shader"]


def _times(tree: Tree, a: Value, b: Value) -> Value:
    return tree.add("VectorMath", operation="MULTIPLY", vector=a, vector_001=b)["Vector"]


def _picture_plane(tree: Tree) -> tuple[Value, Value]:
    """Across and up in the mesh's box, each 0..1; of a surface that lies flat, up is the box's depth."""
    place = tree.add("TexCoord")
    x, y, z = tree.split(place["Generated"])
    _, _, up = tree.split(place["Normal"])
    lying = abs(up) > 0.7
    return x, z + lying * (y - z)


def _text(tree: Tree, surface: Value) -> Value:
    """How much ink: words of small letters on lines that run along V."""
    across, along, _ = tree.split(surface)
    line = across / LINE
    row, height = line.floor(), line.fraction()
    start = along + tree.random(row) * 3.0
    words = tree.noise(tree.vector(start, row * 7.0), size=0.011, detail=0.0) > 0.42
    letters = tree.noise(tree.vector(start, across * 0.6), size=0.0011, detail=0.0).remap(0.38, 0.5)
    full = (tree.random(row, 3.0) > 0.12) * (abs(height - 0.5) < 0.24)
    return words * letters * full * 0.9


def _landscape(tree: Tree, color: Colour, accent: Colour, seed: float) -> Value:
    """A sky and three ranges of hills one before the other, in brush strokes, between the two colours."""
    across, up = _picture_plane(tree)
    strokes = tree.noise(tree.vector(across * 0.35, up, 0.0), size=0.045, detail=3.0, roughness=0.7)
    picture = tree.mix(color, (0.55, 0.68, 0.8), up.remap(0.4, 1.0, 0.1, 0.75))
    horizon = 0.45 + 0.2 * (seed * 0.618 % 1.0)
    ranges: list[tuple[float, float, Colour]] = [
        (0.10, 0.45, _between(color, accent, 0.35)),
        (0.0, 0.3, _between((0.42, 0.5, 0.3), accent, 0.5)),
        (-0.16, 0.5, _between((0.28, 0.36, 0.18), accent, 0.6)),
    ]
    for k, (rise, width, paint) in enumerate(ranges):
        ridge = tree.noise(tree.vector(across + seed, 31.0 * k), size=width, detail=3.0)
        hill = (ridge * 0.4 + (horizon + rise - 0.2) - up) > 0.0
        picture = tree.mix(picture, paint, hill)
    return tree.tint(picture, strokes.remap(0.25, 0.75, 0.75, 1.2))


def _abstract(tree: Tree, color: Colour, accent: Colour, seed: float) -> Value:
    """Fields of colour with rough edges, and a disc."""
    across, up = _picture_plane(tree)
    edge = tree.noise(tree.vector(across, up), size=0.08, detail=3.0) * 0.05
    plane = tree.vector(across + edge + seed, up + edge)
    field, second, third = tree.split(tree.cells(plane, size=0.42)["Color"])
    picture = tree.mix(color, accent, (field > 0.55) * (second * 0.5 + 0.5))
    picture = tree.mix(picture, _turned(accent), (third > 0.72) * 0.9)
    x, y = across - (0.3 + 0.4 * (seed * 0.618 % 1.0)), up - (0.35 + 0.3 * (seed * 0.414 % 1.0))
    disc = (x * x + y * y + edge * 0.3) < 0.035
    picture = tree.mix(picture, _turned(color), disc)
    return tree.tint(picture, edge.remap(0.012, 0.038, 0.85, 1.12))


def _desktop(tree: Tree, accent: Colour, seed: float) -> Value:
    """A soft wallpaper, two windows with lines of text, a bar of icons."""
    across, up = _picture_plane(tree)
    wave = tree.noise(tree.vector(across + seed, up), size=0.6, detail=1.0, distortion=1.0)
    desk = tree.mix(
        _between(accent, (0.02, 0.02, 0.05), 0.6),
        _between(accent, (0.9, 0.8, 0.9), 0.35),
        wave.remap(0.3, 0.7),
    )
    left, low = 0.06 + 0.1 * (seed * 0.618 % 1.0), 0.42 + 0.06 * (seed * 0.414 % 1.0)
    for x, y, width, height, page in (
        (left, low, 0.5, 0.48, (0.93, 0.93, 0.94)),
        (left + 0.36, low - 0.14, 0.42, 0.5, (0.13, 0.14, 0.17)),
    ):
        inside = _within(across, x, x + width) * _within(up, y, y + height)
        title = up > y + height - 0.035
        row = (up * 55.0).floor()
        ragged = tree.random(row, x * 100).remap(0, 1, 0.25, 0.92) * width + x
        word = tree.random((across * 60.0).floor(), row) > 0.2
        ink = word * (abs((up * 55.0).fraction() - 0.5) < 0.22) * _within(across, x + 0.02, x + width - 0.02)
        ink = ink * (across < ragged)
        window = tree.mix(page, _between(page, accent, 0.75), ink * 0.85)
        window = tree.mix(window, accent, title)
        desk = tree.mix(desk, window, inside)
    icons = across * 26.0
    shown = (abs(icons.fraction() - 0.5) < 0.3) * _within(across, 0.3, 0.7) * 0.8
    bar = tree.mix((0.08, 0.08, 0.1), tree.random(icons.floor(), seed, output="Color"), shown)
    return tree.mix(desk, bar, up < 0.05)


def _within(value: Value, low: float, high: float) -> Value:
    return (value > low) * (value < high)


def _between(a: Colour, b: Colour, factor: float) -> Colour:
    r, g, b_ = (x + (y - x) * factor for x, y in zip(a, b, strict=True))
    return (r, g, b_)


def _turned(color: Colour) -> Colour:
    """A muted colour of another hue: the channels turned round, then drawn towards grey."""
    return _between((color[2], color[0], color[1]), (0.6, 0.58, 0.55), 0.5)
