"""Times Jupyter kernels over raw ZeroMQ: every round starts each kernel once, in rotated order.

kernels.json: {"name": {"argv": [..., "{connection_file}"], "language": "ts"|"js"|"py",
"interrupt": "signal"|"message"|"none", "png": code that shows the file PNG}}
Writes {"name": [{"cold_ms": 1.0, "one_idle_ms": [...], ...}, ...]}. "idle" is from the request to the status idle.
With --session NAME: a thousand cells in one session of that kernel, {"first_ms": [...], "last_ms": [...], "grown_mb": 1.0}.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import uuid

import psutil
import zmq
from jupyter_client.connect import write_connection_file
from jupyter_client.session import Session

LINES = 100_000

TYPED_TS = """
interface Point§ { x: number; y: number; label?: string }
type Shape§ = { kind: "circle"; c: Point§; r: number } | { kind: "rect"; a: Point§; b: Point§ };
class Stats§<T extends Shape§> {
  private items: T[] = [];
  constructor(readonly name: string) {}
  add(item: T): this { this.items.push(item); return this; }
  map<U>(fn: (t: T, i: number) => U): U[] { return this.items.map(fn); }
  get size(): number { return this.items.length; }
}
function area§(s: Shape§): number {
  switch (s.kind) {
    case "circle": return Math.PI * s.r ** 2;
    case "rect": return Math.abs((s.b.x - s.a.x) * (s.b.y - s.a.y));
  }
}
const stats§ = new Stats§<Shape§>("demo");
for (let i = 0; i < 10; i++) {
  stats§.add({ kind: "circle", c: { x: i, y: i }, r: i + 1 });
  stats§.add({ kind: "rect", a: { x: 0, y: 0 }, b: { x: i, y: i * 2 } });
}
const areas§: number[] = stats§.map((s) => area§(s));
const total§ = areas§.reduce((a, b) => a + b, 0);
const byKind§ = new Map<string, number>();
stats§.map((s) => byKind§.set(s.kind, (byKind§.get(s.kind) ?? 0) + area§(s)));
const labels§ = Array.from(byKind§.entries()).map(([k, v]) => `${k}:${v.toFixed(2)}`);
const cfg§ = { name: stats§.name, n: stats§.size, labels: labels§ } as const;
const pick§ = <K extends keyof typeof cfg§>(k: K): (typeof cfg§)[K] => cfg§[k];
console.log(pick§("n"), total§.toFixed(1));
"""

TYPED_PY = """
from dataclasses import dataclass, field
from typing import Callable, Optional
import math
@dataclass
class Point§:
    x: float
    y: float
    label: Optional[str] = None
@dataclass
class Stats§:
    name: str
    items: list = field(default_factory=list)
    def add(self, item: dict) -> "Stats§":
        self.items.append(item); return self
    def map(self, fn: Callable[[dict, int], float]) -> list[float]:
        return [fn(s, i) for i, s in enumerate(self.items)]
def area§(s: dict) -> float:
    if s["kind"] == "circle":
        return math.pi * s["r"] ** 2
    return abs((s["b"].x - s["a"].x) * (s["b"].y - s["a"].y))
stats§ = Stats§("demo")
for i in range(10):
    stats§.add(dict(kind="circle", c=Point§(i, i), r=i + 1))
    stats§.add(dict(kind="rect", a=Point§(0, 0), b=Point§(i, i * 2)))
