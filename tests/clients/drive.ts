// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole life of a job, asked for by a client whose types are made of the service's description:
// what does not compile here, or is not answered as its type says, is wrong in the description.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { readEvents, type ServiceEvent } from "./events.js";
import {
  address,
  admin,
  anybody,
  connect,
  pause,
  reader,
  setting,
  submitter,
  waitFor,
  type Job,
  type Slide,
} from "./service.js";
import { finish, test } from "./tap.js";
import { testUploads } from "./uploads.js";

const nowhere = { params: { path: { id: "nowhere" } } };
let job: Job;

await test("it gets ready, and says what keeps it", async () => {
  for (;;) {
    const { data, response } = await anybody.GET("/api/health");
    if (response.status === 200 && data) {
      assert.equal(data.ready, true);
      assert.deepEqual(data.checks?.map((check) => check.name), ["database", "disk", "workers"]);
      break;
    }
    await pause(100);
  }
  const { data } = await anybody.GET("/api/health", { params: { query: { probe: "live" } } });
  assert.equal(data?.live, true);
});

await test("401 without a token, and with one that is not known", async () => {
  for (const client of [anybody, connect("nonsense")]) {
    const { data, error, response } = await client.GET("/api/jobs");
    assert.equal(data, undefined);
    assert.equal(response.status, 401);
    assert.equal(error?.error.code, "unauthorized");
  }
});

await test("403 for who may only read", async () => {
  const { error, response } = await reader.POST("/api/extract", { body: { url: "https://a.example" } });
  assert.equal(response.status, 403);
  assert.equal(error?.error.code, "forbidden");
  const { response: refused } = await submitter.GET("/api/queues");
  assert.equal(refused.status, 403);
});

await test("404 for what is not there, and for what is somebody else's", async () => {
  const { error, response } = await submitter.GET("/api/jobs/{id}", nowhere);
  assert.equal(response.status, 404);
  assert.equal(error?.error.code, "not_found");
  const { error: same } = await submitter.GET("/api/jobs/{id}", { params: { path: { id: "1" } } });
  assert.deepEqual(same, error);
});

await test("400 for what the types would not let through", async () => {
  // @ts-expect-error there is no such state
  const { error } = await reader.GET("/api/jobs", { params: { query: { status: "lost" } } });
  assert.equal(error?.error.code, "bad_request");
  const options = { layout: "round" } as const;
  // @ts-expect-error there is no such layout
  const { response } = await submitter.POST("/api/extract", { body: { url: "https://a.example", options } });
  assert.equal(response.status, 400);
});

/** A form with the lecture and its options, each a field of its own. */
async function send(key: string): Promise<{ data?: Job; response: Response }> {
  const video = new Blob([new Uint8Array(await readFile(setting("VIDEO")))], { type: "video/mp4" });
  return submitter.POST("/api/extract", {
    params: { header: { "Idempotency-Key": key } },
    body: { layout: "notes", images: true },
    bodySerializer(fields) {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields ?? {})) form.append(name, String(value));
      form.append("file", video, "lecture.mp4");
      return form;
    },
  });
}

await test("a video is sent, and the same key is the same job", async () => {
  const { data, response } = await send("the first one");
  assert.equal(response.status, 202);
  assert.ok(data);
  assert.equal(response.headers.get("Location"), data.url);
  assert.equal(data.options?.layout, "notes");
  assert.equal(data.size_bytes, (await readFile(setting("VIDEO"))).length);
  const again = await send("the first one");
  assert.equal(again.response.status, 200);
  assert.equal(again.data?.job_id, data.job_id);
  job = data;
});

const path = (): { path: { id: string } } => ({ path: { id: job.job_id } });

async function listen(after?: string, until = "end"): Promise<ServiceEvent[]> {
  const events: ServiceEvent[] = [];
  const header = after ? { "Last-Event-ID": after } : {};
  const { data } = await submitter.GET("/api/jobs/{id}/events", {
    params: { ...path(), header },
    parseAs: "stream",
  });
  assert.ok(data);
  for await (const event of readEvents(data)) {
    events.push(event);
    if (event.name === until) break;
  }
  return events;
}

await test("its events come in order, and go on where they were cut off", async () => {
  const first = await listen(undefined, "slide");
  const rest = await listen(first.at(-1)?.id);
  const slides = [...first, ...rest].filter((event) => event.name === "slide");
  const numbers = slides.map((event) => (event.data as Slide).number);
  assert.equal(first[0]?.name, "job");
  assert.deepEqual(rest.at(-1)?.data, { status: "completed" });
  // What was read on the slides comes later, and tells of them again.
  assert.deepEqual([...new Set(numbers)].sort(), [1, 2, 3]);
});

await test("whoever asks again for what has not changed is told so", async () => {
  job = await waitFor(job.job_id, "completed");
  assert.equal(job.slides, 3);
  assert.equal(job.progress, 1);
  const { response } = await submitter.GET("/api/jobs/{id}", { params: path() });
  const tag = response.headers.get("ETag");
  assert.ok(tag);
  const headers = { "If-None-Match": tag };
  const again = await submitter.GET("/api/jobs/{id}", { params: path(), headers });
  assert.equal(again.response.status, 304);
});

