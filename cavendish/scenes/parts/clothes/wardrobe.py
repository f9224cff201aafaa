# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Who people are and what they wear: bodies, faces, skin, hair and outfits, and samplers that match them as people do."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.parts.body.flesh import Build
from cavendish.scenes.parts.body.hair import Hair
from cavendish.scenes.parts.body.head import Face
from cavendish.scenes.parts.clothes.outfit import Garment
from cavendish.scenes.scene import Colour, Material

Rng = np.random.Generator

SKINS: tuple[Colour, ...] = (
    (0.90, 0.73, 0.64), (0.86, 0.67, 0.56), (0.80, 0.60, 0.47), (0.73, 0.53, 0.39),
    (0.62, 0.43, 0.30), (0.50, 0.34, 0.24), (0.39, 0.26, 0.18), (0.30, 0.20, 0.145),
)  # fmt: skip
HAIRS: dict[str, Colour] = {
    "black": (0.07, 0.055, 0.05),
    "dark brown": (0.16, 0.105, 0.075),
    "brown": (0.27, 0.175, 0.11),
    "light brown": (0.42, 0.30, 0.19),
    "blond": (0.68, 0.54, 0.34),
    "red": (0.46, 0.21, 0.10),
    "grey": (0.52, 0.51, 0.50),
    "white": (0.80, 0.79, 0.77),
}
COLORS: dict[str, Colour] = {
    "black": (0.075, 0.075, 0.08),
    "dark grey": (0.24, 0.24, 0.25),
    "grey": (0.47, 0.47, 0.48),
    "light grey": (0.68, 0.68, 0.68),
    "white": (0.88, 0.88, 0.86),
    "cream": (0.85, 0.80, 0.69),
    "beige": (0.72, 0.62, 0.48),
    "brown": (0.36, 0.25, 0.17),
    "olive": (0.33, 0.33, 0.20),
    "green": (0.16, 0.38, 0.24),
    "teal": (0.12, 0.38, 0.40),
    "light blue": (0.55, 0.68, 0.82),
    "blue": (0.16, 0.28, 0.56),
    "navy": (0.10, 0.13, 0.24),
    "purple": (0.34, 0.21, 0.42),
    "pink": (0.85, 0.55, 0.62),
    "red": (0.66, 0.11, 0.12),
    "burgundy": (0.37, 0.09, 0.13),
    "orange": (0.86, 0.42, 0.13),
    "yellow": (0.88, 0.72, 0.20),
}
DENIMS: dict[str, Colour] = {"blue": (0.21, 0.30, 0.45), "dark blue": (0.13, 0.17, 0.27), "light blue": (0.50, 0.60, 0.72), "black": (0.10, 0.10, 0.11)}  # fmt: skip
MUTED = ("black", "dark grey", "grey", "navy", "brown", "olive", "beige")
SAFETY: dict[str, Colour] = {"yellow": (0.80, 0.92, 0.10), "orange": (0.98, 0.38, 0.06)}


@dataclass(frozen=True)
class Bottom:
    """What the legs wear: kind ("trousers", "jeans", "shorts", "leggings", "skirt" or "dress": then the top says it).

    until: 1 the knee, 2 the ankle; end: height of a skirt's hem, in heights of the body; loose, flare: its width.
    """

    kind: str
    color: str
    cloth: Material
    belt: Material | None = None
    until: float = 1.98
    loose: float = 0.5
    end: float = 0.3
    flare: float = 0.03


@dataclass(frozen=True)
class Shoes:
    """kind: one of `body.ends.shoe`; its upper, its sole and the accent; the socks."""

    kind: str
    upper: Material
    sole: Material
    accent: Material
    socks: Material


@dataclass(frozen=True)
class Look:
    """A person: kind ("man", "woman", "boy" or "girl"), body, face, skin, hair and clothes; `bare`: legs without socks."""

    kind: str
    body: Build
    face: Face
    skin: Colour
    eyes: Colour
    hair: Hair
    hair_color: Colour
    beard: float
    top: Garment
    top_color: str
    over: Garment | None
    bottom: Bottom
    shoes: Shoes
    tie: Material | None = None
    hat: str = "none"
    hat_cloth: Material | None = None
    bag: str = "none"
    bag_cloth: Material | None = None
    glasses: bool = False
    seed: float = 0.0


