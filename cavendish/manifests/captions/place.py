# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What a caption may say of the whole: the kind of place, the daylight, the sky, trees, floor and walls, and the view.

Everything is what the picture shows: of a floor that is not in view nothing is said, nor of the hour in a room without a
window in view.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from cavendish.manifests.classes import noticeable
from cavendish.manifests.colors.ciede import lab
from cavendish.manifests.programs import view_graph
from cavendish.manifests.programs.hues import ALONE, CORES, SAMPLES
from cavendish.render.frame import Frame

ROOMS = {  # what must be in view for a room to be called so; the first that fits
    "a bathroom": ("toilet", "bathtub", "shower"),
    "a kitchen": ("cooker", "refrigerator", "extractor hood"),
    "a classroom": ("blackboard", "whiteboard", "school desk"),
    "a bedroom": ("bed",),
    "a living room": ("sofa",),
    "an office": ("office chair",),
}
PLACES = {  # builder: what it is called, what must be in view for that, and what it is called else
    "street": ("a street", ("road", "sidewalk", "crosswalk"), "a town"),
    "courtyard": ("a courtyard", ("building", "garden wall"), "a yard"),
    "corridor": ("a corridor", ("wall", "floor"), "an interior"),
    "warehouse": ("a warehouse", ("pallet rack", "high-bay lamp", "roof truss"), "a large hall"),
}
LANDS = {"meadow": "a meadow", "hills": "a hilly landscape", "desert": "a desert"}
SHORE = "the shore of a lake"  # where its water is in view
TOPS = ("table", "desk", "coffee table", "side table", "counter", "workbench", "bar table", "school desk")
OUTDOORS = frozenset({"street", "courtyard", "terrain"})
OPENINGS = frozenset({"window", "skylight"})
FAINT = 12.0  # chroma in CIELAB under which a sky has no colour
SEEN = 0.02  # of the pixels, that sky, floor or walls have before anything is said of them
FLOORS = {
    "parquet": "parquet", "wood": "wooden", "plank": "wooden", "planks": "wooden", "carpet": "carpet", "tile": "tiled",
    "tiles": "tiled", "concrete": "concrete",
}  # fmt: skip
TREES = {"bare": "bare", "in autumn leaf": "autumn", "in bloom": "bloom"}
FEET = frozenset({"floor", "road", "sidewalk", "crosswalk", "lawn"})  # what a photographer stands on
EYES = (1.25, 1.95)  # metres over it


def setting(frame: Frame) -> str:
    """What kind of place it is, as far as things in view say so."""
    seen = {item.category for item in frame.items if noticeable(frame, item)}
    builder = str(frame.provenance.get("builder"))
    if builder == "room":
        return next((name for name, signs in ROOMS.items() if seen & set(signs)), "a room")
    if builder == "tabletop":
        return "a tabletop" if seen & set(TOPS) else "a room"
    if builder == "terrain":
        return SHORE if "water" in seen else LANDS.get(_common(frame, "ground", "kind"), "open country")
    if builder in PLACES:
        name, signs, other = PLACES[builder]
        return name if seen & set(signs) else other
    return "a scene"


def light(frame: Frame) -> str:
    """The time of day (day, twilight, night), '' where the Frame does not say, or where no daylight comes into view."""
    told = frame.provenance.get("light")
    if not isinstance(told, Mapping) or told.get("sun_elevation") is None:
        return ""
    if frame.provenance.get("builder") not in OUTDOORS and not any(
        item.category in OPENINGS and noticeable(frame, item) for item in frame.items
    ):
        return ""
    degrees = float(told["sun_elevation"])
    return "night" if degrees < -4 else "twilight" if degrees < 3 else "day"


def view(frame: Frame) -> str:
    """How the camera looks (top, down, up, eye, level), '' where it is between two words."""
    rise = -frame.view.pose[2][2]
    if rise < -0.93:
        return "top"
    if rise < -0.35:
        return "down"
    if rise > 0.2:
        return "up"
    if abs(rise) >= 0.15:
        return ""
    high = _height(frame)
    return "eye" if EYES[0] <= high <= EYES[1] else "level" if abs(rise) < 0.1 else ""


