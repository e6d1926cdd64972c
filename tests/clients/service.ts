// SPDX-License-Identifier: GPL-3.0-or-later
//
// Clients made of the description that the running service gives (schema.ts), one for each who asks.

import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./schema.js";

export type Job = components["schemas"]["Job"];
export type Slide = components["schemas"]["Slide"];
export type Service = Client<paths>;

/** A variable that run.sh has set. */
export function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run.sh starts this`);
  return value;
}

export const address = setting("ADDRESS").replace(/\/$/, "");

/** Who shows that token; without one nobody. */
export function connect(token?: string): Service {
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  return createClient<paths>({ baseUrl: address, headers });
}

export const anybody = connect();
export const reader = connect(setting("READER"));
export const submitter = connect(setting("SUBMITTER"));
export const admin = connect(setting("ADMIN"));

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Until the job is in that state; no other end of it will do. */
export async function waitFor(id: string, status: Job["status"]): Promise<Job> {
  for (;;) {
    const { data, error } = await submitter.GET("/api/jobs/{id}", { params: { path: { id } } });
    if (!data) throw new Error(error.error.message);
    if (data.status === status) return data;
    if (["completed", "failed", "cancelled"].includes(data.status)) {
      throw new Error(`${data.status}: ${data.error}`);
    }
    await pause(100);
  }
}
