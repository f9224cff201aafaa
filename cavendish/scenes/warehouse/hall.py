# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The hall: floor, clad walls with doors and windows, a roof on steel frames, skylights, lamps.

Naves lie side by side along X, each under a ridge along Y; frames stand across them, evenly along Y. All metres.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cavendish.scenes import finishes, materials, materials_outdoor
from cavendish.scenes.assets.door import door_fit
from cavendish.scenes.assets.high_bay_lamp import high_bay_lamp_fit
from cavendish.scenes.assets.roller_door import DRUM, GUIDE, roller_door_fit
from cavendish.scenes.assets.window import window_fit
from cavendish.scenes.geometry import (
    box,
    moved,
    placed,
    prism,
    translation,
    turned,
    with_box_uvs,
)
from cavendish.scenes.layout import Layout, Wall, add, footprint, is_free, keep_free
from cavendish.scenes.parts.facade.elements import Row, boxes
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Light, Material, Mesh, Part
from cavendish.scenes.shell import WALL, Opening, portal, slab, wall_asset
from cavendish.scenes.warehouse.frame import column, rafter, truss

Rng = np.random.Generator
PURLIN = 0.2  # height of the purlins between frames and roof
CLEAR = 2.0  # that is free before a door
HOOK = 7e-4  # metres that a lamp hangs under a slope, so that its edge does not go in
LAMPS = 32  # at most
PORTALS = 14  # at most
OVERHANG = 0.5  # metres of roof beyond the inner faces of the walls


@dataclass(frozen=True)
class Gate:
    """A door: the name of its wall, where its middle is along it, its width and height, and the share that is open."""

    wall: str
    middle: float
    width: float
    height: float
    opened: float


@dataclass(frozen=True, eq=False)
class Hall:
    """A hall's plan. eave: height of the walls; rise: of the ridges over them; frames: y of each frame.

    beam: height of a frame's girder; lattice: whether that is a truss; lane: the y of the strip before the gates of the
    south wall, where goods come and go.
    """

    width: float
    depth: float
    eave: float
    naves: int
    rise: float
    frames: tuple[float, ...]
    beam: float
    lattice: bool
    gates: tuple[Gate, ...]

    @property
    def clear(self) -> float:
        """The height under the girders."""
        return self.eave - PURLIN - self.beam

    @property
    def edges(self) -> tuple[float, ...]:
        """X of the naves' sides, one more than there are naves: the walls' inner faces, and between."""
        return tuple(float(x) for x in np.linspace(-self.width / 2, self.width / 2, self.naves + 1))

    @property
    def low(self) -> float:
        """Where the walls end: the roof meets their outer edges."""
        return self.eave - WALL * float(np.tan(self.slope)) - 0.0005

    @property
    def slope(self) -> float:
        """Of the roofs, radians."""
        return float(np.arctan2(self.rise, (self.edges[1] - self.edges[0]) / 2))


