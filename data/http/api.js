// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asking the service. The token is sent in a header, which no other page can make a browser send, and
// is kept by this tab alone.

const KEY = "lectern-token";

export function getToken() {
  return sessionStorage.getItem(KEY);
}

export function setToken(token) {
  if (token)
    sessionStorage.setItem(KEY, token);
  else
    sessionStorage.removeItem(KEY);
}

/** What the service refuses: with its code, and the message that it gives for people. */
export class ApiError extends Error {
  constructor(status, code, message) {
    super(message);
    Object.assign(this, { status, code });
  }
}

export function makeHeaders(more = {}) {
  const token = getToken();
  return token ? { Authorization: `Bearer ${token}`, ...more } : { ...more };
}

/** @text: the body of an answer that is no success */
export function makeError(status, text) {
  try {
    const { error } = JSON.parse(text);
    return new ApiError(status, String(error.code), String(error.message));
  } catch {
    return new ApiError(status, "unknown", `The service answers with ${status}.`);
  }
}

/** @returns a Response that is a success; else throws an ApiError, or what fetch throws */
export async function ask(method, path, { json, headers, signal } = {}) {
  const response = await fetch(path, {
    method,
    signal,
    headers: makeHeaders(json === undefined ? headers : { "Content-Type": "application/json", ...headers }),
    body: json === undefined ? undefined : JSON.stringify(json),
    credentials: "omit",
    redirect: "error",
  });
  if (!response.ok)
    throw makeError(response.status, await response.text());
  return response;
}

export async function getJson(path, options) {
  return (await ask("GET", path, options)).json();
}

/** An address from the service, as far as it is one of its own. */
export function own(path) {
  const url = new URL(path, location.origin);
  if (url.origin !== location.origin || !url.pathname.startsWith("/api/"))
    throw new Error("This address is somewhere else.");
  return url.pathname + url.search;
}

/** Has the browser keep a file. */
export async function save(path, name) {
  const blob = await (await ask("GET", path)).blob();
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
