// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window's dashboard shows: figures for everybody; queues, workers and what was given up,
// with what can be done to them, for admins.

import { ApiError, ask, getJson } from "./api.js";
import { drawChart } from "./chart.js";
import { Rows, button, find, formatAge, formatTime, make, setText } from "./elements.js";
import { Page } from "./page.js";

const LOOK_MS = 2000;
const MAX_DEAD = 100;

/* --- Figures --- */

const figures = new Map();

function showFigure(name, value) {
  let element = figures.get(name);
  if (!element) {
    element = make("dd");
    find("figures").append(make("div", {}, make("dt", {}, name), element));
    figures.set(name, element);
  }
  setText(element, value);
}

function showFigures(stats, workers) {
  const online = workers?.filter(worker => worker.state === "online");
  const slots = online?.reduce((sum, worker) => sum + worker.slots, 0) ?? 0;
  showFigure("Done", String(stats.jobs.completed));
  showFigure("Went well", stats.success_rate === undefined ? "–" : `${Math.floor(100 * stats.success_rate)} %`);
  showFigure("Failed", String(stats.jobs.failed));
  showFigure(slots > 0 ? "Slots busy" : "Tasks running", slots > 0 ? `${stats.workers.busy} of ${slots}`
                                                                  : String(stats.workers.busy));
  showFigure("Working", String(stats.jobs.processing));
  showFigure("Waiting", String(stats.jobs.queued));
  showFigure("Median time", stats.times.p50_s > 0 ? formatTime(stats.times.p50_s) : "–");
  showFigure("95 of 100 within", stats.times.p95_s > 0 ? formatTime(stats.times.p95_s) : "–");
}

function showChart(stats) {
  const byHour = find("by-hour").checked;
  drawChart(find("chart"), find("chart-words"), byHour ? stats.throughput.per_hour : stats.throughput.per_minute,
            byHour ? "hour" : "minute");
}

/* --- Lists --- */

/** A row with a heading, details and a button whose label and work depend on the item. */
function makeRow() {
  const row = { name: make("strong"), detail: make("p"), run: null };
  row.button = button("", () => row.run?.());
  row.element = make("li", {}, make("div", { class: "line" }, row.name, row.button), row.detail);
  return row;
}

function offer(row, label, whose, run) {
  row.run = run;
  row.button.hidden = run === null;
  setText(row.button, label);
  row.button.setAttribute("aria-label", `${label} ${whose}`);
}

function post(path, done) {
  return () => page.run(() => ask("POST", path), done);
}

function count(number, name) {
  return `${number} ${name}${number === 1 ? "" : "s"}`;
}

function showQueue(row, queue) {
  const path = `/api/queues/${encodeURIComponent(queue.name)}`;
  const details = [queue.paused ? "paused" : "", `${queue.waiting} waiting`];
  if (queue.oldest)
    details.push(`the oldest came ${formatAge(queue.oldest)}`);
  else if (queue.oldest_s > 0)
    details.push(`the oldest has waited ${formatTime(queue.oldest_s)}`);
  if (queue.workers !== undefined && isCluster)
    details.push(queue.workers > 0 ? `${count(queue.workers, "worker")}, ${count(queue.slots, "slot")}`
                                   : "no worker takes its tasks");
  setText(row.name, queue.name);
  setText(row.detail, details.filter(Boolean).join(" · "));
  row.element.classList.toggle("warning", isCluster && queue.workers === 0 && queue.waiting > 0);
  if (!isAdmin)
    offer(row, "", "", null);
  else if (queue.paused)
    offer(row, "Resume", queue.name, post(`${path}/resume`, `${queue.name} is resumed`));
  else
    offer(row, "Pause", queue.name, post(`${path}/pause`, `${queue.name} is paused`));
}

