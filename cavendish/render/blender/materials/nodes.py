# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Node trees that read like formulas: nodes by name, inputs as keywords, arithmetic on the outputs.

tree = Tree()
cloud = tree.noise(tree.uv(seed), size=0.3, detail=3)
tree.bsdf(tree.tint(color, 0.9 + 0.2 * cloud), roughness=0.5)

A Tree is a plain description, which costs next to nothing; `templates` makes Blender's nodes of it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from cavendish.scenes.scene import Colour

BLACK: Colour = (0.0, 0.0, 0.0)


class Link(NamedTuple):
    """An output of a node: the node's place in its tree and the output's name or identifier."""

    node: int
    output: str


@dataclass(frozen=True, eq=False, slots=True)
class Value:
    """An output of a node. Arithmetic on it adds Math nodes to its tree; so do `>` and `<`, giving 1 or 0."""

    tree: Tree
    link: Link

    def __add__(self, other: Value | float) -> Value:
        return self.tree.math("ADD", self, other)

    def __sub__(self, other: Value | float) -> Value:
        return self.tree.math("SUBTRACT", self, other)

    def __rsub__(self, other: float) -> Value:
        return self.tree.math("SUBTRACT", other, self)

    def __mul__(self, other: Value | float) -> Value:
        return self.tree.math("MULTIPLY", self, other)

    def __truediv__(self, other: Value | float) -> Value:
        return self.tree.math("DIVIDE", self, other)

    def __pow__(self, other: Value | float) -> Value:
        return self.tree.math("POWER", self, other)

    def __gt__(self, other: Value | float) -> Value:
        return self.tree.math("GREATER_THAN", self, other)

    def __lt__(self, other: Value | float) -> Value:
        return self.tree.math("LESS_THAN", self, other)

    def __abs__(self) -> Value:
        return self.tree.math("ABSOLUTE", self)

    __radd__, __rmul__ = __add__, __mul__

    def fraction(self) -> Value:
        """The part after the point."""
        return self.tree.math("FRACT", self)

    def floor(self) -> Value:
        """The largest whole number not above it."""
        return self.tree.math("FLOOR", self)

    def sin(self) -> Value:
        """The sine of radians."""
        return self.tree.math("SINE", self)

    def remap(
        self,
        low: float,
        high: float,
        to_low: float = 0.0,
        to_high: float = 1.0,
        smooth: bool = False,
    ) -> Value:
        """`low` to `high` becomes `to_low` to `to_high`, clamped; `smooth`: without corners."""
        kind = "SMOOTHSTEP" if smooth else "LINEAR"
        return self.tree.add(
            "MapRange",
            interpolation_type=kind,
            value=self,
            from_min=low,
            from_max=high,
            to_min=to_low,
            to_max=to_high,
        )["Result"]


@dataclass(frozen=True, eq=False, slots=True)
class Node:
    """A node: `node["Output"]` is one of its outputs."""

    tree: Tree
    place: int

    def __getitem__(self, name: str) -> Value:
        return Value(self.tree, Link(self.place, name))


class Entry(NamedTuple):
    """A node as it was asked for: its name, and what its inputs and settings take: a Link or a plain value."""

    name: str
    inputs: Mapping[str, Any]


