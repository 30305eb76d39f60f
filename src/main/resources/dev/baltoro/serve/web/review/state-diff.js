// What a message changed in a table of the world: rows that came, went or were changed, field by field.

import { make } from '../web/dom.js';

const SIGNS = { insert: '+', delete: '−', update: '~' };
const WORDS = { insert: 'inserted', delete: 'deleted', update: 'updated' };

export function stateView({ table, changes }) {
  const count = `${changes.length} ${changes.length === 1 ? 'row' : 'rows'} changed`;
  return make('figure', { className: 'state', 'aria-label': `Change of table ${table}` },
    make('figcaption', {}, 'Table ', make('strong', { textContent: table }), ` · ${count}`),
    make('ul', {}, ...changes.map(changeView)));
}

function changeView({ op, key, before = {}, after = {} }) {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const changed = op === 'update' ? fields.filter((name) => text(before, name) !== text(after, name)) : fields;
  const same = fields.length - changed.length;
  return make('li', { className: `change ${op}` },
    make('span', { className: 'sign', textContent: SIGNS[op], 'aria-hidden': 'true' }),
    make('div', {},
      make('strong', { textContent: key }), make('span', { className: 'hint', textContent: ` ${WORDS[op]}` }),
      make('dl', {}, ...changed.flatMap((name) => [make('dt', { textContent: name }), make('dd', {}, ...values(before, after, name))])),
      same > 0 ? make('p', { className: 'hint', textContent: `${same} ${same === 1 ? 'field' : 'fields'} as before` }) : null));
}

function values(before, after, name) {
  const old = has(before, name) ? make('del', {}, make('span', { className: 'hidden', textContent: 'was ' }), text(before, name)) : null;
  const now = has(after, name) ? make('ins', {}, make('span', { className: 'hidden', textContent: 'now ' }), text(after, name)) : null;
  return old && now ? [old, ' → ', now] : [old ?? now];
}

function has(row, name) {
  return row !== null && row !== undefined && Object.hasOwn(row, name);
}

function text(row, name) {
  return has(row, name) ? JSON.stringify(row[name]) : undefined;
}
