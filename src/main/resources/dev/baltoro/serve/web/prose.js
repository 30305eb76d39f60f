// A model's text as DOM nodes: fenced code blocks and inline code are set apart, everything else stays as it is written.

import { copyButton, make } from './dom.js';

const FENCE = /^ {0,3}(`{3,}|~{3,})[ \t]*([^\s`]*)[^`]*$/;
const INLINE_CODE = /(`+)([^`\n]+?)\1(?!`)/g;

/** Splits text into `{ code: false, text }` and `{ code: true, language, text }`; an open fence runs to the end. */
export function blocks(text) {
  const result = [];
  let lines = [];
  let fence = null;
  const close = () => {
    const body = lines.join('\n');
    if (fence) result.push({ code: true, language: fence.language, text: body });
    else if (body.trim() !== '') result.push({ code: false, text: body.replace(/^\n+|\s+$/g, '') });
    lines = [];
  };
  for (const line of text.split('\n')) {
    const match = FENCE.exec(line);
    if (match && !fence) {
      close();
      fence = { mark: match[1], language: match[2] };
    } else if (match && match[2] === '' && match[1].startsWith(fence.mark)) {
      close();
      fence = null;
    } else {
      lines.push(line);
    }
  }
  close();
  return result;
}

/** Shows text that grows: blocks that did not change since the last call keep their nodes. */
export class Prose {
  element = make('div', { className: 'prose' });
  #shown = [];

  show(text) {
    const next = blocks(text);
    next.forEach((block, index) => {
      const old = this.#shown[index];
      if (old && old.code === block.code && old.text === block.text && old.language === block.language) return;
      const node = block.code ? codeBlock(block) : paragraphs(block.text);
      if (old) this.element.children[index].replaceWith(node);
      else this.element.append(node);
    });
    while (this.element.children.length > next.length) this.element.lastElementChild.remove();
    this.#shown = next;
  }
}

function codeBlock({ language, text }) {
  return make('figure', { className: 'block' },
    make('figcaption', {}, make('span', { textContent: language || 'code' }), copyButton(() => text)),
    make('pre', { tabIndex: 0 }, make('code', { textContent: text })));
}

function paragraphs(text) {
  const node = make('div', { className: 'text' });
  let end = 0;
  for (const match of text.matchAll(INLINE_CODE)) {
    node.append(text.slice(end, match.index), make('code', { textContent: match[2] }));
    end = match.index + match[0].length;
  }
  node.append(text.slice(end));
  return node;
}
