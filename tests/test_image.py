"""What the Dockerfile leans on: the files that go into the image, and a server that needs no PyTorch."""

import fnmatch
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Imports everything that serves, with the models, where these cannot be imported.
SERVES_WITHOUT = """
import sys
for name in ("torch", "sentence_transformers", "transformers"):
    sys.modules[name] = None
import app, ui.server
from qa import answer
assert answer("谁主持了会议?").answerable
"""


def let_through() -> set[str]:
    """Return the tracked files that .dockerignore lets into the image."""
    lines = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")]
    assert lines[0] == "*"
    kept = [line[1:] for line in lines if line.startswith("!")]
    dropped = [line.removeprefix("**/") for line in lines[1:] if not line.startswith("!")]
    assert all((ROOT / name).exists() for name in kept)
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    return {
        name
        for name in tracked
        if name and Path(name).parts[0] in kept and not any(fnmatch.fnmatch(Path(name).name, d) for d in dropped)
    }


def test_the_image_has_all_that_the_package_is_made_of():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    made_of = {"pyproject.toml", project["project"]["readme"], *project["project"]["license-files"]}
    setuptools = project["tool"]["setuptools"]
    made_of.update(f"{module}.py" for module in setuptools["py-modules"])
    files = let_through()
    for package, patterns in setuptools["package-data"].items():
        folder = package.replace(".", "/")
        inside = {name for name in files if str(Path(name).parent) == folder}
        for pattern in patterns:
            assert fnmatch.filter({Path(name).name for name in inside}, pattern), (package, pattern)
    assert made_of <= files
    assert not [name for name in files if name.endswith(".safetensors") or name.startswith(("tests", "benchmarks"))]


def test_what_is_installed_into_the_image_leaves_out_one_dependency_by_name():
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    left_out = [d for d in needed if d.startswith("sentence-transformers")]
    assert len(left_out) == 1 and 'd.startswith("sentence-transformers")' in (ROOT / "Dockerfile").read_text("utf-8")


def test_the_server_answers_without_what_the_image_lacks():
    run = subprocess.run([sys.executable, "-c", SERVES_WITHOUT], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr
