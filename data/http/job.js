// SPDX-License-Identifier: GPL-3.0-or-later
//
// One job: how far it is and its slides as they come, and what can be had of it when it is done.

import { ask, own, save } from "./api.js";
import { button, find, formatTime, make, setText } from "./elements.js";
import { follow } from "./events.js";
import { say, tell } from "./page.js";

const RESULTS = [
  ["PDF", "pdf", "pdf"],
  ["Study guide", "study-guide", "html"],
  ["Transcript", "transcript?format=vtt", "vtt"],
];
/* Pictures that are fetched at the same time; and how often, how long after each other, each of them. */
const MAX_FETCHING = 4;
const MAX_TRIES = 8;
const AGAIN_MS = 3000;

export function describe(job) {
  const parts = [job.status];
  if (job.status === "processing")
    parts.push(`${Math.round(100 * job.progress)} %`);
  if (job.slides > 0)
    parts.push(`${job.slides} slide${job.slides === 1 ? "" : "s"}`);
  if (job.error)
    parts.push(job.error);
  else if (job.message && job.status !== "completed")
    parts.push(job.message);
  return parts.join(" · ");
}

/** Fetches pictures, a few at a time; an <img> cannot send a token. */
class Pictures {
  constructor(signal) {
    Object.assign(this, { signal, waiting: [], fetching: 0, addresses: [] });
    signal.addEventListener("abort", () => this.addresses.forEach(address => URL.revokeObjectURL(address)));
  }

  add(image, path, tries = MAX_TRIES) {
    this.waiting.push([image, path, tries]);
    this.next();
  }

  async next() {
    if (this.fetching >= MAX_FETCHING || this.waiting.length === 0 || this.signal.aborted)
      return;
    const [image, path, tries] = this.waiting.shift();
    this.fetching++;
    try {
      const blob = await (await ask("GET", own(path), { signal: this.signal })).blob();
      if (!this.signal.aborted) {
        const address = URL.createObjectURL(blob);
        this.addresses.push(address);
        image.src = address;
      }
    } catch {
      /* The service is busy, or the picture of a slide that was just found is not there yet. */
      if (tries > 1 && !this.signal.aborted)
        setTimeout(() => this.add(image, path, tries - 1), AGAIN_MS);
    }
    this.fetching--;
    this.next();
  }
}

export class JobView {
  constructor() {
    find("job-close").addEventListener("click", () => {
      location.hash = "";
    });
  }

  /** Shows another one. */
  open(id) {
    this.close();
    this.controller = new AbortController();
    this.pictures = new Pictures(this.controller.signal);
    this.slides = [];
    this.n = 0;
    this.job = null;
    setText(find("job-heading"), "…");
    setText(find("job-status"), "");
    find("slides").replaceChildren();
    find("job-results").replaceChildren();
    find("job-progress").hidden = true;
    find("job").hidden = false;
    find("job-heading").focus();
    this.run(id, this.controller.signal);
  }

  close() {
    this.controller?.abort();
    this.controller = null;
    find("job").hidden = true;
  }

  async run(id, signal) {
    try {
      await follow(`/api/jobs/${encodeURIComponent(id)}/events`, (name, data) => this.handle(name, data), signal);
    } catch (error) {
      tell(error);
      this.close();
    }
  }

  handle(name, data) {
    if (name === "job")
      this.show(data);
    else if (name === "progress" && this.job)
      this.show({ ...this.job, ...data });
    else if (name === "slides")
      this.cut(data.keep, data.count);
    else if (name === "slide")
      this.put(data);
    else if (name === "end")
      say(`${this.job?.source ?? "The job"}: ${data.status}`);
  }

  show(job) {
    const isRunning = job.status === "processing";
    if (this.job?.status !== job.status)
      this.showResults(job);
    this.job = job;
    setText(find("job-heading"), job.source ?? `Job ${job.id}`);
    setText(find("job-status"), describe(job));
    find("job-progress").hidden = !isRunning;
    find("job-progress").value = job.progress;
  }

  showResults(job) {
    const buttons = job.status !== "completed" ? [] : RESULTS.map(([label, path, ending]) => {
      const name = `${(job.source ?? "slides").replace(/\.[^.]*$/, "")}.${ending}`;
      return button(label, async () => {
        try {
          await save(own(`${job.url}/${path}`), name);
          tell(null);
        } catch (error) {
          tell(error);
        }
      });
    });
    find("job-results").replaceChildren(...buttons);
  }

  /** Only the first @kept of the slides hold; there will be @count, told one by one. */
  cut(kept, count) {
    this.n = kept;
    for (const row of this.slides.splice(count))
      row.element.remove();
  }

  /** The next one, or another one in its place. */
  put(slide) {
    const index = this.n;
    const label = slide.title ? `Slide ${slide.number}: ${slide.title}` : `Slide ${slide.number}`;
    let row = this.slides[index];
    if (!row) {
      row = { image: make("img", { width: 320, height: 180 }), caption: make("figcaption") };
      row.element = make("li", {}, make("figure", {}, row.image, row.caption));
      this.slides[index] = row;
      find("slides").append(row.element);
    }
    const start = slide.visits?.[0]?.start_s;
    row.image.alt = label;
    setText(row.caption, start === undefined ? label : `${label} (${formatTime(start)})`);
    if (slide.picture_url)
      this.pictures.add(row.image, slide.picture_url);
    this.n = index + 1;
  }
}
