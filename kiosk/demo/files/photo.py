"""Drawn image: mountains at dawn with rice terraces."""

import math
import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

WIDTH, HEIGHT = 2400, 1600
_SKY_TOP, _SKY_LOW = (58, 96, 140), (252, 214, 170)
_FAR, _NEAR = (142, 160, 178), (28, 66, 48)
_RIDGES = 6
_TERRACES = 16
_CAPTION = "ẢNH MINH HOẠ – DỮ LIỆU DEMO"

Colour = tuple[int, int, int]


def _between(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (
        round(a + (b - a) * share) for a, b in zip(one, other, strict=True)
    )
    return red, green, blue


def _sky() -> Image.Image:
    column = Image.new("RGB", (1, HEIGHT))
    for y in range(HEIGHT):
        share = min(1.0, y / (HEIGHT * 0.62))
        column.putpixel((0, y), _between(_SKY_TOP, _SKY_LOW, share))
    return column.resize((WIDTH, HEIGHT))


def _ridge(chance: random.Random, level: int) -> list[tuple[float, float]]:
    base = HEIGHT * (0.40 + 0.075 * level)
    waves = [
        (chance.uniform(60, 130) / n, n * chance.uniform(0.8, 1.3), chance.random() * 6)
        for n in (1, 2, 5, 11, 23)
    ]
    line = [
        (
            float(x),
            base - sum(h * math.sin(f * math.tau * x / WIDTH + p) for h, f, p in waves),
        )
        for x in range(0, WIDTH + 8, 8)
    ]
    return [*line, (float(WIDTH), float(HEIGHT)), (0.0, float(HEIGHT))]


def _terraces(pen: ImageDraw.ImageDraw) -> None:
    for step in range(_TERRACES):
        share = step / _TERRACES
        top = HEIGHT * (0.80 + 0.2 * share**1.2)
        line = [
            (float(x), top + 26 * math.sin(x / (260 + 40 * step) + step * 0.9))
            for x in range(0, WIDTH + 12, 12)
        ]
        colour = _between((150, 178, 84), (66, 112, 48), share)
        pen.polygon([*line, (WIDTH, HEIGHT), (0, HEIGHT)], fill=colour)
        pen.line(line, fill=(226, 224, 176), width=4)


def draw_photo(target: Path) -> None:
    """Draw the landscape with its caption and save it as JPEG."""
    chance = random.Random(WIDTH)  # noqa: S311 only hills
    picture = _sky()
    sun = Image.new("L", picture.size)
    ImageDraw.Draw(sun).ellipse((1560, 420, 1760, 620), fill=235)
    glow = sun.filter(ImageFilter.GaussianBlur(24))
    picture.paste((255, 244, 214), mask=glow)
    pen = ImageDraw.Draw(picture)
    for level in range(_RIDGES):
        colour = _between(_FAR, _NEAR, level / (_RIDGES - 1))
        pen.polygon(_ridge(chance, level), fill=colour)
    _terraces(pen)
    font = ImageFont.truetype("LiberationSans-Bold.ttf", 64)
    pen.rectangle((0, HEIGHT - 130, WIDTH, HEIGHT), fill=(20, 34, 48))
    pen.text(
        (WIDTH / 2, HEIGHT - 66), _CAPTION, fill=(255, 255, 255), font=font, anchor="mm"
    )
    picture.save(target, "JPEG", quality=88)
