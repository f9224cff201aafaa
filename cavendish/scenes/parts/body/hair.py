# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Hair, beards and what is worn on the head, in the head's frame (`parts.body.head`). Metres."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cavendish.scenes.geometry import lathe, merge, placed, rotation, sheet, translation, with_box_uvs
from cavendish.scenes.parts.body.blob import Blob, ball, bone, distance, ticks
from cavendish.scenes.parts.body.head import Face, Head
from cavendish.scenes.parts.body.surface import cut, hem, pushed, surface
from cavendish.scenes.scene import Float, Mesh

STYLES = ("crop", "short", "side", "swept", "curly", "afro", "bob", "long", "ponytail", "bun", "balding")


@dataclass(frozen=True)
class Hair:
    """A head of hair. style: one of STYLES; thick: over the skull, metres; length: how far below the ears it hangs;
    parting: -1 to 1; under: it is pressed under a hat or a helmet.
    """

    style: str = "short"
    thick: float = 0.018
    length: float = 0.08
    parting: float = 0.4
    under: bool = False


def hair(face: Face, how: Hair, seed: float) -> list[Mesh]:
    """The hair's meshes."""
    rng = np.random.default_rng(int(seed * 1000))
    wide = 1 + 0.035 * face.width
    thick = 0.006 if how.under else {"crop": 0.004, "balding": 0.006}.get(how.style, how.thick)
    blobs = _cap(wide, thick, how.style if not how.under else "crop")
    hanging = how.style in ("bob", "long")
    extra: list[Blob] = []
    if hanging:
        extra = _hanging(wide, max(thick, 0.014), how)
    mesh = surface(
        [*blobs, *extra], ticks([*blobs, *extra], 0.0090 if how.style not in ("afro", "curly") else 0.0092)
    )
    points = mesh.vertices.astype(float)
    level = _face_side(points, how)
    # Near its edge hair lies on the skin.
    if not hanging:
        inner = np.clip(
            -level / np.where((points[:, 2] < 0.03) & (how.style not in ("curly", "afro")), 0.06, 0.026), 0, 1
        )
        mesh = pushed(mesh, -(thick - 0.0016) * (1 - np.sqrt(inner * (2 - inner))))
    mesh = pushed(mesh, _strands(points, how, rng, level))
    kept = cut(mesh, level, mesh.vertices[:, 2].astype(float) - (0.078 if how.under else 1.0))
    out = [merge([with_box_uvs(kept, 2), hem(kept, 0.008, 0.004)])]
    if how.style == "ponytail":
        out.append(_tail(how, rng, how.under))
    if how.style == "bun" and not how.under:
        out.append(_bun(rng))
    return out


def covers(points: Float, how: Hair, hat: str) -> npt.NDArray[np.bool_]:
    """Which points of the head (V, 3) hair or a helmet hides well."""
    hidden = _face_side(points, how) < -0.016
    if how.style == "balding":
        hidden &= points[:, 2] < 0.03
    if hat in ("motorcycle helmet", "open helmet"):
        hidden = (points[:, 2] > 0.075) | (points[:, 1] > 0.03)
    elif hat != "none":
        hidden |= points[:, 2] > 0.095
    return np.asarray(hidden & (points[:, 2] > -0.05))


def beard(head: Head, amount: float) -> Mesh:
    """A beard of `amount` metres on the jaw, around the mouth."""
    points = head.skin.vertices.astype(float)
    x, y, z = points.T
    jaw = z + 0.030 - 0.35 * np.clip(y + 0.075, 0, 0.2) * 1.0
    cheek = np.where(y < -0.05, z + 0.040 + 0.25 * (np.abs(x) - 0.03), jaw - 0.01)
    side = np.where(y > -0.03, z - 0.004, cheek)
    level = np.maximum(side, y - 0.000 + 0.3 * np.clip(-z - 0.06, 0, 1))
    mouth = 1 - np.sqrt((x / 0.030) ** 2 + ((z + 0.0535) / 0.0125) ** 2)
    level = np.maximum(level, np.where(y < -0.07, 0.012 * mouth, -1.0))
    upper = (z > -0.046) & (y < -0.06)
    nose = np.maximum(z + 0.0385, np.abs(x) - 0.032 + 0.6 * (z + 0.05))
    level = np.where(upper, np.maximum(nose, level * 0 + 0.012 * mouth), level)
    under = -0.098 - 0.10 * np.clip(y + 0.08, 0, 1)
    level = np.maximum(level, under - z)
    fade = np.sqrt(np.clip(-level / 0.012, 0, 1))
    kept = cut(pushed(head.skin, 0.0007 + amount * fade), level)
    return with_box_uvs(kept, 2)


