"""Runs the example notebooks headless through the real kernel and checks what they show.

Each notebook runs where it lies, so that its relative paths are the ones people use; nothing is written back.
"""

import base64
import copy
import errno
import os
import pathlib
import re
import tempfile
import time
import unittest

import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter

EXAMPLES = pathlib.Path(__file__).parents[2] / "examples"


def executed(name, home):
    """The notebook with its outputs; a cell that fails raises."""
    notebook = nbformat.read(EXAMPLES / name, as_version=4)
    nbformat.validate(notebook)
    env = dict(os.environ, SONDE_HOME=home, SONDE_OFFLINE="1", SONDE_HISTORY="off")
    client = NotebookClient(
        notebook, kernel_name="sonde", timeout=600, resources={"metadata": {"path": str(EXAMPLES)}}
    )
    client.execute(env=env)
    return notebook


def execute(name, home):
    """The notebook's code cells with their outputs."""
    return [cell for cell in executed(name, home).cells if cell.cell_type == "code"]


def as_html(notebook):
    """What nbconvert makes of it, as do pages that show notebooks without running anything."""
    return HTMLExporter(template_name="basic").from_notebook_node(notebook)[0]


def shown(cells, mime):
    """Everything the cells show as `mime`, in order."""
    return [
        output["data"][mime]
        for cell in cells
        for output in cell.outputs
        if output.output_type in ("display_data", "execute_result") and mime in output["data"]
    ]


def printed(cells, stream):
    return "".join(
        output["text"] for cell in cells for output in cell.outputs if output.output_type == "stream" and output["name"] == stream
    )


class Notebooks(unittest.TestCase):
    def remove_home(self):
        """What the last job leaves behind is written while the folder goes."""
        for _ in range(50):
            try:
                return self.home.cleanup()
            except OSError as error:
                if error.errno != errno.ENOTEMPTY:
                    raise
                time.sleep(0.1)
        self.home.cleanup()

    def setUp(self):
        self.home = tempfile.TemporaryDirectory(prefix="sonde-notebooks-")
        self.addCleanup(self.remove_home)

    def test_first_prediction(self):
        notebook = executed("01-first-prediction.ipynb", self.home.name)
        cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
        self.assertEqual(printed(cells, "stderr"), "")
        html = as_html(notebook)
        pictures = [
            base64.b64decode(code).decode() for code in re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', html)
        ]
        self.assertEqual(len(pictures), len(shown(cells, "image/svg+xml")))
        # Each picture says in words what it shows, for those who cannot see it.
        for picture in pictures:
            self.assertRegex(picture, r"(?s)<title>|aria-label=|<desc>")
        self.assertIn("tiger cat", pictures[0])
        self.assertIn("data:image/", pictures[0])
        self.assertNotIn("vnd.sonde", html)
        # Where no picture can be shown, the words are the output.
        bare = copy.deepcopy(notebook)
        for cell in bare.cells:
            for output in cell.get("outputs", []):
                output["data"] = {"text/plain": output.get("data", {}).get("text/plain", "")}
        self.assertRegex(as_html(bare), r"tiger cat\s+\d+\.\d %")
        views = shown(cells, "application/vnd.sonde.labels.v1+json")
        self.assertGreaterEqual(len(views), 1)
        top = views[0]["labels"][0]
        self.assertIn("cat", top["label"])
        self.assertGreater(top["probability"], 0.3)
        self.assertTrue(views[0]["image"].startswith("data:image/"))
        svg = shown(cells, "image/svg+xml")[0]
        self.assertIn(top["label"], svg)
        self.assertIn(top["label"], shown(cells, "text/plain")[0] + shown(cells, "text/plain")[1])
        [why] = shown(cells, "application/vnd.sonde.why.v1+json")
        self.assertEqual(why["label"], "tiger cat")
        self.assertEqual([len(row) for row in why["heat"]], [12] * 12)
        for line in ("coffee.png espresso", "chelsea.png tiger cat", "palace.jpg palace", "alps.jpg alp"):
            self.assertIn(line, printed(cells, "stdout"))

    def test_retrain(self):
        cells = execute("02-retrain.ipynb", self.home.name)
        self.assertEqual(printed(cells, "stderr"), "")
        runs = shown(cells, "application/vnd.sonde.run.v1+json")
        self.assertGreaterEqual(len(runs), 1)
        run = runs[-1]
        self.assertEqual(run["state"], "succeeded")
        self.assertGreater(len(run["series"]["loss"]["points"]), 10)
        confusion = shown(cells, "application/vnd.sonde.confusion.v1+json")[-1]
        classes = len(confusion["labels"])
        self.assertGreaterEqual(classes, 5)
        # Held out, never trained on; chance is 1 / classes.
        self.assertGreater(confusion["accuracy"], 0.75)
        labels = shown(cells, "application/vnd.sonde.labels.v1+json")[-1]
        self.assertIn(labels["labels"][0]["label"], confusion["labels"])
        self.assertEqual(labels["labels"][0]["label"], self.class_of_last_prediction(cells))

    def class_of_last_prediction(self, cells):
        """The last cell predicts one picture of the dataset; its folder is the right answer."""
        source = cells[-1].source
        return source.split("data/")[1].split("/")[1]

    def every_cell_is_fine(self, name):
        """What holds for any notebook of ours: nothing on stderr, and pictures that survive without JupyterLab."""
        cells = execute(name, self.home.name)
        self.assertEqual(printed(cells, "stderr"), "")
        bundles = [
            output["data"] for cell in cells for output in cell.outputs if output.output_type in ("display_data", "execute_result")
        ]
        drawn = [bundle for bundle in bundles if any(mime.startswith("application/vnd.sonde.") for mime in bundle)]
        self.assertGreaterEqual(len(drawn), 1)
        for bundle in drawn:
            self.assertTrue(bundle["text/plain"].strip())
            self.assertTrue({"image/svg+xml", "image/png", "image/jpeg", "text/html"} & set(bundle), list(bundle))

    def test_each_module_has_a_notebook(self):
        modules = {card.parent.name for card in (EXAMPLES.parent / "modules").glob("*/ai4-metadata.yml")}
        loaded = set(re.findall(r"load\(\\?['\"]([\w-]+)", "".join(path.read_text() for path in EXAMPLES.glob("*.ipynb"))))
        self.assertEqual(modules - loaded, set())


def test_of(name):
    return lambda self: self.every_cell_is_fine(name)


# The first two are looked at more closely above.
for path in sorted(EXAMPLES.glob("*.ipynb")):
    if path.name[:2] not in ("01", "02"):
        setattr(Notebooks, f"test_{path.stem.replace('-', '_')}", test_of(path.name))


if __name__ == "__main__":
    unittest.main()
