"""Writes labels.json: the 1,000 ImageNet classes by name, in the order of the network's outputs.

    pip download --no-deps torchvision==0.28.0
    python labels.py torchvision-0.28.0-*.whl ../weights/labels.json

torchvision is BSD-3-Clause. Only its list of names is read; nothing of it is installed or run.
"""

import ast
import json
import sys
import zipfile
from pathlib import Path


def main(wheel: Path, out: Path) -> None:
    source = zipfile.ZipFile(wheel).read("torchvision/models/_meta.py").decode()
    names = next(
        ast.literal_eval(node.value)
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and node.targets[0].id == "_IMAGENET_CATEGORIES"
    )
    if len(names) != 1000 or len(set(names)) != 1000:
        sys.exit(f"Wanted 1000 different names, found {len(set(names))} in {len(names)}.")
    out.write_text(json.dumps(names, ensure_ascii=False, indent=0) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else "../weights/labels.json"))
