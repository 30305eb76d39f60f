// JSON as people paste it and as models stream it: errors with a place, and printing of text that is not whole yet.

const INDENT = '  ';

/** Parses JSON; a failure names line and column. */
export function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`Not JSON: ${place(error.message, text)}`);
  }
}

function place(message, text) {
  if (/line \d+ column \d+/.test(message)) {
    return message.replace(/^JSON\.parse: /, '').replace(/ in JSON at position \d+/, '').replace(/ of the JSON data/, '');
  }
  const position = /position (\d+)/.exec(message);
  if (!position) {
    return /end of (JSON )?(input|data)/i.test(message) ? 'it ends too early; a bracket or quote is not closed' : message;
  }
  const before = text.slice(0, Number(position[1])).split('\n');
  const what = message.replace(/ in JSON.*| at position.*/, '');
  return `${what} (line ${before.length} column ${before.at(-1).length + 1})`;
}

/** Whether the text is one whole JSON value. */
export function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Lays out JSON text that may stop anywhere: its tokens are kept as they are, only space between them changes. */
export function layOut(text) {
  let out = '';
  let depth = 0;
  let inString = false;
  let fresh = false; // just after an opening bracket
  const line = () => `\n${INDENT.repeat(depth)}`;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (inString) {
      out += c;
      if (c === '\\' && i + 1 < text.length) out += text[++i];
      else if (c === '"') inString = false;
      continue;
    }
    if (/\s/.test(c)) continue;
    if (c === '}' || c === ']') {
      depth = Math.max(0, depth - 1);
      out += fresh ? c : line() + c;
      fresh = false;
      continue;
    }
    if (fresh) out += line();
    fresh = false;
    if (c === '{' || c === '[') {
      out += c;
      depth++;
      fresh = true;
    } else if (c === ',') {
      out += c + line();
    } else if (c === ':') {
      out += ': ';
    } else {
      out += c;
      inString = c === '"';
    }
  }
  return out;
}
