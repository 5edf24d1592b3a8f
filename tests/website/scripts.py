"""Runs the scripts of the page in Node, outside a browser."""

import json
import shutil
import subprocess
from importlib.resources import files

import pytest

from kg.website.build import PURE

NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="node runs the scripts of the page, and is not installed")
ASSETS = files("kg.website").joinpath("assets")
#: Runs the scripts and calls functions of the graph, or of KG, by name; tells the answers and the time of each.
RUN = """
const { scripts, jobs } = JSON.parse(require("fs").readFileSync(0, "utf8"));
for (const script of scripts) require("vm").runInThisContext(script);
const answers = jobs.map(([data, calls]) => {
  const graph = KG.load(data);
  return calls.map(([name, ...given]) => {
    const began = process.cpuUsage();
    const found = (graph[name] ?? KG[name])(...given);
    return [found, process.cpuUsage(began).user / 1000];
  });
});
process.stdout.write(JSON.stringify(answers));
"""


def run(*jobs):
    """Each answer and its milliseconds, for each job: the data of a page, and calls such as ``["search", "pain"]``."""
    scripts = [ASSETS.joinpath(f"{name}.js").read_text("utf-8") for name in PURE]
    given = json.dumps({"scripts": scripts, "jobs": jobs})
    done = subprocess.run([NODE, "-e", RUN], input=given, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def place(graph):
    """The number of each concept."""
    return {name: n for n, name in enumerate(graph.concepts)}
