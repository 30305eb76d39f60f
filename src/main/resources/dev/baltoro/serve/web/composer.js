// The box for the next message, with its keys.

import { grow } from './dom.js';

const $ = (id) => document.getElementById(id);

export class Composer {
  #box = $('prompt');
  #before = null; // what stood in the box when editing began

  constructor({ send, stop }) {
    $('composer').addEventListener('submit', (event) => {
      event.preventDefault();
      send();
    });
    this.#box.addEventListener('input', () => grow(this.#box));
    this.#box.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      send();
    });
    $('stop').addEventListener('click', stop);
    $('cancel-edit').addEventListener('click', () => this.cancelEdit());
  }

  get text() {
    return this.#box.value;
  }

  get editing() {
    return this.#before !== null;
  }

  focus() {
    if (!matchMedia('(pointer: coarse)').matches) this.#box.focus(); // a phone would open its keyboard
  }

  clear() {
    this.#before = null;
    $('editing').hidden = true;
    this.#put('');
  }

  edit(text) {
    this.#before ??= this.#box.value;
    $('editing').hidden = false;
    this.#put(text);
    this.#box.focus();
  }

  cancelEdit() {
    const before = this.#before ?? '';
    this.clear();
    this.#put(before);
    this.#box.focus();
  }

  /** Shows the stop button in the place of the send button while an answer streams in. */
  running(running) {
    const focused = document.activeElement === $('send') || document.activeElement === $('stop');
    $('send').hidden = running;
    $('stop').hidden = !running;
    if (focused) this.#box.focus();
  }

  #put(text) {
    this.#box.value = text;
    grow(this.#box);
  }
}