def sky(frame: Frame) -> str:
    """The colour of the sky that is seen outdoors: blue, pale, gray or dark; '' where it is none of them."""
    if frame.provenance.get("builder") not in OUTDOORS:
        return ""
    pixels = frame.rgb[(frame.instances == 0) & ~np.isfinite(frame.depth)]
    if len(pixels) < SEEN * frame.instances.size:
        return ""
    few = pixels[np.linspace(0, len(pixels) - 1, min(len(pixels), 4 * SAMPLES)).astype(int)]
    lightness, a, b = np.moveaxis(lab(few), -1, 0)
    faint = np.hypot(a, b) < FAINT
    looks = {
        "blue": ~faint & (b < -abs(a)) & (lightness > 30),
        "pale": faint & (lightness > 82),
        "gray": faint & (lightness > 35) & (lightness < 75),
        "dark": lightness < 20,
    }
    return next((word for word, mask in looks.items() if mask.mean() >= ALONE), "")


def trees(frame: Frame) -> str:
    """What the trees in view have in common (bare, autumn, bloom), '' where they differ, are green or are fewer than two."""
    if sum(item.category == "tree" and noticeable(frame, item) for item in frame.items) < 2:
        return ""
    return TREES.get(_common(frame, "tree", "foliage"), "")


def floor(frame: Frame) -> str:
    """What the floor is made of, a key of the phrasebook; '' where little of it is seen, or nothing is known."""
    if sum(item.pixels for item in frame.items if item.category == "floor") < SEEN * frame.instances.size:
        return ""
    return FLOORS.get(_common(frame, "floor", "material"), "")


def walls(frame: Frame) -> str:
    """The colour of the walls in view, '' where they differ or light alone may make it."""
    graph = view_graph(frame)
    here = [k for k, item in enumerate(graph.items) if item.category == "wall"]
    if not here or graph.area[here].sum() < 5 * SEEN * frame.instances.size:
        return ""
    both = graph.color_sure[here].all(axis=0)
    return list(CORES)[int(np.flatnonzero(both)[0])] if both.sum() == 1 else ""


def screen(frame: Frame) -> str:
    """Whether the only television in view is on or off; '' where there is none, or more than one."""
    sets = [item for item in frame.items if item.category == "television" and item.pixels]
    if len(sets) != 1 or not noticeable(frame, sets[0]):
        return ""
    return sets[0].attributes.get("screen", "")


def lamps(frame: Frame) -> str:
    """Whether all street lamps in view are lit, at night or in the twilight; '' where they differ or there is none."""
    if light(frame) not in ("night", "twilight"):
        return ""
    return {"on": "lit", "off": "dark"}.get(_common(frame, "street lamp", "lit"), "")


# What is said in a sentence of its own, or after the place: name -> its value on a Frame.
ASPECTS: dict[str, Callable[[Frame], str]] = {
    "sky": sky, "trees": trees, "floor": floor, "walls": walls, "screen": screen, "lamps": lamps,
}  # fmt: skip


def _common(frame: Frame, name: str, key: str) -> str:
    """The attribute that all things of a class have that are in view, '' where they differ."""
    values = {item.attributes.get(key, "") for item in frame.items if item.category == name and item.pixels}
    return values.pop() if len(values) == 1 else ""


def _height(frame: Frame) -> float:
    """Metres of the camera over what is stood on, infinite where too little of that is seen."""
    mask = np.isin(frame.instances, [item.id for item in frame.items if item.category in FEET])
    if mask.sum() < SEEN * mask.size:
        return float("inf")
    rows, columns = np.nonzero(mask & np.isfinite(frame.depth))
    away, shot = frame.depth[rows, columns].astype(float), frame.view
    up = np.array(shot.pose)[2, :3]
    x, y = (columns + 0.5 - shot.cx) / shot.fx, -(rows + 0.5 - shot.cy) / shot.fy
    return -float(np.median(away * (x * up[0] + y * up[1] - up[2])))
