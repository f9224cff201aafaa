# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A dressed, posed person put together: head, hands, skin, clothes, shoes, bags. Metres."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cavendish.scenes import materials
from cavendish.scenes.geometry import cushion, merge, moved, placed, tube, with_box_uvs
from cavendish.scenes.parts.body import ends, flesh, hair
from cavendish.scenes.parts.body.blob import Blob, bone, ticks
from cavendish.scenes.parts.body.head import TALL, head
from cavendish.scenes.parts.body.pose import ANKLE, Bones, Limb, Pose, bones
from cavendish.scenes.parts.body.surface import cut, pushed, surface, without
from cavendish.scenes.parts.clothes import garment, outfit
from cavendish.scenes.parts.clothes.outfit import Pieces
from cavendish.scenes.parts.clothes.wardrobe import Look, skin_material
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Colour, Float, Material, Mesh, Part


def figure(look: Look, pose: Pose) -> tuple[Part, ...]:
    """The parts of a person in a pose, feet on z = 0, the hips above x = y = 0."""
    body = look.body
    frame = bones(body.height, body.lengths, pose)
    skin = skin_material(look.skin)
    pieces: Pieces = _head(look, frame, skin)
    pieces += _skin(look, frame, skin)
    pieces += _feet(look, frame, skin)
    outer = look.over or look.top
    pieces += outfit.dressed_top(body, frame, look.top, look.seed, look.over)
    if look.over is not None:
        pieces += outfit.dressed_top(body, frame, look.over, look.seed + 7)
    if look.tie is not None:
        pieces += outfit.tie(body, frame, look.top.shape, look.tie, look.seed)
    below = look.bottom
    closed = [look.top] if look.over is None or look.over.open else [look.top, look.over]
    high = min(0.7 if garment.tucked else garment.shape.hem + 0.03 for garment in closed)
    if below.kind == "skirt":
        pieces += outfit.dressed_skirt(
            body, frame, below.end, below.flare, below.cloth, look.seed, max(high, below.end + 0.05)
        )
    elif below.kind != "dress":
        pieces += outfit.dressed_legs(
            body, frame, below.kind, below.cloth, below.belt, look.seed, below.until, below.loose, high
        )
    if look.bag == "backpack" and look.bag_cloth is not None:
        pieces += _backpack(look, frame, outer, look.bag_cloth)
    elif look.bag == "handbag" and look.bag_cloth is not None:
        pieces += _handbag(look, frame, look.bag_cloth)
    return parts(*[([mesh], material) for mesh, material in pieces if len(mesh.faces)])


def _head(look: Look, frame: Bones, skin: Material) -> Pieces:
    body = look.body
    scale = body.head / TALL
    near = [*flesh.neck(body, frame), *flesh.trunk(body, frame)]
    made = head(look.face, [_relative(blob, frame, scale) for blob in near])
    wide = 1 + 0.035 * look.face.width
    wears = look.hat
    how = replace(look.hair, under=wears != "none")
    tone: Colour = look.hair_color
    locks = materials.fabric(tone, weave=0.0016, roughness=0.7, seed=look.seed)
    brown = tuple(float(0.35 * a + 0.65 * b) for a, b in zip(look.skin, tone, strict=True))
    brows = materials.plain((brown[0], brown[1], brown[2]), 0.8)
    r, g, b = look.skin
    lips = materials.plain((min(1.0, r * 0.90), g * 0.70, b * 0.70), 0.42)
    meshes: Pieces = [
        (made.whites, materials.plain((0.86, 0.85, 0.83), 0.2)),
        (made.irises, materials.plain(look.eyes, 0.15)),
        (made.pupils, materials.plain((0.015, 0.015, 0.015), 0.1)),
        (made.lids, materials.plain((0.07, 0.05, 0.045), 0.7)),
        (made.brows, brows),
        (made.lips, lips),
    ]
    hidden = hair.covers(made.skin.vertices.astype(float), how, wears)
    world = frame.head + scale * made.skin.vertices.astype(float) @ frame.skull.T
    under = garment.top_edges(body, frame, replace((look.over or look.top).shape, sleeve=0.0), world) < -0.02
    low = (world - frame.nape) @ frame.chest[:, 2] < -0.03 * body.height
    meshes.append((without(made.skin, hidden | (under & low)), skin))
    if wears not in ("motorcycle helmet",):
        meshes += [(mesh, locks) for mesh in hair.hair(look.face, how, look.seed)]
    if look.beard:
        meshes.append((hair.beard(made, look.beard), locks))
    if look.glasses:
        meshes += _glasses(look)
    cloth = look.hat_cloth or skin
    dark = materials.plastic((0.06, 0.06, 0.065), 0.5)
    if wears == "cap":
        meshes += [(mesh, cloth) for mesh in hair.cap(wide)]
    elif wears == "beanie":
        meshes += [(mesh, cloth) for mesh in hair.beanie(wide)]
    elif wears == "hat":
        hat, ribbon = hair.brimmed(wide)
        meshes += [(mesh, cloth) for mesh in hat] + [(mesh, dark) for mesh in ribbon]
    elif wears == "bicycle helmet":
        shell, vents, straps = hair.bicycle_helmet(wide)
        meshes += [(mesh, cloth) for mesh in shell] + [(mesh, dark) for mesh in [*vents, *straps]]
    elif wears in ("motorcycle helmet", "open helmet"):
        shell, visor = hair.motor_helmet(wide, wears == "motorcycle helmet")
        glass = materials.plastic((0.03, 0.03, 0.035), 0.08)
        meshes += [(mesh, cloth) for mesh in shell] + [(mesh, glass) for mesh in visor]
    return [(_posed(mesh, frame, scale), material) for mesh, material in meshes]