areas§: list[float] = stats§.map(lambda s, i: area§(s))
total§ = sum(areas§)
print(len(stats§.items), round(total§, 1))
"""

TYPED_JS = """
const makePoint§ = (x, y, label) => ({ x, y, label });
class Stats§ {
  constructor(name) { this.name = name; this.items = []; }
  add(item) { this.items.push(item); return this; }
  map(fn) { return this.items.map(fn); }
  get size() { return this.items.length; }
}
function area§(s) {
  switch (s.kind) {
    case "circle": return Math.PI * s.r ** 2;
    case "rect": return Math.abs((s.b.x - s.a.x) * (s.b.y - s.a.y));
  }
}
var stats§ = new Stats§("demo");
for (let i = 0; i < 10; i++) {
  stats§.add({ kind: "circle", c: makePoint§(i, i), r: i + 1 });
  stats§.add({ kind: "rect", a: makePoint§(0, 0), b: makePoint§(i, i * 2) });
}
var areas§ = stats§.map((s) => area§(s));
var total§ = areas§.reduce((a, b) => a + b, 0);
var byKind§ = new Map();
stats§.map((s) => byKind§.set(s.kind, (byKind§.get(s.kind) ?? 0) + area§(s)));
var labels§ = Array.from(byKind§.entries()).map(([k, v]) => `${k}:${v.toFixed(2)}`);
var cfg§ = { name: stats§.name, n: stats§.size, labels: labels§ };
var pick§ = (k) => cfg§[k];
console.log(pick§("n"), total§.toFixed(1));
"""

CODE = {
    "ts": {
        "typed": TYPED_TS,
        "names": "var nums = [1,2,3];",
        "complete": "nums.ma",
        "lines": f"for (let i = 0; i < {LINES}; i++) console.log('line ' + i)",
        "loop": "while(true){}",
        "spin": "for (const end = Date.now() + 1200; Date.now() < end; );",
    },
    "py": {
        "typed": TYPED_PY,
        "names": "nums = [1,2,3]",
        "complete": "nums.ap",
        "lines": f"for i in range({LINES}): print('line ' + str(i))",
        "loop": "while True: pass",
        "spin": "import time\nend = time.time() + 1.2\nwhile time.time() < end: pass",
    },
}
CODE["js"] = {**CODE["ts"], "typed": TYPED_JS}


class Kernel:
    """One kernel process and the sockets to it."""

    def __init__(self, spec):
        self.spec = spec
        self.code = CODE[spec["language"]]
        self.folder = tempfile.TemporaryDirectory(prefix="sonde-bench-")
        connection = os.path.join(self.folder.name, "connection.json")
        write_connection_file(connection, ip="127.0.0.1", key=uuid.uuid4().hex.encode())
        with open(connection) as file:
            info = json.load(file)
        self.session = Session(key=info["key"].encode(), signature_scheme=info["signature_scheme"])
        self.context = zmq.Context()
        # Without this, libzmq's 100 ms reconnection interval would quantise the cold start.
        self.context.setsockopt(zmq.RECONNECT_IVL, 3)
        self.context.setsockopt(zmq.RCVHWM, 0)
        self.context.setsockopt(zmq.LINGER, 0)
        self.sockets = {}
        for channel, kind in (("shell", zmq.DEALER), ("control", zmq.DEALER), ("iopub", zmq.SUB)):
            socket = self.sockets[channel] = self.context.socket(kind)
            if channel == "iopub":
                socket.setsockopt(zmq.SUBSCRIBE, b"")
            socket.connect(f"tcp://127.0.0.1:{info[channel + '_port']}")
        self.started = time.perf_counter()
        argv = [part.replace("{connection_file}", connection) for part in spec["argv"]]
        self.log = open(os.path.join(self.folder.name, "log"), "wb")
        self.process = subprocess.Popen(
            argv, cwd=self.folder.name, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, start_new_session=True
        )

    def send(self, channel, kind, content):
        message = self.session.msg(kind, content)
        self.session.send(self.sockets[channel], message)
        return message["header"]["msg_id"]

    def receive(self, channel, seconds):
        if not self.sockets[channel].poll(int(seconds * 1000)):
            return None
        return self.session.recv(self.sockets[channel], mode=0)[1]

    def request(self, kind, content, channel="shell", seconds=20):
        """Milliseconds until the reply."""
        begun = time.perf_counter()
        wanted = self.send(channel, kind, content)
        while time.perf_counter() - begun < seconds:
            message = self.receive(channel, 1)
            if message and message["parent_header"].get("msg_id") == wanted:
                return (time.perf_counter() - begun) * 1e3
        raise TimeoutError(f"no reply to {kind}")

    def wait_ready(self):
        """Milliseconds from the start of the process to its first reply; returns when iopub is connected too."""
        self.request("kernel_info_request", {})
        cold = (time.perf_counter() - self.started) * 1e3
        deadline = time.perf_counter() + 30
        while time.perf_counter() < deadline:
            self.request("kernel_info_request", {})
            if self.receive("iopub", 0.3):
                break
        self.drain()
        return cold

    def drain(self):
        for channel in ("shell", "iopub"):
            while self.receive(channel, 0.05):
                pass

    def execute(self, code, seconds=60, after_send=None):
        """(milliseconds to idle or None, text printed by then)."""
        content = dict(code=code, silent=False, store_history=True, user_expressions={}, allow_stdin=False, stop_on_error=True)
        begun = time.perf_counter()
        wanted = self.send("shell", "execute_request", content)
        if after_send:
            begun = after_send()
        text, idle, reply = [], None, False
        while time.perf_counter() - begun < seconds and not (idle and reply):
            message = self.receive("iopub", 0.2)
            while self.sockets["shell"].poll(0):
                answer = self.receive("shell", 1)
                reply = reply or answer["parent_header"].get("msg_id") == wanted
            if message is None or message["parent_header"].get("msg_id") != wanted:
                continue
            if message["header"]["msg_type"] == "stream":
                text.append(message["content"]["text"])
            elif message["content"].get("execution_state") == "idle":
                idle = (time.perf_counter() - begun) * 1e3
        return idle, "".join(text)

    def interrupt(self):
        time.sleep(0.5)
        begun = time.perf_counter()
        if self.spec["interrupt"] == "message":
            self.send("control", "interrupt_request", {})
        else:
            os.killpg(os.getpgid(self.process.pid), signal.SIGINT)
        return begun

    def memory(self):
        """PSS of the process tree in MB."""
        parent = psutil.Process(self.process.pid)
        return sum(process.memory_full_info().pss for process in [parent, *parent.children(recursive=True)]) / 1e6

    def display(self, code):
        """Milliseconds until what the code shows is here."""
        begun = time.perf_counter()
        content = dict(code=code, silent=False, store_history=True, user_expressions={}, allow_stdin=False, stop_on_error=True)
        wanted = self.send("shell", "execute_request", content)
        while time.perf_counter() - begun < 20:
            message = self.receive("iopub", 1)
            if message and message["parent_header"].get("msg_id") == wanted and "data" in message["content"]:
                if "image/png" in message["content"]["data"]:
                    return (time.perf_counter() - begun) * 1e3
        raise TimeoutError("no picture")

    def control_while_busy(self):
        """Milliseconds until kernel_info_reply on control, asked while a cell spins."""
        content = dict(code=self.code["spin"], silent=False, store_history=True, user_expressions={}, allow_stdin=False)
        self.send("shell", "execute_request", content)
        time.sleep(0.3)
        spent = [self.request("kernel_info_request", {}, channel="control")]
        time.sleep(1.2)
        self.drain()
        return spent

    def close(self):
        # As Jupyter ends it; what does not hear that is killed.
        if self.process.poll() is None:
            self.send("control", "shutdown_request", {"restart": False})
            try:
                self.process.wait(2)
            except subprocess.TimeoutExpired:
                pass
        children = psutil.Process(self.process.pid).children(recursive=True) if self.process.poll() is None else []
        for process in [*children, self.process]:
            try:
                process.kill()
            except (psutil.NoSuchProcess, ProcessLookupError):
                pass  # it ended by itself in the meantime
        self.process.wait()
        try:
            # What a kernel that has died by itself has left behind, and which would compute beside the others.
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.context.destroy(linger=0)
        self.log.close()
        self.folder.cleanup()


def start(spec):
    """Milliseconds from the start of the process to kernel_info_reply, and to the reply of the first cell."""
    kernel = Kernel(spec)
    try:
        kernel.request("kernel_info_request", {})
        cold = (time.perf_counter() - kernel.started) * 1e3
        cell = dict(code="1+1", silent=False, store_history=True, user_expressions={}, allow_stdin=False, stop_on_error=True)
        kernel.request("execute_request", cell)
        return cold, (time.perf_counter() - kernel.started) * 1e3
    finally:
        kernel.close()


def measure(spec, number, inner=8):
    cold, first = start(spec)
    kernel = Kernel(spec)
    code = kernel.code
    try:
        sample = {"cold_ms": [cold, kernel.wait_ready()], "first_ms": first}
        time.sleep(0.7)
        sample["idle_pss_mb"] = kernel.memory()
        kernel.execute("1+1")
        time.sleep(0.7)
        sample["pss_mb"] = kernel.memory()
        sample["one_idle_ms"] = [kernel.execute("1+1")[0] for _ in range(inner)]
        typed = [kernel.execute(code["typed"].replace("§", f"_{number}_{i}"))[0] for i in range(5)]
        sample["typed_idle_ms"] = typed[1:]
        # In JavaScript a class cannot be declared twice; ijavascript has no repeated row.
        if spec["language"] != "js":
            again = code["typed"].replace("§", "_again")
            sample["typed_again_idle_ms"] = [kernel.execute(again)[0] for _ in range(5)][1:]
        kernel.execute(code["names"])
        changed = []
        for i in range(12):
            text = code["typed"].replace("§", f"_c{number}_{i}") + code["complete"]
            changed.append(kernel.request("complete_request", {"code": text, "cursor_pos": len(text)}))
        sample["complete_changed_ms"] = changed[1:]
        png = os.path.join(kernel.folder.name, "picture.png")
        with open(png, "wb") as file:
            file.write(b"\x89PNG\r\n\x1a\n" + os.urandom(5_000_000))
        sample["png_ms"] = [kernel.display(spec["png"].replace("PNG", png)) for _ in range(3)]
        if spec["language"] != "js":
            sample["control_ms"] = kernel.control_while_busy()
        if spec["interrupt"] != "none":
            idle, _ = kernel.execute(code["loop"], seconds=10, after_send=kernel.interrupt)
            sample["interrupt_ms"] = idle
        # tslab refuses cells for 200 ms after an error.
        time.sleep(0.5)
        # Last: it can leave a kernel that loses output unable to answer.
        idle, text = kernel.execute(code["lines"], seconds=20)
        sample["lines_ms"] = idle
        sample["lines_share"] = text.count("\n") / LINES
        return sample
    finally:
        kernel.close()


def session(spec, cells=1000):
    kernel = Kernel(spec)
    try:
        kernel.wait_ready()
        spent = []
        for i in range(cells):
            text = f"const value_{i % 50} = [{i}, {i} + 1].map(n => n * {i});\nfunction f_{i % 50}(n: number) {{ return n + value_{i % 50}.length }}\nf_{i % 50}({i})"
            spent.append(kernel.execute(text)[0])
            if i == 100:
                time.sleep(1)
                before = kernel.memory()
        time.sleep(1)
        return {"first_ms": spent[10:110], "last_ms": spent[-100:], "grown_mb": kernel.memory() - before}
    finally:
        kernel.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kernels", required=True)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--session")
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    with open(arguments.kernels) as file:
        kernels = json.load(file)
    if arguments.session:
        with open(arguments.out, "w") as file:
            json.dump(session(kernels[arguments.session]), file)
        return
    names = list(kernels)
    samples = {name: [] for name in names}
    for name in names:
        # What is measured is not the first start on this machine.
        try:
            start(kernels[name])
        except TimeoutError as error:
            print(f"  kernel: {name}, before the rounds: {error}", file=sys.stderr)
    for number in range(arguments.rounds):
        for name in names[number % len(names) :] + names[: number % len(names)]:
            try:
                samples[name].append(measure(kernels[name], number))
            except (TimeoutError, ValueError) as error:
                # Said, and left out of the medians.
                print(f"  kernel: {name}, round {number + 1}: {error}", file=sys.stderr)
    with open(arguments.out, "w") as file:
        json.dump(samples, file)


if __name__ == "__main__":
    main()
