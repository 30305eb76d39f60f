// One answer while it streams in: chunks go in, the message that they make so far can be read at any time.

import { isJson } from './json-text.js';

// What comes within less was waiting somewhere, so that its speed is not the model's.
const LEAST_SECONDS = 0.02;

export class Answer {
  content = '';
  reasoning = '';
  calls = [];
  finish = null;
  usage = null;
  chunks = 0; // that carried text: about one a token, shown until the server counts
  firstAt = null;
  lastAt = null;

  constructor(startedAt = performance.now()) {
    this.startedAt = startedAt;
  }

  /** Adds a chunk of the stream. */
  add(chunk, now = performance.now()) {
    if (chunk.usage) this.usage = chunk.usage;
    for (const { id, ...told } of chunk.calls ?? []) { // of the server's own tools
      Object.assign(this.calls.find((call) => call?.id === id) ?? {}, told);
    }
    const choice = chunk.choices?.[0];
    if (!choice) return;
    if (choice.finish_reason) this.finish = choice.finish_reason;
    const { content, reasoning_content: reasoning, tool_calls: calls } = choice.delta ?? {};
    if (content) this.content += content;
    if (reasoning) this.reasoning += reasoning;
    for (const call of calls ?? []) this.#addCall(call);
    if (content || reasoning || calls?.length) {
      this.chunks++;
      this.firstAt ??= now;
      this.lastAt = now;
    }
  }

  #addCall(delta) {
    const call = (this.calls[delta.index ?? this.calls.length] ??= { id: '', name: '', arguments: '' });
    if (delta.id) call.id = delta.id;
    if (delta.function?.name) call.name += delta.function.name;
    if (delta.function?.arguments) call.arguments += delta.function.arguments;
  }

  /** Counts and speed so far; `exact` once the server has sent its own counts. */
  figures() {
    const completion = this.usage?.completion_tokens ?? this.chunks;
    // A call's first tokens, which only say that it is one, come before anything is seen of it.
    const timed = this.calls.length ? this.chunks : completion;
    const seconds = this.firstAt === null ? 0 : (this.lastAt - this.firstAt) / 1000;
    return {
      exact: this.usage !== null,
      prompt: this.usage?.prompt_tokens ?? null,
      cached: this.usage?.prompt_tokens_details?.cached_tokens ?? null,
      completion,
      firstMs: this.firstAt === null ? null : this.firstAt - this.startedAt,
      perSecond: timed > 1 && seconds >= LEAST_SECONDS ? (timed - 1) / seconds : null,
    };
  }

  /** The message as the conversation keeps it; calls that were cut off are marked, since they cannot be answered. */
  message() {
    return {
      role: 'assistant',
      content: this.content,
      ...(this.reasoning && { reasoning: this.reasoning }),
      ...(this.calls.length && {
        calls: this.calls.filter(Boolean).map((call) => ({ ...call, whole: call.id !== '' && isJson(call.arguments) })),
      }),
      finish: this.finish,
      figures: this.figures(),
    };
  }
}
