"""Copies the weights out of the package that its authors publish, byte for byte.

    python fetch.py ../weights

downloads the wheel of silero-vad 6.2.3 (MIT) with pip, without installing anything, and checks what it copies.
"""

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGE = "silero-vad==6.2.3"
MEMBER = "silero_vad/data/silero_vad_16k_sequence.onnx"
SHA256 = "9ccdacc4719d8aa7e45a77536bfabec45a03ba1f2fad5e241ab4060b24238a85"

target = Path(sys.argv[1]) / "silero-vad.onnx"
with tempfile.TemporaryDirectory() as folder:
    subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, PACKAGE], check=True)
    [wheel] = Path(folder).glob("*.whl")
    content = zipfile.ZipFile(wheel).read(MEMBER)
found = hashlib.sha256(content).hexdigest()
if found != SHA256:
    sys.exit(f"{MEMBER} has sha256 {found}; {SHA256} was wanted")
target.write_bytes(content)
print(f"{target}: {len(content)} bytes")
