// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sending a video. A small one goes as multipart/form-data; a larger one in pieces, by the protocol of
// tus 1.0.0, so that a connection that is cut costs no more than the piece that was on its way. The
// tab remembers what it has begun to send: the same file goes on from there.

import { ApiError, ask, makeError, makeHeaders, own } from "./api.js";

const SMALL = 16 * 1024 * 1024;
const PIECE = 8 * 1024 * 1024;
const MAX_TRIES = 8;
const WAIT_MS = 1000;
const KEY = "lectern-upload:";
const TUS = { "Tus-Resumable": "1.0.0" };

/** As fetch, but it says how much was sent. @returns the request when it is over */
function send(method, path, headers, body, onProgress, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    for (const [name, value] of Object.entries(makeHeaders(headers)))
      request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", event => onProgress(event.loaded));
    request.addEventListener("load", () => {
      if (request.status >= 200 && request.status < 300)
        resolve(request);
      else
        reject(makeError(request.status, request.responseText));
    });
    request.addEventListener("error", () => reject(new TypeError("The connection was cut.")));
    request.addEventListener("abort", () => reject(new DOMException("Cancelled", "AbortError")));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    signal.throwIfAborted();
    request.send(body);
  });
}

async function sendWhole(file, onProgress, signal) {
  const form = new FormData();
  form.append("file", file, file.name);
  const request = await send("POST", "/api/extract", {}, form, sent => onProgress(Math.min(sent / file.size, 1)), signal);
  return JSON.parse(request.responseText);
}

function encode(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** @returns where the file goes, and how much of it is there */
async function beginPieces(file, key, signal) {
  const known = sessionStorage.getItem(key);
  if (known !== null) {
    try {
      const response = await ask("HEAD", own(known), { headers: TUS, signal });
      return { path: own(known), offset: Number(response.headers.get("Upload-Offset")) };
    } catch (error) {
      if (!(error instanceof ApiError))
        throw error;
      /* It was given up meanwhile: from the beginning. */
      sessionStorage.removeItem(key);
    }
  }
  const headers = { ...TUS, "Upload-Length": String(file.size), "Upload-Metadata": `filename ${encode(file.name)}` };
  const response = await ask("POST", "/api/uploads", { headers, signal });
  const path = own(response.headers.get("Location"));
  sessionStorage.setItem(key, path);
  return { path, offset: 0 };
}

/** Whether it makes sense to go on: the connection was cut, or the service is busy or not there. */
function isPassing(error) {
  return error instanceof TypeError || (error instanceof ApiError && [409, 423, 429, 502, 503, 504].includes(error.status));
}

async function sendPieces(file, key, onProgress, signal) {
  for (let tries = 0; ; tries++) {
    try {
      let { path, offset } = await beginPieces(file, key, signal);
      while (offset < file.size) {
        const headers = { ...TUS, "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" };
        const begun = offset;
        const request = await send("PATCH", path, headers, file.slice(offset, offset + PIECE),
                                   sent => onProgress((begun + sent) / file.size), signal);
        offset = Number(request.getResponseHeader("Upload-Offset"));
        if (!(offset > begun))
          throw new Error("The service does not take this file.");
        tries = 0;
      }
      return path;
    } catch (error) {
      if (!isPassing(error) || tries >= MAX_TRIES)
        throw error;
      await new Promise(resolve => setTimeout(resolve, WAIT_MS * 2 ** Math.min(tries, 5)));
      signal.throwIfAborted();
    }
  }
}

/** @onProgress: called with 0..1. @returns the job that was added */
export async function upload(file, { onProgress, signal }) {
  if (file.size <= SMALL)
    return sendWhole(file, onProgress, signal);
  const key = `${KEY}${file.name}:${file.size}:${file.lastModified}`;
  const path = await sendPieces(file, key, onProgress, signal);
  const id = decodeURIComponent(path.slice(path.lastIndexOf("/") + 1));
  const response = await ask("POST", "/api/extract", { json: { upload: id }, signal });
  sessionStorage.removeItem(key);
  return response.json();
}
