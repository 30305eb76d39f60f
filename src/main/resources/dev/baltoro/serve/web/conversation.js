// The conversation: what was said, what of it goes to the server, and what is kept in this browser.
//
// A message is { role: 'user', content }, { role: 'tool', id, content, ran?, failed?, refused?, ms? }, or an assistant's
// { role, content, reasoning?, calls?: [{ id, name, arguments, whole, ticket?, source?, effect? }], finish, figures, stopped?,
// error? }. A call with a ticket is of one of the server's own tools, which ran if its result says so.

const STORE = 'baltoro.conversation';
const STORED_CHARACTERS_MAX = 1_000_000;

export class Conversation {
  messages = [];

  constructor() {
    this.#load();
  }

  get last() {
    return this.messages.at(-1);
  }

  add(message) {
    this.messages.push(message);
    this.keep();
  }

  /** Removes the messages from `index` on and returns them. */
  cut(index) {
    const gone = this.messages.splice(index);
    this.keep();
    return gone;
  }

  lastIndexOf(role) {
    return this.messages.findLastIndex((message) => message.role === role);
  }

  /** The whole calls of the last assistant message that have no result yet. */
  openCalls() {
    const index = this.lastIndexOf('assistant');
    if (index < 0) return [];
    const after = this.messages.slice(index + 1);
    if (after.some((message) => message.role === 'user')) return [];
    const answered = new Set(after.map((message) => message.id));
    return (this.messages[index].calls ?? []).filter((call) => call.whole && !answered.has(call.id));
  }

  /** How many answers with calls have come since the user's last message. */
  rounds() {
    return this.messages.slice(this.lastIndexOf('user') + 1).filter(({ role, calls }) => role === 'assistant' && calls?.length > 0).length;
  }

  /** The messages in OpenAI's form; empty answers and calls that were cut off are left out. */
  wire(system) {
    const wire = system.trim() === '' ? [] : [{ role: 'system', content: system }];
    for (const message of this.messages) {
      if (message.role === 'user') wire.push({ role: 'user', content: message.content });
      if (message.role === 'tool') wire.push({ role: 'tool', tool_call_id: message.id, content: message.content });
      if (message.role !== 'assistant') continue;
      const calls = (message.calls ?? []).filter((call) => call.whole).map(({ id, name, arguments: text }) => (
        { id, type: 'function', function: { name, arguments: text } }));
      if (message.content === '' && calls.length === 0) continue;
      wire.push({ role: 'assistant', content: message.content, ...(calls.length && { tool_calls: calls }) });
    }
    return wire;
  }

  /** Writes the conversation to the browser's store, without its oldest turns where it is over the limit. */
  keep() {
    let kept = this.messages;
    let text = JSON.stringify(kept);
    while (text.length > STORED_CHARACTERS_MAX && kept.length > 0) {
      const next = kept.findIndex((message, index) => index > 0 && message.role === 'user');
      kept = next < 0 ? [] : kept.slice(next);
      text = JSON.stringify(kept);
    }
    try {
      localStorage.setItem(STORE, text);
    } catch (full) {
      console.warn('The conversation is not kept in this browser:', full.message);
    }
  }

  #load() {
    try {
      const stored = JSON.parse(localStorage.getItem(STORE) ?? '[]');
      if (Array.isArray(stored) && stored.every((message) => typeof message?.content === 'string')) this.messages = stored;
    } catch (unreadable) {
      console.warn('The kept conversation cannot be read and is dropped:', unreadable.message);
    }
  }
}
