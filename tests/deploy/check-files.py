#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: check-files.py TOP

What the files of data/deploy say of each other, and of the program: that every figure of GET
/metrics is on the dashboard and no other one is used anywhere; that the image is built with what
./dev builds with; who is how many; that no secret is in a file. Prints each thing that is wrong.
"""
import json
import pathlib
import re
import sys

import yaml

TOP = pathlib.Path(sys.argv[1])
DEPLOY = TOP / "data/deploy"
# Of Prometheus itself, and of its rules.
FOREIGN = {"up", "scrape_duration_seconds"}
wrong = []


def expect(what, got, wanted):
    if got != wanted:
        wrong.append(f"{what}: {got!r} and not {wanted!r}")


def expect_true(what, value):
    if not value:
        wrong.append(what)


def load(name):
    return yaml.safe_load((DEPLOY / name).read_text())


def load_all(name):
    return [item for item in yaml.safe_load_all((DEPLOY / name).read_text()) if item]


# --- Figures ---


def list_exported():
    """Names of what the service says, or None where the tree has no service."""
    source = TOP / "src/http/api-metrics.c"
    return set(re.findall(r'"(lectern_[a-z0-9_]+)"', source.read_text())) if source.exists() else None


def list_used(expression):
    """Names in PromQL: no functions, labels, values, or what is in brackets."""
    plain = re.sub(r"\{[^}]*\}|\[[^\]]*\]|\"[^\"]*\"", "", expression)
    plain = re.sub(r"\b(by|on|without|ignoring)\s*\([^)]*\)", "", plain)
    names = re.findall(r"[a-z_:][a-z0-9_:]*(?!\s*\(|[a-z0-9_:])", plain)
    return set(names) - {"and", "or", "unless", "by", "on", "bool", "without", "offset"}


def list_expressions():
    board = json.loads((DEPLOY / "grafana/dashboards/lectern.json").read_text())
    for panel in board["panels"]:
        for target in panel["targets"]:
            yield "dashboard, " + panel["title"], target["expr"]
    for group in load("prometheus/lectern.rules.yml")["groups"]:
        for rule in group["rules"]:
            yield "rule " + rule.get("alert", rule.get("record")), rule["expr"]
    for item in load_all("kubernetes/autoscaling.yaml"):
        yield item["metadata"]["name"], item["spec"]["triggers"][0]["metadata"]["query"]


def check_figures():
    exported = list_exported()
    if exported is None:
        return
    recorded = {rule["record"] for group in load("prometheus/lectern.rules.yml")["groups"] for rule in group["rules"]
                if "record" in rule}
    shown = set()
    for where, expression in list_expressions():
        used = list_used(expression)
        unknown = used - exported - recorded - FOREIGN
        expect(f"{where} uses what nobody says", unknown, set())
        if where.startswith("dashboard"):
            shown |= used
    expect("figures that the dashboard does not show", exported - shown, set())


# --- The image ---


def list_packages(text):
    return set(re.findall(r"[a-z0-9][a-z0-9.+-]+", re.sub(r"#.*", "", text)))


def check_image():
    dev = (TOP / "dev").read_text()
    wanted = list_packages(re.search(r"build_packages=\((.*?)\n\)", dev, re.S).group(1))
    run = list_packages(re.search(r"run_packages=\((.*?)\n\)", dev, re.S).group(1))
    file = (DEPLOY / "Containerfile").read_text()
    stages = [list_packages(found) for found in re.findall(r"--no-install-recommends \\\n(.*?)\n && rm", file, re.S)]
    expect("packages that the image is built with", stages[0], wanted)
    expect("packages of ./dev that the image runs without", run - stages[1] - {"adwaita-icon-theme", "librsvg2-common"},
           set())
    folders = set(re.findall(r"^subdir\('(\w+)'\)", (TOP / "meson.build").read_text(), re.M)) - {"tests"}
    expect("folders that the image is built of", set(re.findall(r"^COPY (\w+) \1$", file, re.M)), folders)
    ignored = (DEPLOY / "Containerfile.dockerignore").read_text().splitlines()
    expect("folders that are sent to be built", {line[1:] for line in ignored if re.match(r"!\w+$", line)}, folders)
    expect_true("the image runs as root", re.search(r"^USER 10001:10001$", file, re.M))
    expect_true("the image has no health check", "HEALTHCHECK" in file)


# --- Who is how many ---


def check_compose():
    services = load("compose.yaml")["services"]
    workers = {name: item["deploy"]["replicas"] for name, item in services.items() if name.startswith("worker-")}
    expect("workers by kind", workers, {"worker-general": 2, "worker-extraction": 3, "worker-analysis": 2})
    servers = {name for name in services if name.startswith("server")}
    expect("servers", servers, {"server1", "server2", "server3"})
    upstreams = re.findall(r"^server (\w+):5000 ", (DEPLOY / "nginx/upstreams.conf").read_text(), re.M)
    expect("servers behind nginx", set(upstreams), servers)
    scraped = load("prometheus/prometheus.yml")["scrape_configs"][0]["static_configs"][0]["targets"]
    expect("servers that Prometheus asks", set(scraped), {f"{name}:5000" for name in servers})
    for name in ("postgres", "redis"):
        expect(f"ports of {name}", services[name].get("ports"), None)
        expect(f"networks of {name}", services[name]["networks"], ["inside"])
    for name in ("prometheus", "grafana"):
        expect_true(f"{name} can be asked from outside", services[name]["ports"][0].startswith("127.0.0.1:"))


def check_render():
    blueprint = load("render.yaml")
    scaling = {item["name"]: (item["scaling"]["minInstances"], item["scaling"]["maxInstances"])
               for item in blueprint["services"] if "scaling" in item}
    expect("Render: how many", scaling, {"lectern": (1, 5), "lectern-worker": (1, 3)})
    names = {item["name"] for item in blueprint["services"] + blueprint["databases"] + blueprint["envVarGroups"]}
    for item in blueprint["services"]:
        for variable in item.get("envVars", []):
            source = variable.get("fromDatabase") or variable.get("fromService") or {"name": variable.get("fromGroup")}
            expect_true(f"Render: {item['name']} asks for what is not there: {variable}",
                        "value" in variable or source["name"] in names)
    text = (DEPLOY / "render.yaml").read_text()
    expect_true("Render: machines share no folder", "LECTERN_SHARED_FOLDER:" not in text and
                "key: LECTERN_SHARED_FOLDER" not in text)


def check_pod(item):
    name = item["metadata"]["name"]
    pod = item["spec"]["template"]
    expect_true(f"{name}: the selector finds its pods", item["kind"] == "Job" or
                item["spec"]["selector"]["matchLabels"] == pod["metadata"]["labels"])
    security = pod["spec"]["securityContext"]
    expect_true(f"{name} is no root", security["runAsNonRoot"] and security["runAsUser"] == 10001)
    volumes = {volume["name"] for volume in pod["spec"]["volumes"]}
    for container in pod["spec"]["containers"]:
        expect_true(f"{name}: read only", container["securityContext"]["readOnlyRootFilesystem"])
        expect_true(f"{name}: its volumes are there", {mount["name"] for mount in container["volumeMounts"]} <= volumes)
        expect_true(f"{name}: secrets by reference", {"secretRef": {"name": "lectern-cluster"}} in container["envFrom"])
        expect_true(f"{name}: memory has a limit", "memory" in container["resources"]["limits"])


def check_kubernetes():
    folder = DEPLOY / "kubernetes"
    listed = set(load("kubernetes/kustomization.yaml")["resources"])
    expect("files that kustomization.yaml lists", listed, {file.name for file in folder.glob("*.yaml")} -
           {"kustomization.yaml"})
    items = [item for name in sorted(listed) for item in load_all(f"kubernetes/{name}")]
    pods = {item["metadata"]["name"]: item for item in items if item["kind"] in ("Deployment", "Job")}
    for item in pods.values():
        check_pod(item)
    expect("Kubernetes: how many", {name: item["spec"].get("replicas") for name, item in pods.items()},
           {"lectern-init": None, "lectern-server": 3, "lectern-worker-general": 2, "lectern-worker-extraction": 3,
            "lectern-worker-analysis": 2})
    scaled = {item["spec"]["scaleTargetRef"]["name"] for item in items if item["kind"] == "ScaledObject"}
    expect("Kubernetes: what is scaled", scaled, {name for name in pods if "worker" in name})
    expect("Kubernetes: secrets in files", [item for item in items if item["kind"] == "Secret"], [])


def check_ingress():
    """All that the service answers can be reached, but for what is Prometheus' own."""
    source = TOP / "src/http/api-route.c"
    if not source.exists():
        return
    rules = next(item for item in load_all("kubernetes/server.yaml") if item["kind"] == "Ingress")["spec"]["rules"]
    paths = [(path["path"], path["pathType"]) for path in rules[0]["http"]["paths"]]
    for route in sorted(set(re.findall(r'\{ "[A-Z]+", "(/[^"]*)"', source.read_text()))):
        is_open = any(route == path or (kind == "Prefix" and route.startswith(path + "/")) for path, kind in paths)
        expect(f"Kubernetes: {route} is reached from outside", is_open, route != "/metrics")


def check_secrets():
    """What looks like a password that is written down."""
    for file in sorted(DEPLOY.rglob("*")):
        if not file.is_file() or file.suffix == ".md" or file.name == ".env":
            continue
        for line in file.read_text().splitlines():
            if re.search(r"(?i)(password|secret|token)\s*[:=]\s*['\"]?[a-z0-9]{8,}['\"]?\s*$", line):
                wrong.append(f"{file.relative_to(TOP)}: {line.strip()}")


for check in (check_figures, check_image, check_compose, check_render, check_kubernetes, check_ingress, check_secrets):
    check()
for line in wrong:
    print(line)
sys.exit(1 if wrong else 0)
