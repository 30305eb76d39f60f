// The review page: one trajectory, the reviewer's verdict on it, and the way to the next.

import { post } from '../web/api.js';
import { make } from '../web/dom.js';
import { showFindings } from './findings.js';
import { Keys } from './keys.js';
import { showTranscript } from './transcript.js';

const $ = (id) => document.getElementById(id);
const NAME = 'baltoro.review.name';
const SHOW = 'baltoro.review.show';
const GO_ON = 'baltoro.review.go-on';
const POSITION = 'baltoro.review.position'; // sessionStorage: of this tab
const VERDICTS = ['accept', 'reject', 'unsure'];

let reviewer = localStorage.getItem(NAME);
let item = null;
let pending = null; // a verdict whose reason is being written
let busy = false;

async function ask(path, document) {
  return (await post(`api/${path}`, document)).json();
}

/** Runs one exchange with the server at a time: keys that come meanwhile are not kept. */
async function run(action) {
  if (busy) return;
  busy = true;
  try {
    $('problem').hidden = true;
    await action();
  } catch (error) {
    console.info('The review could not go on:', error.message);
    $('problem').textContent = error.message;
    $('problem').hidden = false;
  } finally {
    busy = false;
  }
}

function say(words) {
  $('said').textContent = words;
}

function go(move, from = item?.position ?? 0) {
  return run(async () => {
    const answer = await ask('go', { reviewer, move, from, show: $('show').checked });
    if (move === 'at') show(answer);
    else if (answer.item || move === 'open') arrive(answer);
    else say(move === 'next' ? 'This is the last one.' : 'This is the first one.');
  });
}

function arrive(answer) {
  show(answer);
  $('transcript').scrollTop = 0;
  window.scrollTo(0, 0);
  $('transcript').focus({ preventScroll: true });
}

function show({ item: next, progress }) {
  const same = item !== null && item.id === next?.id; // what is read stays where it is
  item = next;
  pending = null;
  showProgress(progress);
  for (const element of document.querySelectorAll('.verdict, #reason')) element.disabled = !item;
  if (!item) {
    showEnd(progress);
    return;
  }
  sessionStorage.setItem(POSITION, item.position);
  if (!same) showTranscript($('transcript'), item.trajectory);
  $('where').textContent = [item.position > 0 ? `${item.position} of ${progress.sample}` : 'not in the sample', item.stratum, item.id,
    item.shared ? 'seen by every reviewer' : null].filter(Boolean).join(' · ');
  $('task').textContent = item.trajectory.task.text;
  const criteria = item.trajectory.task.criteria ?? [];
  $('criteria').replaceChildren(...criteria.map((criterion) => make('li', {}, criterion.text,
    criterion.checkable ? make('span', { className: 'hint', textContent: ' (checked by rules)' }) : null)));
  $('criteria-title').hidden = criteria.length === 0;
  showVerdict();
  showFindings($('findings'), item.findings);
}

function showVerdict() {
  $('reason').value = item.own?.reason ?? '';
  for (const button of document.querySelectorAll('.verdict')) {
    button.setAttribute('aria-pressed', String(button.dataset.verdict === item.own?.verdict));
    button.classList.toggle('pending', button.dataset.verdict === pending);
  }
  $('reason-hint').textContent = item.own && !item.own.blind ? 'given with the findings in view' : '';
}

function showProgress({ sample, mine, open }) {
  $('bar').max = Math.max(1, mine + open);
  $('bar').value = mine;
  $('progress').textContent = `${mine} reviewed by you, ${open} to go, ${sample} in all`;
  $('who-name').textContent = reviewer;
}

function showEnd({ mine, reviewed, sample }) {
  $('transcript').replaceChildren(make('div', { className: 'end' }, make('h2', { textContent: 'Nothing left for you' }),
    make('p', { textContent: `You have reviewed ${mine}; of the sample's ${sample}, ${reviewed} have a verdict. What another reviewer has open comes back in half an hour if they leave it.` })));
  for (const id of ['where', 'task']) $(id).textContent = '';
  $('criteria').replaceChildren();
  $('findings').replaceChildren();
  $('reason').value = '';
  for (const button of document.querySelectorAll('.verdict')) button.setAttribute('aria-pressed', 'false');
  say('Nothing left for you.');
}

