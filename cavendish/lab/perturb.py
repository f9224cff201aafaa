# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What happens to a picture on its way: each harm a function of (rgb, rng), by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from importlib.util import find_spec
from io import BytesIO
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

RGB: TypeAlias = npt.NDArray[np.uint8]
Harm: TypeAlias = Callable[[RGB, np.random.Generator], RGB]


@dataclass(frozen=True)
class Perturbation:
    """A harm of a family, such as "noise", "JPEG" or "blur"; lossy: whether it is a compression."""

    name: str
    family: str
    apply: Harm
    lossy: bool = False


def eight_bits(rgb: RGB, rng: np.random.Generator) -> RGB:
    """Return the (H, W, 3) picture as it is: rounding to eight bits, which encoding has done, is all."""
    return rgb


def noise(sigma: float) -> Harm:
    """Gaussian noise of a standard deviation in 0-255 units, rounded and clipped."""

    def harm(rgb: RGB, rng: np.random.Generator) -> RGB:
        return _rounded(rgb + sigma * rng.standard_normal(rgb.shape, np.float32))

    return harm


def jpeg(quality: int, sampling: str) -> Harm:
    """JPEG at a quality, with chroma sampled "4:4:4" or "4:2:0"."""
    return _saved(format="JPEG", quality=quality, subsampling=sampling)


def webp(quality: int) -> Harm:
    """Lossy WebP at a quality; its chroma is always 4:2:0."""
    return _saved(format="WEBP", quality=quality, method=4)


def resize(filtering: Image.Resampling) -> Harm:
    """Half the size (rounded up) and back, both with one filter; shrinking is antialiased, as Pillow does it."""

    def harm(rgb: RGB, rng: np.random.Generator) -> RGB:
        height, width = rgb.shape[:2]
        small = Image.fromarray(rgb).resize(((width + 1) // 2, (height + 1) // 2), filtering)
        return np.asarray(small.resize((width, height), filtering))

    return harm


def gain(factor: float) -> Harm:
    """Every channel times a factor, clipped."""
    return lambda rgb, rng: _rounded(rgb * np.float32(factor))


def offset(shift: float) -> Harm:
    """Every channel plus a shift in 0-255 units, clipped."""
    return lambda rgb, rng: _rounded(rgb + np.float32(shift))


def blur(sigma: float) -> Harm:
    """A Gaussian blur (Pillow's, three box blurs) of a standard deviation in pixels."""
    return lambda rgb, rng: np.asarray(Image.fromarray(rgb).filter(ImageFilter.GaussianBlur(sigma)))


def h264(crf: int, pixels: str) -> Harm:
    """One H.264 key frame at a constant rate factor, "yuv420p" or "yuv444p" in BT.709, by PyAV."""

    def harm(rgb: RGB, rng: np.random.Generator) -> RGB:
        import av
        from av.video.reformatter import Colorspace

        height, width = rgb.shape[:2]
        even = np.pad(rgb, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
        writer = av.CodecContext.create("libx264", "w")
        assert isinstance(writer, av.VideoCodecContext)
        writer.width, writer.height, writer.pix_fmt = even.shape[1], even.shape[0], pixels
        writer.time_base = Fraction(1, 25)
        writer.options = {"crf": str(crf), "preset": "medium", "threads": "1"}
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(even), format="rgb24")
        frame = frame.reformat(format=pixels, dst_colorspace=Colorspace.ITU709)
        packets = [*writer.encode(frame), *writer.encode(None)]
        reader = av.CodecContext.create("h264", "r")
        assert isinstance(reader, av.VideoCodecContext)
        frames = [picture for packet in [*packets, None] for picture in reader.decode(packet)]
        back = frames[0].reformat(format="rgb24", src_colorspace=Colorspace.ITU709)
        return np.ascontiguousarray(back.to_ndarray()[:height, :width])

    return harm


def perturbations() -> dict[str, Perturbation]:
    """Return every perturbation by name, in the order of a report; those of H.264 only where PyAV is installed."""
    found = [Perturbation("8 bits", "8 bits", eight_bits)]
    found += [Perturbation(f"noise {sigma}", "noise", noise(sigma)) for sigma in (1, 2, 5, 10)]
    found += [
        Perturbation(f"JPEG {quality} {sampling}", "JPEG", jpeg(quality, sampling), lossy=True)
        for sampling in ("4:4:4", "4:2:0")
        for quality in (95, 85, 75)
    ]
    found += [Perturbation(f"WebP {quality}", "WebP", webp(quality), lossy=True) for quality in (90, 75)]
    filters = (Image.Resampling.BILINEAR, Image.Resampling.BICUBIC, Image.Resampling.LANCZOS)
    found += [Perturbation(f"resize {f.name.lower()}", "resize", resize(f)) for f in filters]
    found += [Perturbation(f"gain {factor}", "gain", gain(factor)) for factor in (0.95, 1.05)]
    found += [Perturbation(f"offset {shift:+d}", "offset", offset(shift)) for shift in (-8, 8)]
    found += [Perturbation("blur 1", "blur", blur(1))]
    if find_spec("av") is not None:
        found += [
            Perturbation(f"H.264 {crf} {sampling}", "H.264", h264(crf, pixels), lossy=True)
            for sampling, pixels in (("4:4:4", "yuv444p"), ("4:2:0", "yuv420p"))
            for crf in (18, 28)
        ]
    return {perturbation.name: perturbation for perturbation in found}


def _rounded(values: npt.NDArray[np.float32]) -> RGB:
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


def _saved(**options: str | int) -> Harm:
    def harm(rgb: RGB, rng: np.random.Generator) -> RGB:
        file = BytesIO()
        Image.fromarray(rgb).save(file, **options)  # type: ignore[arg-type]
        with Image.open(file) as image:
            return np.asarray(image.convert("RGB"))

    return harm
