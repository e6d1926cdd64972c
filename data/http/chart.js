// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bars, one for each of the last minutes or hours; what they say is said in words beside them.

import { setText } from "./elements.js";

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 100;
const BAR = 10;
const GAP = 2;

function draw(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes))
    element.setAttribute(key, value);
  return element;
}

/** @values: the oldest first; @unit: minute or hour */
export function drawChart(box, words, values, unit) {
  const most = Math.max(1, ...values);
  const total = values.reduce((sum, value) => sum + value, 0);
  const text = `${total} video${total === 1 ? "" : "s"} done in the last ${values.length} ${unit}s`;
  const svg = draw("svg", {
    viewBox: `0 0 ${values.length * BAR} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-label": text,
  });
  values.forEach((value, index) => {
    const height = value / most * HEIGHT;
    const bar = draw("rect", { x: index * BAR + GAP / 2, y: HEIGHT - height, width: BAR - GAP, height });
    const title = draw("title", {});
    const ago = values.length - 1 - index;
    setText(title, `${value}, ${ago} ${unit}${ago === 1 ? "" : "s"} ago`);
    bar.append(title);
    svg.append(bar);
  });
  setText(words, text);
  box.replaceChildren(svg);
}
