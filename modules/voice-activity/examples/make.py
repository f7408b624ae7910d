"""Writes the example recordings.

    apt-get download pocketsphinx-testdata && dpkg -x pocketsphinx-testdata_*.deb testdata
    pip install numpy==2.4.6 && python make.py testdata

Speech is from Debian's pocketsphinx-testdata 0.8+5prealpha+1-15; the melody is made of sines, with no recording in it.
"""

import sys
import wave
from pathlib import Path

import numpy as np

RATE = 16000
DATA = Path(sys.argv[1]) / "usr/share/pocketsphinx/test/data"


def book(number):
    with wave.open(str(DATA / f"librivox/sense_and_sensibility_01_austen_64kb-{number}.wav")) as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768


def raw(name):
    return np.fromfile(DATA / name, "<i2") / 32768


def write(name, samples, rate=RATE):
    """Stereo for an array of two rows."""
    rows = np.atleast_2d(samples)
    with wave.open(name, "wb") as file:
        file.setnchannels(len(rows))
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.round(32767 * np.clip(rows, -1, 1)).astype("<i2").T.tobytes())
    print(name, rows.shape[1] / rate, "s")


def quiet(seconds):
    return np.random.default_rng(0).normal(0, 2e-4, int(seconds * RATE))


def telephone(samples):
    """300 to 3,400 hertz at 8,000 samples per second."""
    spectrum = np.fft.rfft(samples)
    hertz = np.fft.rfftfreq(len(samples), 1 / RATE)
    spectrum[(hertz < 300) | (hertz > 3400)] = 0
    return np.fft.irfft(spectrum, len(samples))[::2]


def melody():
    """Frère Jacques, two bars, with three overtones that fade."""
    notes = [(0, 1), (2, 1), (4, 1), (0, 1), (0, 1), (2, 1), (4, 1), (0, 1), (4, 1), (5, 1), (7, 2)]
    sound = []
    for pitch, beats in notes:
        time = np.arange(int(0.4 * beats * RATE)) / RATE
        hertz = 261.63 * 2 ** (pitch / 12)
        tone = sum(np.sin(2 * np.pi * hertz * k * time) / k**2 for k in (1, 2, 3, 4))
        sound.append(0.3 * tone * np.exp(-3 * time) * np.minimum(1, time / 0.01))
    return np.concatenate(sound)


write("austen.wav", np.concatenate([book("0880"), quiet(1.2), book("0930")]))
write("robot.wav", raw("goforward.raw"))
write("telephone.wav", telephone(raw("numbers.raw")), RATE // 2)
write("melody.wav", np.stack([melody(), 0.8 * melody()]))
