// The tools that this server itself runs, for this page: what they are, answers in which they may be called, and calls.

import { ApiError, chunks, post } from './api.js';

const STORE = 'baltoro.page'; // sessionStorage: the server's name for this tab
const UNKNOWN = 'page_unknown'; // the server was started anew

export class PageTools {
  /** Whether this server has tools at all. */
  present = document.querySelector('meta[name=baltoro-tools]') !== null;
  /** Each { name, source, effect, description }. */
  tools = [];
  /** Answers with calls in a row after which the user is asked. */
  rounds = 1;
  #page = sessionStorage.getItem(STORE);

  async open() {
    if (!this.present) return;
    const opened = await (await post('page/open', this.#page ? { page: this.#page } : {})).json();
    this.#page = opened.page;
    this.tools = opened.tools;
    this.rounds = opened.rounds;
    sessionStorage.setItem(STORE, this.#page);
  }

  /** Yields the chunks of an answer in which the tools may be called; one of them has the calls' tickets. */
  async* complete(request, signal) {
    yield* chunks(await this.#ask(request, signal));
  }

  async #ask(request, signal) {
    const ask = () => post('page/answer', { page: this.#page, request }, signal, 'text/event-stream');
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== UNKNOWN) throw error;
    }
    await this.open();
    return ask();
  }

  /** Has a call run or refused; `consent` is "run", "refuse", or null where the user need not be asked. */
  async settle(ticket, consent, signal) {
    const asked = { page: this.#page, ticket, ...(consent && { consent }) };
    return (await post('page/call', asked, signal)).json();
  }
}