def _posed(mesh: Mesh, frame: Bones, scale: float) -> Mesh:
    points = (mesh.vertices * np.float32(scale)) @ frame.skull.T + frame.head
    assert mesh.normals is not None
    normals = mesh.normals @ frame.skull.T
    uvs = mesh.uvs if mesh.uvs is not None else with_box_uvs(mesh, 2).uvs
    return Mesh(
        points.astype(np.float32),
        mesh.faces,
        normals.astype(np.float32),
        None if uvs is None else uvs * np.float32(scale),
    )


def _relative(blob: Blob, frame: Bones, scale: float) -> Blob:
    """A blob of the world in the head's frame."""
    turn = frame.skull.T
    table = blob.table.copy() / scale
    return replace(
        blob,
        origin=turn @ (blob.origin - frame.head) / scale,
        frame=turn @ blob.frame,
        table=table,
        caps=(blob.caps[0] / scale, blob.caps[1] / scale),
        upper=None if blob.upper is None else turn @ blob.upper,
        soft=blob.soft / scale,
    )


def _skin(look: Look, frame: Bones, skin: Material) -> Pieces:
    """Hands, and the arms, the legs and the chest as far as they are bare."""
    body, h = look.body, look.body.height
    out: Pieces = []
    thin = round(50 * (1 - 0.07 * body.woman + 0.03 * body.weight)) / 50  # coarse, so that hands are shared
    size = 0.106 * h / ends.HAND * (1.0 - 0.04 * body.woman)
    for limb in frame.arms:
        out.append((ends.at_wrist(ends.hand(round(20 * limb.curl) / 20, thin), limb, size), skin))
    outer = look.over or look.top
    tops = [garment.shape for garment in (look.top, look.over) if garment is not None]
    sleeve = max(shape.sleeve for shape in tops)
    if look.over is not None and look.over.kind == "safety vest":
        sleeve = look.top.shape.sleeve
    for limb in frame.arms:
        blobs = flesh.arm(body, frame, limb)
        if sleeve > 1.5:  # the wrist alone
            blobs = blobs[-1:]
        first, second = garment.bone_lengths(limb)
        end = first * min(sleeve, 1.0) + second * max(sleeve - 1.0, 0.0)
        mesh = surface(blobs, ticks(blobs, 0.0085 * h, *_beyond(limb, end - 0.05)))
        bare = without(mesh, garment.reach(limb, mesh.vertices.astype(float)) < end - 0.05)
        if sleeve == 0:
            bare = mesh
        if len(bare.faces):
            out.append((with_box_uvs(bare, 2), skin))
    shown = (outer.shape.neck_v > 0 and look.over is None) or look.top.kind in ("tank top", "dress", "blouse")
    if shown:
        blobs = [*flesh.trunk(body, frame), *flesh.neck(body, frame)]
        low = np.array([-9, -9, frame.nape[2] - 0.13 * h])
        high = np.array([9, 9, frame.nape[2] + 0.03 * h])
        mesh = surface(blobs, ticks(blobs, 0.008 * h, low, high))
        mesh = pushed(mesh, np.full(len(mesh.vertices), -0.0006))  # the head's own skin reaches over it
        level = garment.top_edges(body, frame, look.top.shape, mesh.vertices.astype(float))
        bare = without(mesh, level < -0.03)
        if len(bare.faces):
            out.append((with_box_uvs(bare, 2), skin))
    return out


