"""jupyter-scheduler as a contender: submits notebooks, lists jobs, and tells what becomes of them when it is killed."""

import json
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from jupyter_scheduler.environments import CondaEnvironmentManager
from jupyter_scheduler.models import CreateJob, ListJobsQuery, RuntimeEnvironment
from jupyter_scheduler.orm import Job, create_tables
from jupyter_scheduler.scheduler import Scheduler


class ThisEnvironment(CondaEnvironmentManager):
    """The environment this runs in; looking for conda would only cost time."""

    def list_environments(self):
        return [
            RuntimeEnvironment(
                name="this", label="this", description="", file_extensions=["ipynb"], output_formats=["ipynb"], metadata={}
            )
        ]


def open_scheduler(root):
    url = f"sqlite:///{root / 'scheduler.sqlite'}"
    create_tables(url)
    scheduler = Scheduler(root_dir=str(root), environments_manager=ThisEnvironment(), db_url=url)
    scheduler.staging_path = str(root / "staging")
    return scheduler


def notebook(root, name, code):
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(book, root / name)


def submit(scheduler, name):
    return scheduler.create_job(
        CreateJob(input_uri=name, runtime_environment_name="this", name=name, output_formats=["ipynb"])
    )


def until(scheduler, job, states):
    while scheduler.get_job(job).status not in states:
        time.sleep(0.002)


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="scheduler-peer-"))
    root.mkdir(parents=True, exist_ok=True)
    scheduler = open_scheduler(root)
    notebook(root, "short.ipynb", "1 + 1")
    notebook(root, "long.ipynb", "import time; time.sleep(4)")
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        if asked["do"] == "submit":
            begun = time.perf_counter()
            job = submit(scheduler, "short.ipynb")
            until(scheduler, job, {"IN_PROGRESS", "COMPLETED", "FAILED"})
            answer = {"ms": (time.perf_counter() - begun) * 1e3}
            until(scheduler, job, {"COMPLETED", "FAILED"})
        elif asked["do"] == "fill":
            with scheduler.db_session() as session:
                for index in range(asked["count"]):
                    session.add(
                        Job(
                            runtime_environment_name="this",
                            runtime_environment_parameters={},
                            input_filename="short.ipynb",
                            name=f"job {index}",
                            output_formats=["ipynb"],
                            status="COMPLETED",
                            parameters={},
                            url="",
                        )
                    )
                session.commit()
            answer = {}
        elif asked["do"] == "list":
            begun = time.perf_counter()
            found = scheduler.list_jobs(ListJobsQuery(max_items=asked["count"]))
            text = found.json(exclude_none=True)
            answer = {"ms": (time.perf_counter() - begun) * 1e3, "jobs": len(found.jobs), "bytes": len(text)}
        elif asked["do"] == "start":
            answer = {"jobs": [submit(scheduler, "long.ipynb") for _ in range(asked["count"])]}
            for job in answer["jobs"]:
                until(scheduler, job, {"IN_PROGRESS"})
        else:
            answer = {"states": [scheduler.get_job(job).status for job in asked["jobs"]]}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
