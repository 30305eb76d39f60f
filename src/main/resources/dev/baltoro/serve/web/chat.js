// The chat page: a conversation with the model behind this server's OpenAI-compatible API.

import { Answer } from './answer.js';
import { ApiError, complete, models } from './api.js';
import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { Drawer } from './drawer.js';
import { exportConversation } from './export.js';
import { KeyPrompt } from './key-prompt.js';
import { AnswerView, errorView, userView } from './message-view.js';
import { Settings } from './settings.js';

const PAINT_EVERY_MS = 50;
const STOPPED = new DOMException('stopped', 'AbortError');
const CLEARED = new DOMException('cleared', 'AbortError');
const FOLLOW_WITHIN_PIXELS = 80; // of the end: further up, the reader is reading and is left alone

const $ = (id) => document.getElementById(id);

const conversation = new Conversation();
const settings = new Settings((declared) => { $('declared').textContent = declared; });
const drawer = new Drawer();
const keyPrompt = new KeyPrompt();
const composer = new Composer({ send, stop });
let running = null; // the AbortController of the answer that streams in

function send() {
  const text = composer.text.trim();
  if (text === '' || running) return;
  if (!composer.editing && conversation.openCalls().length > 0) {
    announce('The model waits for its tools: enter the results first.');
    document.querySelector('[data-call]').focus();
    return;
  }
  if (!valid()) return;
  if (composer.editing) conversation.cut(conversation.lastIndexOf('user'));
  composer.clear();
  conversation.add({ role: 'user', content: text });
  answer();
}

function sendResults(results) {
  if (running || !valid()) return;
  for (const { id, content } of results) conversation.add({ role: 'tool', id, content });
  composer.focus();
  answer();
}

function regenerate() {
  if (running || !valid()) return;
  if (conversation.last.role === 'assistant') conversation.cut(conversation.messages.length - 1);
  answer();
}

function stop() {
  running?.abort(STOPPED);
}

function valid() {
  const { problem } = settings.read();
  if (problem) drawer.show(problem);
  return !problem;
}

/** Asks the model for the next message and shows it as it streams in. */
async function answer() {
  const { request } = settings.read();
  const controller = new AbortController();
  running = controller;
  const coming = new Answer();
  const view = new AnswerView();
  const paint = () => {
    const follow = atEnd();
    view.show(coming.message(), { streaming: true, waitedMs: performance.now() - coming.startedAt });
    if (follow) toEnd();
  };
  render();
  $('messages').append(view.element);
  paint();
  toEnd();
  const timer = setInterval(paint, PAINT_EVERY_MS);
  const { signal } = controller;
  let ending = {};
  try {
    if ($('model').value === '') await loadModels(); // the server was away when the page was opened
    const asked = { model: $('model').value, messages: conversation.wire(settings.system), ...request };
    for await (const chunk of complete(asked, signal)) coming.add(chunk);
    announce('The answer is complete.');
  } catch (error) {
    ending = signal.aborted ? { stopped: true } : { error };
  } finally {
    clearInterval(timer);
    if (running === controller) running = null;
  }
  if (signal.reason !== CLEARED) finish(coming, ending);
}

function finish(coming, { stopped = false, error = null }) {
  if (error?.status === 401) {
    keyPrompt.ask(async () => {
      await loadModels();
      if (!keyPrompt.shown) answer();
    });
  } else {
    conversation.add({
      ...coming.message(), ...(stopped && { stopped }), ...(error && { error: plain(error) }),
    });
  }
  if (stopped) announce('Stopped.');
  const follow = atEnd();
  render();
  if (follow) toEnd();
  if (conversation.openCalls().length > 0) document.querySelector('[data-call]')?.focus({ preventScroll: !follow });
}

function plain(error) {
  if (!(error instanceof ApiError)) return { message: `The answer cannot be read: ${error.message}` };
  const { message, status, param, code, retryAfter } = error;
  return { message, status, param, code, retryAfter };
}

/** Shows the whole conversation as it stands. */
function render() {
  const { messages } = conversation;
  const lastUser = conversation.lastIndexOf('user');
  const results = new Map(messages.filter(({ role }) => role === 'tool').map(({ id, content }) => [id, content]));
  const nodes = [];
  messages.forEach((message, index) => {
    if (message.role === 'user') nodes.push(userView(message, index === lastUser && !running ? edit : null));
    if (message.role === 'assistant') nodes.push(...answerNodes(message, index === messages.length - 1, results));
  });
  if (!running && !keyPrompt.shown && ['user', 'tool'].includes(conversation.last?.role)) {
    nodes.push(errorView({ message: 'This has no answer yet.' }, regenerate));
  }
  $('messages').replaceChildren(...nodes);
  $('empty').hidden = messages.length > 0;
  $('clear').disabled = $('export').disabled = messages.length === 0;
  composer.running(running !== null);
}

function answerNodes(message, last, results) {
  const view = new AnswerView();
  view.show(message);
  view.showResults(results);
  const open = last && !running ? conversation.openCalls() : [];
  if (open.length > 0) view.askResults(open, sendResults);
  view.offer(last && !running && !message.error ? regenerate : null);
  if (!message.error) return [view.element];
  const begun = message.content !== '' || message.calls;
  return [...(begun ? [view.element] : []), errorView(message.error, last && !running ? regenerate : null)];
}

function edit() {
  composer.edit(conversation.messages[conversation.lastIndexOf('user')].content);
}

function clear() {
  running?.abort(CLEARED);
  running = null;
  conversation.cut(0);
  composer.clear();
  render();
  announce('The conversation is cleared.');
  composer.focus();
}

async function loadModels() {
  try {
    const names = await models();
    $('model').replaceChildren(...names.map((name) => new Option(name, name)));
    $('model').disabled = names.length < 2;
  } catch (error) {
    $('model').replaceChildren(new Option(error.status === 401 ? 'key needed' : 'not connected', ''));
    if (error.status === 401) keyPrompt.ask(loadModels);
    else announce(error.message);
  }
}

function announce(text) {
  $('announce').textContent = text;
}

function atEnd() {
  const { scrollHeight, scrollTop, clientHeight } = $('scroll');
  return scrollHeight - scrollTop - clientHeight < FOLLOW_WITHIN_PIXELS;
}

function toEnd() {
  $('scroll').scrollTop = $('scroll').scrollHeight;
}

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.isComposing) return;
  if (running) stop();
  else if (drawer.covers) drawer.hide();
  else if (composer.editing) composer.cancelEdit();
});
$('clear').addEventListener('click', clear);
$('export').addEventListener('click', () => {
  exportConversation(conversation, settings.system, $('model').value, settings.read().request ?? {});
});

render();
toEnd();
composer.focus();
loadModels();
