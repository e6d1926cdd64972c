#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test-manifest.py TOP

Holds flatpak/org.lectern.Lectern.yaml to the rest of the tree: that there is a module, or the
runtime, for each of meson's dependencies and no other, in a version that is new enough; that each
source is one file for ever; that no more is allowed than has to be; that names are those of the
desktop entry and its kin. Each check is then shown a manifest that is wrong. Speaks TAP.
"""
import copy
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

TOP = pathlib.Path(sys.argv[1])
FOLDER = TOP / "flatpak"
ID = "org.lectern.Lectern"
MANIFEST = FOLDER / f"{ID}.yaml"
OWN = "lectern"
PERMISSIONS = {
    "--device=dri",
    "--share=ipc",
    "--share=network",
    "--socket=fallback-x11",
    "--socket=pulseaudio",
    "--socket=wayland",
}
# Of the C library.
NO_LIBRARIES = {"dl", "m"}
# Modules that no dependency names: what others read.
DATA_MODULES = {"poppler-data", "tessdata"}
# Folders of which a Flatpak shows the desktop what is called like it, and no other file.
EXPORTED = ("DATA/applications/", "DATA/dbus-1/services/", "DATA/icons/", "DATA/metainfo/")


def read(path):
    return (TOP / path).read_text()


def compare(what, got, wanted):
    return [] if got == wanted else [f"{what}: {got!r} and not {wanted!r}"]


def get_own(manifest):
    return [module for module in manifest["modules"] if module["name"] == OWN][0]


def list_sources(manifest):
    for module in manifest["modules"]:
        for source in module["sources"]:
            yield module["name"], source


# --- What is built ---


def list_dependencies():
    """Name and least version, "0" where any will do."""
    found = {}
    builds = [TOP / "meson.build"] + sorted(path for room in ("data", "po", "src", "ui")
                                            for path in (TOP / room).rglob("meson.build"))
    for path in builds:
        text = path.read_text()
        for name, version in re.findall(r"\bdependency\('([^']+)'(?:, version: '>= ([^']+)')?", text):
            found[name] = version or found.get(name, "0")
        for name in re.findall(r"\bfind_library\('([^']+)'", text):
            if name not in NO_LIBRARIES:
                found[name] = "0"
    return found


def split_version(text):
    return [int(part) for part in re.split(r"[._]", text)]


def find_version(source):
    """Of what a source's address names."""
    return re.findall(r"\d+(?:[._]\d+)+", source["url"].rsplit("/download/", 1)[-1])[-1].replace("_", ".")


def check_modules(manifest):
    provided = list(manifest["x-provides"])
    for module in manifest["modules"]:
        provided += module.get("x-provides", [])
    faults = compare("dependencies and what provides them", sorted(provided), sorted(list_dependencies()))
    for module in manifest["modules"]:
        if not module.get("x-provides") and module["name"] not in DATA_MODULES | {OWN}:
            faults.append(f"nothing needs {module['name']}")
    return faults + compare("the last module", manifest["modules"][-1]["name"], OWN)


def check_versions(manifest):
    faults = []
    wanted = list_dependencies()
    for module in manifest["modules"]:
        for name in module.get("x-provides", []):
            version = find_version(module["sources"][0])
            if split_version(version) < split_version(wanted.get(name, "0")):
                faults.append(f"{module['name']} {version} is older than {name} {wanted[name]}")
    return faults


def check_features(manifest):
    """All that can be left out is built."""
    features = re.findall(r"option\('(\w+)', type: 'feature'", read("meson_options.txt"))
    return compare("options of the build", sorted(get_own(manifest)["config-opts"]),
                   sorted(f"-D{name}=enabled" for name in features))


def check_languages(manifest):
    names = {source["url"].rsplit("/", 1)[-1].split(".")[0]
             for module, source in list_sources(manifest) if module == "tessdata"}
    packages = set(re.findall(r"tesseract-ocr-(\w+)", re.search(r"run_packages=\((.*?)\n\)", read("dev"), re.S).group(1)))
    return [] if packages and packages <= names else [f"languages: {names!r} without some of {packages!r}"]


# --- Where it is from ---


def check_source(module, source):
    where = f"{module}: {source.get('url', source['type'])}"
    if source["type"] in ("dir", "shell"):
        return [] if module == OWN else [f"{where} is not ours"]
    faults = [] if source["type"] in ("archive", "file") else [f"{where}: may change"]
    if not source.get("url", "").startswith("https://"):
        faults.append(f"{where}: not over https")
    if not re.fullmatch(r"[0-9a-f]{64}", source.get("sha256", "")):
        faults.append(f"{where}: no SHA-256")
    return faults


def check_sources(manifest):
    faults = []
    for module, source in list_sources(manifest):
        faults += check_source(module, source)
    sums = [source["sha256"] for _, source in list_sources(manifest) if "sha256" in source]
    return faults + compare("sums", len(set(sums)), len(sums))


def check_told(manifest):
    """The table says of each source how far it could be verified."""
    rows = re.findall(r"^\| ([\w-]+) \| ([\d.]+) \|", (FOLDER / "README.md").read_text(), re.M)
    built = {module: find_version(source) for module, source in list_sources(manifest) if "url" in source}
    return compare("sources that README.md tells of", dict(rows), built)


# --- What it may, and is called ---


def check_permissions(manifest):
    return compare("permissions", sorted(manifest["finish-args"]), sorted(PERMISSIONS))


def read_entry():
    entry, _, actions = read(f"data/{ID}.desktop.in").partition("\n[Desktop Action ")
    return dict(line.split("=", 1) for line in entry.splitlines() if "=" in line and line[0] != "#"), actions


