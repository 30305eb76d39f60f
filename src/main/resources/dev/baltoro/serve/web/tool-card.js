// A tool call as a card: what the model calls, with which arguments, and a box for what the tool returned.

import { copyButton, grow, make } from './dom.js';
import { layOut } from './json-text.js';

export class ToolCard {
  #name = make('strong', { className: 'call-name' });
  #id = make('code', { className: 'call-id' });
  #arguments = make('pre', { className: 'arguments', tabIndex: 0, 'aria-label': 'Arguments' });
  #raw = '';
  box = null;

  constructor() {
    this.element = make('section', { className: 'call', 'aria-label': 'Tool call' },
      make('header', {}, make('span', { className: 'call-title' }, this.#name, this.#id), copyButton(() => this.#raw)),
      this.#arguments);
  }

  /** Shows the call as far as it has come. */
  show({ id, name, arguments: text }) {
    if (this.#name.textContent !== name) {
      this.#name.textContent = name;
      this.element.setAttribute('aria-label', `Tool call ${name}`);
    }
    if (this.#id.textContent !== id) this.#id.textContent = id;
    if (this.#raw === text) return;
    this.#raw = text;
    this.#arguments.textContent = layOut(text);
  }

  /** Says that the call was cut off: it cannot be answered. */
  showCutOff() {
    this.element.append(make('p', { className: 'note', textContent: 'The call was cut off before its arguments were whole.' }));
  }

  /** Shows what the tool returned. */
  showResult(content) {
    this.element.append(make('div', { className: 'result' },
      make('span', { textContent: 'Result' }), make('pre', { textContent: content, tabIndex: 0 })));
  }

  /** Adds a box for the result; `submit` runs on Enter. */
  askResult(id, submit) {
    this.box = make('textarea', { rows: 1, className: 'code', spellcheck: false, placeholder: 'What the tool returned' });
    this.box.dataset.call = id;
    this.box.addEventListener('input', () => grow(this.box));
    this.box.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      submit();
    });
    this.element.append(make('label', { className: 'ask-result' }, make('span', { textContent: 'Result' }), this.box));
  }
}
