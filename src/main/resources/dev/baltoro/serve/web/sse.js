// Server-sent events from a byte stream that may be cut anywhere, also inside a line break or a UTF-8 code point.

const EVENT_CHARACTERS_MAX = 4_000_000;

/** Turns bytes into the `data` of whole events, in order. */
export class EventParser {
  #decoder = new TextDecoder('utf-8');
  #line = '';
  #data = null;
  #afterReturn = false;

  /** Takes the next bytes and returns the data of the events that they complete. */
  feed(bytes) {
    return this.#take(this.#decoder.decode(bytes, { stream: true }));
  }

  /** Whether the stream stopped inside an event. */
  get unfinished() {
    return this.#line !== '' || this.#data !== null;
  }

  #take(text) {
    const events = [];
    let start = 0;
    for (let i = 0; i < text.length; i++) {
      const c = text[i];
      if (c !== '\n' && c !== '\r') {
        this.#afterReturn = false;
        continue;
      }
      if (c === '\n' && this.#afterReturn) { // the second half of one break, perhaps cut in two
        this.#afterReturn = false;
        start = i + 1;
        continue;
      }
      this.#afterReturn = c === '\r';
      this.#end(this.#line + text.slice(start, i), events);
      this.#line = '';
      start = i + 1;
    }
    this.#line += text.slice(start);
    if (this.#line.length + (this.#data?.length ?? 0) > EVENT_CHARACTERS_MAX) {
      throw new Error(`The server sent one event of more than ${EVENT_CHARACTERS_MAX} characters.`);
    }
    return events;
  }

  #end(line, events) {
    if (line === '') {
      if (this.#data !== null) events.push(this.#data);
      this.#data = null;
      return;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    if (field !== 'data') return; // comments, event names, ids: not used by chat completions
    let value = colon < 0 ? '' : line.slice(colon + 1);
    if (value.startsWith(' ')) value = value.slice(1);
    this.#data = this.#data === null ? value : `${this.#data}\n${value}`;
  }
}

/** Yields the data of each event of a `ReadableStream` of bytes; the stream is cancelled when the caller stops early. */
export async function* eventsOf(stream) {
  const parser = new EventParser();
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield* parser.feed(value);
    }
  } finally {
    reader.cancel().catch(() => {}); // already closed or aborted: nothing is left to cancel
  }
}
