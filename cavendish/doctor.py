# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What this machine has and lacks, each with its cure."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from cavendish.errors import RENDER_EXTRA

# Shared library -> Debian package, of all that Blender's module loads from the system.
LIBRARIES = {
    "libX11.so.6": "libx11-6",
    "libXrender.so.1": "libxrender1",
    "libXfixes.so.3": "libxfixes3",
    "libXi.so.6": "libxi6",
    "libXext.so.6": "libxext6",
    "libXxf86vm.so.1": "libxxf86vm1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libSM.so.6": "libsm6",
    "libICE.so.6": "libice6",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libuuid.so.1": "libuuid1",
}
PROBE = """
import sys, bpy
from cavendish.render.blender.session import devices, reset
from cavendish.render.quality import Quality
reset(Quality())
sys.stderr.write("|" + bpy.app.version_string + "|" + "; ".join(k + ": " + ", ".join(v) for k, v in devices().items()) + "|")
sys.stderr.flush()
import os
os._exit(0)
"""
LOOK = """
import sys
import numpy as np
from cavendish.errors import InputError
from cavendish.render.preview import preview
from cavendish.scenes.scene import Camera, Scene
try:
    preview(Scene(()), Camera(np.eye(4), 8, 8, 8.0, 8.0, 4.0, 4.0))
except InputError as error:
    sys.exit(str(error))
"""


@dataclass(frozen=True)
class Finding:
    """One thing looked for: what was found, whether that is good, whether it is needed, and the cure where not."""

    name: str
    good: bool
    found: str
    cure: str = ""
    needed: bool = True


def examine() -> Iterator[Finding]:
    """Look at Python, the packages, Blender, its devices, the quick preview, memory and disk, one after the other."""
    is313 = sys.version_info[:2] == (3, 13)
    yield Finding(
        "Python", is313, f"{platform.python_version()} at {sys.executable}",
        "" if is313 else "rendering needs Python 3.13: uv python install 3.13 && uv venv --python 3.13",
    )  # fmt: skip
    for package in ("embreex", "mujoco", "trimesh"):
        yield _package(package)
    yield from _blender()
    yield quick_preview()
    free = _memory()
    yield Finding(
        "memory", free > 2e9, f"{free / 1e9:.1f} GB available, {len(os.sched_getaffinity(0))} cores",
        "" if free > 2e9 else "a worker takes 0.5 to 2 GB: close other programs or use --workers 1",
    )  # fmt: skip
    disk = shutil.disk_usage(Path.cwd()).free
    yield Finding(
        "disk", disk > 2e9, f"{disk / 1e9:.1f} GB free in {Path.cwd()}",
        "" if disk > 2e9 else "a view of a megapixel takes about 10 MB: choose a roomier folder with -o, or truth.keep",
    )  # fmt: skip


def quick_preview() -> Finding:
    """Whether the quick preview draws, tried in a process of its own: a driver may take it down. It is not needed."""
    try:
        run = subprocess.run(
            [sys.executable, "-c", LOOK], capture_output=True, text=True, timeout=120, check=False
        )
    except subprocess.TimeoutExpired:
        said, code = "it does not draw within two minutes", 1
    else:
        said, code = (run.stderr.strip().splitlines() or ["it said nothing"])[-1], run.returncode
    if code == 0:
        return Finding("quick preview", True, "draws without a display", needed=False)
    found, _, cure = said.partition("; ")
    return Finding(
        "quick preview", False, found, cure or "sudo apt-get install -y libegl1 libgl1-mesa-dri", False
    )


def packages(libraries: Iterable[str]) -> list[str]:
    """The Debian packages that hold some shared libraries; a library that is not known stands as itself."""
    return sorted({LIBRARIES.get(name, name) for name in libraries})


def _package(name: str) -> Finding:
    try:
        return Finding(name, True, version(name))
    except PackageNotFoundError:
        return Finding(name, False, "not installed", RENDER_EXTRA)


def _blender() -> Iterator[Finding]:
    """Blender's module and devices, asked in a process of its own: bpy never enters this one."""
    try:
        installed = version("bpy")
    except PackageNotFoundError:
        yield Finding("bpy", False, "not installed", RENDER_EXTRA)
        return
    try:
        run = subprocess.run(
            [sys.executable, "-c", PROBE], capture_output=True, text=True, timeout=120, check=False
        )
    except subprocess.TimeoutExpired:
        yield Finding(
            "bpy",
            False,
            f"{installed}, but it does not start within two minutes",
            "run: python -c 'import bpy'",
        )
        return
    said = re.search(r"\|([^|]*)\|([^|]*)\|$", run.stderr.strip())
    if said:
        yield Finding("bpy", True, f"{said.group(1)}")
        yield Finding("devices", True, said.group(2))
        return
    lacks = sorted(set(re.findall(r"(lib[\w.+-]+\.so[\d.]*): cannot open shared object", run.stderr)))
    if lacks:
        cure = f"sudo apt-get install -y {' '.join(packages(lacks))}"
        yield Finding("bpy", False, f"{installed}, but it lacks {', '.join(lacks)}", cure)
    else:
        last = (run.stderr.strip().splitlines() or ["it said nothing"])[-1]
        yield Finding(
            "bpy",
            False,
            f"{installed}, but it does not start: {last}",
            "pip install --force-reinstall 'bpy>=5.2,<5.3'",
        )


def _memory() -> float:
    """Bytes of memory that can be had."""
    text = Path("/proc/meminfo")
    if text.is_file():
        found = re.search(r"MemAvailable:\s+(\d+)", text.read_text(encoding="utf-8"))
        if found:
            return float(found.group(1)) * 1024
    return float(os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