def someone(rng: Rng, outdoors: bool = True, cycling: bool = False) -> Look:
    """A person as one meets them in the street or at home."""
    kind = str(rng.choice(["man", "woman", "boy", "girl"], p=[0.45, 0.43, 0.06, 0.06]))
    if cycling and kind in ("boy", "girl"):
        kind = "man" if kind == "boy" else "woman"
    female = kind in ("woman", "girl")
    child = 0.0
    if kind in ("boy", "girl"):
        height = float(rng.uniform(1.1, 1.5))
        child = float(np.clip((1.62 - height) / 0.5, 0.15, 1.0))
    else:
        mean = 1.645 if female else 1.77
        height = float(np.clip(rng.normal(mean, 0.065), 1.5, 1.86 if female else 1.95))
    weight = float(np.clip(rng.normal(0.15, 0.55), -0.9, 1.5)) * (1 - 0.5 * child)
    body = Build(height, float(female) * (1 - 0.8 * child), weight, child)
    a, b, c, d, e, f, g = (float(np.clip(rng.normal(0, 0.5), -1, 1)) for _ in range(7))
    face = Face(
        float(female), child, a + 0.3 * weight, b + 0.4 * weight, c, d, e, f, g, float(rng.normal(0, 0.4))
    )
    tone = float(np.clip(rng.beta(1.1, 1.7) * 7.2, 0, 7))
    skin = finishes.jitter(_between(SKINS, tone), rng, 0.012)
    old = kind in ("man", "woman") and rng.random() < 0.22
    if old:
        shade = str(rng.choice(["grey", "white"]))
    elif tone > 3.2:
        shade = str(rng.choice(["black", "dark brown"], p=[0.8, 0.2]))
    else:
        shade = str(rng.choice(list(HAIRS)[:6], p=[0.14, 0.24, 0.24, 0.16, 0.16, 0.06]))
    eyes: Colour = (0.20, 0.12, 0.07)
    if tone < 2.2 and rng.random() < 0.55:
        eyes = [(0.30, 0.42, 0.55), (0.34, 0.42, 0.30), (0.42, 0.45, 0.46)][int(rng.integers(3))]
    hair = _hair(rng, female, child > 0, old, tone)
    beard = float(rng.uniform(0.0025, 0.009)) if kind == "man" and rng.random() < 0.28 else 0.0
    top, color, over, bottom, shoes, necktie = _outfit(rng, female, child > 0, outdoors, cycling, skin)
    hat = "none"
    if not cycling and rng.random() < (0.16 if outdoors else 0.03):
        hat = str(rng.choice(["cap", "beanie", "hat"], p=[0.5, 0.3, 0.2]))
    bag = "none"
    if outdoors and rng.random() < (0.3 if not cycling else 0.25):
        bag = "backpack" if cycling or not female or rng.random() < 0.4 else "handbag"
    _, hat_cloth = cloth(rng, list(COLORS), 0.003)
    _, bag_cloth = cloth(rng, MUTED + ("red", "blue", "teal"), 0.0012)
    if bag == "handbag":
        bag_cloth = finishes.hide(rng)
    return Look(
        kind, body, face, skin, eyes, hair, finishes.jitter(HAIRS[shade], rng, 0.015), beard, top, color, over, bottom, shoes,
        necktie, hat, hat_cloth, bag, bag_cloth, bool(rng.random() < 0.16 and child < 0.6), finishes.seed(rng),
    )  # fmt: skip


def cloth(
    rng: Rng, names: tuple[str, ...] | list[str], weave: float, patterned: float = 0.0
) -> tuple[str, Material]:
    """A cloth of one of the named colours, and the name."""
    name = str(rng.choice(list(names)))
    color = finishes.jitter(COLORS[name], rng, 0.025)
    other = finishes.jitter(
        COLORS[str(rng.choice(["white", "black", "navy", "red", "grey", "cream"]))], rng, 0.02
    )
    pattern = float(rng.choice([1.0, 2.0])) if rng.random() < patterned else 0.0
    pitch = float(rng.uniform(0.02, 0.06)) if pattern == 1 else float(rng.uniform(0.025, 0.05))
    return name, materials.fabric(
        color, other, weave=weave, pattern=pattern, pitch=pitch, seed=finishes.seed(rng)
    )


def _hair(rng: Rng, female: bool, child: bool, old: bool, tone: float) -> Hair:
    if female:
        style = str(
            rng.choice(
                ["bob", "long", "ponytail", "bun", "short", "curly"], p=[0.2, 0.28, 0.2, 0.13, 0.09, 0.1]
            )
        )
        if old and rng.random() < 0.5:
            style = str(rng.choice(["short", "bob", "curly"]))
        if tone > 4.5 and rng.random() < 0.5:
            style = str(rng.choice(["afro", "bun", "curly"]))
    else:
        style = str(
            rng.choice(
                ["crop", "short", "side", "swept", "curly", "long"], p=[0.26, 0.27, 0.2, 0.14, 0.09, 0.04]
            )
        )
        if old and rng.random() < 0.4:
            style = "balding"
        if tone > 4.5 and rng.random() < 0.7:
            style = str(rng.choice(["crop", "crop", "afro"]))
        if child and style == "long":
            style = "short"
    length = float(rng.uniform(0.02, 0.07)) if style == "bob" else float(rng.uniform(0.11, 0.22))
    thick = float(rng.uniform(0.028, 0.055)) if style == "afro" else float(rng.uniform(0.010, 0.019))
    return Hair(style, thick, length, float(rng.uniform(-1, 1)))