def cap(wide: float = 1.0, tilt: float = 0.1) -> list[Mesh]:
    """A baseball cap: a dome of six panels with a button and a peak in front."""
    dome = [
        (0.0, 0.088),
        (0.022, 0.0865),
        (0.046, 0.078),
        (0.066, 0.060),
        (0.078, 0.034),
        (0.0815, 0.008),
        (0.0815, 0.0),
    ]
    profile = np.array([*dome[::-1]])
    outer = _oval(lathe(profile, 36), wide)
    rim = _oval(lathe([(0.0815, 0.0), (0.079, -0.001), (0.0765, 0.02), (0.060, 0.058)][::-1], 36), wide)
    u, v = np.meshgrid(np.linspace(0, 1, 7), np.linspace(-1, 1, 17), indexing="ij")
    angle = v * 1.02
    inner = np.stack([0.086 * np.sin(angle) * wide, -0.105 * np.cos(angle), 0 * u + 0.004], axis=-1)
    far = 0.075 * np.cos(angle * 1.25) ** 0.6
    brim = inner + u[..., None] * np.stack([0.022 * np.sin(angle), -far, 0 * u], axis=-1)
    brim[..., 2] -= 0.012 * (brim[..., 0] / 0.06) ** 2 * u + 0.016 * u
    peak = sheet(brim, 0.0025)
    peak = peak if float(np.mean(sheet(brim).normals[:, 2])) > 0 else sheet(brim[::-1], 0.0025)  # type: ignore[index]
    knob = placed(
        lathe([(0, -0.002), (0.006, -0.001), (0.005, 0.003), (0, 0.004)], 12), translation(0, 0, 0.088)
    )
    pose = translation(0, 0.006, 0.049) @ rotation("x", tilt)
    return [placed(mesh, pose) for mesh in (outer, rim, peak, knob)]


def beanie(wide: float = 1.0, slouch: float = 0.012) -> list[Mesh]:
    """A knitted cap with a turned-up edge."""
    crown = [
        (0.0865, 0.035),
        (0.0885, 0.055),
        (0.0870, 0.077),
        (0.0760, 0.103),
        (0.054, 0.121),
        (0.026, 0.131),
        (0, 0.133),
    ]
    band = [
        (0.0835, 0.012),
        (0.0890, 0.010),
        (0.0925, 0.022),
        (0.0925, 0.046),
        (0.0895, 0.055),
        (0.085, 0.052),
    ]
    pose = translation(0, 0.004, 0.006) @ rotation("x", -0.16)
    top = _oval(lathe(np.array(crown) + (0, slouch * 0.4), 40), wide)
    return [placed(mesh, pose) for mesh in (top, _oval(lathe(band, 40), wide))]


def brimmed(
    wide: float = 1.0, brim: float = 0.06, high: float = 0.11, band: bool = True
) -> tuple[list[Mesh], list[Mesh]]:
    """A hat with a brim all around, and its ribbon."""
    edge = 0.083 + brim
    profile = [
        (0.0815, 0.0), (edge * 0.99, -0.006 - brim * 0.12), (edge, -0.005 - brim * 0.12), (edge * 0.99, -0.0035 - brim * 0.12),
        (0.090, 0.004), (0.0845, 0.012), (0.080, high * 0.7), (0.073, high * 0.93), (0.055, high), (0.0, high * 0.96),
    ]  # fmt: skip
    pose = translation(0, 0.006, 0.047) @ rotation("x", 0.06)
    hat = placed(_oval(lathe(profile, 44), wide), pose)
    ribbon = [(0.0840, 0.012), (0.0860, 0.013), (0.0848, 0.034), (0.0825, 0.035)]
    return [hat], [placed(_oval(lathe(ribbon, 44), wide), pose)] if band else []


