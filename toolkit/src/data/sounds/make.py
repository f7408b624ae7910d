"""Writes the sounds that read-audio.spec.ts reads: half a second of 440 Hz in the formats that need a decoder.

    pip install soundfile==0.14.0 numpy && python make.py
"""

import numpy as np
import soundfile

RATE = 16000
tone = 0.5 * np.sin(2 * np.pi * 440 * np.arange(RATE // 2) / RATE)
soundfile.write("tone.mp3", tone, RATE, format="MP3")
soundfile.write("tone.flac", tone, RATE, format="FLAC")
soundfile.write("tone.ogg", tone, RATE, format="OGG", subtype="VORBIS")
soundfile.write("tone.opus", tone, RATE, format="OGG", subtype="OPUS")
