"""Jupyter's own conformance suite against the Sonde kernel.

Run with: python -m unittest test/kernel/test_sonde_kernel.py (the kernel must have been built).
"""

import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import jupyter_kernel_test as jkt
import zmq
from jupyter_client.manager import KernelManager, start_new_kernel

ROOT = Path(__file__).resolve().parents[2]
PREFIX = None


def setUpModule():
    """Installs the kernelspec into a folder of its own and shows Jupyter nothing else."""
    global PREFIX
    PREFIX = tempfile.mkdtemp(prefix="sonde-jkt-")
    main = ROOT / "kernel" / "lib" / "main.js"
    subprocess.run(["node", str(main), "install", "--prefix", PREFIX], check=True, stdout=subprocess.DEVNULL)
    os.environ["JUPYTER_PATH"] = str(Path(PREFIX) / "share" / "jupyter")
    os.environ["XDG_STATE_HOME"] = PREFIX


def tearDownModule():
    shutil.rmtree(PREFIX, ignore_errors=True)


class SondeKernelTests(jkt.KernelTests):
    kernel_name = "sonde"
    language_name = "typescript"
    file_extension = ".ts"

    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('to stderr')"

    completion_samples = [
        {"text": "JSON.par", "matches": {"parse"}},
        {"text": "const grüße = [1]; grüße.findLastI", "matches": {"findLastIndex"}},
        {"text": "Number.MAX_", "matches": {"MAX_SAFE_INTEGER", "MAX_VALUE"}},
    ]

    complete_code_samples = [
        "1 + 1",
        "function f() {\n  return 1;\n}",
        "await Promise.resolve(1)",
        "const a: number[] = [\n1,\n2]",
    ]
    incomplete_code_samples = [
        "function f() {",
        "const a = [1,",
        "`a template",
        "/* a comment",
        "1 +",
        "class A<T> {\n  x = (",
    ]
    invalid_code_samples = ["let = 7q", "1 +* 2", "const x", "}"]

    code_page_something = "JSON?"
    code_generate_error = "throw new Error('boom')"
    code_execute_result = [
        {"code": "1 + 1", "result": "2"},
        {"code": "[1, 2, 3].map(x => x * 2)", "result": "[ 2, 4, 6 ]"},
        {"code": "const s: string = 'a'; s + 'b'", "result": "'ab'"},
        {"code": "await Promise.resolve(6 * 7)", "result": "42"},
        {"code": "({ answer: 42 })", "result": "{ answer: 42 }"},
        {
            "code": "({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<b>hi</b>', 'text/plain': 'hi' }) })",
            "result": "<b>hi</b>",
            "mime": "text/html",
        },
    ]
    code_display_data = [
        {"code": "display({ 'image/svg+xml': '<svg/>' })", "mime": "image/svg+xml"},
        {"code": "display({ 'text/html': '<b>x</b>', 'text/plain': 'x' }); null", "mime": "text/html"},
        {"code": "await display(new Date(0))", "mime": "text/plain"},
    ]
    code_history_pattern = "1 ? 1*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "JSON.parse"
    code_clear_output = "display.clear()"

    def test_kernelspec(self):
        spec = json.loads((Path(PREFIX) / "share/jupyter/kernels/sonde/kernel.json").read_text())
        self.assertEqual(spec["interrupt_mode"], "message")
        self.assertIn("--no-force-async-hooks-checks", spec["argv"])
        self.assertEqual(spec["kernel_protocol_version"], "5.6")

    def test_source_on_two_question_marks(self):
        self.execute_helper("function halve(n: number) {\n  return n / 2; // by two\n}")
        reply, _ = self.execute_helper("halve??")
        [page] = reply["content"]["payload"]
        self.assertIn("// by two", page["data"]["text/plain"])

    def test_history_of_an_earlier_kernel(self):
        self.execute_helper("'typed before the restart'")
        manager, client = start_new_kernel(kernel_name="sonde")
        try:
            client.history(hist_access_type="search", pattern="*before the restart*", output=True)
            history = client.get_shell_msg(timeout=10)["content"]["history"]
            self.assertEqual([entry[2] for entry in history], [["'typed before the restart'"] * 2])
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


class SondeEncryptionTests(unittest.TestCase):
    """What jupyter_client does with its KernelManager.transport_encryption."""

    def test_encrypted_sockets_answer_those_who_have_the_key_only(self):
        manager = KernelManager(kernel_name="sonde", transport_encryption="required")
        manager.start_kernel()
        client = manager.client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=30)
            said = []
            reply = client.execute_interactive("6 * 7", timeout=30, output_hook=said.append)
            self.assertEqual(reply["content"]["status"], "ok")
            results = [one["content"]["data"]["text/plain"] for one in said if one["msg_type"] == "execute_result"]
            self.assertEqual(results, ["42"])
            self.assertTrue(client.is_alive())
            stranger = zmq.Context.instance().socket(zmq.DEALER)
            stranger.linger = 0
            stranger.connect(f"tcp://{client.ip}:{client.shell_port}")
            stranger.send_multipart(client.session.serialize(client.session.msg("kernel_info_request")))
            self.assertEqual(stranger.poll(500), 0)
            stranger.close()
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


class SondeWelcomeTests(jkt.IopubWelcomeTests):
    kernel_name = "sonde"
    support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main()