def read_metainfo():
    root = xml.etree.ElementTree.fromstring(read(f"data/{ID}.metainfo.xml.in"))
    names = ("id", "launchable", "provides/binary", "provides/dbus")
    return [root.findtext(name) for name in names]


def check_names(manifest):
    name, command = manifest["app-id"], manifest["command"]
    entry, actions = read_entry()
    service = dict(line.split("=", 1) for line in read(f"data/{ID}.service.in").splitlines() if "=" in line)
    faults = compare("desktop entry", [entry["Exec"].split()[0], entry["Icon"], entry["DBusActivatable"]],
                     [command, name, "true"])
    faults += compare("actions", set(re.findall(r"^Exec=gapplication action (\S+)", actions, re.M)), {name})
    faults += compare("service of the bus", [service["Name"], service["Exec"].split()[0]], [name, f"@bindir@/{command}"])
    faults += compare("metainfo", read_metainfo(), [name, f"{name}.desktop", command, name])
    schema = xml.etree.ElementTree.fromstring(read(f"data/{ID}.gschema.xml")).find("schema")
    return faults + compare("settings", schema.get("id"), name)


def check_files(manifest):
    """A Flatpak takes files of the desktop only where they have its name."""
    installed = [line.split()[-1] for line in read("tests/install/files.txt").splitlines() if line[:1] not in ("#", "")]
    faults = [] if f"BIN/{manifest['command']}" in installed else [f"no {manifest['command']} is installed"]
    for path in installed:
        if path.startswith(EXPORTED) and not path.rsplit("/", 1)[-1].startswith(manifest["app-id"]):
            faults.append(f"the desktop would not see {path}")
    for pattern in get_own(manifest)["cleanup"]:
        if not any(f"/{path}".startswith(pattern + "/") for path in installed):
            faults.append(f"nothing is installed in {pattern}")
    return faults


CHECKS = [check_modules, check_versions, check_features, check_languages, check_sources, check_told,
          check_permissions, check_names, check_files]


# --- That each of them looks at something ---


def spoil_modules(manifest):
    manifest["modules"] = [module for module in manifest["modules"] if module["name"] != "tesseract"]


def spoil_versions(manifest):
    tesseract = [module for module in manifest["modules"] if module["name"] == "tesseract"][0]
    tesseract["sources"][0]["url"] = "https://example.org/tesseract/5.2.0.tar.gz"


def spoil_features(manifest):
    get_own(manifest)["config-opts"].remove("-Dgui=enabled")


def spoil_languages(manifest):
    tessdata = [module for module in manifest["modules"] if module["name"] == "tessdata"][0]
    tessdata["sources"] = [source for source in tessdata["sources"] if "osd." not in source["url"]]


def spoil_sources(manifest):
    source = manifest["modules"][0]["sources"][0]
    source["url"] = source["url"].replace("https:", "http:")


def spoil_told(manifest):
    source = manifest["modules"][0]["sources"][0]
    source["url"] = source["url"].replace("2.6.0", "2.6.1")


def spoil_permissions(manifest):
    manifest["finish-args"].append("--filesystem=xdg-videos:ro")


def spoil_names(manifest):
    manifest["app-id"] = "org.lectern.lectern"


def spoil_files(manifest):
    get_own(manifest)["cleanup"].append("/share/nothing")


def list_unseen():
    """Whatever else can be wrong with a source, and is not found."""
    archive = {"type": "archive", "url": "https://example.org/1.0.tar.gz", "sha256": "0" * 64}
    changes = ({"sha256": "0" * 63}, {"sha256": ""}, {"url": "git@example.org:1.0"}, {"type": "git"}, {"type": "dir"})
    return [f"{change!r} was not found" for change in changes if not check_source("other", archive | change)]


# --- Whoever builds it ---


def parse_for_real(manifest):
    """As flatpak-builder reads it; it says on the error stream what it does not know."""
    with tempfile.TemporaryDirectory() as scratch:  # where it keeps its state
        done = subprocess.run(["flatpak-builder", "--show-manifest", str(MANIFEST.resolve())], cwd=scratch,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode != 0 or done.stderr:
        return [f"flatpak-builder: {done.returncode} {done.stderr}"]
    shown = json.loads(done.stdout)
    return compare("modules that are built", [module["name"] for module in shown["modules"]],
                   [module["name"] for module in manifest["modules"]])


class Report:
    def __init__(self):
        self.n_tests = 0
        self.has_failed = False

    def tell(self, name, faults):
        self.n_tests += 1
        print(f"{'not ok' if faults else 'ok'} {self.n_tests} {name}")
        for fault in faults:
            print("# " + fault.replace("\n", "\n# "))
        self.has_failed = self.has_failed or bool(faults)

    def skip(self, name, reason):
        self.n_tests += 1
        print(f"ok {self.n_tests} {name} # SKIP {reason}")


def tell_all(report, manifest):
    for check in CHECKS:
        name = check.__name__.replace("check_", "")
        report.tell(name, check(manifest))
        spoilt = copy.deepcopy(manifest)
        globals()["spoil_" + name](spoilt)
        report.tell(f"{name}-can-fail", [] if check(spoilt) else ["nothing was found"])
    report.tell("sources-can-fail-otherwise", list_unseen())
    if shutil.which("flatpak-builder"):
        report.tell("flatpak-builder", parse_for_real(manifest))
    else:
        report.skip("flatpak-builder", "flatpak-builder is not installed")


def main():
    try:
        import yaml
    except ImportError:
        print("1..0 # SKIP python3-yaml is not installed")
        return 0
    report = Report()
    tell_all(report, yaml.safe_load(MANIFEST.read_text()))
    print(f"1..{report.n_tests}")
    return 1 if report.has_failed else 0


sys.exit(main())
