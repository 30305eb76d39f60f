// Building of elements. Text always becomes a text node: nothing that a model or server says is read as HTML.

/** Makes an element: `properties` are set on it (`aria-*`, `for` and `role` as attributes), `children` appended. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('aria-') || name === 'for' || name === 'role') element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A small button that runs `action`. */
export function button(label, className, action) {
  const element = make('button', { type: 'button', className, textContent: label });
  element.addEventListener('click', action);
  return element;
}

/** A button that copies what `text()` gives and says so. */
export function copyButton(text, label = 'Copy') {
  const element = button(label, 'link', async () => {
    element.textContent = (await copy(text())) ? 'Copied' : 'Not copied';
    setTimeout(() => { element.textContent = label; }, 1500);
  });
  return element;
}

async function copy(text) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (refused) {
      console.info('The clipboard is not open to the page:', refused.message);
    }
  }
  const box = make('textarea', { value: text, className: 'hidden' }); // pages served without TLS have no clipboard
  document.body.append(box);
  box.select();
  const copied = document.execCommand('copy');
  box.remove();
  return copied;
}

/** Lets a text box grow with its text; the style sheet limits it. */
export function grow(box) {
  box.style.height = 'auto';
  box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
}
