// The settings panel: what it holds, what of it is sent, and what is wrong with it.

import { make } from './dom.js';
import { parseJson } from './json-text.js';
import { EXAMPLE, readTools } from './tools.js';

const STORE = 'baltoro.settings';
const STORED_CHARACTERS_MAX = 500_000;
const CHECK_AFTER_MS = 300; // of rest, so that half-typed JSON is not called wrong at each key

const $ = (id) => document.getElementById(id);

export class Settings {
  #form = $('settings-form');
  #timer = 0;
  #changed;
  #served = []; // the server's own tools
  #chosen = null; // which tool was chosen when the page was left; it may be one of the server's

  /** `changed` runs with one line on what is declared whenever that may have changed. */
  constructor(changed) {
    this.#changed = changed;
    this.#load();
    this.#form.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#refresh(), CHECK_AFTER_MS);
    });
    this.#form.addEventListener('change', () => this.#refresh());
    this.#form.addEventListener('reset', () => setTimeout(() => this.#refresh())); // runs before the fields are reset
    this.#form.addEventListener('submit', (event) => event.preventDefault());
    $('tools-example').addEventListener('click', () => {
      $('tools').value = EXAMPLE;
      this.#refresh();
    });
    this.#refresh();
  }

  /** Shows the tools that the server has for this page. */
  serve(tools) {
    this.#served = tools;
    $('served').hidden = tools.length === 0;
    $('served-list').replaceChildren(...tools.map(({ name, source, effect, description }) => make('li', {},
      make('code', { textContent: name }), make('span', { className: 'hint', textContent: ` ${source}${effect === 'none' ? '' : ', asks first'}` }),
      description ? make('p', { className: 'hint', textContent: description }) : null)));
    this.#offer(this.#chosen ?? $('tool-choice').value);
    this.#refresh();
  }

  /** Whether the server's tools may be called. */
  get serves() {
    return this.#served.length > 0 && $('use-served').checked;
  }

  get system() {
    return $('system').value;
  }

  /** The fields of the request, or `{ problem: element }`: the first field that is wrong. */
  read() {
    const problem = this.#check();
    if (problem) return { problem };
    const request = {};
    for (const field of this.#numbers()) if (field.value !== '') request[field.name] = field.valueAsNumber;
    const tools = readTools($('tools').value);
    if (tools.length > 0) request.tools = tools;
    if (tools.length > 0 || this.serves) {
      const choice = $('tool-choice').value;
      request.tool_choice = choice.startsWith('function:')
        ? { type: 'function', function: { name: choice.slice('function:'.length) } } : choice;
      if (!$('parallel').checked) request.parallel_tool_calls = false;
    }
    if ($('format').value === 'json_object') request.response_format = { type: 'json_object' };
    if ($('format').value === 'json_schema') {
      const pasted = parseJson($('schema').value);
      const named = typeof pasted.schema === 'object' && typeof pasted.name === 'string';
      request.response_format = {
        type: 'json_schema', json_schema: named ? pasted : { name: 'answer', strict: true, schema: pasted },
      };
    }
    return { request };
  }

  #numbers() {
    return [...this.#form.querySelectorAll('input[type=number]')];
  }

  #refresh() {
    clearTimeout(this.#timer);
    $('schema-box').hidden = $('format').value !== 'json_schema';
    this.#check();
    this.#keep();
    const names = this.#names();
    const parts = [];
    if (names.length > 0) {
      const choice = $('tool-choice').value.replace(/^function:/, '');
      const ours = this.serves ? this.#served.length : 0;
      const whose = ours === 0 ? '' : ours === names.length ? ' of this server' : `, ${ours} of this server`;
      parts.push(`${names.length} ${names.length === 1 ? 'tool' : 'tools'}${whose}, choice ${choice}`);
    }
    if ($('format').value !== 'text') parts.push($('format').selectedOptions[0].textContent);
    this.#changed(parts.join(' · '));
  }

  /** Marks what is wrong beside its field and returns the first such field, or null. */
  #check() {
    const wrong = [this.#checkNumbers(), checkTools(), checkSchema()].filter(Boolean);
    if (wrong.length === 0) this.#offer($('tool-choice').value);
    return wrong[0] ?? null;
  }

  #checkNumbers() {
    const wrong = this.#numbers().filter((field) => !field.validity.valid);
    for (const field of this.#numbers()) field.setAttribute('aria-invalid', String(!field.validity.valid));
    say('sampling-problem', wrong.map((field) => {
      const label = field.labels[0].textContent.trim();
      if (field.validity.stepMismatch) return `${label} must be a whole number.`;
      return `${label} must be ${field.max ? `from ${field.min} to ${field.max}` : `at least ${field.min}`}.`;
    }).join(' '));
    return wrong[0] ?? null;
  }

  #keep() {
    const values = {};
    for (const field of this.#form.querySelectorAll('input, select, textarea')) {
      values[field.id || field.name] = field.type === 'checkbox' ? field.checked : field.value;
    }
    const text = JSON.stringify(values);
    if (text.length > STORED_CHARACTERS_MAX) return;
    try {
      localStorage.setItem(STORE, text);
    } catch (full) {
      console.warn('The settings are not kept in this browser:', full.message);
    }
  }

  #load() {
    let values = {};
    try {
      values = JSON.parse(localStorage.getItem(STORE) ?? '{}') ?? {};
    } catch (unreadable) {
      console.warn('The kept settings cannot be read and are dropped:', unreadable.message);
    }
    for (const field of this.#form.querySelectorAll('input, select, textarea')) {
      const value = values[field.id || field.name];
      if (value === undefined) continue;
      if (field.type === 'checkbox') field.checked = value === true;
      else field.value = String(value);
    }
    this.#chosen = String(values['tool-choice'] ?? 'auto');
    this.#offer(this.#chosen);
  }

  #names() {
    return [...declaredNames(), ...(this.serves ? this.#served.map(({ name }) => name) : [])];
  }

  #offer(chosen) {
    offerChoices(this.#names(), chosen);
  }
}

function declaredNames() {
  try {
    return readTools($('tools').value).map((tool) => tool.function.name);
  } catch {
    return []; // what is wrong is said beside the box
  }
}

function checkTools() {
  let names = [];
  let problem = '';
  try {
    names = readTools($('tools').value).map((tool) => tool.function.name);
  } catch (error) {
    problem = error.message;
  }
  say('tools-problem', problem, $('tools'));
  $('tools-summary').textContent = names.length > 0 ? `Declared: ${names.join(', ')}` : '';
  $('tools-example').hidden = $('tools').value.trim() !== '';
  return problem ? $('tools') : null;
}

function checkSchema() {
  let problem = '';
  if ($('format').value === 'json_schema') {
    try {
      const value = $('schema').value.trim() === '' ? null : parseJson($('schema').value);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) problem = 'A JSON schema is an object; paste one.';
    } catch (error) {
      problem = error.message;
    }
  }
  say('schema-problem', problem, $('schema'));
  return problem ? $('schema') : null;
}

function offerChoices(names, chosen) {
  const select = $('tool-choice');
  const values = ['auto', 'none', 'required', ...names.map((name) => `function:${name}`)];
  if ([...select.options].map((option) => option.value).join('\n') !== values.join('\n')) {
    select.replaceChildren(...values.map((value) => new Option(value.replace(/^function:/, ''), value)));
  }
  select.value = values.includes(chosen) ? chosen : 'auto';
}

function say(id, problem, field) {
  const line = $(id);
  if (line.textContent !== problem) line.textContent = problem;
  line.hidden = problem === '';
  field?.setAttribute('aria-invalid', String(problem !== ''));
}