def _feet(look: Look, frame: Bones, skin: Material) -> Pieces:
    """Shoes, socks and bare legs."""
    body, h, wear = look.body, look.body.height, look.shoes
    upper, sole, laces, accent = ends.shoe(h, wear.kind, 1 - 0.05 * body.woman)
    height = ANKLE * h
    out: Pieces = []
    below = look.bottom
    hem = {"skirt": below.end, "dress": look.top.shape.hem}.get(below.kind)
    for limb in frame.legs:
        for mesh, material in (
            (upper, wear.upper),
            (sole, wear.sole),
            (laces, wear.accent),
            (accent, wear.accent),
        ):
            if mesh is not None:
                out.append((ends.at_ankle(mesh, limb, height), material))
        bare = hem is not None or below.until < 1.6
        blobs = flesh.leg(body, frame, limb)
        first, second = garment.bone_lengths(limb)
        start = first + second * 0.72
        if bare:
            start = first * min(below.until, 1) + second * max(below.until - 1, 0) - 0.06
        if hem is not None:
            start = (0.526 - hem) * h - 0.16
        if start > first + 0.08:
            blobs = blobs[1:]
        ankle = _ankle(limb, h)
        spacing = 0.0085 * h if bare else 0.011 * h
        mesh = surface([*blobs, ankle], ticks([*blobs, ankle], spacing, *_beyond(limb, start)))
        along = garment.reach(limb, mesh.vertices.astype(float))
        sock = first + second * (0.86 if bare else 0.0)
        if bare and wear.kind == "flat":
            sock = 9.0
        out.append((with_box_uvs(cut(mesh, start - along, along - sock), 2), skin))
        out.append((with_box_uvs(cut(mesh, start - along, sock - along), 2), wear.socks))
    return out


def _beyond(limb: Limb, start: float) -> tuple[Float, Float]:
    """A box around what of a limb is farther than `start` metres along it, and its end."""
    first, second = garment.bone_lengths(limb)
    rest = [limb.middle] if start < first else []
    share = min(start / first, 1.0) if start < first else min((start - first) / second, 1.0)
    a, b = (limb.root, limb.middle) if start < first else (limb.middle, limb.tip)
    points = np.array([a + max(share, 0.0) * (b - a), *rest, limb.tip])
    room = 0.16 if start > 0.02 else 9.0  # more than half as wide as any limb
    return points.min(axis=0) - room, points.max(axis=0) + room


def _ankle(limb: Limb, h: float) -> Blob:
    """The ankle's way into the shoe."""
    return bone(
        limb.tip, limb.tip + limb.frame @ (0.0, -0.018 * h, -0.020 * h), 0.0185 * h, 0.0135 * h, 0.010 * h
    )


def _glasses(look: Look) -> Pieces:
    """Spectacles, in the head's frame."""
    rim = (
        materials.plastic((0.05, 0.045, 0.04), 0.25)
        if look.seed % 2 < 1.3
        else materials.metal((0.7, 0.65, 0.5), 0.25)
    )
    rims = []
    turn = np.linspace(0, 2 * np.pi, 25)[:-1]
    for s in (-1.0, 1.0):
        x = s * 0.0325 + 0.0235 * np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** 0.8
        z = 0.010 + 0.0185 * np.sign(np.sin(turn)) * np.abs(np.sin(turn)) ** 0.8
        y = -0.1045 + 0.25 * np.clip(np.abs(x) - 0.02, 0, 1)
        rims.append(tube(np.column_stack([x, y, z]), 0.0013, 6, closed=True))
        rims.append(
            tube(
                [
                    (s * 0.056, -0.096, 0.016),
                    (s * 0.075, -0.088, 0.017),
                    (s * 0.0795, 0.0, 0.022),
                    (s * 0.080, 0.016, 0.012),
                ],
                0.0013,
                6,
            )
        )
    rims.append(tube([(-0.0095, -0.1045, 0.014), (0, -0.106, 0.0165), (0.0095, -0.1045, 0.014)], 0.0013, 6))
    return [(merge(rims), rim)]