def plan(width: float, depth: float, height: float, docks: tuple[str, ...], share: float, rng: Rng) -> Hall:
    """A hall drawn at random. height: of its walls; docks: the walls with gates; share: how likely each is open."""
    naves = 1 if width < 25 else 2
    count = max(round(depth / float(rng.uniform(5.2, 7.0))), 2)
    frames = tuple(float(y) for y in (np.arange(count + 1) / count - 0.5) * (depth - 0.6))
    wide, tall = float(rng.uniform(2.8, 3.6)), min(float(rng.uniform(3.0, 4.2)), height - DRUM - 1.4)
    gates = []
    for name in docks:
        long = width if name in ("north", "south") else depth
        if name in ("north", "south"):
            room = long / naves - 1.6
            each = max(min(int(room // (wide + 1.6)), 4), 1)
            starts = [-long / 2 + (k + 0.5) * long / naves for k in range(naves)]
            middles = [m + ((j + 0.5) / each - 0.5) * room for m in starts for j in range(each)]
        else:  # one between each two frames
            middles = [(a + b) / 2 for a, b in zip(frames[:-1], frames[1:], strict=True)]
            middles = middles[1:-1] if len(middles) > 4 else middles
            middles = [-m if name == "east" else m for m in middles]
        for middle in middles:
            opened = float(rng.choice([0.95, 0.75, 0.3])) if rng.random() < share else 0.0
            gates.append(Gate(name, float(middle), wide, tall, opened))
    beam = (
        float(rng.uniform(0.35, 0.5))
        if (lattice := bool(rng.random() < 0.5))
        else float(rng.uniform(0.3, 0.45))
    )
    return Hall(
        width,
        depth,
        height,
        naves,
        float(rng.uniform(0.05, 0.11)) * width / naves / 2,
        frames,
        beam,
        lattice,
        tuple(gates),
    )


def raise_hall(layout: Layout, hall: Hall, skylights: bool, windows: bool, rng: Rng) -> list[Light]:
    """Add all of the hall but its lamps, and the ground outside. Returns what marks the openings to the sky."""
    over = (hall.width + 2 * WALL, hall.depth + 2 * WALL)
    add(layout, slab("floor", over, -0.1, _floor(rng)), np.eye(4), solid=False)
    lights = _walls(layout, hall, windows, rng)
    lights += _roof(layout, hall, skylights, rng)
    _frames(layout, hall, rng)
    drop = float(rng.choice([0.02, 0.15, 1.2]))
    yard = materials_outdoor.asphalt(seed=finishes.seed(rng))
    ground = Asset("ground", (Part(box((600, 600, 0.2), (0, 0, -drop - 0.3), bevel=0), yard),))
    add(layout, ground, np.eye(4), solid=False)
    return lights


def _floor(rng: Rng) -> Material:
    level = float(rng.uniform(0.42, 0.62))
    tone = (level, level * float(rng.uniform(0.97, 1.0)), level * float(rng.uniform(0.92, 1.0)))
    if rng.random() < 0.15:  # coated
        return materials.paint(finishes.jitter((0.36, 0.42, 0.45), rng, 0.02), 0.25, seed=finishes.seed(rng))
    return materials.concrete(tone, float(rng.uniform(0.3, 0.75)), finishes.seed(rng))


def cladding(rng: Rng) -> tuple[Material, tuple[float, Material] | None]:
    """What walls are clad with, and the height and material of their lower part where it differs."""
    level = float(rng.uniform(0.68, 0.9))
    tone = finishes.jitter((level, level, level * 0.98), rng, 0.01)
    if rng.random() < 0.2:
        tone = finishes.hsv(rng.random(), rng.uniform(0.08, 0.25), rng.uniform(0.55, 0.8))
    grey = finishes.jitter((0.6, 0.59, 0.57), rng, 0.02)
    low: Material = materials.concrete(grey, 0.85, finishes.seed(rng))
    if rng.random() < 0.4:
        low = materials_outdoor.brick(
            grey, (0.5, 0.49, 0.47), 0.4, 0.2, 0.01, 0, 0.12, 0.9, finishes.seed(rng)
        )
    dado = (float(rng.choice([0.35, 1.2, 2.4])), low) if rng.random() < 0.75 else None
    if rng.random() < 0.5:
        joint = (tone[0] * 0.6, tone[1] * 0.6, tone[2] * 0.6)
        return materials.tile(tone, joint, 1.0, 30.0, 0.012, 0.45, 0.03, finishes.seed(rng)), dado
    pitch = float(rng.uniform(0.18, 0.3))
    return materials_outdoor.corrugated(
        tone, pitch, float(rng.uniform(0, 0.12)), 0.5, finishes.seed(rng)
    ), dado


def _walls(layout: Layout, hall: Hall, windows: bool, rng: Rng) -> list[Light]:
    """Walls with gables, gates, doors for people and a band of windows high up on the long sides."""
    clad, dado = cladding(rng)
    seed = int(rng.integers(2**31))
    band = (hall.eave - 1.75, hall.eave - 0.75)
    pane: Asset | None = None
    lights: list[Light] = []
    for wall in layout.walls:
        level = wall.name in ("north", "south")
        gates = [gate for gate in hall.gates if gate.wall == wall.name]
        openings: list[Opening] = [
            (g.middle - g.width / 2, g.middle + g.width / 2, 0.0, g.height) for g in gates
        ]
        way_out = _way_out(wall, hall, gates, rng)
        if way_out is not None:
            openings.append((way_out - 0.5, way_out + 0.5, 0.0, 2.1))
        sashes: list[Opening] = []
        if windows and not level and all(gate.height + DRUM < band[0] for gate in gates):
            for a, b in zip(hall.frames[:-1], hall.frames[1:], strict=True):
                half = min((b - a) / 2 - 0.5, 1.2)
                sashes.append(((a + b) / 2 - half, (a + b) / 2 + half, *band))
        made = wall_asset(wall, hall.low, [*openings, *sashes], WALL if level else 0.0, clad, dado)
        shell = tuple(Part(with_box_uvs(part.mesh, 0), part.material) for part in made.parts)
        if level:
            shell += (Part(_gables(hall), clad),)
        add(layout, Asset("wall", shell, made.attributes), wall.pose, solid=False)
        for gate in gates:
            _hang_gate(layout, wall, gate, np.random.default_rng(seed))
            if gate.opened > 0:
                lights.append(
                    portal(
                        wall,
                        (gate.middle - gate.width / 2, gate.middle + gate.width / 2),
                        (0.0, gate.height * gate.opened),
                    )
                )
        if way_out is not None:
            add(
                layout,
                door_fit(rng, 1.0, 2.1, WALL),
                wall.pose @ translation(way_out, WALL / 2, 0),
                solid=False,
            )
            keep_free(layout, wall.pose, (way_out - 0.65, way_out + 0.65), (-CLEAR, 0.0), (0.0, 2.2))
        for left, right, low, high in sashes:
            pane = pane or window_fit(rng, right - left, high - low, WALL)
            add(layout, pane, wall.pose @ translation((left + right) / 2, WALL / 2, low), solid=False)
        if sashes:  # one mark for the whole band is enough
            lights.append(portal(wall, (sashes[0][0], sashes[-1][1]), band))
    return lights


def _way_out(wall: Wall, hall: Hall, gates: list[Gate], rng: Rng) -> float | None:
    """Where along a wall of an end a door for people is, or None."""
    if wall.name not in ("north", "south") or rng.random() < 0.3:
        return None
    for _ in range(12):
        middle = float(rng.uniform(-0.5, 0.5) * (wall.length - 3.0))
        apart = [abs(middle - gate.middle) - gate.width / 2 - GUIDE for gate in gates]
        apart += [abs(middle - x) - 0.3 for x in (*hall.edges, *(-x for x in hall.edges))]
        if min(apart) > 0.8:
            return middle
    return None


def _hang_gate(layout: Layout, wall: Wall, gate: Gate, rng: Rng) -> None:
    """A gate before its opening, with free room before it."""
    door = roller_door_fit(rng, gate.width, gate.height, gate.opened)
    pose = wall.pose @ translation(gate.middle, -float(door.extent[1][1]), 0)
    add(layout, door, pose)
    half = gate.width / 2 + GUIDE
    keep_free(
        layout, wall.pose, (gate.middle - half, gate.middle + half), (-CLEAR - 0.3, 0.0), (0.0, gate.height)
    )


def _gables(hall: Hall) -> Mesh:
    """What an end wall has over the side walls, up to the roofs, in the wall's frame."""
    outer, top = hall.width / 2 + WALL, hall.eave - hall.low - 0.0005
    outline = [(-outer, 0.0), (outer, 0.0)]
    for a, b in zip(hall.edges[:0:-1], hall.edges[-2::-1], strict=True):
        outline += [((a + b) / 2, top + hall.rise), (b, top)]
    outline[-1] = outline[0]
    wall = prism(np.array(outline[:-1]), WALL)
    return with_box_uvs(moved(turned(wall, "x", np.pi / 2), (0, WALL, hall.low)), 0)


def slopes(hall: Hall) -> list[tuple[Wall, float]]:
    """The roof's inner faces as walls, X along the hall, Z up the slope, +Y to the sky; and how far each hangs over."""
    found = []
    for a, b in zip(hall.edges[:-1], hall.edges[1:], strict=True):
        for start, way in ((a, 1.0), (b, -1.0)):
            up = np.array([way * np.cos(hall.slope), 0.0, np.sin(hall.slope)])
            out = np.array([-way * np.sin(hall.slope), 0.0, np.cos(hall.slope)])
            over = OVERHANG if abs(start) > hall.width / 2 - 0.01 else 0.0
            pose = np.eye(4)
            pose[:3, :3] = np.column_stack([np.cross(out, up), out, up])
            pose[:3, 3] = np.array([start, 0.0, hall.eave]) - over * up
            found.append((Wall("roof", pose, hall.depth + 2 * WALL), over))
    return found


def _roof(layout: Layout, hall: Hall, skylights: bool, rng: Rng) -> list[Light]:
    """Sheets on purlins with strips of skylights between the frames."""
    reach = (hall.edges[1] - hall.edges[0]) / 2 / float(np.cos(hall.slope))
    light = float(rng.uniform(0.7, 0.92))
    tone = (light, light, light * 0.99)
    sheets: Material = materials_outdoor.corrugated(
        tone, float(rng.uniform(0.15, 0.25)), 0.03, 0.55, finishes.seed(rng)
    )
    if rng.random() < 0.35:
        sheets = materials.paint(tone, 0.6, seed=finishes.seed(rng))
    steel = materials.paint(finishes.jitter((0.7, 0.71, 0.72), rng, 0.02), 0.5, seed=finishes.seed(rng))
    holes: list[Opening] = []
    if skylights:
        wide = float(rng.uniform(0.9, 1.3))
        bays = list(zip(hall.frames[:-1], hall.frames[1:], strict=True))
        step = int(np.ceil(len(bays) * 2 * hall.naves / PORTALS))
        for a, b in bays[step // 2 :: step]:
            holes.append(((a + b) / 2 - wide / 2, (a + b) / 2 + wide / 2, 0.25 * reach, 0.8 * reach))
    glass = _skylight(holes[0], rng) if holes else None
    plates: list[Mesh] = []
    purlins: list[Mesh] = []
    lights: list[Light] = []
    for wall, over in slopes(hall):
        cut = [(a, b, c + over, d + over) for a, b, c, d in holes]
        made = wall_asset(wall, over + reach + 0.2, cut, 0.3, sheets)
        plates += [placed(with_box_uvs(part.mesh, 0), wall.pose) for part in made.parts]
        rows: list[Row] = []
        for z in over + np.linspace(0.45, reach - 0.25, max(int(reach / 1.7), 2) + 1):
            rows.append(
                (-hall.depth / 2, hall.depth / 2, -PURLIN * np.cos(hall.slope), 0.0, z - 0.035, z + 0.035)
            )
        purlins.append(placed(boxes(rows), wall.pose))
        for a, b, c, d in cut:
            if glass is not None:
                add(layout, glass, wall.pose @ translation((a + b) / 2, WALL / 2, c), solid=False)
                lights.append(portal(wall, (a, b), (c, d)))
    add(
        layout,
        Asset("ceiling", parts((plates, sheets), (purlins, steel)), {"material": "sheet metal"}),
        np.eye(4),
        solid=False,
    )
    return lights


def _skylight(hole: Opening, rng: Rng) -> Asset:
    """A pane with bars in a hole of the roof; its foot's middle is the origin."""
    left, right, low, high = hole
    x, long = (right - left) / 2, high - low
    rows: list[Row] = [(s * x, s * (x - 0.04), -0.06, 0.06, 0.0, long) for s in (-1, 1)]
    count = max(round(long / 1.1), 1)
    rows += [
        (-x + 0.04, x - 0.04, -0.05, 0.05, max(z - 0.02, 0.0), min(z + 0.02, long))
        for z in np.linspace(0, long, count + 1)
    ]
    pane = box((2 * x - 0.08, 0.012, long - 0.02), (0, 0.02, long / 2), 0)
    frame = materials.metal((0.75, 0.76, 0.77), 0.4)
    milky = materials.sheer((0.93, 0.95, 0.96), float(rng.uniform(0.5, 0.8)), 0.6, finishes.seed(rng))
    glazing = milky if rng.random() < 0.6 else materials.glass((0.86, 0.92, 0.92))
    return Asset(
        "skylight", parts(([boxes(rows, 0.003)], frame), ([pane], glazing)), {"material": glazing.kind}
    )


def _frames(layout: Layout, hall: Hall, rng: Rng) -> None:
    """Columns and girders; all columns are alike, and so are the girders of each nave."""
    tones = [(0.42, 0.44, 0.46), (0.12, 0.22, 0.4), (0.78, 0.78, 0.76), (0.5, 0.14, 0.1), (0.85, 0.65, 0.1)]
    tone = tones[int(rng.choice(5, p=[0.34, 0.2, 0.26, 0.1, 0.1]))]
    steel = materials.paint(
        finishes.jitter((tone[0], tone[1], tone[2]), rng, 0.015), 0.45, seed=finishes.seed(rng)
    )
    side = float(rng.uniform(0.2, 0.28))
    hazard = bool(rng.random() < 0.6)
    post = column(side, hall.clear, steel, hazard)
    make = truss if hall.lattice else rafter
    wide = hall.edges[1] - hall.edges[0] - 0.004
    girder = make(wide, hall.beam, wide / 2 * float(np.tan(hall.slope)), steel)
    inner = hall.width / 2 - side / 2 - 0.002
    for y in hall.frames:
        for a, b in zip(hall.edges[:-1], hall.edges[1:], strict=True):
            add(layout, girder, translation((a + b) / 2, y, hall.clear), solid=False)
        for x in (-inner, *hall.edges[1:-1], inner):
            add(layout, post, translation(x, y, 0.0))


def hang_lamps(layout: Layout, hall: Hall, places: tuple[float, ...], lit: bool, rng: Rng) -> None:
    """Lamps under the girders over each of some x, all lit or with a few dead ones."""
    total = len(places) * len(hall.frames)
    step = int(np.ceil(total / LAMPS))
    ys = hall.frames[step // 2 :: step] if step > 1 else hall.frames
    power = 3.0 * hall.width * hall.depth / max(len(ys) * len(places), 1)
    lamp = high_bay_lamp_fit(rng, float(rng.uniform(0.12, 0.5)), power if lit else 0.0)
    dead = replace(lamp, lights=(), attributes={**lamp.attributes, "state": "off"})
    half = (hall.edges[1] - hall.edges[0]) / 2
    for x in places:
        ridge = min((a + b) / 2 for a, b in zip(hall.edges[:-1], hall.edges[1:], strict=True) if a <= x <= b)
        rise = 0.0 if hall.lattice else (half - abs(x - ridge)) * float(np.tan(hall.slope))
        under = hall.clear + rise - (0.0 if hall.lattice else HOOK)
        for y in ys:
            one = dead if lit and rng.random() < 0.04 else lamp
            pose = translation(x, y, under - float(one.extent[1][2]))
            if is_free(layout, footprint(one, pose, 0.05)):  # the case of a high gate may be there
                add(layout, one, pose, solid=False)
