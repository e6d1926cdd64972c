// SPDX-License-Identifier: GPL-3.0-or-later
//
// One line a test, as "meson test" reads it.

let count = 0;
let failures = 0;

/** Runs one test; what it throws is why it failed, and those after it run all the same. */
export async function test(name: string, run: () => Promise<void>): Promise<void> {
  count++;
  try {
    await run();
    console.log(`ok ${count} - ${name}`);
  } catch (reason) {
    failures++;
    const text = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
    console.log(`not ok ${count} - ${name}`);
    console.log(text.replace(/^/gm, "# "));
  }
}

/** After the last one. */
export function finish(): void {
  console.log(`1..${count}`);
  process.exitCode = failures > 0 ? 1 : 0;
}