def _backpack(look: Look, frame: Bones, outer: outfit.Garment, cloth: Material) -> Pieces:
    """A backpack on the back and its straps over the shoulders."""
    body, h = look.body, look.body.height
    shape = replace(outer.shape, sleeve=0.0, folds=0.001, quilt=0.0)
    raw = garment.top(body, frame, shape, look.seed)
    level = garment.top_edges(body, frame, shape, raw.vertices.astype(float))
    x, y, z = ((raw.vertices.astype(float) - frame.waist) @ frame.chest / h).T
    side = 0.056 + 0.30 * np.clip(0.175 - z, 0, 0.08) ** 1.2
    foot = np.where(y < 0.03, 0.075, 0.13) - z
    lift = 0.007 + (0.008 if outer.kind == "puffer jacket" else 0.0)
    out: Pieces = []
    for s in (-1.0, 1.0):
        off = s * x - side
        out.append((garment.patch(raw, lift, off - 0.0165, -0.0165 - off, foot, level + 0.004), cloth))
    back = float(y[(np.abs(x) < 0.05) & (z > 0.0) & (z < 0.18)].max(initial=0.06)) * h
    wide, deep, tall = 0.165 * h, 0.080 * h, 0.25 * h
    at = np.array([0, back + deep / 2 - 0.012, 0.078 * h])
    bag = cushion((wide, deep, tall), at, 0.34, 0.0, 11)
    pocket = cushion(
        (wide * 0.74, deep * 0.5, tall * 0.46), at + (0, deep * 0.45, -tall * 0.18), 0.32, 0.0, 8
    )
    sides = [
        cushion((deep * 0.34, deep * 0.6, tall * 0.34), at + (s * wide * 0.48, 0, -tall * 0.26), 0.4, 0.0, 6)
        for s in (-1.0, 1.0)
    ]
    dark = materials.plastic((0.05, 0.05, 0.055), 0.5)
    u = np.linspace(-1, 1, 15)
    arch = np.column_stack(
        [
            u * wide * 0.44,
            0 * u + at[1] + deep * 0.18,
            at[2] + tall * (0.08 + 0.40 * np.sqrt(np.maximum(1 - u**4, 0))),
        ]
    )
    zip_ = tube(arch * (1.0, 1.0, 1.0), 0.003, 6)
    loop = tube(
        [
            (-0.03, at[1] - deep * 0.3, at[2] + tall * 0.48),
            (-0.022, at[1] - deep * 0.3, at[2] + tall * 0.54),
            (0.022, at[1] - deep * 0.3, at[2] + tall * 0.54),
            (0.03, at[1] - deep * 0.3, at[2] + tall * 0.48),
        ],
        0.006,
        6,
    )
    for meshes, material in (([bag, pocket, *sides, loop], cloth), ([zip_], dark)):
        out += [(_to(mesh, frame.waist, frame.chest), material) for mesh in meshes]
    return out


def _handbag(look: Look, frame: Bones, cloth: Material) -> Pieces:
    """A handbag that hangs from the lower hand."""
    limb = min(frame.arms, key=lambda arm: float(arm.tip[2]))
    if limb.frame[2, 2] > -0.8:
        return []
    h = look.body.height
    grip = limb.tip + limb.frame @ (0.0, -0.018 * h, 0.058 * h)
    way = np.array([limb.frame[0, 0], limb.frame[1, 0], 0.0])
    way /= np.linalg.norm(way)
    frame_ = np.column_stack([way, np.cross((0, 0, 1.0), way), (0, 0, 1.0)])
    wide, deep, tall, drop = 0.27, 0.11, 0.19, 0.13
    bag = cushion((wide, deep, tall), (0, 0, -drop - tall / 2 + 0.004), 0.24, 0.0, 12)
    handles = []
    for s in (-1.0, 1.0):
        path = np.array(
            [
                (-0.07, s * deep * 0.34, -drop - 0.03),
                (-0.062, s * deep * 0.22, -drop * 0.5),
                (-0.03, s * 0.008, -0.006),
                (0, s * 0.004, 0.0),
                (0.03, s * 0.008, -0.006),
                (0.062, s * deep * 0.22, -drop * 0.5),
                (0.07, s * deep * 0.34, -drop - 0.03),
            ]
        )
        handles.append(tube(path, 0.005, 8))
    clasp = moved(cushion((0.035, 0.012, 0.022), (0, 0, 0), 0.3, 0.0, 6), (0, -deep * 0.46, -drop - 0.05))
    gold = materials.metal((0.80, 0.64, 0.36), 0.25)
    return [(_to(mesh, grip, frame_), cloth) for mesh in (bag, *handles)] + [(_to(clasp, grip, frame_), gold)]


def _to(mesh: Mesh, origin: Float, frame: Float) -> Mesh:
    pose = np.eye(4)
    pose[:3, :3], pose[:3, 3] = frame, origin
    return placed(mesh, pose)