def _outfit(
    rng: Rng, female: bool, child: bool, outdoors: bool, cycling: bool, skin: Colour
) -> tuple[Garment, str, Garment | None, Bottom, Shoes, Material | None]:
    """Matching clothes: what is worn on top, its outermost colour, what is worn over it, below, and on the feet."""
    season = float(rng.random()) if outdoors else 0.7  # 0 winter to 1 summer
    formal = not child and not cycling and rng.random() < 0.17
    white = materials.plastic((0.85, 0.85, 0.83), 0.4)
    dark = materials.plastic((0.09, 0.09, 0.10), 0.45)
    necktie: Material | None = None
    over: Garment | None = None
    strong = [name for name in COLORS if name not in ("beige", "brown")]
    if formal:
        _, shirt = cloth(rng, ["white", "light blue", "white", "cream"], 0.0009, 0.1)
        top = Garment("shirt" if not female or rng.random() < 0.5 else "blouse", shirt, white, tucked=True)
        color, suit = cloth(rng, ["navy", "dark grey", "black", "grey", "navy", "brown"], 0.0013)
        if rng.random() < 0.75:
            over = Garment("suit jacket", suit, dark, open=bool(rng.random() < 0.5))
        else:
            color = "white"
        if not female and rng.random() < 0.55:
            _, necktie = cloth(rng, ["red", "navy", "burgundy", "green", "grey", "blue"], 0.001, 0.4)
    else:
        kinds = ["T-shirt", "polo shirt", "shirt", "jumper", "hoodie"]
        chances = np.array([0.42, 0.12 * (1 - female), 0.2, 0.14, 0.12]) * (
            [1.6, 1.3, 1, 0.2, 0.3] if season > 0.6 else [1, 1, 1, 1.6, 1.6]
        )
        if female:
            kinds += ["blouse", "tank top"]
            chances = np.append(chances, [0.15, 0.12 if season > 0.6 else 0.02])
        kind = str(rng.choice(kinds, p=chances / chances.sum()))
        striped = {"T-shirt": 0.2, "shirt": 0.35, "jumper": 0.15, "polo shirt": 0.15}.get(kind, 0.0)
        color, stuff = cloth(rng, strong, {"jumper": 0.0035, "hoodie": 0.002}.get(kind, 0.0012), striped)
        accent = None
        if kind == "T-shirt" and rng.random() < 0.25 and stuff.parameters["pattern"] == 0:
            _, accent = cloth(rng, ["white", "black", "yellow", "red", "light blue"], 0.0012)
        tucked = kind in ("shirt", "blouse") and bool(rng.random() < (0.5 if female else 0.3))
        top = Garment(kind, stuff, white if rng.random() < 0.6 else dark, accent, tucked=tucked)
        if outdoors and season < 0.55 and kind != "hoodie":
            what = str(rng.choice(["jacket", "puffer jacket", "coat"], p=[0.55, 0.25, 0.2]))
            if cycling or child:
                what = "jacket" if rng.random() < 0.7 else "puffer jacket"
            color, shell = cloth(
                rng, list(MUTED) + ["blue", "red", "green", "burgundy", "teal", "cream"], 0.0012
            )
            if what == "jacket" and rng.random() < 0.3:
                color, shell = (
                    ("black", materials.leather((0.07, 0.065, 0.065), 0.4))
                    if rng.random() < 0.6
                    else ("brown", materials.leather((0.30, 0.18, 0.11), 0.42))
                )
            over = Garment(what, shell, dark, open=bool(rng.random() < 0.5) and not cycling)
        elif outdoors and not child and rng.random() < 0.05:
            color = str(rng.choice(list(SAFETY)))
            over = Garment(
                "safety vest", materials.fabric(SAFETY[color], weave=0.001, seed=finishes.seed(rng)), dark
            )
    hide = materials.leather((0.10, 0.08, 0.07) if rng.random() < 0.6 else (0.32, 0.2, 0.12), 0.4)
    if formal:
        below = "trousers" if not female or rng.random() < 0.6 else "skirt"
        name, stuff = (
            (color, over.cloth)
            if over is not None
            else cloth(rng, ["navy", "dark grey", "black", "grey"], 0.0012)
        )
        bottom = Bottom(
            below,
            name,
            stuff,
            hide if not female else None,
            1.985,
            float(rng.uniform(0.25, 0.6)),
            float(rng.uniform(0.27, 0.31)),
            0.004,
        )
    else:
        below = "jeans" if rng.random() < 0.45 else "trousers"
        if season > 0.6 and rng.random() < 0.4:
            below = "shorts"
        if female and rng.random() < 0.3:
            below = "leggings"
        if female and not cycling and rng.random() < (0.42 if season > 0.5 else 0.15):
            below = "skirt" if rng.random() < 0.5 else "dress"
        if below == "jeans":
            name = str(rng.choice(list(DENIMS), p=[0.45, 0.3, 0.12, 0.13]))
            stuff = materials.fabric(
                finishes.jitter(DENIMS[name], rng, 0.02), weave=0.0016, seed=finishes.seed(rng)
            )
        elif below == "leggings":
            name, stuff = cloth(rng, ["black", "black", "dark grey", "navy"], 0.001)
        elif below in ("skirt", "dress"):
            name, stuff = cloth(rng, strong, 0.0012, 0.2)
        else:
            name, stuff = cloth(rng, list(MUTED) + ["beige", "black"], 0.0013)
        until = float(rng.uniform(0.72, 1.02)) if below == "shorts" else float(rng.uniform(1.955, 1.99))
        bottom = Bottom(
            below, name, stuff, hide if below in ("jeans", "trousers") and top.tucked else None, until,
            float(np.clip(rng.normal(0.5, 0.35), 0.05, 1.4)), float(rng.uniform(0.25, 0.36) if rng.random() < 0.8 else 0.12), float(rng.uniform(0.005, 0.05)),
        )  # fmt: skip
        if below == "skirt" and top.kind in ("T-shirt", "tank top", "blouse", "shirt"):
            top = replace(top, tucked=True)
        if below == "dress":
            accent = hide if rng.random() < 0.3 else None
            top = Garment("dress", stuff, white, accent, length=float(rng.uniform(0.25, 0.36)))
            color = name if over is None else color
    return top, color, over, bottom, _shoes(rng, formal, female, below, skin), necktie


