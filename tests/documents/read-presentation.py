# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a presentation as ECMA-376 (part 2, packages) and PowerPoint want it, and prints its pages.

Ends with an error where a part has no type, a relationship leads nowhere or is not there, ids come
twice, or a page is without its layout, notes or master.
"""
import posixpath
import re
import sys
import xml.etree.ElementTree as xml
import zipfile

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{" + OFFICE + "}"

archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
names = archive.namelist()
assert len(names) == len(set(name.lower() for name in names))
assert names[0] == "[Content_Types].xml"
trees = {name: xml.fromstring(archive.read(name)) for name in names if name.endswith((".xml", ".rels"))}
for name in trees:
    assert archive.read(name).startswith(b'<?xml version="1.0" encoding="UTF-8"'), name

defaults = {node.get("Extension"): node.get("ContentType") for node in trees[names[0]].iter(TYPES + "Default")}
overrides = {node.get("PartName"): node.get("ContentType") for node in trees[names[0]].iter(TYPES + "Override")}
for part in overrides:
    assert part[1:] in names, part


def type_of(part):
    return overrides.get("/" + part) or defaults[part.rsplit(".", 1)[1]]


for name in names[1:]:
    assert type_of(name) != "application/xml", name


def relations(part):
    """id: (kind, target), with parts as targets where they are internal."""
    folder, base = posixpath.split(part)
    path = posixpath.join(folder, "_rels", base + ".rels")
    found = {}
    for node in trees[path].iter(PACKAGE + "Relationship") if path in trees else []:
        target = node.get("Target")
        assert node.get("Id") not in found, (part, node.get("Id"))
        if node.get("TargetMode") == "External":
            assert re.fullmatch(r"[!-~]+", target) and "#t=" in target, target
        else:
            target = posixpath.normpath(posixpath.join(folder, target))
            assert target in names, (part, target)
        found[node.get("Id")] = node.get("Type").rsplit("/", 1)[1], target
    used = {value for element in trees[part].iter() for key, value in element.items() if key.startswith(R)} \
        if part in trees else set()
    assert used <= set(found), (part, used - set(found))
    return found


def targets(part, kind):
    return [target for found, target in relations(part).values() if found == kind]


def text_of(shape):
    return "/".join("".join(run.text or "" for run in paragraph.iter(A + "t")) for paragraph in shape.iter(A + "p"))


def placeholder(tree, kinds):
    shapes = [shape for shape in tree.iter(P + "sp")
              if (shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph") is not None)
              and shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph").get("type", "obj") in kinds]
    assert len(shapes) == 1, kinds
    return shapes[0]


root = {kind: target for kind, target in
        ((node.get("Type").rsplit("/", 1)[1], node.get("Target")) for node in trees["_rels/.rels"])}
main = root["officeDocument"]
assert type_of(main).endswith("presentationml.presentation.main+xml")
assert {"core-properties", "extended-properties"} <= set(root)
core = "".join(node.tag.split("}")[1] + "=" + (node.text or "") + ";" for node in trees[root["core-properties"]])
print("core", core)

masters, notes_masters = targets(main, "slideMaster"), targets(main, "notesMaster")
assert len(masters) == len(notes_masters) == 1
themes = targets(masters[0], "theme") + targets(notes_masters[0], "theme")
assert len(set(themes)) == 2 and targets(main, "theme") == themes[:1]
for theme in themes:
    tree = trees[theme]
    assert len(tree.find(f"{A}themeElements/{A}clrScheme")) == 12
    for style in ("fillStyleLst", "lnStyleLst", "effectStyleLst", "bgFillStyleLst"):
        assert len(tree.find(f"{A}themeElements/{A}fmtScheme/{A}{style}")) == 3
layouts = targets(masters[0], "slideLayout")
ids = [int(node.get("id")) for name in (main, masters[0]) for node in trees[name].iter()
       if node.tag in (P + "sldMasterId", P + "sldLayoutId")]
assert len(ids) == len(set(ids)) == 1 + len(layouts) and min(ids) >= 1 << 31
for layout in layouts:
    assert targets(layout, "slideMaster") == masters

size = trees[main].find(P + "sldSz")
print("size", size.get("cx"), size.get("cy"))
kinds = relations(main)
pages = [(int(node.get("id")), kinds[node.get(R + "id")]) for node in trees[main].iter(P + "sldId")]
assert len({number for number, _ in pages}) == len(pages) and min(pages)[0] >= 256
assert {target for _, (_, target) in pages} == {name for name in names if re.fullmatch(r"ppt/slides/[^/]+\.xml", name)}
for number, (_, (kind, page)) in enumerate(pages, 1):
    assert kind == "slide"
    tree = trees[page]
    shape_ids = [node.get("id") for node in tree.iter(P + "cNvPr")]
    assert len(shape_ids) == len(set(shape_ids))
    assert targets(page, "slideLayout")[0] in layouts
    notes, = targets(page, "notesSlide")
    assert targets(notes, "slide") == [page] and targets(notes, "notesMaster") == notes_masters
    placeholder(trees[notes], ("sldImg",))
    print(f"page {number} title {text_of(placeholder(tree, ('title',)))}")
    print(f"page {number} text {text_of(placeholder(tree, ('obj',)))}")
    print(f"page {number} notes {text_of(placeholder(trees[notes], ('body',)))}")
    pictures = list(tree.iter(P + "pic"))
    assert len(pictures) <= 1
    for picture in pictures:
        place = picture.find(f"{P}spPr/{A}xfrm")
        values = [place.find(A + "off").get("x"), place.find(A + "off").get("y"),
                  place.find(A + "ext").get("cx"), place.find(A + "ext").get("cy")]
        media = relations(page)[picture.find(f"{P}blipFill/{A}blip").get(R + "embed")][1]
        start = archive.read(media)[:4]
        assert start == b"\x89PNG" if media.endswith(".png") else start[:3] == b"\xff\xd8\xff"
        print(f"page {number} picture {' '.join(values)} {picture.find(f'{P}nvPicPr/{P}cNvPr').get('descr')}")
        # In front of the text.
        assert list(tree.iter())[-1] is not picture and tree.find(f"{P}cSld/{P}spTree")[-1] is picture
    for source in (page, notes):
        for link in trees[source].iter(A + "hlinkClick"):
            kind, target = relations(source)[link.get(R + "id")]
            print(f"page {number} link {target}")
