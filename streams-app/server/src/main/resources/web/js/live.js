// Server-sent events through fetch, since EventSource cannot send a token.

import {request} from "./api.js";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

/** The server sends a comment at least this often; a connection that is silent for longer is dead. */
const LONGEST_SILENCE_MS = 60_000;

/**
 * Follows a stream forever, reconnecting where it ended.
 * @param {(type: string, data: Object) => void} onEvent
 * @param {(state: "live"|"lost", error?: Error) => void} onState live after each connection, before its first event
 */
export async function follow(path, onEvent, onState) {
  let lastId = null;
  let waitMs = FIRST_WAIT_MS;
  for (;;) {
    try {
      for await (const event of connection(path, lastId, () => {
        waitMs = FIRST_WAIT_MS;
        onState("live");
      })) {
        lastId = event.id ?? lastId;
        onEvent(event.type, JSON.parse(event.data));
      }
      onState("lost");
    } catch (error) {
      onState("lost", error);
    }
    await new Promise(resolve => setTimeout(resolve, waitMs));
    waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
  }
}

async function* connection(path, lastId, onOpen) {
  const abort = new AbortController();
  const headers = {Accept: "text/event-stream", ...(lastId !== null && {"Last-Event-ID": lastId})};
  const answer = await request(path, {}, {headers, signal: abort.signal});
  onOpen();
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const silence = setTimeout(() => abort.abort(), LONGEST_SILENCE_MS);
    const {done, value} = await reader.read();
    clearTimeout(silence);
    if (done) {
      return;
    }
    text += value;
    const blocks = text.split(/\r?\n\r?\n/);
    text = blocks.pop();
    for (const block of blocks) {
      const event = parse(block);
      if (event.data) {
        yield event;
      }
    }
  }
}

function parse(block) {
  const event = {type: "message", id: null, data: ""};
  for (const line of block.split(/\r?\n/)) {
    const [, field, value] = /^([^:]*):? ?(.*)$/.exec(line);
    if (field === "event") {
      event.type = value;
    } else if (field === "id") {
      event.id = value;
    } else if (field === "data") {
      event.data += (event.data && "\n") + value;
    }
  }
  return event;
}