function describeWorker(worker) {
  const details = [worker.draining ? "draining" : worker.state];
  if (worker.slots > 0)
    details.push(`${worker.busy} of ${count(worker.slots, "slot")} busy`);
  else
    details.push(count(worker.busy, "task"));
  if (worker.done + worker.failed > 0)
    details.push(`${worker.done} done and ${worker.failed} failed in a day`);
  if (worker.median_s > 0)
    details.push(`median ${formatTime(worker.median_s)}`);
  if (worker.queues.length > 0)
    details.push(worker.queues.join(", "));
  if (worker.version)
    details.push(`version ${worker.version}`);
  if (worker.heard)
    details.push(`heard of ${formatAge(worker.heard)}`);
  return details.join(" · ");
}

function showWorker(row, worker) {
  const path = `/api/workers/${encodeURIComponent(worker.name)}`;
  setText(row.name, worker.name);
  setText(row.detail, describeWorker(worker));
  row.element.classList.toggle("warning", worker.state === "stalled");
  if (!worker.registered)
    offer(row, "", "", null);
  else if (worker.state !== "online")
    offer(row, "Forget", worker.name, post(`${path}/forget`, `${worker.name} is forgotten`));
  else if (worker.draining)
    offer(row, "Resume", worker.name, post(`${path}/resume`, `${worker.name} takes tasks again`));
  else
    offer(row, "Drain", worker.name, post(`${path}/drain`, `${worker.name} takes no more tasks`));
}

function showDead(row, task) {
  const details = [task.stage, count(task.tries, "try").replace("trys", "tries"), task.error ?? task.error_code];
  if (task.at)
    details.push(formatAge(task.at));
  setText(row.name, `Job ${task.job}`);
  setText(row.detail, details.filter(Boolean).join(" · "));
  offer(row, "Try again", `job ${task.job}`, post(`/api/tasks/${task.task}/requeue`, `job ${task.job} is tried again`));
}

const queueRows = new Rows(find("queues"), queue => queue.name, makeRow, showQueue);
const workerRows = new Rows(find("workers"), worker => worker.name, makeRow, showWorker);
const deadRows = new Rows(find("dead"), task => task.task, makeRow, showDead);

/* --- Looking --- */

let isAdmin = false, isCluster = false;
let dead = [];

/** What only admins may see. @returns null for others */
async function getForAdmins(path) {
  try {
    return await getJson(path);
  } catch (error) {
    if (error instanceof ApiError && error.status === 403)
      return null;
    throw error;
  }
}

async function look() {
  const stats = await getJson("/api/stats");
  const workers = await getForAdmins("/api/workers");
  const queues = workers && await getForAdmins("/api/queues");
  const given_up = workers && await getForAdmins(`/api/tasks?state=dead&limit=${MAX_DEAD}`);
  isAdmin = workers !== null;
  isCluster = workers?.cluster === true;
  dead = given_up?.tasks ?? [];
  showFigures(stats, workers?.workers);
  showChart(stats);
  queueRows.set(queues?.queues ?? stats.queues);
  workerRows.set(workers?.workers ?? []);
  deadRows.set(dead);
  find("address").hidden = !isCluster;
  setText(find("address"), isCluster ? `The cluster at ${workers.address}` : "");
  find("dead-section").hidden = dead.length === 0;
  find("no-workers").hidden = workers !== null && workers.workers.length > 0;
  setText(find("no-workers"), workers === null ? "Workers are shown to whoever has a token of scope admin."
    : isCluster ? "No worker has said that it is there. “lectern --worker” starts one, on any machine that reaches the database."
    : "Nobody has worked in the last day.");
}

/** One for each job: its task says which. */
async function requeueAll() {
  const jobs = new Map(dead.map(task => [task.job, task.task]));
  for (const task of jobs.values())
    await ask("POST", `/api/tasks/${task}/requeue`);
}

const page = new Page(look, LOOK_MS);
find("by-hour").addEventListener("change", () => page.refresh());
find("requeue-all").addEventListener("click", () => page.run(requeueAll, "All are tried again"));
