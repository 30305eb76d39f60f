// Asks for the server's API key when a request was refused for want of one.

import { hasKey, keepKey } from './api.js';

const $ = (id) => document.getElementById(id);

export class KeyPrompt {
  #retry = null;

  constructor() {
    $('key-form').addEventListener('submit', (event) => {
      event.preventDefault();
      keepKey($('key').value.trim());
      $('key').value = '';
      $('key-form').hidden = true;
      const retry = this.#retry;
      this.#retry = null;
      retry?.();
    });
  }

  get shown() {
    return !$('key-form').hidden;
  }

  /** Shows the box; `retry` runs once a key was given. */
  ask(retry) {
    this.#retry = retry;
    $('key-title').textContent = hasKey() ? 'The server did not accept this API key' : 'This server asks for an API key';
    $('key-form').hidden = false;
    $('key').focus();
  }
}
