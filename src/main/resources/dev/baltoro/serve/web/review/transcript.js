// A trajectory as it is read: messages, tool calls with their results, and what each changed in the state.

import { make } from '../web/dom.js';
import { Prose } from '../web/prose.js';
import { ToolCard } from '../web/tool-card.js';
import { stateView } from './state-diff.js';

const ROLES = { system: 'System', developer: 'Developer', user: 'User', assistant: 'Assistant', tool: 'Tool result' };

/** Shows the messages of a trajectory in `root`. */
export function showTranscript(root, { messages, states = [] }) {
  const cards = new Map(); // calls without a result yet, by id
  const places = []; // where what a message changed is shown
  root.replaceChildren();
  messages.forEach((message, index) => {
    const card = message.role === 'tool' ? cards.get(message.tool_call_id) : undefined;
    if (card) {
      card.showResult({ id: message.tool_call_id, content: textOf(message.content) });
      cards.delete(message.tool_call_id);
      places.push(card.element);
      return;
    }
    const view = messageView(message, index, cards);
    root.append(view);
    places.push(view);
  });
  for (const state of states) places[state.after_message]?.append(stateView(state));
}

function messageView(message, index, cards) {
  const role = ROLES[message.role] ?? message.role;
  const view = make('article', { className: `message ${message.role}`, tabIndex: -1, 'aria-label': `${role}, message ${index + 1}` },
    make('h3', { textContent: role }));
  if (message.reasoning_content) {
    view.append(make('details', { className: 'thinking' }, make('summary', { textContent: 'Thinking' }), proseOf(message.reasoning_content)));
  }
  const text = textOf(message.content);
  if (message.role === 'system' || message.role === 'developer') {
    view.append(make('details', {}, make('summary', { textContent: `${text.length} characters` }), proseOf(text)));
  } else if (text !== '') {
    view.append(message.role === 'tool' ? make('pre', { textContent: text, tabIndex: 0 }) : proseOf(text));
  }
  const calls = message.tool_calls ?? [];
  if (calls.length > 0) view.append(make('div', { className: 'calls' }, ...calls.map((call) => cardOf(call, cards))));
  if (text === '' && calls.length === 0) view.append(make('p', { className: 'nothing', textContent: 'says nothing' }));
  return view;
}

function cardOf({ id, function: { name, arguments: given } }, cards) {
  const card = new ToolCard();
  card.show({ id: id ?? '', name, arguments: typeof given === 'string' ? given : JSON.stringify(given ?? {}) });
  if (id !== undefined) cards.set(id, card);
  return card.element;
}

function proseOf(text) {
  const prose = new Prose();
  prose.show(text);
  return prose.element;
}

/** The text of a message's content: a string, or a list of parts. */
function textOf(content) {
  if (typeof content === 'string') return content;
  if (Array.isArray(content)) {
    return content.map((part) => (part.type === 'text' ? part.text : `[${part.type}]`)).join('\n');
  }
  return content === null || content === undefined ? '' : JSON.stringify(content);
}
