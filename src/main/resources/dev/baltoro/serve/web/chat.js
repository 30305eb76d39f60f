// The chat page: a conversation with the model behind this server's OpenAI-compatible API.

import { Answer } from './answer.js';
import { ApiError, complete, models } from './api.js';
import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { Drawer } from './drawer.js';
import { exportConversation } from './export.js';
import { KeyPrompt } from './key-prompt.js';
import { AnswerView, errorView, userView } from './message-view.js';
import { PageTools } from './page-tools.js';
import { keepPlace } from './place.js';
import { Settings } from './settings.js';
import { ToolCalls } from './tool-calls.js';

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
const served = new PageTools();
const calls = new ToolCalls({ conversation, tools: served, changed: renderInPlace, settled: goOn });
let running = null; // the AbortController of the answer that streams in

function busy() {
  return running !== null || calls.running;
}

function send() {
  const text = composer.text.trim();
  if (text === '' || busy()) return;
  if (!composer.editing && conversation.openCalls().length > 0) {
    const decision = document.querySelector('[data-consent]');
    announce(decision ? 'The model waits for a tool: run or refuse the call first.' : 'The model waits for its tools: enter the results first.');
    (decision ?? document.querySelector('[data-call]'))?.focus();
    return;
  }
  if (!valid()) return;
  if (composer.editing) conversation.cut(conversation.lastIndexOf('user'));
  composer.clear();
  conversation.add({ role: 'user', content: text });
  answer();
}

function sendResults(results) {
  if (busy() || !valid()) return;
  for (const { id, content } of results) conversation.add({ role: 'tool', id, content });
  composer.focus();
  if (conversation.openCalls().length > 0) renderInPlace(); // others wait for consent
  else answer();
}

/** All calls have results: the model goes on, unless it has called for long without a word. */
function goOn() {
  if (callsTooLong() || !valid()) renderInPlace();
  else answer();
}

function callsTooLong() {
  return conversation.rounds() > 0 && conversation.rounds() % served.rounds === 0 && settings.serves;
}

function regenerate() {
  if (busy() || !valid()) return;
  const undecided = conversation.openCalls().length > 0;
  if (conversation.last.role === 'assistant' || undecided) conversation.cut(conversation.lastIndexOf('assistant'));
  answer();
}

function stop() {
  running?.abort(STOPPED);
  calls.stop();
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
    const asked = {
      model: $('model').value, messages: conversation.wire(settings.system), ...request, stream: true, stream_options: { include_usage: true },
    };
    // A choice that forces a call is for the user's message: held on to, it would force calls without end.
    if (settings.serves && conversation.last.role === 'tool' && asked.tool_choice !== 'none') asked.tool_choice = 'auto';
    const answered = settings.serves ? served.complete(asked, signal) : complete(asked, signal);
    for await (const chunk of answered) coming.add(chunk);
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
  calls.begin();
  render();
  if (follow) toEnd();
  if (conversation.openCalls().length === 0) return;
  const decision = document.querySelector('[data-consent]');
  if (decision) announce(`${decision.getAttribute('aria-label')} Run once or refuse.`);
  if (composer.text === '') (decision ?? document.querySelector('[data-call]'))?.focus({ preventScroll: !follow });
}

/** Shows the conversation as it stands, and leaves the user where they are. */
function renderInPlace() {
  const follow = atEnd();
  const restore = keepPlace($('messages'));
  render();
  restore();
  if (follow) toEnd();
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
  const results = new Map(messages.filter(({ role }) => role === 'tool').map((message) => [message.id, message]));
  const open = conversation.openCalls();
  const nodes = [];
  messages.forEach((message, index) => {
    if (message.role === 'user') nodes.push(userView(message, index === lastUser && !busy() ? edit : null));
    if (message.role !== 'assistant') return;
    const latest = index === messages.length - 1 || (open.length > 0 && index === conversation.lastIndexOf('assistant'));
    nodes.push(...answerNodes(message, latest, results, latest ? open : []));
  });
  if (!busy() && !keyPrompt.shown && open.length === 0 && ['user', 'tool'].includes(conversation.last?.role)) {
    nodes.push(conversation.last.role === 'tool' && callsTooLong()
      ? errorView({ message: `The model has called tools ${conversation.rounds()} times in a row.` }, regenerate, 'Go on')
      : errorView({ message: 'This has no answer yet.' }, regenerate));
  }
  $('messages').replaceChildren(...nodes);
  $('empty').hidden = messages.length > 0;
  $('clear').disabled = $('export').disabled = messages.length === 0;
  composer.running(busy());
}

function answerNodes(message, last, results, open) {
  const view = new AnswerView();
  view.show(message);
  view.showResults(results);
  if (!running) {
    view.showOpen(open, calls, (call, consent) => calls.settle(call, consent));
    const played = open.filter((call) => calls.state(call) === 'manual');
    if (played.length > 0) view.askResults(played, sendResults);
  }
  view.offer(last && !busy() && !message.error ? regenerate : null);
  if (!message.error) return [view.element];
  const begun = message.content !== '' || message.calls;
  return [...(begun ? [view.element] : []), errorView(message.error, last && !busy() ? regenerate : null)];
}

function edit() {
  composer.edit(conversation.messages[conversation.lastIndexOf('user')].content);
}

function clear() {
  running?.abort(CLEARED);
  running = null;
  calls.clear();
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
    await served.open();
    settings.serve(served.tools);
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
  if (busy()) stop();
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
