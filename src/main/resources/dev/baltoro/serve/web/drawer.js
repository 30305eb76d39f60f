// The settings panel beside the conversation, or over it where there is no room for both.

const $ = (id) => document.getElementById(id);
const WIDE = matchMedia('(min-width: 1000px)'); // as in chat.css
const STORE = 'baltoro.drawer';

export class Drawer {
  constructor() {
    $('settings-button').addEventListener('click', () => (this.open ? this.hide() : this.show()));
    $('settings-close').addEventListener('click', () => this.hide());
    $('shade').addEventListener('click', () => this.hide());
    WIDE.addEventListener('change', () => this.#lay());
    if (WIDE.matches && localStorage.getItem(STORE) === 'open') this.#set(true);
  }

  get open() {
    return !$('settings').hidden;
  }

  /** Whether the panel lies over the conversation, which then cannot be reached. */
  get covers() {
    return this.open && !WIDE.matches;
  }

  show(field = $('settings-close')) {
    this.#set(true);
    field.focus();
  }

  hide() {
    this.#set(false);
    $('settings-button').focus();
  }

  #set(open) {
    $('settings').hidden = !open;
    $('settings-button').setAttribute('aria-expanded', String(open));
    localStorage.setItem(STORE, open ? 'open' : 'closed');
    this.#lay();
  }

  #lay() {
    document.body.classList.toggle('with-settings', this.open);
    $('page').inert = this.covers;
    $('shade').hidden = !this.covers;
  }
}
