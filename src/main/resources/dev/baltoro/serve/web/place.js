// Where the user is in a part of the page that is built anew: what has the focus, what is unfolded, what was typed.

const KEYED = '[data-key]';

/** Remembers it; the function that comes back restores it in the new nodes. Elements are told apart by `data-key`. */
export function keepPlace(root) {
  const focused = root.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const open = new Map();
  const typed = new Map();
  for (const element of root.querySelectorAll(KEYED)) {
    if (element.tagName === 'DETAILS') open.set(element.dataset.key, element.open);
    if (element.tagName === 'TEXTAREA') typed.set(element.dataset.key, element.value);
  }
  return () => {
    for (const element of root.querySelectorAll(KEYED)) {
      const { key } = element.dataset;
      if (element.tagName === 'DETAILS' && open.has(key)) element.open = open.get(key);
      if (element.tagName === 'TEXTAREA' && typed.has(key)) element.value = typed.get(key);
      if (focused !== undefined && key === focused) element.focus({ preventScroll: true });
    }
  };
}
