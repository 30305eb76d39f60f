// What rules, judge and other reviewers said of a trajectory, and where it came from.

import { make } from '../web/dom.js';

/** Shows it in `root`; `findings` is null while it is hidden. */
export function showFindings(root, findings) {
  if (!findings) {
    root.replaceChildren(make('p', { className: 'hint',
      textContent: 'Hidden until you have given a verdict, so that it does not lead you. Verdicts given with it in view do not count for agreement.' }));
    return;
  }
  const { rules, judge, provenance, others } = findings;
  root.replaceChildren(
    finding('Rules', rules.accepted, rules.reasons),
    judge ? finding(`Judge${judge.by ? ` (${judge.by})` : ''}`, judge.accepted, judge.reasons, judge.score)
      : make('p', { className: 'finding hint', textContent: 'No model has judged it.' }),
    ...others.map((other) => verdictView(other)),
    provenance ? make('details', { className: 'finding' }, make('summary', { textContent: 'Where it came from' }),
      make('pre', { textContent: JSON.stringify(provenance, null, 2), tabIndex: 0 })) : '');
}

function finding(who, accepted, reasons = [], score = null) {
  const word = accepted ? 'accept' : 'reject';
  return make('div', { className: 'finding' }, `${who}: `, make('span', { className: `word ${word}`, textContent: word }),
    typeof score === 'number' ? ` · score ${score.toFixed(2)}` : '',
    reasons.length > 0 ? make('ul', {}, ...reasons.map((reason) => make('li', { textContent: reason }))) : null);
}

function verdictView({ reviewer, verdict, reason }) {
  return make('div', { className: 'finding' }, `${reviewer}: `, make('span', { className: `word ${verdict}`, textContent: verdict }),
    reason ? make('ul', {}, make('li', { textContent: reason })) : null);
}
