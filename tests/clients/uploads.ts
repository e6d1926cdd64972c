// SPDX-License-Identifier: GPL-3.0-or-later
//
// Videos that tus-js-client sends: cut off, gone on with by another program that knows no more than
// where the upload is kept, made a job of, given up.

import assert from "node:assert/strict";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Agent } from "node:http";
import { connect, type NetConnectOpts, type Socket } from "node:net";
import * as tus from "tus-js-client";
import { address, setting, submitter, waitFor } from "./service.js";
import { test } from "./tap.js";

const PIECE = 16 * 1024;
const LARGE = 4 * 1024 * 1024;
// As everybody has them: a connection that was kept may be gone.
const DELAYS_MS = [0, 200, 500, 1000];
const headers = { Authorization: `Bearer ${setting("SUBMITTER")}` };

type Source = tus.Upload["file"];

/** @returns where the upload is, once so many bytes are on their way */
function sendUntil(source: Source, cut: number, options: tus.UploadOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    let isCut = false;
    const upload = new tus.Upload(source, {
      endpoint: `${address}/api/uploads`,
      headers,
      retryDelays: DELAYS_MS,
      onError: (error) => isCut || reject(error),
      onSuccess: () => reject(new Error("it was not cut")),
      onProgress(sent) {
        if (isCut || sent < cut || upload.url === null) return;
        const { url } = upload;
        isCut = true;
        upload.abort().then(() => resolve(url), reject);
      },
      ...options,
    });
    upload.start();
  });
}

/** @returns how much of it had come before */
function goOn(source: Source, url: string, options: tus.UploadOptions): Promise<number> {
  let first: number | undefined;
  return new Promise((resolve, reject) => {
    const upload = new tus.Upload(source, {
      uploadUrl: url,
      headers,
      retryDelays: DELAYS_MS,
      onError: reject,
      onSuccess: () => resolve(first ?? -1),
      onAfterResponse(request, response) {
        if (request.getMethod() === "HEAD") first ??= Number(response.getHeader("Upload-Offset"));
      },
      ...options,
    });
    upload.start();
  });
}

const idOf = (url: string): string => url.split("/").at(-1) ?? "";

async function askFor(url: string): Promise<{ offset: number; length: number; name: string }> {
  const { data } = await submitter.GET("/api/uploads/{upload}", { params: { path: { upload: idOf(url) } } });
  assert.ok(data);
  return data;
}

async function assertGone(url: string): Promise<void> {
  const params = { path: { upload: idOf(url) } };
  assert.equal((await submitter.GET("/api/uploads/{upload}", { params })).response.status, 404);
}

async function testCutAndResumed(): Promise<void> {
  const { size } = await stat(setting("VIDEO"));
  const metadata = { filename: "sent.mp4", filetype: "video/mp4" };
  const options = { chunkSize: PIECE, uploadSize: size, metadata };
  const open = (): Source => createReadStream(setting("VIDEO")) as unknown as Source;
  const url = await sendUntil(open(), 2 * PIECE, options);
  const upload = idOf(url);
  const unfinished = await submitter.POST("/api/extract", { body: { upload } });
  assert.ok([409, 423].includes(unfinished.response.status));

  const before = await goOn(open(), url, options);
  assert.ok(before >= PIECE && before < size);
  assert.deepEqual(await askFor(url), { id: upload, name: "sent.mp4", offset: size, length: size });
  const { data, response } = await submitter.POST("/api/extract", {
    body: { upload, options: { layout: "handout", per_page: 4 } },
  });
  assert.equal(response.status, 202);
  assert.ok(data);
  assert.equal(data.source, "sent.mp4");
  assert.equal((await waitFor(data.job_id, "completed")).size_bytes, size);
  await assertGone(url);
}

/** Connections that break when so much was sent. */
class BreakingAgent extends Agent {
  constructor(private left: number) {
    super();
  }

  createConnection(options: NetConnectOpts): Socket {
    const socket = connect(options);
    const write = socket.write.bind(socket) as (data: Uint8Array, sent?: () => void) => boolean;
    socket.write = ((data: string | Uint8Array, encoding: BufferEncoding, sent: () => void) => {
      const bytes = typeof data === "string" ? Buffer.from(data, encoding) : data;
      const kept = bytes.subarray(0, this.left);
      this.left -= kept.length;
      return kept.length < bytes.length ? write(kept, () => socket.destroy()) : write(bytes, sent);
    }) as Socket["write"];
    return socket;
  }
}

/** In one request, that is cut while it is under way. */
async function testCutInside(): Promise<void> {
  const bytes = Buffer.alloc(LARGE);
  const cut = LARGE / 4;
  const httpStack = new tus.DefaultHttpStack({ agent: new BreakingAgent(cut) });
  const url = await new Promise<string>((resolve, reject) => {
    const upload = new tus.Upload(bytes, {
      endpoint: `${address}/api/uploads`,
      headers,
      httpStack,
      retryDelays: null,
      onError: (error) => (upload.url ? resolve(upload.url) : reject(error)),
      onSuccess: () => reject(new Error("it was not cut")),
    });
    upload.start();
  });
  const before = await goOn(bytes, url, {});
  assert.ok(before > 0 && before < cut);
  assert.equal((await askFor(url)).offset, LARGE);
  await tus.Upload.terminate(url, { headers });
  await assertGone(url);
}

async function testRefused(): Promise<void> {
  const asReader = { Authorization: `Bearer ${setting("READER")}` };
  const failed = sendUntil(Buffer.alloc(1), 1, { headers: asReader });
  await assert.rejects(failed, (error: tus.DetailedError) => error.originalResponse?.getStatus() === 403);
}

export async function testUploads(): Promise<void> {
  await test("an upload is cut between pieces, gone on with and made a job of", testCutAndResumed);
  await test("an upload is cut inside a piece, gone on with and given up", testCutInside);
  await test("no upload for who may only read", testRefused);
}