def bicycle_helmet(wide: float = 1.0) -> tuple[list[Mesh], list[Mesh], list[Mesh]]:
    """Its shell with vents, what shows dark in the vents, and the straps."""
    shell = [
        ball((0, 0.010, 0.056), (0.093 * wide, 0.122, 0.098)),
        ball((0, 0.030, 0.055), (0.088 * wide, 0.112, 0.085), 0.02),
    ]
    for x, low, high in ((0.0, -0.085, 0.10), (0.030, -0.085, 0.105), (0.058, -0.065, 0.095)):
        for s in (-1.0, 1.0) if x else (1.0,):
            for a, b in ((low, low + 0.065), (low + 0.082, high)):
                path = np.linspace(a, b, 4)
                side = np.sqrt(np.clip(1 - (x / 0.093) ** 2 - ((path - 0.010) / 0.124) ** 2, 0.02, 1))
                pts = np.column_stack([0 * path + s * x * 1.02, path, 0.056 + 0.100 * side])
                for p, q in zip(pts[:-1], pts[1:], strict=True):
                    shell.append(bone(p, q, 0.0085 if x else 0.0095, None, 0.006, True))
    mesh = surface(shell, ticks(shell, 0.0098))
    points = mesh.vertices.astype(float)
    edge = (
        0.040
        + 0.055 * np.clip((-points[:, 1] - 0.02) / 0.1, 0, 1)
        - 0.03 * np.clip((points[:, 1] - 0.03) / 0.1, 0, 1)
    )
    groove = -0.0022 - distance(shell[:2], points)  # what lies deeper than this shows dark
    dark = cut(mesh, -groove, edge - points[:, 2])
    kept = cut(mesh, groove, edge - points[:, 2])
    below = hem(cut(mesh, edge - points[:, 2]), 0.012, 0.01)
    straps = []
    for s in (-1.0, 1.0):
        for y in (-0.045, 0.045):
            path = np.array(
                [
                    (s * 0.080 * wide, y, 0.048),
                    (s * 0.077 * wide, y * 0.6 - 0.008, 0.0),
                    (s * 0.067 * wide, -0.024, -0.045),
                    (s * 0.03, -0.040, -0.100),
                    (0, -0.044, -0.106),
                ]
            )
            straps.append(_ribbon(path, 0.013))
    return [merge([with_box_uvs(kept), below])], [with_box_uvs(dark)], straps


def motor_helmet(wide: float = 1.0, full: bool = True) -> tuple[list[Mesh], list[Mesh]]:
    """Its shell and its visor."""
    shell = [
        ball((0, 0.010, 0.030), (0.118 * wide, 0.138, 0.118)),
        ball((0, 0.020, -0.02), (0.112 * wide, 0.118, 0.098), 0.03),
    ]
    if full:
        shell.append(ball((0, -0.058, -0.068), (0.090, 0.084, 0.056), 0.05))
    mesh = surface(shell, ticks(shell, 0.0105))
    x, y, z = mesh.vertices.astype(float).T
    window = np.maximum(np.abs(z - 0.012 - 0.1 * (y + 0.1)) - 0.043, y + 0.030)
    open_ = window if full else np.maximum(z - 0.055, y + 0.035 + 0.3 * np.clip(-z, 0, 1))
    bottom = -0.112 + 0.15 * np.clip(y - 0.02, 0, 1) - z
    kept = cut(mesh, -open_, bottom)
    glass = cut(pushed(mesh, np.full(len(x), -0.003)), window - 0.004, bottom)
    return [merge([with_box_uvs(kept), hem(kept, 0.014, 0.012)])], [with_box_uvs(glass)]