await test("slides and their pictures", async () => {
  const { data } = await reader.GET("/api/jobs/{id}/slides", { params: path() });
  assert.equal(data?.final, true);
  assert.equal(data.slides.length, 3);
  for (const slide of data.slides) {
    const file = slide.picture_url?.split("/").at(-1);
    assert.ok(file && slide.visits[0] && slide.visits[0].end_s > slide.visits[0].start_s);
    const picture = await reader.GET("/api/jobs/{id}/slides/{file}", {
      params: { path: { id: job.job_id, file } },
      parseAs: "arrayBuffer",
    });
    assert.deepEqual([...new Uint8Array(picture.data ?? new ArrayBuffer(0)).slice(0, 2)], [0xff, 0xd8]);
  }
});

await test("the PDF, whole and in part", async () => {
  const whole = await reader.GET("/api/jobs/{id}/pdf", { params: path(), parseAs: "arrayBuffer" });
  const bytes = Buffer.from(whole.data ?? new ArrayBuffer(0));
  assert.equal(bytes.subarray(0, 5).toString(), "%PDF-");
  const headers = { Range: "bytes=5-104", "If-Range": whole.response.headers.get("ETag") ?? "" };
  const part = await reader.GET("/api/jobs/{id}/pdf", { params: path(), headers, parseAs: "arrayBuffer" });
  assert.equal(part.response.status, 206);
  assert.equal(part.response.headers.get("Content-Range"), `bytes 5-104/${bytes.length}`);
  assert.ok(bytes.subarray(5, 105).equals(Buffer.from(part.data ?? new ArrayBuffer(0))));
});

await test("the study guide, and what it cost", async () => {
  const { data } = await reader.GET("/api/jobs/{id}/study-guide", {
    params: { ...path(), query: { format: "html" } },
    parseAs: "text",
  });
  assert.match(String(data), /<html/);
  const { data: metrics } = await reader.GET("/api/jobs/{id}/metrics", { params: path() });
  assert.equal(metrics?.slides, 3);
  assert.ok(metrics.total_s > 0 && metrics.peak_memory_bytes > 0);
});

await test("what was said: 404 where nothing was, in each form where something was", async () => {
  const { response } = await reader.GET("/api/jobs/{id}/transcript", { params: path() });
  assert.equal(response.status, 404);
  const local = { path: { id: "1" } };
  while ((await admin.GET("/api/jobs/{id}", { params: local })).data?.status !== "completed") {
    await pause(100);
  }
  for (const format of ["vtt", "srt", "txt"] as const) {
    const params = { ...local, query: { format } };
    const { data } = await admin.GET("/api/jobs/{id}/transcript", { params, parseAs: "text" });
    assert.match(String(data), /A grammar derives words\./);
  }
  const params = { ...local, query: { format: "json" } } as const;
  const { data } = await admin.GET("/api/jobs/{id}/transcript", { params });
  assert.ok(typeof data === "object");
  assert.equal(data.cues[0]?.text, "A grammar derives words.");
});

await testUploads();

await test("a job is stopped, tried again, done, and forgotten", async () => {
  const queue = { path: { name: "extraction" } };
  await admin.POST("/api/queues/{name}/pause", { params: queue });
  const { data } = await send("the second one");
  assert.ok(data);
  const params = { path: { id: data.job_id } };
  assert.equal((await submitter.POST("/api/jobs/{id}/cancel", { params })).data?.status, "cancelled");
  const refused = await submitter.POST("/api/jobs/{id}/cancel", { params });
  assert.equal(refused.response.status, 409);
  assert.equal(refused.error?.error.code, "conflict");
  assert.equal((await submitter.GET("/api/jobs/{id}/pdf", { params })).response.status, 409);
  assert.equal((await submitter.POST("/api/jobs/{id}/retry", { params })).data?.status, "queued");
  const { data: list } = await admin.POST("/api/queues/{name}/resume", { params: queue });
  assert.equal(list?.queues.find(({ name }) => name === "extraction")?.paused, false);
  await waitFor(data.job_id, "completed");
  assert.equal((await submitter.DELETE("/api/jobs/{id}", { params })).response.status, 204);
  assert.equal((await submitter.GET("/api/jobs/{id}", { params })).response.status, 404);
});

await test("the list of jobs, and the figures", async () => {
  const query = { status: "completed", sort: "-created", limit: 1, offset: 0, search: "lecture" } as const;
  const { data } = await submitter.GET("/api/jobs", { params: { query } });
  assert.equal(data?.jobs.length, 1);
  assert.ok(data.total >= 1);
  const { data: stats } = await reader.GET("/api/stats");
  assert.ok(stats && stats.jobs.completed >= 2 && stats.success_rate === 1);
  const { data: tasks } = await admin.GET("/api/tasks", { params: { query: { state: "dead" } } });
  assert.deepEqual(tasks, { tasks: [] });
  const { data: workers } = await admin.GET("/api/workers");
  assert.equal(workers?.cluster, false);
  const { data: metrics } = await reader.GET("/metrics", { parseAs: "text" });
  assert.match(String(metrics), /^lectern_jobs\{status="completed"\} /m);
});

await test("429 for who asks for too many jobs, with the time to wait", async () => {
  const hasty = connect(setting("HASTY"));
  for (let i = 0; i < 13; i++) {
    const { error, response } = await hasty.POST("/api/extract", { body: { url: `${address}/own.mp4` } });
    if (response.status === 400) continue; // an address of its own network
    assert.equal(response.status, 429);
    assert.equal(error?.error.code, "too_many_requests");
    assert.ok(Number(response.headers.get("Retry-After")) > 0);
    return;
  }
  assert.fail("no job was too many");
});

finish();
