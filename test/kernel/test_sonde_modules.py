"""What the real kernel, with TypeScript's own server behind it, says of a module's options while they are typed.

Run with: python -m unittest test/kernel/test_sonde_modules.py (the kernel and the packages must have been built).
"""

import os
import shutil
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from jupyter_client.manager import start_new_kernel

ROOT = Path(__file__).resolve().parents[2]
LOADED = "import { load } from 'sonde';\nconst model = await load('voice-activity');"


class SondeModules(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="sonde-modules-")
        main = ROOT / "kernel" / "lib" / "main.js"
        subprocess.run(["node", str(main), "install", "--prefix", cls.folder], check=True, stdout=subprocess.DEVNULL)
        os.environ["JUPYTER_PATH"] = str(Path(cls.folder) / "share" / "jupyter")
        env = dict(os.environ, SONDE_HOME=str(Path(cls.folder) / "home"), SONDE_OFFLINE="1", SONDE_HISTORY="off")
        cls.manager, cls.client = start_new_kernel(kernel_name="sonde", env=env, cwd=str(ROOT / "examples"))
        reply = cls.client.execute_interactive(LOADED, timeout=60, output_hook=lambda _: None)
        assert reply["content"]["status"] == "ok", reply["content"]

    @classmethod
    def tearDownClass(cls):
        cls.client.stop_channels()
        cls.manager.shutdown_kernel(now=True)
        shutil.rmtree(cls.folder, ignore_errors=True)

    def completions(self, code):
        reply = self.client.complete(code, reply=True, timeout=60)
        return reply["content"]["matches"]

    def eventually(self, ask, holds):
        """The server reads the libraries when it is first asked; until it has, it knows less."""
        for _ in range(60):
            answer = ask()
            if holds(answer):
                return answer
            time.sleep(1)
        return answer

    def test_completes_options(self):
        ask = lambda: self.completions("await model.predict('a.wav', { minS")
        found = self.eventually(ask, lambda matches: "minSpeech" in matches)
        self.assertIn("minSpeech", found)
        self.assertIn("minSilence", found)

    def test_says_what_an_option_means_its_range_unit_and_default(self):
        code = "await model.predict('a.wav', { pad: 1 })"

        def ask():
            reply = self.client.inspect(code, code.index("pad") + 1, reply=True, timeout=60)
            return reply["content"].get("data", {}).get("text/plain", "")

        said = self.eventually(ask, lambda text: "stretch of speech" in text)
        self.assertIn("Added before and after each stretch of speech", said)
        self.assertIn("from 0 to 5 s", said)
        self.assertIn("0.03", said)

    def test_completes_the_names_of_modules(self):
        found = self.eventually(lambda: self.completions("await load('voice"), lambda matches: bool(matches))
        self.assertTrue(any("voice-activity" in match for match in found), found)


if __name__ == "__main__":
    unittest.main()
