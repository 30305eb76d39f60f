// A tool call as a card: what the model calls, with which arguments, and a place for what becomes of it.

import { button, copyButton, grow, make } from './dom.js';
import { layOut } from './json-text.js';

const EFFECTS = {
  none: 'changes nothing',
  adds: 'adds something',
  destroys: 'may change or delete things',
  unknown: 'does not say what it changes',
};

export class ToolCard {
  #name = make('strong', { className: 'call-name' });
  #id = make('code', { className: 'call-id' });
  #source = make('p', { className: 'call-source', hidden: true });
  #arguments = make('pre', { className: 'arguments', tabIndex: 0, 'aria-label': 'Arguments' });
  #raw = '';
  box = null;

  constructor() {
    this.element = make('section', { className: 'call', 'aria-label': 'Tool call' },
      make('header', {}, make('span', { className: 'call-title' }, this.#name, this.#id), copyButton(() => this.#raw)),
      this.#source, this.#arguments);
  }

  /** Shows the call as far as it has come. */
  show({ id, name, arguments: text, source, effect }) {
    if (this.#name.textContent !== name) {
      this.#name.textContent = name;
      this.element.setAttribute('aria-label', `Tool call ${name}`);
    }
    if (this.#id.textContent !== id) this.#id.textContent = id;
    if (source) {
      this.#source.textContent = `${source} · ${EFFECTS[effect] ?? effect}`;
      this.#source.hidden = false;
    }
    if (this.#raw === text) return;
    this.#raw = text;
    this.#arguments.textContent = layOut(text);
  }

  /** Says that the call was cut off: it cannot be answered. */
  showCutOff() {
    this.element.append(make('p', { className: 'note', textContent: 'The call was cut off before its arguments were whole.' }));
  }

  /** Shows what the tool returned: folded where the server ran it, since the model has read it and will say what matters. */
  showResult({ id, content, ran, failed, refused, ms }) {
    if (refused) {
      this.element.append(make('p', { className: 'outcome', textContent: 'You refused this call. It was not run.' }));
      return;
    }
    const text = make('pre', { textContent: content, tabIndex: 0 });
    if (!ran) {
      this.element.append(make('div', { className: 'result' }, make('span', { textContent: 'Result' }), text));
      return;
    }
    const size = `${content.length} ${content.length === 1 ? 'character' : 'characters'}`;
    const details = make('details', { className: `result${failed ? ' failed' : ''}`, open: failed === true },
      make('summary', { textContent: [failed ? 'The tool failed' : 'Result', size, ms === undefined ? null : time(ms)].filter(Boolean).join(' · ') }), text);
    details.dataset.key = `${id} result`;
    this.element.append(details);
  }

  showRunning() {
    this.element.append(make('p', { className: 'outcome running', role: 'status', textContent: 'Running …' }));
  }

  /** Says why a call could not be settled. */
  showProblem(message) {
    this.element.append(make('p', { className: 'outcome problem', role: 'alert', textContent: message }));
  }

  /** Asks whether the call may be run; `decide` gets "run" or "refuse". */
  askConsent({ id, name }, decide) {
    const run = button('Run once', 'primary', () => decide('run'));
    const refuse = button('Refuse', 'secondary', () => decide('refuse'));
    run.dataset.key = `${id} run`;
    refuse.dataset.key = `${id} refuse`;
    const group = make('div', { className: 'consent', role: 'group', tabIndex: -1, 'aria-label': `May ${name} be run with these arguments?` },
      make('span', { textContent: 'Run it with these arguments?' }), run, refuse);
    group.dataset.key = `${id} consent`;
    group.dataset.consent = id;
    this.element.append(group);
  }

  /** Adds a box for the result; `submit` runs on Enter. */
  askResult(id, submit) {
    this.box = make('textarea', { rows: 1, className: 'code', spellcheck: false, placeholder: 'What the tool returned' });
    this.box.dataset.call = id;
    this.box.dataset.key = `${id} box`;
    this.box.addEventListener('input', () => grow(this.box));
    this.box.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      submit();
    });
    this.element.append(make('label', { className: 'ask-result' }, make('span', { textContent: 'Result' }), this.box));
  }
}

function time(ms) {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}
