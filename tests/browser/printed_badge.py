"""Film of a printed badge before a camera: tilted, noisy, unevenly lit."""

import random
import subprocess
from pathlib import Path

import qrcode
from PIL import Image, ImageChops, ImageDraw, ImageFilter
from qrcode.constants import ERROR_CORRECT_Q

WIDTH, HEIGHT = 640, 480
FRAMES = 24
TILT_DEGREES = 7.0
# Frames a second of the film of a queue.
QUEUE_PACE = 4


def draw_card(text: str) -> Image.Image:
    """Draw a badge as it is printed: a name, a QR code, a line of text."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=4, box_size=5)
    code.add_data(text)
    code.make(fit=True)
    drawn = code.make_image().convert("L")
    card = Image.new("L", (drawn.width + 60, drawn.height + 130), 250)
    pen = ImageDraw.Draw(card)
    pen.rectangle((0, 0, card.width - 1, card.height - 1), outline=90, width=3)
    pen.text((30, 20), "DELEGATE  No. 0214", fill=20, font_size=15)
    card.paste(drawn, (30, 60))
    pen.text((30, card.height - 50), "Conference of the province", fill=60)
    return card


def _hold_up(card: Image.Image, chance: random.Random) -> Image.Image:
    """Draw a card held before a camera: tilted, unevenly lit, noisy."""
    tilt = TILT_DEGREES + chance.uniform(-1.5, 1.5)
    held = card.rotate(tilt, Image.Resampling.BICUBIC, expand=True, fillcolor=105)
    scene = (
        Image.linear_gradient("L")
        .resize((WIDTH, HEIGHT))
        .point(lambda value: 60 + value // 3)
    )
    left = (WIDTH - held.width) // 2 + chance.randint(-6, 6)
    top = (HEIGHT - held.height) // 2 + chance.randint(-6, 6)
    scene.paste(held, (left, top))
    shade = Image.linear_gradient("L").rotate(90).resize((WIDTH, HEIGHT))
    scene = ImageChops.multiply(scene, shade.point(lambda value: 175 + value // 4))
    noise = Image.effect_noise((WIDTH, HEIGHT), 36)
    scene = ImageChops.add(scene, noise, scale=1, offset=-128)
    return scene.filter(ImageFilter.GaussianBlur(0.8))


def _film(path: Path, pace: int, *more: str) -> Path:
    """Make a film of the frames beside `path`, so many a second."""
    subprocess.run(
        [
            *("ffmpeg", "-loglevel", "error", "-y", "-framerate", str(pace)),
            *("-i", str(path.with_name("frame-%03d.png")), *more),
            *("-pix_fmt", "yuvj420p", "-q:v", "5", "-f", "mjpeg", str(path)),
        ],
        check=True,
    )
    return path


def film_badge(text: str, path: Path) -> Path:
    """Write a film of the badge held in front of a camera, for Chromium's fake one."""
    card = draw_card(text)
    # The hand is not quite still.
    chance = random.Random(7)
    for index in range(FRAMES):
        _hold_up(card, chance).save(path.with_name(f"frame-{index:03}.png"))
    return _film(path, 12)


def film_queue(texts: list[str], path: Path, lead_s: int, tail_s: int) -> Path:
    """Write a film of people showing their badges one after the other.

    Each badge is there for 7/4 seconds, then nobody for 1/4; before the first and after
    the last nobody is there for so many seconds.
    """
    chance = random.Random(11)
    nobody = _hold_up(Image.new("L", (320, 320), 90), chance)
    frames = [nobody] * (lead_s * QUEUE_PACE)
    for text in texts:
        card = draw_card(text)
        frames += [_hold_up(card, chance) for _ in range(7)] + [nobody]
    frames += [nobody] * (tail_s * QUEUE_PACE)
    for index, frame in enumerate(frames):
        frame.save(path.with_name(f"frame-{index:03}.png"), compress_level=1)
    # Chromium plays its film at 30 frames a second, whatever the file says.
    return _film(path, QUEUE_PACE, "-r", "30")
