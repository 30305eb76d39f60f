"""Drives a running server with the official Python clients of OpenAI and Anthropic.

usage: check.py URL MODEL   (URL without /v1; the model may be of random weights)

Prints one line a check and ends with status 1 at the first that fails.
"""
import json
import sys

import anthropic
import openai

url, model = sys.argv[1], sys.argv[2]
chat = openai.OpenAI(base_url=url + "/v1", api_key="none", max_retries=0)
claude = anthropic.Anthropic(base_url=url, api_key="none", max_retries=0)

QUESTION = "what is the weather in Skardu today?"
SEED = {"seed": 5}
SCHEMA = {
    "type": "object",
    "properties": {"unit": {"enum": ["celsius", "kelvin"]}},
    "required": ["unit"],
    "additionalProperties": False,
}


def fits(value):
    assert list(value) == ["unit"] and value["unit"] in ("celsius", "kelvin"), value


def ok(name):
    print("ok", name, flush=True)


# OpenAI's responses
ask = dict(model=model, input=QUESTION, max_output_tokens=24, extra_body=SEED)
whole = chat.responses.create(**ask)
assert whole.output_text and whole.usage.output_tokens <= 24, whole
ok("responses text")

with chat.responses.stream(**ask) as stream:
    numbers = [event.sequence_number for event in stream]
    assert numbers == list(range(len(numbers))), numbers
    final = stream.get_final_response() if whole.status == "completed" else None
assert final is None or final.output_text == whole.output_text
parts = [e.delta for e in chat.responses.create(stream=True, **ask) if e.type == "response.output_text.delta"]
assert "".join(parts) == whole.output_text, parts
ok("responses streaming")

tool = {"type": "function", "name": "get_weather", "description": "tells", "parameters": SCHEMA, "strict": True}
with_tool = {**ask, "max_output_tokens": 400, "tools": [tool], "parallel_tool_calls": False}
call = chat.responses.create(tool_choice="required", **with_tool).output[0]
fits(json.loads(call.arguments))
ok("responses tool call")

result = {"type": "function_call_output", "call_id": call.call_id, "output": "12 degrees"}
history = [{"role": "user", "content": QUESTION}, call.model_dump(exclude_none=True), result]
assert chat.responses.create(tool_choice="none", **{**with_tool, "input": history}).output_text is not None
ok("responses tool result")

form = {"format": {"type": "json_schema", "name": "unit", "schema": SCHEMA, "strict": True}}
fits(json.loads(chat.responses.create(text=form, **{**ask, "max_output_tokens": 400}).output_text))
ok("responses structured output")

try:
    chat.responses.create(previous_response_id="resp_1", **ask)
    raise AssertionError("previous_response_id was taken")
except openai.BadRequestError as e:
    assert e.param == "previous_response_id", e
ok("responses error")

# Anthropic's messages
user = {"role": "user", "content": QUESTION}
say = dict(model=model, max_tokens=24, messages=[user], extra_body=SEED)
message = claude.messages.create(**say)
assert message.content[0].text and message.usage.output_tokens <= 24, message
ok("messages text")

with claude.messages.stream(**say) as stream:
    assert "".join(stream.text_stream) == message.content[0].text
    last = stream.get_final_message()
assert (last.stop_reason, last.usage.output_tokens) == (message.stop_reason, message.usage.output_tokens)
ok("messages streaming")

tools = [{"name": "get_weather", "description": "tells", "input_schema": SCHEMA}]
with_tools = {**say, "max_tokens": 400, "tools": tools}
asked = claude.messages.create(tool_choice={"type": "any", "disable_parallel_tool_use": True}, **with_tools)
assert asked.stop_reason == "tool_use", asked
use = asked.content[0]
fits(use.input)
with claude.messages.stream(tool_choice={"type": "tool", "name": "get_weather"}, **with_tools) as stream:
    fits(stream.get_final_message().content[0].input)
ok("messages tool call")

answered = [{"type": "tool_result", "tool_use_id": use.id, "content": "no such place", "is_error": True}]
talk = [user, {"role": "assistant", "content": asked.content}, {"role": "user", "content": answered}]
claude.messages.create(tool_choice={"type": "none"}, **{**with_tools, "messages": talk})
ok("messages tool result")

form = {"output_config": {"format": {"type": "json_schema", "schema": SCHEMA}}, **SEED}
fits(json.loads(claude.messages.create(**{**say, "max_tokens": 400, "extra_body": form}).content[0].text))
ok("messages structured output")

try:
    claude.messages.create(thinking={"type": "enabled", "budget_tokens": 1024}, **say)
    raise AssertionError("thinking was taken")
except anthropic.BadRequestError as e:
    assert e.body["error"]["type"] == "invalid_request_error" and "thinking" in str(e), e
ok("messages error")
