#!/bin/sh
# The same by curl: a streamed answer, a tool call, an answer in JSON. BALTORO_URL says where the server is.
set -eu
url=${BALTORO_URL:-http://127.0.0.1:8080/v1}
ask() { curl -sSN "$url/chat/completions" -H 'Content-Type: application/json' -d "$1"; echo; }

echo "== streamed"
ask '{"messages": [{"role": "user", "content": "castle (noun):"}], "max_tokens": 8, "seed": 1, "stream": true,
  "stream_options": {"include_usage": true}, "model": "model"}'
echo "== tool call"
ask '{"messages": [{"role": "user", "content": "What is the weather in Skardu?"}], "max_tokens": 100, "seed": 1, "model": "model",
  "tools": [{"type": "function", "function": {"name": "get_weather", "parameters": {"type": "object",
    "properties": {"city": {"type": "string", "maxLength": 20}, "unit": {"enum": ["celsius", "fahrenheit"]}},
    "required": ["city", "unit"], "additionalProperties": false}}}],
  "tool_choice": "required"}'
echo "== JSON"
ask '{"messages": [{"role": "user", "content": "Describe a castle."}], "max_tokens": 100, "seed": 1, "model": "model",
  "response_format": {"type": "json_schema", "json_schema": {"name": "castle", "schema": {"type": "object",
    "properties": {"towers": {"type": "integer", "minimum": 0, "maximum": 12}, "old": {"type": "boolean"}},
    "required": ["towers", "old"], "additionalProperties": false}}}}'
