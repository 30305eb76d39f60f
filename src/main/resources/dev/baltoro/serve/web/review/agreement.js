// How far reviewers, judge and rules agree.

import { post } from '../web/api.js';
import { make } from '../web/dom.js';

const PAIRS_MIN = 5; // with fewer, kappa says nothing
const $ = (id) => document.getElementById(id);

async function load() {
  try {
    show(await (await post('api/agreement', {})).json());
    $('problem').hidden = true;
  } catch (error) {
    console.info('The figures did not come:', error.message);
    $('problem').textContent = error.message;
    $('problem').hidden = false;
  }
}

function show({ between, judge, rules, judge_rules: judgeRules, strata, led }) {
  $('led').textContent = led > 0 ? `${led} ${led === 1 ? 'verdict was' : 'verdicts were'} given with these in view and not counted.` : '';
  $('figures').replaceChildren(
    part('Between reviewers', between, 'No two reviewers have judged the same trajectory yet.'),
    part('Reviewers and judge', judge, 'No reviewer has judged what a model judged yet.'),
    part('Reviewers and rules', rules, 'There is no verdict yet.'),
    part('Judge and rules, on the whole file', judgeRules.pairs > 0 ? [judgeRules] : [], 'No model has judged any trajectory.'),
    make('section', {}, make('h2', { textContent: 'Accepted by stratum' }), strataTable(strata)));
}

function part(title, pairs, none) {
  return make('section', {}, make('h2', { textContent: title }),
    pairs.length === 0 ? make('p', { className: 'none', textContent: none }) : make('div', { className: 'cards' }, ...pairs.map(card)));
}

function card({ first, second, pairs, rows, columns, counts, kappa }) {
  return make('article', { className: 'pair', 'aria-label': `${first} and ${second}` },
    make('h3', { textContent: `${first} · ${second}` }),
    ...kappaView(kappa, pairs),
    make('table', { className: 'counts' },
      make('caption', { textContent: `${first} down, ${second} across` }),
      make('thead', {}, make('tr', {}, make('td', { className: 'corner' }), ...columns.map((word) => make('th', { scope: 'col', textContent: word })))),
      make('tbody', {}, ...rows.map((word, i) => make('tr', {}, make('th', { scope: 'row', textContent: word }),
        ...counts[i].map((count, j) => cell(count, pairs, i === j)))))));
}

function kappaView(kappa, judged) {
  if (judged < PAIRS_MIN) return [make('p', { className: 'none', textContent: `Too few for kappa: ${judged}.` })];
  if (!kappa) return [make('p', { className: 'none', textContent: 'Kappa is not defined: neither said more than one thing.' })];
  const { value, low, high, observed, pairs } = kappa;
  const interval = `[${low.toFixed(2)}, ${high.toFixed(2)}]`;
  const track = make('div', { className: 'track', 'aria-hidden': 'true' }, make('i'), make('u'), make('b'));
  const [range, zero, point] = track.children;
  range.style.left = at(low);
  range.style.right = `${100 - Number.parseFloat(at(high))}%`;
  zero.style.left = at(0);
  point.style.left = at(value);
  const scale = make('div', { className: 'scale', 'aria-hidden': 'true' }, ...[-1, 0, 1].map((mark) => make('span', { textContent: mark })));
  [...scale.children].forEach((mark, i) => { mark.style.left = at(i - 1); });
  return [
    make('p', { className: 'kappa' }, `κ ${value.toFixed(2)} `,
      make('span', { textContent: interval })),
    make('p', { className: 'hint', textContent: `agree on ${(100 * observed).toFixed(0)} % of ${pairs}` }),
    track, scale,
  ];
}

function at(value) {
  return `${((Math.min(1, Math.max(-1, value)) + 1) * 50).toFixed(2)}%`;
}

function cell(count, pairs, agree) {
  const td = make('td', { textContent: count, className: agree ? 'agree' : '' });
  td.style.setProperty('--share', pairs > 0 ? count / pairs : 0);
  return td;
}

function strataTable(strata) {
  const head = ['stratum', 'trajectories', 'rules accept', 'judge accepts', 'reviewers accept'];
  return make('div', { className: 'scroll-x', tabIndex: 0, role: 'region', 'aria-label': 'Accepted by stratum' }, make('table', { className: 'strata' },
    make('thead', {}, make('tr', {}, ...head.map((word) => make('th', { scope: 'col', textContent: word })))),
    make('tbody', {}, ...strata.map(({ name, size, rules, judge, reviewers }) => make('tr', {}, make('th', { scope: 'row', textContent: name }),
      make('td', { textContent: size }), ...[rules, judge, reviewers].map(share))))));
}

function share(of) {
  if (!of) return make('td', { textContent: '–', 'aria-label': 'none' });
  const [part, low, high] = [of.accepted / of.of, of.low, of.high].map((x) => (100 * x).toFixed(0));
  return make('td', { textContent: `${part} % [${low}, ${high}] of ${of.of}` });
}

$('reload').addEventListener('click', load);
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape') location.href = $('back').href;
  if (event.key === 'r') load();
});
load();
