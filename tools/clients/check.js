// Drives a running server with the official Node clients of OpenAI and Anthropic.
//
// usage: node check.js URL MODEL   (URL without /v1; the model may be of random weights)
//
// Prints one line a check and ends with an error at the first that fails.
import assert from "node:assert";
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";

const [url, model] = process.argv.slice(2);
const chat = new OpenAI({ baseURL: url + "/v1", apiKey: "none", maxRetries: 0 });
const claude = new Anthropic({ baseURL: url, apiKey: "none", maxRetries: 0 });

const question = "what is the weather in Skardu today?";
const schema = {
  type: "object",
  properties: { unit: { enum: ["celsius", "kelvin"] } },
  required: ["unit"],
  additionalProperties: false,
};
const fits = (value) => {
  assert.deepStrictEqual(Object.keys(value), ["unit"]);
  assert.ok(["celsius", "kelvin"].includes(value.unit), value.unit);
};
const ok = (name) => console.log("ok", name);

// OpenAI's responses
const ask = { model, input: question, max_output_tokens: 24, seed: 5 };
const whole = await chat.responses.create(ask);
assert.ok(whole.output_text && whole.usage.output_tokens <= 24);
ok("responses text");

let text = "";
let number = 0;
for await (const event of await chat.responses.create({ ...ask, stream: true })) {
  assert.strictEqual(event.sequence_number, number++);
  if (event.type === "response.output_text.delta") text += event.delta;
}
assert.strictEqual(text, whole.output_text);
ok("responses streaming");

const tool = { type: "function", name: "get_weather", description: "tells", parameters: schema, strict: true };
const withTool = { ...ask, max_output_tokens: 400, tools: [tool], parallel_tool_calls: false };
const call = (await chat.responses.create({ ...withTool, tool_choice: "required" })).output[0];
fits(JSON.parse(call.arguments));
ok("responses tool call");

const result = { type: "function_call_output", call_id: call.call_id, output: "12 degrees" };
const next = await chat.responses.create({
  ...withTool,
  tool_choice: "none",
  input: [{ role: "user", content: question }, call, result],
});
assert.strictEqual(typeof next.output_text, "string");
ok("responses tool result");

const format = { type: "json_schema", name: "unit", schema, strict: true };
fits(JSON.parse((await chat.responses.create({ ...ask, max_output_tokens: 400, text: { format } })).output_text));
ok("responses structured output");

await assert.rejects(chat.responses.create({ ...ask, previous_response_id: "resp_1" }), (e) => {
  assert.ok(e instanceof OpenAI.BadRequestError);
  assert.strictEqual(e.param, "previous_response_id");
  return true;
});
ok("responses error");

// Anthropic's messages
const user = { role: "user", content: question };
const say = { model, max_tokens: 24, messages: [user], seed: 5 };
const message = await claude.messages.create(say);
assert.ok(message.content[0].text && message.usage.output_tokens <= 24);
ok("messages text");

const streamed = await claude.messages.stream(say).finalMessage();
assert.strictEqual(streamed.content[0].text, message.content[0].text);
assert.strictEqual(streamed.stop_reason, message.stop_reason);
assert.strictEqual(streamed.usage.output_tokens, message.usage.output_tokens);
ok("messages streaming");

const tools = [{ name: "get_weather", description: "tells", input_schema: schema }];
const withTools = { ...say, max_tokens: 400, tools };
const any = { type: "any", disable_parallel_tool_use: true };
const asked = await claude.messages.create({ ...withTools, tool_choice: any });
assert.strictEqual(asked.stop_reason, "tool_use");
fits(asked.content[0].input);
fits((await claude.messages.stream({ ...withTools, tool_choice: any }).finalMessage()).content[0].input);
ok("messages tool call");

const answered = { type: "tool_result", tool_use_id: asked.content[0].id, content: "no such place", is_error: true };
await claude.messages.create({
  ...withTools,
  tool_choice: { type: "none" },
  messages: [user, { role: "assistant", content: asked.content }, { role: "user", content: [answered] }],
});
ok("messages tool result");

const shaped = { ...say, max_tokens: 400, output_config: { format: { type: "json_schema", schema } } };
fits(JSON.parse((await claude.messages.create(shaped)).content[0].text));
ok("messages structured output");

await assert.rejects(claude.messages.create({ ...say, thinking: { type: "enabled", budget_tokens: 1024 } }), (e) => {
  assert.ok(e instanceof Anthropic.BadRequestError);
  assert.strictEqual(e.error.error.type, "invalid_request_error");
  assert.match(e.message, /thinking/);
  return true;
});
ok("messages error");
