// Tool declarations as they are pasted in, checked before they are sent.

import { parseJson } from './json-text.js';

const NAME = /^[a-zA-Z0-9_.-]{1,64}$/;
const TOOLS_MAX = 128;

export const EXAMPLE = JSON.stringify([{
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'Current weather at a place',
    parameters: {
      type: 'object',
      properties: {
        place: { type: 'string', description: 'Town or mountain' },
        unit: { type: 'string', enum: ['celsius', 'fahrenheit'] },
      },
      required: ['place'],
    },
  },
}], null, 2);

/**
 * Reads declarations: OpenAI's list, one declaration alone, or functions without the `type` around them.
 * Returns the list to send (empty for empty text); throws an error that names the declaration and what is wrong with it.
 */
export function readTools(text) {
  if (text.trim() === '') return [];
  const value = parseJson(text);
  const list = Array.isArray(value) ? value : Array.isArray(value?.tools) ? value.tools : [value];
  if (list.length > TOOLS_MAX) throw new Error(`${list.length} tools are declared; at most ${TOOLS_MAX} can be.`);
  const tools = list.map((tool, index) => readTool(tool, `Tool ${index + 1}`));
  const seen = new Set();
  for (const { function: { name } } of tools) {
    if (seen.has(name)) throw new Error(`Two tools are named “${name}”; give each its own name.`);
    seen.add(name);
  }
  return tools;
}

function readTool(tool, which) {
  if (!isObject(tool)) throw new Error(`${which} must be an object, not ${kind(tool)}.`);
  if (tool.type !== undefined && tool.type !== 'function' && tool.function !== undefined) {
    throw new Error(`${which}: “type” must be "function", not ${JSON.stringify(tool.type)}.`);
  }
  const declared = tool.function ?? tool;
  if (!isObject(declared)) throw new Error(`${which}: “function” must be an object, not ${kind(declared)}.`);
  const { name, description, parameters } = declared;
  if (name === undefined) throw new Error(`${which}: “function.name” is missing.`);
  if (typeof name !== 'string') throw new Error(`${which}: “function.name” must be a string, not ${kind(name)}.`);
  if (!NAME.test(name)) {
    throw new Error(`${which}: the name “${name}” must be 1 to 64 letters, digits, “_”, “-” or “.”.`);
  }
  if (description !== undefined && typeof description !== 'string') {
    throw new Error(`${which} (${name}): “description” must be a string, not ${kind(description)}.`);
  }
  if (parameters !== undefined && !isObject(parameters)) {
    throw new Error(`${which} (${name}): “parameters” must be a JSON schema object, not ${kind(parameters)}.`);
  }
  if (parameters?.type !== undefined && parameters.type !== 'object') {
    throw new Error(`${which} (${name}): “parameters.type” must be "object", not ${JSON.stringify(parameters.type)}.`);
  }
  return { type: 'function', function: declared };
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kind(value) {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