def _shoes(rng: Rng, formal: bool, female: bool, below: str, skin: Colour) -> Shoes:
    if formal:
        kind = "flat" if female and rng.random() < 0.6 else "leather"
    elif female and below in ("skirt", "dress"):
        kind = str(rng.choice(["flat", "trainer", "boot"], p=[0.5, 0.3, 0.2]))
    else:
        kind = str(rng.choice(["trainer", "leather", "boot"], p=[0.68, 0.14, 0.18]))
    bare = below in ("skirt", "dress") or kind == "flat"
    socks = (
        skin_material(skin)
        if bare
        else materials.fabric(COLORS[str(rng.choice(["black", "dark grey", "white", "navy"]))], weave=0.0015)
    )
    if kind == "trainer":
        color = COLORS[
            str(rng.choice(["white", "white", "black", "grey", "navy", "red", "blue", "light grey"]))
        ]
        upper = materials.fabric(color, weave=0.0014, roughness=0.8)
        accent = materials.plastic(
            COLORS[str(rng.choice(["white", "black", "red", "blue", "orange", "grey"]))], 0.45
        )
        return Shoes(
            kind,
            upper,
            materials.plastic((0.85, 0.85, 0.82) if rng.random() < 0.75 else (0.1, 0.1, 0.1), 0.55),
            accent,
            socks,
        )
    browns: list[Colour] = [(0.08, 0.07, 0.07), (0.30, 0.18, 0.10), (0.16, 0.10, 0.07), (0.45, 0.29, 0.16)]
    upper = materials.leather(
        browns[int(rng.choice(4, p=[0.5, 0.2, 0.2, 0.1]))], 0.35 if kind == "leather" else 0.5, 0.002
    )
    if kind == "boot":
        socks = upper
    return Shoes(kind, upper, materials.plastic((0.07, 0.065, 0.06), 0.6), upper, socks)


def skin_material(color: Colour) -> Material:
    """Skin of a colour."""
    return materials.plain(color, 0.5)


def _between(colors: tuple[Colour, ...], at: float) -> Colour:
    low = min(int(at), len(colors) - 2)
    r, g, b = np.array(colors[low]) * (low + 1 - at) + np.array(colors[low + 1]) * (at - low)
    return (float(r), float(g), float(b))