def _oval(mesh: Mesh, wide: float) -> Mesh:
    """A round thing, as long from front to back as a head."""
    points = mesh.vertices * np.array([1.07 * wide, 1.30, 1.0], np.float32)
    assert mesh.normals is not None
    normals = mesh.normals / np.array([1.07 * wide, 1.30, 1.0])
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    return Mesh(points, mesh.faces, normals.astype(np.float32), mesh.uvs)


def _ribbon(path: Float, width: float) -> Mesh:
    """A flat band along a path, its width across the path and along the head's side."""
    step = np.gradient(path, axis=0)
    out = path * (1.0, 0.6, 0.3)
    out /= np.linalg.norm(out, axis=1, keepdims=True)
    across = np.cross(step, out)
    across *= width / 2 / np.linalg.norm(across, axis=1, keepdims=True)
    return sheet(np.stack([path - across, path + across], axis=1), 0.0015)


def _cap(wide: float, thick: float, style: str) -> list[Blob]:
    """What covers the skull."""
    t = thick
    top = {"swept": 1.5, "side": 1.25, "curly": 1.25, "afro": 1.2, "bun": 0.8, "ponytail": 0.8}.get(
        style, 1.0
    ) * t
    back = {"afro": 1.2, "bun": 0.8, "ponytail": 0.8, "bob": 1.4}.get(style, 1.0) * t
    side = {"swept": 0.6, "side": 0.75, "afro": 1.35, "bun": 0.6, "ponytail": 0.6, "crop": 0.9}.get(
        style, 1.0
    ) * t
    return [
        ball((0, 0.008, 0.050), (0.0755 * wide + side, 0.096 + back, 0.079 + top)),
        ball((0, -0.052, 0.058), (0.052 * wide + side, 0.042 + t, 0.050 + top), 0.03),
        ball((0, 0.030, -0.010), (0.0655 * wide + side, 0.060 + back, 0.075), 0.03),
    ]


def _hanging(wide: float, thick: float, how: Hair) -> list[Blob]:
    """The curtain of a bob or of long hair: an open shell, thick enough to be one with the cap."""
    out = []
    end = -how.length
    for s in (-1.0, 1.0):
        for y, grow in ((-0.014, 0.85), (0.016, 1.0), (0.044, 1.0)):
            top = np.array([s * 0.070 * wide, y, 0.035])
            low = np.array(
                [
                    s * (0.066 if how.style == "bob" else 0.062) * wide,
                    y + (0.012 if how.style == "long" else 0.0),
                    end + (0.02 if y < 0 else 0.0),
                ]
            )
            out.append(bone(top, low, thick * 1.2 * grow, thick * 0.85 * grow, 0.022))
    for x in (-0.034, 0.0, 0.034):
        top = np.array([x * 1.1, 0.080 - 0.3 * abs(x), 0.02])
        low = np.array(
            [x * 1.15, 0.074 - 0.2 * abs(x) + (0.012 if how.style == "long" else -0.012), end - 0.012]
        )
        out.append(bone(top, low, thick * 1.25, thick * 0.95, 0.025))
    return out


def _face_side(points: Float, how: Hair) -> Float:
    """Below 0 where hair grows, (V,) metres."""
    x, y, z = points.T
    if how.style in ("bob", "long"):
        edge = np.interp(
            z, [-0.3, -0.05, 0.02, 0.066, 0.090, 0.108], [-0.030, -0.030, -0.026, -0.054, -0.112, -0.30]
        )
        wave = 0.012 * how.parting * x / 0.06
        return np.asarray(np.where(z > 0.05, edge + wave - y, edge - y))
    high = 0.004 * np.sign(x) * how.parting
    z = z + high
    front = np.interp(
        z,
        [-0.022, -0.018, 0.022, 0.038, 0.058, 0.074, 0.090, 0.110],
        [0.020, -0.020, -0.024, -0.040, -0.050, -0.064, -0.112, -0.30],
    )
    if how.style in ("bun", "ponytail"):
        front = np.interp(
            z,
            [-0.020, -0.016, 0.030, 0.056, 0.072, 0.088, 0.108],
            [0.030, -0.010, -0.022, -0.046, -0.060, -0.110, -0.30],
        )
    # The ear is left free, and the nape has its own line.
    level = front - y
    ear = 0.026 - np.hypot((y - 0.010) / 0.78, z - 0.002) * 1.0
    level = np.maximum(level, np.where((np.abs(x) > 0.05) & (z < 0.03), ear, -1.0))
    nape = np.interp(y, [0.02, 0.045, 0.07, 0.1], [-0.010, -0.048, -0.064, -0.070]) + (
        0.012 if how.style in ("bun", "ponytail") else 0.0
    )
    level = np.maximum(level, np.where(y > 0.012, nape - z, -1.0))
    if how.style == "balding":
        crown = 0.062 - np.hypot(x, (y + 0.012) * 0.62) * 1.0
        level = np.maximum(level, np.where(z > 0.05, crown, -1.0))
    return np.asarray(level)


