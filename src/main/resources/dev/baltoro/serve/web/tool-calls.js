// Calls of the server's tools: which wait for the user, which run, and what became of them.

const STOPPED = new DOMException('stopped', 'AbortError');
const CLEARED = new DOMException('cleared', 'AbortError');

export class ToolCalls {
  #conversation;
  #tools;
  #changed;
  #settled;
  #running = new Map(); // from a call's id to its AbortController
  #problems = new Map(); // from a call's id to what went wrong with asking for it

  /** `changed` runs whenever the calls are to be shown anew, `settled` when the model can go on. */
  constructor({ conversation, tools, changed, settled }) {
    this.#conversation = conversation;
    this.#tools = tools;
    this.#changed = changed;
    this.#settled = settled;
  }

  get running() {
    return this.#running.size > 0;
  }

  /** How it stands with an open call: "manual" where the user plays the tool, "running", or "waits" for consent. */
  state(call) {
    if (this.#running.has(call.id)) return 'running';
    return call.ticket && !this.#problems.has(call.id) ? 'waits' : 'manual';
  }

  problem(call) {
    return this.#problems.get(call.id) ?? null;
  }

  /** A new answer has come: runs its calls that change nothing, at once. */
  begin() {
    this.#problems.clear();
    for (const call of this.#conversation.openCalls()) {
      if (call.ticket && call.effect === 'none') this.settle(call, null);
    }
  }

  /** Has a call run or refused, as the user decided. */
  async settle(call, consent) {
    const controller = new AbortController();
    this.#running.set(call.id, controller);
    this.#changed();
    let result = null;
    let problem = null;
    try {
      result = await this.#tools.settle(call.ticket, consent, controller.signal);
    } catch (error) {
      problem = controller.signal.aborted ? 'Stopped. The tool may have run all the same.' : error.message;
    }
    if (controller.signal.reason === CLEARED) return;
    this.#running.delete(call.id);
    if (result) {
      const { content, failed, refused, ms } = result;
      this.#conversation.add({
        role: 'tool', id: call.id, content, ran: true, ...(failed && { failed }), ...(refused && { refused }), ...(ms !== undefined && { ms }),
      });
    } else {
      this.#problems.set(call.id, problem);
    }
    this.#changed();
    if (result && this.#conversation.openCalls().length === 0) this.#settled();
  }

  stop() {
    for (const controller of this.#running.values()) controller.abort(STOPPED);
  }

  clear() {
    for (const controller of this.#running.values()) controller.abort(CLEARED);
    this.#running.clear();
    this.#problems.clear();
  }
}