/** Accepts at once; the other verdicts wait for their reason. */
function choose(verdict) {
  if (!item) return;
  if (verdict === 'accept') {
    give(verdict);
    return;
  }
  pending = verdict;
  for (const button of document.querySelectorAll('.verdict')) button.classList.toggle('pending', button.dataset.verdict === pending);
  $('reason-hint').textContent = `why ${verdict}? Enter saves, Esc takes it back`;
  $('reason').focus();
}

function give(verdict) {
  return run(async () => {
    const answer = await ask('verdict', { reviewer, id: item.id, verdict, reason: $('reason').value });
    $('reason').blur();
    show(answer);
    say(`Saved: ${verdict}.`);
    if ($('go-on').checked) queueMicrotask(() => go('open'));
  });
}

function saveReason() {
  const verdict = pending ?? item?.own?.verdict;
  if (verdict) give(verdict);
  else say('Choose a verdict first: A, R or U outside the reason.');
}

function leaveReason() {
  if (pending !== null) {
    pending = null;
    showVerdict();
  }
  $('reason').blur();
  $('transcript').focus({ preventScroll: true });
}

function undo() {
  return run(async () => {
    const answer = await ask('undo', { reviewer });
    if (!answer.item) {
      say('There is nothing to undo.');
      return;
    }
    arrive(answer);
    say('Your last verdict is taken back.');
  });
}

function toggleShow() {
  localStorage.setItem(SHOW, String($('show').checked));
  if (item && !item.own) go('at');
}

function step(by) {
  const messages = [...document.querySelectorAll('.transcript > .message')];
  if (messages.length === 0) return;
  const now = messages.findIndex((message) => message.contains(document.activeElement));
  const next = messages[Math.min(messages.length - 1, Math.max(0, now + by))];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
}

async function askName() {
  const { reviewers } = await ask('open', {});
  $('names').replaceChildren(...reviewers.map((name) => make('option', { value: name })));
  $('name').value = reviewer ?? '';
  $('start').showModal();
  $('name').select();
}

async function begin(name) {
  const answer = await ask('open', { reviewer: name });
  reviewer = answer.reviewer;
  localStorage.setItem(NAME, reviewer);
  if ($('start').open) $('start').close();
  const kept = Number(sessionStorage.getItem(POSITION) ?? 0);
  const place = kept > 0 ? await ask('go', { reviewer, move: 'at', from: kept, show: $('show').checked }) : { item: null };
  arrive(place.item ? place : await ask('go', { reviewer, move: 'open', from: 0, show: $('show').checked }));
}

$('start-form').addEventListener('submit', (event) => {
  event.preventDefault();
  sessionStorage.removeItem(POSITION);
  begin($('name').value).catch((error) => {
    $('name-problem').textContent = error.message;
    $('name-problem').hidden = false;
  });
});
$('start').addEventListener('cancel', (event) => { if (!reviewer) event.preventDefault(); });
for (const button of document.querySelectorAll('.verdict')) button.addEventListener('click', () => choose(button.dataset.verdict));
for (const button of document.querySelectorAll('[data-close]')) button.addEventListener('click', () => button.closest('dialog').close());
$('previous').addEventListener('click', () => go('previous'));
$('next').addEventListener('click', () => go('next'));
$('open').addEventListener('click', () => go('open'));
$('undo').addEventListener('click', undo);
$('who').addEventListener('click', () => run(askName));
$('help-button').addEventListener('click', () => $('help').showModal());
$('export-button').addEventListener('click', () => $('export').showModal());
$('show').checked = localStorage.getItem(SHOW) === 'true';
$('show').addEventListener('change', toggleShow);
$('go-on').checked = localStorage.getItem(GO_ON) === 'true';
$('go-on').addEventListener('change', () => localStorage.setItem(GO_ON, String($('go-on').checked)));
$('reason').addEventListener('keydown', (event) => {
  if (event.isComposing) return;
  if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault();
    saveReason();
  } else if (event.key === 'Escape') {
    leaveReason();
  }
});

new Keys({
  a: () => choose(VERDICTS[0]),
  r: () => choose(VERDICTS[1]),
  u: () => choose(VERDICTS[2]),
  e: () => $('reason').focus(),
  Enter: () => go('open'),
  ArrowLeft: () => go('previous'),
  ArrowRight: () => go('next'),
  j: () => step(1),
  k: () => step(-1),
  z: undo,
  s: () => $('show').click(),
  o: () => { location.href = 'agreement'; },
  x: () => $('export').showModal(),
  w: () => run(askName),
  '?': () => $('help').showModal(),
});

run(() => (reviewer ? begin(reviewer) : askName()));