def _strands(points: Float, how: Hair, rng: np.random.Generator, level: Float) -> Float:
    """How far locks stand out, (V,) metres."""
    x, y, z = points.T
    phase = rng.uniform(0, 2 * np.pi, 8)
    if how.style in ("curly", "afro"):
        k = rng.normal(0, 1, (8, 3))
        k *= rng.uniform(190, 300, 8)[:, None] / np.linalg.norm(k, axis=1, keepdims=True)
        return np.asarray(
            np.sin(points @ k.T + phase).sum(axis=1) * (0.0022 if how.style == "curly" else 0.0014)
        )
    size = 0.0004 if how.style in ("crop", "balding") or how.under else 0.0016
    turn = np.arctan2(x - 0.03 * how.parting, -(y - 0.02))
    if how.style in ("bob", "long"):
        size = 0.0022
        turn = np.arctan2(x, -(y - 0.02)) + 0.4 * np.sin(18 * z + phase[3])
    if how.style in ("bun", "ponytail"):
        turn = np.arctan2(x, z - 0.03) * 1.3
    if how.style in ("side", "swept"):
        turn = np.where(z > 0.06, x * 22 + 5 * y, turn)
    locks = (
        np.sin(22 * turn + phase[0]) + 0.7 * np.sin(37 * turn + phase[1]) + 0.5 * np.sin(9 * turn + phase[2])
    )
    return np.asarray(size * locks * np.clip(-level / 0.02, 0.15, 1))


def _tail(how: Hair, rng: np.random.Generator, low: bool) -> Mesh:
    """A ponytail."""
    z = 0.0 if low else float(rng.uniform(0.02, 0.075))
    path = np.array(
        [
            (0, 0.092, z),
            (0, 0.130, z + 0.012),
            (0, 0.142, z - 0.04),
            (0, 0.130, z - 0.11),
            (0, 0.118, z - 0.10 - how.length),
        ]
    )
    blobs = []
    radii = (0.013, 0.019, 0.024, 0.022, 0.008)
    for a, b, r, q in zip(path[:-1], path[1:], radii[:-1], radii[1:], strict=True):
        blobs.append(bone(a, b, r, q, 0.012))
    mesh = surface(blobs, ticks(blobs, 0.006))
    turn = np.arctan2(mesh.vertices[:, 0], mesh.vertices[:, 1] - 0.125)
    return with_box_uvs(pushed(mesh, 0.0014 * np.sin(7 * turn + 20 * mesh.vertices[:, 2])), 2)


def _bun(rng: np.random.Generator) -> Mesh:
    """A bun, on the nape or on the crown."""
    angle = float(rng.uniform(-0.1, 0.8))
    center = np.array([0, 0.008 + 0.118 * np.cos(angle), 0.050 + 0.095 * np.sin(angle)])
    size = float(rng.uniform(0.027, 0.040))
    blobs = [ball(center, (size * 1.1, size * 0.85, size))]
    mesh = surface(blobs, ticks(blobs, 0.0062))
    x, _, z = (mesh.vertices - center).T
    return with_box_uvs(pushed(mesh, 0.0018 * np.sin(5 * np.arctan2(z, x) + 160 * np.hypot(x, z))), 2)
