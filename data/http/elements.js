// SPDX-License-Identifier: GPL-3.0-or-later
//
// Elements, made of plain texts: nothing that the service says is ever read as HTML.

/** @returns an element with attributes, and strings or elements in it */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined && value !== null)
      element.setAttribute(key, value);
  element.append(...children);
  return element;
}

export function button(label, run, attributes = {}) {
  const element = make("button", { type: "button", ...attributes }, label);
  element.addEventListener("click", run);
  return element;
}

export function find(id) {
  return document.getElementById(id);
}

/** Changes a text only when it is another one: whatever reads it aloud hears of changes. */
export function setText(element, text) {
  if (element.textContent !== text)
    element.textContent = text;
}

/**
 * Brings a list to what is to be in it. Rows of what was there before stay, and so does what has
 * the keyboard. A row has parts: {element, ...}
 */
export class Rows {
  constructor(list, key, make, show) {
    Object.assign(this, { list, key, make, show, rows: new Map() });
  }

  set(items) {
    const before = this.rows;
    this.rows = new Map();
    for (const item of items) {
      const key = this.key(item);
      const row = before.get(key) ?? this.make(item);
      before.delete(key);
      this.rows.set(key, row);
      this.show(row, item);
    }
    for (const row of before.values())
      row.element.remove();
    let next = this.list.firstElementChild;
    for (const row of this.rows.values()) {
      if (row.element === next)
        next = next.nextElementSibling;
      else
        this.list.insertBefore(row.element, next);
    }
  }
}

/** 75 → "1:15" */
export function formatTime(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const two = number => String(number).padStart(2, "0");
  const hours = Math.floor(whole / 3600), minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** How long ago, in words. @now: ms */
export function formatAge(iso, now = Date.now()) {
  const seconds = Math.max(0, (now - Date.parse(iso)) / 1000);
  if (seconds < 60)
    return "just now";
  for (const [name, length] of [["day", 86400], ["hour", 3600], ["minute", 60]]) {
    const count = Math.floor(seconds / length);
    if (count > 0)
      return `${count} ${name}${count > 1 ? "s" : ""} ago`;
  }
  return "just now";
}

export function formatSize(bytes) {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let value = bytes, unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}
