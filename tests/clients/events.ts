// SPDX-License-Identifier: GPL-3.0-or-later
//
// Server-Sent Events, as the HTML standard has them, as far as the service sends them.

export interface ServiceEvent {
  id: string;
  name: string;
  data: unknown;
}

function parse(block: string): ServiceEvent | undefined {
  const fields = new Map<string, string>();
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).trimStart());
  }
  const data = fields.get("data");
  if (data === undefined) return undefined; // a comment
  return { id: fields.get("id") ?? "", name: fields.get("event") ?? "message", data: JSON.parse(data) };
}

/** The events of a stream, until it ends or whoever reads them stops. */
export async function* readEvents(stream: ReadableStream<Uint8Array>): AsyncGenerator<ServiceEvent> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += decoder.decode(value, { stream: true });
      const blocks = text.split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) {
        const event = parse(block);
        if (event) yield event;
      }
    }
  } finally {
    await reader.cancel();
  }
}
