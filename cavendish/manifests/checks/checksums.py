# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Checksums: no byte has changed since the scene was made."""

from __future__ import annotations

from collections.abc import Iterator

from cavendish.manifests.checks import Fault, Held, Said, scene_check
from cavendish.manifests.checks.material import SceneFiles
from cavendish.manifests.checksums import FILE, read_checksums, sha256


@scene_check("checksums", "no file has changed since its scene was made (SHA-256)")
def checksums(scene: SceneFiles) -> Iterator[Said]:
    """Compare every file with checksums.txt."""
    place = f"{scene.place}/{FILE}"
    if not scene.folder.is_dir():
        return
    try:
        sums = read_checksums(scene.folder)
    except FileNotFoundError:
        yield Fault(
            place,
            "there are no checksums: the scene is of an older Cavendish, or they were lost; make it again",
        )
        return
    except (OSError, ValueError) as error:
        yield Fault(place, f"it cannot be read ({error}); make the scene again")
        return
    there = {
        path.relative_to(scene.folder).as_posix()
        for path in scene.folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    } - {FILE}
    yield Held(len(there))
    for name in sorted(there - sums.keys()):
        yield Fault(
            f"{scene.place}/{name}",
            "it has no checksum, so it came after the scene was made; make the scene again",
        )
    for name in sorted(sums.keys() - there):
        yield Fault(f"{scene.place}/{name}", f"{FILE} speaks of it and it is gone; make the scene again")
    for name in sorted(there & sums.keys()):
        if sha256(scene.folder / name) != sums[name]:
            yield Fault(
                f"{scene.place}/{name}", "it has changed since the scene was made; make the scene again"
            )
