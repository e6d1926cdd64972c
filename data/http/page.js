// SPDX-License-Identifier: GPL-3.0-or-later
//
// What both pages have: the question for a token, telling what went wrong, and asking again and
// again while somebody looks.

import { ApiError, getToken, setToken } from "./api.js";
import { find, setText } from "./elements.js";

/** Said aloud by what reads the page, and shown nowhere. */
export function say(text) {
  setText(find("said"), text);
}

/** @error: (nullable): takes back what was told */
export function tell(error) {
  const problem = find("problem");
  if (error === null) {
    problem.hidden = true;
    return;
  }
  setText(problem, error instanceof ApiError ? error.message : "The service is not reached; trying again.");
  problem.hidden = false;
}

export class Page {
  /** @look: asks for what is shown; @everyMs: how often */
  constructor(look, everyMs) {
    Object.assign(this, { look, everyMs, timer: 0, isLooking: false, again: false, isTold: false });
    find("token-form").addEventListener("submit", event => {
      event.preventDefault();
      setToken(find("token").value.trim());
      find("token").value = "";
      this.refresh();
    });
    find("forget").addEventListener("click", () => {
      setToken(null);
      location.reload();
    });
    document.addEventListener("visibilitychange", () => this.refresh());
    this.refresh();
  }

  /** Looks now; one question at a time. */
  async refresh() {
    if (this.isLooking) {
      this.again = true;
      return;
    }
    clearTimeout(this.timer);
    if (document.visibilityState === "hidden")
      return;
    this.isLooking = true;
    this.again = false;
    try {
      await this.look();
      this.show();
    } catch (error) {
      this.fail(error);
    }
    this.isLooking = false;
    if (this.again)
      this.refresh();
    else if (find("token-form").hidden)
      this.timer = setTimeout(() => this.refresh(), this.everyMs);
  }

  /** What somebody has asked for: is done, then looked at. */
  async run(action, done) {
    try {
      await action();
      this.isTold = false;
      if (done)
        say(done);
    } catch (error) {
      this.isTold = true;
      this.fail(error);
    }
    this.refresh();
  }

  show() {
    /* What came of an action stands until the next one. */
    if (!this.isTold)
      tell(null);
    find("token-form").hidden = true;
    find("content").hidden = false;
    find("forget").hidden = getToken() === null;
  }

  fail(error) {
    tell(error);
    if (!(error instanceof ApiError) || error.status !== 401)
      return;
    if (getToken() === null)
      tell(null);
    setToken(null);
    find("content").hidden = true;
    find("forget").hidden = true;
    if (find("token-form").hidden) {
      find("token-form").hidden = false;
      find("token").focus();
    }
  }
}
