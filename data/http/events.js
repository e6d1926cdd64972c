// SPDX-License-Identifier: GPL-3.0-or-later
//
// Server-Sent Events, read from fetch: EventSource cannot send the token's header. As WHATWG HTML
// 9.2.6 reads them, as far as the service writes them.

import { ApiError, ask } from "./api.js";

const WAIT_MS = 2000;
const MAX_WAIT_MS = 30000;

/** Cuts a stream into events. */
export class EventReader {
  constructor() {
    Object.assign(this, { rest: "", id: "", name: "", data: [] });
  }

  /** @returns the events that @text ends: {id, name, data} */
  push(text) {
    const lines = (this.rest + text).split("\n");
    const events = [];
    this.rest = lines.pop();
    for (const line of lines) {
      if (line === "") {
        if (this.data.length > 0)
          events.push({ id: this.id, name: this.name || "message", data: this.data.join("\n") });
        this.name = "";
        this.data = [];
        continue;
      }
      const colon = line.indexOf(":");
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
      if (field === "id")
        this.id = value;
      else if (field === "event")
        this.name = value;
      else if (field === "data")
        this.data.push(value);
    }
    return events;
  }
}

/** Whether it makes sense to come again. */
function isLasting(error) {
  return error instanceof ApiError && error.status < 500 && error.status !== 429;
}

function wait(ms, signal) {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}

/** @returns the id of the last event; @over is set when there will be no more */
async function read(path, state, handle, signal) {
  const headers = state.id ? { "Last-Event-ID": state.id } : {};
  const response = await ask("GET", path, { headers, signal });
  if (response.status === 204) {
    state.over = true;
    return;
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const events = new EventReader();
  events.id = state.id;
  for (;;) {
    const { value, done } = await reader.read();
    if (done)
      return;
    for (const event of events.push(value)) {
      state.id = event.id;
      state.over = event.name === "end";
      state.waitMs = WAIT_MS;
      handle(event.name, JSON.parse(event.data));
    }
  }
}

/**
 * Listens to a job until it is over. @handle (name, data) is called for each event; @signal ends it.
 * Throws what asking again cannot help.
 */
export async function follow(path, handle, signal) {
  const state = { id: "", over: false, waitMs: WAIT_MS };
  while (!state.over && !signal.aborted) {
    try {
      await read(path, state, handle, signal);
    } catch (error) {
      if (signal.aborted)
        return;
      if (isLasting(error))
        throw error;
    }
    if (!state.over && !signal.aborted) {
      await wait(state.waitMs, signal);
      state.waitMs = Math.min(2 * state.waitMs, MAX_WAIT_MS);
    }
  }
}