class Tree:
    """A shader's node tree under construction: `entries`, in the order in which they were added.

    solid: 1 where the surface is and 0 in its holes; None where it has none. A kind with holes sets it.
    albedo: the diffuse reflectance, an sRGB colour or linear Rec.709. `bsdf` sets it; black where nothing does.
    """

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.solid: Value | None = None
        self.albedo: Value | Colour = BLACK

    def shape(self) -> Hashable:
        """All but the numbers. Trees of one shape are the same nodes in the same order, linked in the same way."""
        return tuple(
            (
                name,
                tuple(
                    (key, value if isinstance(value, Link | str | bool) else None)
                    for key, value in inputs.items()
                ),
            )
            for name, inputs in self.entries
        )

    def add(self, name: str, **inputs: Any) -> Node:
        """A node `ShaderNode<name>`. Keywords are its inputs (`base_color` for 'Base Color') or its settings.

        An input takes a number, a tuple of numbers or a `Value`.
        """
        taken = {key: value.link if isinstance(value, Value) else value for key, value in inputs.items()}
        self.entries.append(Entry(name, taken))
        return Node(self, len(self.entries) - 1)

    def math(self, operation: str, *values: Value | float) -> Value:
        """A Math node on one to three values."""
        names = ("value", "value_001", "value_002")
        return self.add("Math", operation=operation, **dict(zip(names, values, strict=False)))["Value"]

    def uv(self, seed: float = 0.0) -> Value:
        """The surface coordinate in metres, shifted by `seed` (under 20 m, to stay precise)."""
        metres = self.add("UVMap", uv_map="UVMap")["UV"]
        shift = (seed * 7.137 % 19.0, seed * 3.719 % 17.0, 0.0)
        return self.add("Mapping", vector=metres, location=shift)["Vector"]

    def noise(
        self, vector: Value, size: float, detail: float = 2.0, roughness: float = 0.5, distortion: float = 0.0
    ) -> Value:
        """Soft 2-D noise about 0.5, mostly in 0.25..0.75, with features of `size` metres."""
        node = self.add(
            "TexNoise",
            noise_dimensions="2D",
            vector=vector,
            scale=1.0 / size,
            detail=detail,
            roughness=roughness,
            distortion=distortion,
        )
        return node["Fac"]

    def random(self, x: Value | float, y: Value | float = 0.0, output: str = "Value") -> Value:
        """An even random number in 0..1 (output "Color": three) for each pair of whole numbers."""
        return self.add("TexWhiteNoise", noise_dimensions="2D", vector=self.vector(x, y))[output]

    def cells(self, vector: Value, size: float, feature: str = "F1") -> Node:
        """2-D Voronoi cells of about `size` metres. Their output "Distance" counts in cells."""
        scale = 1.0 / size
        return self.add("TexVoronoi", voronoi_dimensions="2D", feature=feature, vector=vector, scale=scale)

    def vector(self, x: Value | float, y: Value | float, z: Value | float = 0.0) -> Value:
        """A vector of three numbers."""
        return self.add("CombineXYZ", x=x, y=y, z=z)["Vector"]

    def split(self, vector: Value) -> tuple[Value, Value, Value]:
        """The three numbers of a vector or colour."""
        node = self.add("SeparateXYZ", vector=vector)
        return node["X"], node["Y"], node["Z"]

    def mix(self, a: Value | Colour, b: Value | Colour, factor: Value | float) -> Value:
        """From colour `a` (factor 0) to `b` (factor 1)."""
        return self.add(
            "Mix",
            data_type="RGBA",
            factor_float=factor,
            a_color=_color(a),
            b_color=_color(b),
        )["Result_Color"]

    def tint(self, color: Value | Colour, factor: Value | float) -> Value:
        """A colour made lighter or darker by a factor."""
        vector = color if isinstance(color, Value) else linear(color)[:3]
        return self.add("VectorMath", operation="SCALE", vector=vector, scale=factor)["Vector"]

    def bump(self, height: Value, distance: float, strength: float = 1.0) -> Value:
        """The normal of a surface raised by `height` times `distance` metres. It enters the RGB alone."""
        return self.add("Bump", height=height, distance=distance, strength=strength)["Normal"]

    def bsdf(self, color: Value | Colour, **inputs: Any) -> Value:
        """The Principled BSDF. Its colour is the albedo from then on, or black where `metallic` is given: bare metal."""
        self.albedo = BLACK if "metallic" in inputs else color
        return self.add("BsdfPrincipled", base_color=_color(color), **inputs)["BSDF"]

    def diffuse(self, color: Value | Colour) -> Value:
        """The plainest surface there is."""
        return self.add("BsdfDiffuse", color=_color(color))["BSDF"]

    def clear(self, color: Colour = (1.0, 1.0, 1.0)) -> Value:
        """What lets light straight through, tinted."""
        return self.add("BsdfTransparent", color=linear(color))["BSDF"]

    def blend(self, a: Value, b: Value, factor: Value | float) -> Value:
        """From shader `a` (factor 0) to `b` (factor 1)."""
        return self.add("MixShader", fac=factor, shader=a, shader_001=b)["Shader"]

    def seen(self, full: Value, otherwise: Value) -> Value:
        """Shader `full` for cameras and mirrors, `otherwise` for diffuse bounces and for light that it gives.

        Cycles skips the branch of a Mix Shader that has no weight, so textures cost nothing on most of a room's rays,
        where nobody sees them.
        """
        ray = self.add("LightPath")
        return self.blend(otherwise, full, ray["Is Camera Ray"] + ray["Is Glossy Ray"])


def linear(color: Sequence[float]) -> tuple[float, float, float, float]:
    """An sRGB colour, each in 0..1, as Blender wants it: linear, with alpha 1."""
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color)
    return (r, g, b, 1.0)


def _color(color: Value | Colour) -> Any:
    return color if isinstance(color, Value) else linear(color)
