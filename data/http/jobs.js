// SPDX-License-Identifier: GPL-3.0-or-later
//
// The page of jobs: a list that is looked at every other second, what is sent, and one job that is
// opened.

import { ask, getJson } from "./api.js";
import { Rows, button, find, formatAge, formatSize, make, setText } from "./elements.js";
import { JobView, describe } from "./job.js";
import { Page, say } from "./page.js";
import { upload } from "./upload.js";

const LIMIT = 25;
const LOOK_MS = 2000;
const OVER = ["completed", "failed", "cancelled"];

const view = new JobView();
const shown = { offset: 0, total: 0 };

/* --- The list --- */

async function order(job, action, done) {
  await page.run(() => action === "remove" ? ask("DELETE", job.url) : ask("POST", `${job.url}/${action}`),
                 `${job.source}: ${done}`);
}

function makeRow(job) {
  const row = { job };
  row.link = make("a", { href: `#${job.job_id}` });
  row.age = make("small");
  row.state = make("p", { class: "state" });
  row.progress = make("progress", { max: 1 });
  row.cancel = button("Cancel", () => order(row.job, "cancel", "cancelled"));
  row.retry = button("Retry", () => order(row.job, "retry", "is tried again"));
  row.remove = button("Remove", () => {
    if (confirm(`Forget “${row.job.source}”, and all that came of it?`))
      order(row.job, "remove", "removed");
  });
  row.element = make("li", {}, make("div", { class: "line" }, row.link, row.age), row.state, row.progress,
                     make("p", { class: "buttons" }, row.cancel, row.retry, row.remove));
  return row;
}

function showRow(row, job) {
  const isOver = OVER.includes(job.status);
  row.job = job;
  setText(row.link, job.source ?? `Job ${job.id}`);
  setText(row.age, `${formatAge(job.created)}${job.size_bytes > 0 ? `, ${formatSize(job.size_bytes)}` : ""}`);
  setText(row.state, describe(job));
  row.element.dataset.status = job.status;
  row.progress.hidden = job.status !== "processing";
  row.progress.value = job.progress;
  row.progress.setAttribute("aria-label", `${job.source}: progress`);
  row.cancel.hidden = isOver;
  row.retry.hidden = !isOver;
  for (const [name, element] of [["Cancel", row.cancel], ["Retry", row.retry], ["Remove", row.remove]])
    element.setAttribute("aria-label", `${name} ${job.source}`);
}

const rows = new Rows(find("jobs"), job => job.job_id, makeRow, showRow);

async function look() {
  const query = new URLSearchParams({ limit: LIMIT, offset: shown.offset });
  const search = find("search").value.trim(), status = find("status").value;
  if (search)
    query.set("search", search);
  if (status)
    query.set("status", status);
  const { jobs, total } = await getJson(`/api/jobs?${query}`);
  if (jobs.length === 0 && shown.offset > 0) {
    shown.offset = 0;
    page.refresh();
    return;
  }
  rows.set(jobs);
  shown.total = total;
  find("none").hidden = total > 0;
  find("pages").hidden = total <= LIMIT;
  find("newer").disabled = shown.offset === 0;
  find("older").disabled = shown.offset + LIMIT >= total;
  setText(find("range"), `${shown.offset + 1} to ${shown.offset + jobs.length} of ${total}`);
}

function turn(by) {
  shown.offset = Math.max(0, shown.offset + by);
  page.refresh();
}

/* --- Adding --- */

function openJob(job) {
  location.hash = job.job_id;
}

function isFile(transfer) {
  return [...transfer.types].includes("Files");
}

async function send(file) {
  const controller = new AbortController();
  const bar = make("progress", { max: 1, value: 0, "aria-label": `Sending ${file.name}` });
  const state = make("span", {}, `${file.name} (${formatSize(file.size)})`);
  const stop = button("Cancel", () => controller.abort(), { "aria-label": `Do not send ${file.name}` });
  const row = make("li", {}, state, bar, stop);
  find("uploads").append(row);
  try {
    const job = await upload(file, { onProgress: part => { bar.value = part; }, signal: controller.signal });
    row.remove();
    say(`${file.name} was sent`);
    openJob(job);
    page.refresh();
  } catch (error) {
    if (error.name === "AbortError") {
      row.remove();
      return;
    }
    bar.remove();
    stop.remove();
    setText(state, `${file.name}: ${error.message}`);
    row.append(button("Send again", () => {
      row.remove();
      send(file);
    }), button("Dismiss", () => row.remove()));
  }
}

/** One after the other. */
async function sendAll(files) {
  for (const file of files)
    await send(file);
}

const drop = find("drop");
for (const name of ["dragenter", "dragover"])
  document.addEventListener(name, event => {
    if (!isFile(event.dataTransfer))
      return;
    event.preventDefault();
    drop.classList.add("over");
  });
document.addEventListener("dragleave", event => {
  if (event.relatedTarget === null)
    drop.classList.remove("over");
});
document.addEventListener("drop", event => {
  if (!isFile(event.dataTransfer))
    return;
  event.preventDefault();
  drop.classList.remove("over");
  sendAll([...event.dataTransfer.files]);
});
find("file").addEventListener("change", event => {
  const files = [...event.target.files];
  event.target.value = "";
  sendAll(files);
});
find("link-form").addEventListener("submit", event => {
  event.preventDefault();
  page.run(async () => {
    const response = await ask("POST", "/api/extract", { json: { url: find("link").value } });
    find("link").value = "";
    openJob(await response.json());
  }, "The video was added");
});

/* --- The rest --- */

find("newer").addEventListener("click", () => turn(-LIMIT));
find("older").addEventListener("click", () => turn(LIMIT));
find("filter").addEventListener("submit", event => event.preventDefault());
for (const id of ["search", "status"])
  find(id).addEventListener("input", () => {
    shown.offset = 0;
    page.refresh();
  });

function openHash() {
  const id = location.hash.slice(1);
  if (/^[0-9a-f-]{1,36}$/.test(id))
    view.open(id);
  else
    view.close();
}

let isFirst = true;
const page = new Page(async () => {
  await look();
  if (isFirst) {
    isFirst = false;
    openHash();
  }
}, LOOK_MS);
window.addEventListener("hashchange", openHash);
