"""Runs the example notebooks headless through the real kernel and checks what they show.

Each notebook runs where it lies, so that its relative paths are the ones people use; nothing is written back.
"""

import os
import pathlib
import tempfile
import unittest

import nbformat
from nbclient import NotebookClient

EXAMPLES = pathlib.Path(__file__).parents[2] / "examples"


def execute(name, home):
    """The notebook's code cells with their outputs; a cell that fails raises."""
    notebook = nbformat.read(EXAMPLES / name, as_version=4)
    nbformat.validate(notebook)
    env = dict(os.environ, SONDE_HOME=home)
    client = NotebookClient(
        notebook, kernel_name="sonde", timeout=600, resources={"metadata": {"path": str(EXAMPLES)}}
    )
    client.execute(env=env)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


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
    def setUp(self):
        self.home = tempfile.TemporaryDirectory(prefix="sonde-notebooks-")
        self.addCleanup(self.home.cleanup)

    def test_first_prediction(self):
        cells = execute("01-first-prediction.ipynb", self.home.name)
        self.assertEqual(printed(cells, "stderr"), "")
        views = shown(cells, "application/vnd.sonde.labels.v1+json")
        self.assertGreaterEqual(len(views), 1)
        top = views[0]["labels"][0]
        self.assertIn("cat", top["label"])
        self.assertGreater(top["probability"], 0.3)
        self.assertTrue(views[0]["image"].startswith("data:image/"))
        svg = shown(cells, "image/svg+xml")[0]
        self.assertIn(top["label"], svg)
        self.assertIn(top["label"], shown(cells, "text/plain")[0] + shown(cells, "text/plain")[1])

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


if __name__ == "__main__":
    unittest.main()
