# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Pictures and truth: readable, of the right kind and size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cavendish.manifests.checks import Fault, Held, Said, view_check
from cavendish.manifests.checks.material import Read, ViewFiles
from cavendish.render.frame import view_of
from cavendish.render.passes import PASSES

REMAKE = "make the scene again"
PLAIN = {b"IHDR", b"IDAT", b"IEND"}


@view_check("readable", "pictures and truth can be read, and have the size, kind and passes that they should")
def readable(view: ViewFiles) -> Iterator[Said]:
    """Read every file of a view; compare sizes with the camera's and the rows'."""
    place = view.place
    reads: dict[str, Read[object]] = {
        f"{place}/frame.json": view.text,
        f"{place}/rgb.png": view.rgb,
        **({f"{place}/truth.exr": view.truth} if view.expected.keep else {}),
        **{f"{view.split}/{row.target_image_file_name}": view.targets[row.id] for row in view.rows},
        **{
            f"{view.split}/{row.mask_image_file_name}": view.masks[row.id]
            for row in view.rows
            if row.mask_image_file_name
        },
    }
    yield Held(len(reads))
    for name, read in reads.items():
        if read.fault:
            yield Fault(name, f"it cannot be read ({read.fault}); {REMAKE}")
    for name in reads:
        if name.endswith(".png") and reads[name].value is not None:
            odd = _chunks(view.root / name) - PLAIN
            if odd:
                kinds = ", ".join(sorted(kind.decode("latin-1") for kind in odd))
                yield Fault(name, f"it holds {kinds} beside its pixels (a colour profile?); {REMAKE}")
    yield from _sizes(view)
    if view.expected.keep and view.truth.value is not None:
        yield from _passes(view)


def _sizes(view: ViewFiles) -> Iterator[Said]:
    text = view.text.value
    if text is None:
        return
    camera = view_of(text)
    size = (camera.height, camera.width)
    rgb, truth = view.rgb.value, view.truth.value or {}
    if rgb is not None and rgb.shape[:2] != size:
        yield Fault(f"{view.place}/rgb.png", _sized(rgb.shape, size))
    for name, pixels in truth.items():
        if pixels.shape[:2] != size:
            yield Fault(f"{view.place}/truth.exr", f"{name}: {_sized(pixels.shape, size)}")
    for row in view.rows:
        if (row.height, row.width) != size:
            yield Fault(row.id, f"its row says {row.width} x {row.height}, and {_sized(None, size)}")
        for what, found in (("target", view.targets[row.id]), ("mask", view.masks.get(row.id))):
            if found is not None and found.value is not None and found.value.shape[:2] != size:
                yield Fault(row.id, f"its {what}: {_sized(found.value.shape, size)}")


def _sized(shape: tuple[int, ...] | None, size: tuple[int, int]) -> str:
    is_now = f"it is {shape[1]} x {shape[0]}, and " if shape else ""
    return f"{is_now}the camera of frame.json is {size[1]} x {size[0]}; {REMAKE}"


def _passes(view: ViewFiles) -> Iterator[Said]:
    place = f"{view.place}/truth.exr"
    there, keep = set(view.truth.value or ()), set(view.expected.keep)
    if keep - there:
        yield Fault(place, f"it lacks {', '.join(sorted(keep - there))}, which the recipe keeps; {REMAKE}")
    if there - keep:
        yield Fault(
            place, f"it holds {', '.join(sorted(there - keep))}, which the recipe does not keep; {REMAKE}"
        )
    unknown = keep - PASSES.keys()
    if unknown:
        yield Fault(place, f"{', '.join(sorted(unknown))} is no pass of this Cavendish; update it")


def _chunks(path: Path) -> set[bytes]:
    """The kinds of the chunks of a PNG."""
    kinds = set()
    with path.open("rb") as file:
        file.seek(8)
        while head := file.read(8):
            if len(head) < 8:
                kinds.add(b"torn")
                break
            kinds.add(head[4:])
            file.seek(int.from_bytes(head[:4], "big") + 4, 1)
    return kinds
