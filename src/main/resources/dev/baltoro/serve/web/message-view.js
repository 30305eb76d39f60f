// A message as it stands in the conversation.

import { button, copyButton, make } from './dom.js';
import { Prose } from './prose.js';
import { ToolCard } from './tool-card.js';

/** What the user said; `edit` (or null) is offered as a button. */
export function userView(message, edit) {
  return make('article', { className: 'message user', 'aria-label': 'You' },
    make('div', { className: 'text', textContent: message.content }),
    make('footer', {}, copyButton(() => message.content), edit && button('Edit', 'link', edit)));
}

/** What the model answered, while it streams in and after. */
export class AnswerView {
  #thinking = make('details', { className: 'thinking', hidden: true }, make('summary', { textContent: 'Thinking' }));
  #thought = new Prose();
  #prose = new Prose();
  #cards = [];
  #calls = make('div', { className: 'calls' });
  #figures = make('span', { className: 'figures' });
  #footer = make('footer', {}, this.#figures);
  #message = null;

  constructor() {
    this.#thinking.append(this.#thought.element);
    this.element = make('article', { className: 'message assistant', 'aria-label': 'Model' },
      this.#thinking, this.#prose.element, this.#calls, this.#footer);
  }

  /** Shows the message as far as it has come; `waitedMs` is the time since the request while nothing has come. */
  show(message, { streaming = false, waitedMs = 0 } = {}) {
    this.#message = message;
    this.element.classList.toggle('streaming', streaming);
    this.element.setAttribute('aria-busy', String(streaming));
    this.#thinking.hidden = !message.reasoning;
    if (message.reasoning) this.#thought.show(message.reasoning);
    this.#prose.show(message.content);
    (message.calls ?? []).forEach((call, index) => {
      if (!this.#cards[index]) {
        this.#cards[index] = new ToolCard();
        this.#calls.append(this.#cards[index].element);
      }
      this.#cards[index].show(call);
    });
    this.#figures.textContent = words(message, streaming, waitedMs);
  }

  /** Shows the results of the calls: `results` from id to the tool's message. */
  showResults(results) {
    (this.#message.calls ?? []).forEach((call, index) => {
      if (!call.whole) this.#cards[index].showCutOff();
      else if (results.has(call.id)) this.#cards[index].showResult(results.get(call.id));
    });
  }

  /** Shows how it stands with open calls of the server's tools; `decide` gets a call and "run" or "refuse". */
  showOpen(open, calls, decide) {
    for (const { call, card } of this.#cardsOf(open)) {
      const state = calls.state(call);
      if (state === 'running') card.showRunning();
      if (state === 'waits') card.askConsent(call, (consent) => decide(call, consent));
      if (calls.problem(call)) card.showProblem(calls.problem(call));
    }
  }

  #cardsOf(open) {
    return (this.#message.calls ?? []).map((call, index) => ({ call, card: this.#cards[index] }))
      .filter(({ call }) => open.some(({ id }) => id === call.id));
  }

  /** Asks for the results of open calls; `send` gets them as a list of { id, content }. */
  askResults(open, send) {
    const asked = this.#cardsOf(open);
    const submit = () => {
      const empty = asked.find(({ card }) => card.box.value === '');
      if (empty) empty.card.box.focus();
      else send(asked.map(({ call, card }) => ({ id: call.id, content: card.box.value })));
    };
    for (const { call, card } of asked) card.askResult(call.id, submit);
    this.#calls.append(button(asked.length > 1 ? `Send ${asked.length} results` : 'Send result', 'primary send-results', submit));
  }

  /** Offers to copy the answer and, where `regenerate` is given, to ask again. */
  offer(regenerate) {
    if (this.#message.content !== '') this.#footer.append(copyButton(() => this.#message.content));
    if (regenerate) this.#footer.append(button('Regenerate', 'link', regenerate));
  }
}

/** What went wrong, with a way to try again (or null). */
export function errorView({ message, status, param, code, retryAfter }, retry, label = 'Try again') {
  const details = [status ? `HTTP ${status}` : null, code, param ? `field ${param}` : null].filter(Boolean).join(' · ');
  const wait = retryAfter ? `The server asks to wait ${retryAfter} s.` : '';
  return make('section', { className: 'error', role: 'alert' },
    make('p', { textContent: message }),
    details || wait ? make('p', { className: 'hint', textContent: [details, wait].filter(Boolean).join('. ') }) : null,
    retry && button(label, 'primary retry', retry));
}

function words(message, streaming, waitedMs) {
  const { exact, prompt, cached, completion, firstMs, perSecond } = message.figures;
  if (streaming && firstMs === null) return `waiting ${(waitedMs / 1000).toFixed(1)} s`;
  const parts = [];
  if (prompt !== null) parts.push(`${prompt} prompt${cached ? ` (${cached} cached)` : ''}`);
  if (firstMs !== null || exact) parts.push(`${exact ? '' : '≈ '}${completion} ${completion === 1 ? 'token' : 'tokens'}`);
  if (firstMs !== null) parts.push(`first in ${firstMs < 1000 ? `${Math.round(firstMs)} ms` : `${(firstMs / 1000).toFixed(1)} s`}`);
  if (perSecond !== null) parts.push(`${perSecond.toFixed(perSecond < 100 ? 1 : 0)} tok/s`);
  if (message.stopped) parts.push('stopped');
  if (message.finish === 'length') parts.push('reached the token limit');
  return parts.join(' · ');
}
