// Single keys as commands, where nothing else takes them, and as long as the user wants them.

const STORE = 'baltoro.review.keys';
const TAKES_TEXT = 'input:not([type=checkbox]), textarea, select';
const TAKES_ENTER = 'button, a, summary, input';

export class Keys {
  /** @param commands from a key's name to what it does */
  constructor(commands) {
    const on = document.getElementById('keys-on');
    on.checked = localStorage.getItem(STORE) !== 'off';
    on.addEventListener('change', () => localStorage.setItem(STORE, on.checked ? 'on' : 'off'));
    document.addEventListener('keydown', (event) => {
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (!on.checked || !Object.hasOwn(commands, key) || taken(event)) return;
      event.preventDefault();
      commands[key]();
    });
  }
}

function taken(event) {
  return event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat
    || document.querySelector('dialog[open]') !== null || event.target.matches?.(TAKES_TEXT)
    || (event.key === 'Enter' && event.target.matches?.(TAKES_ENTER));
}
