"""What a stranger installs: the wheel, its metadata, and pins that fit."""

import ast
import gettext
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from importlib.metadata import packages_distributions
from io import BytesIO
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import inspector

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
OWN = ("inspector", "db", "ui", "resources")
PINS = {
    "requirements.txt": [],
    "requirements-dev.txt": [
        *PROJECT["project"]["optional-dependencies"]["window"],
        *PROJECT["dependency-groups"]["dev"],
    ],
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, check=True
    )
    [built] = folder.glob("*.whl")
    with zipfile.ZipFile(built) as opened:
        yield opened


def test_the_wheel_holds_the_program_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    tops = {name.partition("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(OWN)
    strays = re.compile(r"\.po$|/build_[a-z]+\.py$|__pycache__|\.part$")
    assert not [name for name in wheel.namelist() if strays.search(name)]


def test_the_wheel_holds_every_module(wheel: zipfile.ZipFile) -> None:
    modules = {
        str(source.relative_to(ROOT))
        for folder in OWN
        for source in (ROOT / folder).rglob("*.py")
        if not source.name.startswith("build_")
    }
    assert modules <= set(wheel.namelist())


def test_the_wheel_speaks_chinese(wheel: zipfile.ZipFile) -> None:
    compiled = gettext.GNUTranslations(
        BytesIO(wheel.read("resources/languages/zh_CN/LC_MESSAGES/inspector.mo"))
    )
    assert "网格" in compiled.gettext("A grid needs a name and a code.")


def test_the_wheel_carries_licences_and_starts_by_name(wheel: zipfile.ZipFile) -> None:
    def told(ending: str) -> str:
        [name] = [name for name in wheel.namelist() if name.endswith(ending)]
        return wheel.read(name).decode()

    assert "Apache License" in told("licenses/LICENSE")
    assert "Fandol" in told("licenses/NOTICE")
    assert f"\nVersion: {inspector.__version__}\n" in told(".dist-info/METADATA")
    assert "grid-inspector = inspector.__main__:main" in told("entry_points.txt")


def imported() -> set[str]:
    """Give the top-level names the program imports that are neither ours nor Python's."""
    found = set()
    for folder in OWN:
        for source in (ROOT / folder).rglob("*.py"):
            if source.name.startswith("build_"):
                continue
            for node in ast.walk(ast.parse(source.read_text("utf-8"))):
                match node:
                    case ast.Import():
                        found |= {alias.name.partition(".")[0] for alias in node.names}
                    case ast.ImportFrom(module=str(module)):
                        found.add(module.partition(".")[0])
    return found - set(OWN) - sys.stdlib_module_names


def test_every_library_imported_is_asked_for_and_no_other() -> None:
    asked = {
        canonicalize_name(Requirement(text).name)
        for text in PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["window"]
    }
    providers = packages_distributions()
    part_of_pyside6 = {"shiboken6"}
    used = {name: set(map(canonicalize_name, providers[name])) for name in imported() - part_of_pyside6}
    assert not {name for name, distributions in used.items() if not distributions & asked}
    assert not asked - {distribution for distributions in used.values() for distribution in distributions}


@pytest.mark.parametrize("file", PINS)
@pytest.mark.parametrize("python", ["3.11.2", "3.12.3", "3.13.5"])
@pytest.mark.parametrize("system", ["linux", "win32"])
def test_pins_fit_the_ranges(file: str, python: str, system: str) -> None:
    environment: dict[str, str | AbstractSet[str]] = {
        "python_version": python.rpartition(".")[0],
        "python_full_version": python,
        "sys_platform": system,
        "platform_system": {"linux": "Linux", "win32": "Windows"}[system],
    }

    def holds(requirement: Requirement) -> bool:
        return requirement.marker is None or requirement.marker.evaluate(environment)

    text = (ROOT / file).read_text("utf-8").replace("\\\n", "")
    lines = [line.partition(" --hash=")[0] for line in text.splitlines() if re.match(r"\w", line)]
    pinned = {
        canonicalize_name(pin.name): str(pin.specifier).removeprefix("==")
        for pin in map(Requirement, lines)
        if holds(pin)
    }
    for range_ in map(Requirement, PROJECT["project"]["dependencies"] + PINS[file]):
        if holds(range_):
            assert range_.specifier.contains(pinned[canonicalize_name(range_.name)]), range_


@pytest.mark.parametrize("file", PINS)
def test_pins_have_hashes_and_no_addresses(file: str) -> None:
    text = (ROOT / file).read_text("utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text
    for pin in re.findall(r"^\w.*$(?:\n    --hash.*$)*", text, flags=re.MULTILINE):
        assert "--hash=sha256:" in pin, pin
