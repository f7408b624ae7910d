"""Draws the example pictures, and copies the photo out of scikit-image.

    pip install pillow==13.0.0 numpy==2.4.6
    pip download --no-deps scikit-image==0.26.0 && unzip scikit_image-*.whl skimage/data/page.png
    python make.py /usr/share/fonts/truetype/liberation skimage/data/page.png

The font is Liberation (SIL Open Font License 1.1; pictures made with it are free).
"""

import shutil
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

FONTS = Path(sys.argv[1])


def font(name, size):
    return ImageFont.truetype(str(FONTS / f"Liberation{name}.ttf"), size)


def letter():
    lines = [
        ("Sans-Bold", 34, "Dear visitor,"),
        ("Serif-Regular", 26, "the museum opens at 9:30 on weekdays."),
        ("Serif-Regular", 26, "Tickets cost 12.50 € (students 8 €)."),
        ("Serif-Italic", 26, "Schöne Grüße, señor Núñez & François"),
        ("Mono-Regular", 24, "info@example.org   +34 942 20 14 00"),
    ]
    page = Image.new("RGB", (760, 340), "#fdfbf5")
    draw = ImageDraw.Draw(page)
    for row, (name, size, text) in enumerate(lines):
        draw.text((50, 40 + 56 * row), text, "#202020", font(name, size))
    page.save("letter.png")


def sign():
    board = Image.new("RGB", (420, 150), "#0b6b3a")
    draw = ImageDraw.Draw(board)
    draw.rectangle((8, 8, 411, 141), outline="white", width=5)
    draw.text((210, 75), "EXIT 42", "white", font("Sans-Bold", 76), anchor="mm")
    sky = np.linspace((150, 190, 230), (225, 225, 215), 360)[:, None].repeat(600, 1)
    noise = np.random.default_rng(0).normal(0, 6, (360, 600, 1))
    scene = Image.fromarray(np.clip(sky + noise, 0, 255).astype(np.uint8))
    leaning = board.convert("RGBA").rotate(12, Image.Resampling.BICUBIC, expand=True)
    scene.paste(leaning, (75, 60), leaning)
    scene.save("sign.jpg", quality=88)


letter()
sign()
shutil.copy(sys.argv[2], "page.png")
