// The server's endpoints that the page uses, and what goes wrong with them in words.

import { eventsOf } from './sse.js';

const KEY = 'baltoro.key'; // sessionStorage: gone with the tab
const ERROR_CHARACTERS_MAX = 2_000;

/** A request that failed: `status` 0 where no answer came at all. */
export class ApiError extends Error {
  constructor(message, { status = 0, param = null, code = null, retryAfter = null } = {}) {
    super(message);
    this.status = status;
    this.param = param;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

export function keepKey(key) {
  sessionStorage.setItem(KEY, key);
}

export function hasKey() {
  return sessionStorage.getItem(KEY) !== null;
}

/** The names of the models that the server offers. */
export async function models() {
  const answer = await (await call('v1/models', {})).json();
  return answer.data.map((model) => model.id);
}

/** Yields the chunks of a streamed chat completion. */
export async function* complete(request, signal) {
  yield* chunks(await post('v1/chat/completions', request, signal, 'text/event-stream'));
}

/** Sends a JSON document; a failure is an `ApiError`. */
export function post(path, document, signal, accept = 'application/json') {
  return call(path, {
    method: 'POST', body: JSON.stringify(document), signal, headers: { 'Content-Type': 'application/json', Accept: accept },
  });
}

/** Yields the chunks of a response until `[DONE]`. */
export async function* chunks(response) {
  for await (const data of events(response)) {
    if (data === '[DONE]') return;
    const chunk = JSON.parse(data);
    if (chunk.error) throw fromBody(chunk.error, { status: response.status });
    yield chunk;
  }
  throw cutOff();
}

async function* events(response) {
  try {
    yield* eventsOf(response.body);
  } catch (error) {
    throw error instanceof TypeError ? cutOff() : error; // fetch's word for a broken connection
  }
}

function cutOff() {
  return new ApiError('The connection closed before the answer was complete.');
}

async function call(path, options) {
  const headers = { ...options.headers };
  const key = sessionStorage.getItem(KEY);
  if (key) headers.Authorization = `Bearer ${key}`;
  let response;
  try {
    response = await fetch(path, { ...options, headers });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError('The server does not answer. Is it still running?');
  }
  if (!response.ok) throw await failure(response);
  return response;
}

async function failure(response) {
  const wait = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  const rest = { status: response.status, retryAfter: Number.isNaN(wait) ? null : wait };
  const text = await response.text();
  try {
    const { error } = JSON.parse(text);
    if (error?.message) return fromBody(error, rest);
  } catch (notJson) {
    if (!(notJson instanceof SyntaxError)) throw notJson;
  }
  const shown = text.trim().slice(0, ERROR_CHARACTERS_MAX);
  return new ApiError(shown || `The server answered ${response.status} without a message.`, rest);
}

function fromBody(error, rest) {
  return new ApiError(String(error.message).slice(0, ERROR_CHARACTERS_MAX),
    { ...rest, param: error.param ?? null, code: error.code ?? null });
}
