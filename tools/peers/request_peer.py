#!/usr/bin/env python3
"""Small general models on the same tool requests as Baltoro's specialists, through llama.cpp's server.

    request_peer.py ask --server http://127.0.0.1:8300 --tools tools.json --examples worked.jsonl \\
        --requests requests.jsonl --results results.jsonl --out predictions.jsonl
    request_peer.py results --mcp "npx -y SERVER" --requests requests.jsonl --fixture FILE --scratch FOLDER --out results.jsonl
    request_peer.py card --score score.py --set requests.jsonl predictions.jsonl tools.json [--set ...]

`ask` shows a model the tools as compact signatures and eight worked examples, and has it answer each request with
{"calls": [{"name", "arguments"}...], "text": "..."}, which a grammar made of the tools' schemas holds it to.
`results` calls a real MCP server for the requests whose later calls need the results of earlier ones.
`card` prints the shares of right answers, per set and pooled, with Wilson's 95 % intervals.
Python 3.11 or later, no packages.
"""
import argparse
import base64
import importlib.util
import json
import os
import random
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request

# A worked example of every kind; the rest are single calls.
EXAMPLE_KINDS = ["single", "no-tool", "single", "ask-back", "parallel", "single", "multi-step", "ask-back"]
INSTRUCTION = (
    "You are an assistant that uses tools. Answer each message of the user with one JSON object: "
    '{"calls": [{"name": ..., "arguments": {...}}], "text": ...}.\n'
    "- If tools can do what the user asks, put every needed call into \"calls\", in order, and leave \"text\" empty.\n"
    "- Copy names, paths and values exactly as the user or the facts give them. Leave out optional arguments that nobody asked for.\n"
    "- If a value that the call needs was not said, make no call: \"calls\" is [] and \"text\" asks for it.\n"
    "- If no tool fits, make no call: \"calls\" is [] and \"text\" answers.\n"
)


def load(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(x) for x in f if x.strip()]


def dump(value):
    return json.dumps(value, ensure_ascii=False)


# ---------------------------------------------------------------- the prompt

def type_of(schema):
    if "enum" in schema:
        return "|".join(dump(x) for x in schema["enum"])
    if "anyOf" in schema:
        return "|".join(type_of(x) for x in schema["anyOf"])
    if schema.get("type") == "array":
        return "[" + type_of(schema.get("items", {})) + "]"
    if schema.get("type") == "object" and "properties" in schema:
        return "{" + parameters(schema) + "}"
    return schema.get("type", "any")


def parameters(schema):
    required = schema.get("required") or []
    return ", ".join(k + ("" if k in required else "?") + ": " + type_of(p) for k, p in (schema.get("properties") or {}).items())


def first_sentences(text, limit=160):
    out = ""
    for sentence in re.split(r"(?<=\.)\s+", text.strip()):
        if out and len(out) + len(sentence) > limit:
            break
        out += (" " if out else "") + sentence
    return out[:limit * 2]


def signature(tool):
    return f"{tool['name']}({parameters(tool['inputSchema'])}) - {first_sentences(tool['description'])}"


def system_text(tools):
    return INSTRUCTION + "\nTools (? marks optional arguments):\n" + "\n".join(signature(t) for t in tools)


def gold_answer(line):
    return dump({"calls": line["expected"], "text": "" if line["expected"] else line.get("ask") or line.get("answer") or ""})


def conversation(line, facts_in, native=False):
    """What the model reads of one line: facts, earlier turns, request."""
    context = line.get("context") or {}
    out, facts = [], context.get("facts")
    if facts and facts_in == "system":
        out.append({"role": "system", "content": "Facts: " + facts})
    for turn in context.get("turns") or []:
        if turn["role"] == "tool":
            out.append(result_message(turn, native))
        elif turn.get("calls"):
            out.append(call_message(turn["calls"], native))
        elif turn["role"] == "assistant":
            out.append({"role": "assistant", "content": turn["content"] if native else dump({"calls": [], "text": turn["content"]})})
        else:
            out.append({"role": turn["role"], "content": turn["content"]})
    out.append({"role": "user", "content": line["request"]})
    if facts and facts_in == "user":
        first = next(m for m in out if m["role"] == "user")
        first["content"] = f"(Facts: {facts})\n{first['content']}"
    return out


def call_message(calls, native):
    if not native:
        return {"role": "assistant", "content": dump({"calls": calls, "text": ""})}
    return {"role": "assistant", "content": "", "tool_calls": [
        {"id": f"c{i}", "type": "function", "function": {"name": c["name"], "arguments": dump(c["arguments"])}} for i, c in enumerate(calls)]}


def result_message(turn, native):
    if not native:
        return {"role": "user", "content": f"Result of {turn['name']}: {turn['content']}"}
    return {"role": "tool", "tool_call_id": "c0", "name": turn["name"], "content": turn["content"]}


def worked_examples(lines, count, seed):
    """A fixed mix of kinds, none that needs results or earlier turns."""
    plain = [x for x in lines if not x.get("needs_results") and not (x.get("context") or {}).get("turns")]
    random.Random(seed).shuffle(plain)
    out = []
    for kind in EXAMPLE_KINDS[:count]:
        fitting = [x for x in plain if x["kind"] == kind and x not in out] or [x for x in plain if x not in out]
        out.append(fitting[0])
    return out


# ---------------------------------------------------------------- the grammar

DROPPED = ("maxLength", "maxItems", "description", "default", "$schema", "title")


def lean(schema):
    """A schema without what llama.cpp's grammars cannot hold, or would write out a million times."""
    if isinstance(schema, list):
        return [lean(x) for x in schema]
    if not isinstance(schema, dict):
        return schema
    return {k: ({n: lean(p) for n, p in v.items()} if k == "properties" else lean(v)) for k, v in schema.items() if k not in DROPPED}


def answer_schema(tools):
    calls = []
    for t in tools:
        arguments = {"type": "object", "properties": {}, **lean(t["inputSchema"]), "additionalProperties": False}
        calls.append({"type": "object", "properties": {"name": {"const": t["name"]}, "arguments": arguments},
                      "required": ["name", "arguments"], "additionalProperties": False})
    return {"type": "object", "properties": {"calls": {"type": "array", "items": {"anyOf": calls}, "maxItems": 4},
                                             "text": {"type": "string", "maxLength": 300}},
            "required": ["calls", "text"], "additionalProperties": False}


# ---------------------------------------------------------------- the model

def post(url, body, timeout):
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=timeout) as r:
            return json.load(r)
    except urllib.error.HTTPError as e:
        raise SystemExit(f"{url}: {e.code} {e.read().decode(errors='replace')[:500]}")


class Peer:
    """One model in one way: `chat` and `plain` hold the answer to the schema, `native` uses the chat template's own tool calls."""

    def __init__(self, a, tools, examples):
        self.a, self.tools, self.schema = a, tools, answer_schema(tools)
        self.head = [{"role": "system", "content": system_text(tools)}]
        for x in examples:
            self.head += conversation(x, a.facts) + [{"role": "assistant", "content": gold_answer(x)}]

    def answer(self, messages):
        if self.a.way == "native":
            return self.native(messages)
        common = {"temperature": 0, "cache_prompt": True}
        if self.a.way == "plain":
            body = {"prompt": self.as_plain(self.head + messages), "n_predict": self.a.max_tokens, "json_schema": self.schema, **common}
            text = post(self.a.server + "/completion", body, self.a.timeout)["content"]
        else:
            body = {"messages": self.head + messages, "max_tokens": self.a.max_tokens, **common,
                    "response_format": {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": self.schema}}}
            text = post(self.a.server + "/v1/chat/completions", body, self.a.timeout)["choices"][0]["message"]["content"]
        try:
            out = json.loads(text)
            return out["calls"], out["text"]
        except (ValueError, KeyError):  # cut off at --max-tokens
            return [], ""

    def native(self, messages):
        system = "You are a helpful assistant. Call tools where they fit; if a needed value is missing, ask for it; if no tool fits, just answer."
        facts = [m["content"] for m in messages if m["role"] == "system"]
        body = {"messages": [{"role": "system", "content": "\n".join([system] + facts)}] + [m for m in messages if m["role"] != "system"],
                "tools": [{"type": "function", "function": {"name": t["name"], "description": t["description"], "parameters": lean(t["inputSchema"])}}
                          for t in self.tools],
                "tool_choice": "auto", "parallel_tool_calls": True, "temperature": 0, "max_tokens": self.a.max_tokens, "cache_prompt": True}
        message = post(self.a.server + "/v1/chat/completions", body, self.a.timeout)["choices"][0]["message"]
        text = message.get("content") or ""
        calls = [{"name": c["function"]["name"], "arguments": parsed(c["function"]["arguments"])} for c in message.get("tool_calls") or []]
        return (calls, text) if calls else calls_in_text(text)

    @staticmethod
    def as_plain(messages):
        names = {"system": "", "user": "User:\n", "assistant": "Answer:\n"}
        return "\n\n".join(names[m["role"]] + m["content"] for m in messages) + "\n\nAnswer:\n"


def parsed(arguments):
    try:
        return json.loads(arguments) if isinstance(arguments, str) else arguments
    except ValueError:
        return {"unreadable": arguments}


def calls_in_text(text):
    """Calls that a model wrote as bare or fenced JSON instead of in its template's tags: counted in its favour."""
    calls, reader, at = [], json.JSONDecoder(), 0
    while (at := text.find("{", at)) >= 0:
        try:
            value, end = reader.raw_decode(text, at)
        except ValueError:
            at += 1
            continue
        if isinstance(value, dict) and isinstance(value.get("name"), str) and isinstance(value.get("arguments"), dict):
            calls.append({"name": value["name"], "arguments": value["arguments"]})
        at = end
    return calls, text


def scorer(path):
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def stepwise(peer, line, results, native, facts_in):
    """A line whose later calls need results: after each right call its true result is shown, and the model goes on."""
    messages, made = conversation(line, facts_in, native), []
    for step, expected in enumerate(line["expected"]):
        calls, text = peer.answer(messages)
        made += calls
        if len(calls) != 1 or step == len(line["expected"]) - 1:
            break
        if calls[0]["name"] != expected["name"] or dump(calls[0]["arguments"]) != dump(expected["arguments"]) and not close(calls[0], expected):
            break
        messages += [call_message(calls, native), result_message({"name": expected["name"], "content": results[step]}, native)]
    return made, text


def close(call, expected):
    """Right enough to go on: the same argument names; whether the values count is for the scorer to say."""
    return set(call["arguments"]) == set(expected["arguments"])


def subset(lines, number, seed):
    """About `number` lines in a drawn order, each kind in its share of the file."""
    draw, groups, chosen = random.Random(seed), {}, set()
    if not number or number >= len(lines):
        return draw.sample(lines, len(lines))
    for x in lines:
        groups.setdefault(x["kind"], []).append(x["id"])
    for kind in sorted(groups):
        chosen |= set(draw.sample(groups[kind], max(1, round(number * len(groups[kind]) / len(lines)))))
    chosen = [x for x in lines if x["id"] in chosen]
    return draw.sample(chosen, len(chosen))


def processor_seconds(pid):
    """What the server's process has computed so far: what a busy machine does not change much."""
    if not pid:
        return 0.0
    with open(f"/proc/{pid}/stat", encoding="utf-8") as f:
        fields = f.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ask(a):
    with open(a.tools, encoding="utf-8") as f:
        tools = json.load(f)["tools"]
    pool = load(a.examples)
    examples = worked_examples(pool, a.shots, a.seed)
    results = {x["id"]: x["results"] for x in load(a.results)} if a.results else {}
    shown = {x["id"] for x in examples}
    lines = [x for x in subset(load(a.requests), a.number, a.seed) if x["id"] not in shown]
    peer = Peer(a, tools, examples)
    native = a.way == "native"
    facts_in = "system" if native else a.facts
    done = {x["id"] for x in load(a.out)} if os.path.exists(a.out) else set()
    if a.show_prompt:
        print(Peer.as_plain(peer.head))
        return
    if not done:  # the first request also reads the common prefix; it is asked twice, and the second time counts
        peer.answer(conversation(lines[0], facts_in, native))
    begun = time.perf_counter()
    with open(a.out, "a", encoding="utf-8") as out:
        for line in lines:
            if line["id"] in done:
                continue
            if a.minutes and time.perf_counter() - begun > 60 * a.minutes:
                break
            start, computed = time.perf_counter(), processor_seconds(a.pid)
            if line.get("needs_results") and line["id"] in results:
                calls, text = stepwise(peer, line, results[line["id"]], native, facts_in)
            else:
                calls, text = peer.answer(conversation(line, facts_in, native))
            seconds = time.perf_counter() - start
            computed = processor_seconds(a.pid) - computed
            out.write(dump({"id": line["id"], "calls": calls, "text": text, "seconds": round(seconds, 3), "processor_seconds": round(computed, 2)}) + "\n")
            out.flush()
    times = [x["seconds"] for x in load(a.out)]
    print(f"{len(times)} requests, seconds a request: mean {statistics.mean(times):.1f}, median {statistics.median(times):.1f}, longest {max(times):.1f}")


# ---------------------------------------------------------------- true results from an MCP server

class Mcp:
    """The few messages that this needs of an MCP server over stdio."""

    def __init__(self, command, environment):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, **environment})
        self.number = 0
        self.request("initialize", {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "request_peer", "version": "1"}})
        self.send({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def send(self, message):
        self.process.stdin.write((json.dumps(message) + "\n").encode())
        self.process.stdin.flush()

    def request(self, method, params):
        self.number += 1
        self.send({"jsonrpc": "2.0", "id": self.number, "method": method, "params": params})
        for line in self.process.stdout:
            try:
                message = json.loads(line)
            except ValueError:  # a banner
                continue
            if message.get("id") == self.number and "method" not in message:
                if "error" in message:
                    raise SystemExit(f"{method}: {message['error']}")
                return message["result"]
        raise SystemExit(f"the server ended during {method}")

    def close(self):
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()


def lay(fixture, scratch, roots):
    """The first state below `scratch`: folders from a JSON file of texts, or a copy of a memory file."""
    shutil.rmtree(scratch, ignore_errors=True)
    os.makedirs(scratch)
    if not fixture:
        return {}
    if fixture.endswith(".jsonl"):
        copy = os.path.join(scratch, "memory.jsonl")
        shutil.copy(fixture, copy)
        return {"MEMORY_FILE_PATH": copy}
    with open(fixture, encoding="utf-8") as f:
        files = json.load(f)["files"]
    for path, content in files.items():
        target = scratch + path
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as f:
            f.write(base64.b64decode(content["base64"]) if isinstance(content, dict) else content.encode())
    for root in roots:
        os.makedirs(scratch + root, exist_ok=True)
    return {}


def below(value, scratch, roots):
    if isinstance(value, dict):
        return {k: below(v, scratch, roots) for k, v in value.items()}
    if isinstance(value, list):
        return [below(v, scratch, roots) for v in value]
    return scratch + value if isinstance(value, str) and any(value.startswith(r) for r in roots) else value


def results(a):
    scratch = os.path.realpath(a.scratch)
    if os.path.isdir(scratch) and os.listdir(scratch):
        raise SystemExit(f"{scratch} is not empty: name a new folder, it is removed in the end")
    with open(a.out, "w", encoding="utf-8") as out:
        for line in load(a.requests):
            if not line.get("needs_results"):
                continue
            roots = (line.get("context") or {}).get("roots") or []
            environment = lay(a.fixture, scratch, roots)
            server = Mcp(shlex.split(a.mcp) + [scratch + r for r in roots], environment)
            texts = []
            for call in line["expected"]:
                result = server.request("tools/call", {"name": call["name"], "arguments": below(call["arguments"], scratch, roots)})
                text = "\n".join(c["text"] for c in result["content"] if c.get("type") == "text")
                texts.append(text.replace(scratch, ""))
            server.close()
            out.write(dump({"id": line["id"], "results": texts}) + "\n")
    shutil.rmtree(scratch, ignore_errors=True)


# ---------------------------------------------------------------- the card

def card(a):
    score = scorer(a.score)
    pairs, names = [], []
    for requests, predictions, tools in a.set:
        lines, answers = load(requests), {x["id"]: x for x in load(predictions)}
        lines = [x for x in lines if x["id"] in answers]
        defaults = score.defaults_of(tools)
        pairs.append([(x, score.judge(x, answers[x["id"]], defaults), answers[x["id"]]) for x in lines])
        names.append(os.path.basename(requests).split(".")[0])
    groups = {"exact calls": score.CALL_KINDS, **{k: (k,) for k in score.CALL_KINDS}, "no-tool": ("no-tool",), "ask-back": ("ask-back",), "all": score.KINDS}
    for name, rows in list(zip(names, pairs)) + [("pooled", [r for p in pairs for r in p])]:
        times, computed = [p.get("seconds", 0) for _, _, p in rows], [p.get("processor_seconds", 0) for _, _, p in rows]
        print(f"{name}: {len(rows)} requests; seconds a request: median {statistics.median(times):.2f}, mean {statistics.mean(times):.2f}; "
              f"of a processor: median {statistics.median(computed):.2f}, mean {statistics.mean(computed):.2f}")
        for label, kinds in groups.items():
            mine = [v for x, v, _ in rows if x["kind"] in kinds]
            print("  " + score.show(label, score.figure(sum(v["right"] for v in mine), len(mine))))
        calls = [v for x, v, _ in rows if x["kind"] in score.CALL_KINDS]
        print("  " + score.show("tool names right", score.figure(sum(v["names"] for v in calls), len(calls))))
        silent = [v for x, v, _ in rows if x["kind"] not in score.CALL_KINDS]
        print("  " + score.show("calls where none belongs", score.figure(sum(v["called"] for v in silent), len(silent))))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = p.add_subparsers(dest="command", required=True)
    q = sub.add_parser("ask", help="predictions of the model that a llama.cpp server serves")
    q.add_argument("--server", required=True)
    q.add_argument("--tools", required=True, help="a tools/list result")
    q.add_argument("--examples", required=True, help="requests with answers, from which the worked examples come")
    q.add_argument("--requests", required=True)
    q.add_argument("--results", help="true results for lines with needs_results")
    q.add_argument("--out", required=True, help="predictions; lines that are there are not asked again")
    q.add_argument("--way", choices=["chat", "plain", "native"], default="chat")
    q.add_argument("--facts", choices=["system", "user"], default="system", help="where the facts stand")
    q.add_argument("--shots", type=int, default=8)
    q.add_argument("--number", type=int, default=0, help="a stratified subset of this size; 0 for all")
    q.add_argument("--minutes", type=float, default=0, help="stop after so long; the order is drawn, so what was asked is a fair sample")
    q.add_argument("--seed", type=int, default=1)
    q.add_argument("--max-tokens", type=int, default=320)
    q.add_argument("--pid", type=int, help="the server's process, to count the processor time of each request")
    q.add_argument("--timeout", type=float, default=300)
    q.add_argument("--show-prompt", action="store_true")
    q.set_defaults(run=ask)
    q = sub.add_parser("results", help="true results from an MCP server over stdio")
    q.add_argument("--mcp", required=True)
    q.add_argument("--requests", required=True)
    q.add_argument("--fixture", help="JSON of path to text, or a memory file")
    q.add_argument("--scratch", required=True, help="a folder that is removed and made anew for every line")
    q.add_argument("--out", required=True)
    q.set_defaults(run=results)
    q = sub.add_parser("card", help="shares of right answers")
    q.add_argument("--score", required=True, help="score.py of the requests' form")
    q.add_argument("--set", nargs=3, action="append", required=True, metavar=("REQUESTS", "PREDICTIONS", "TOOLS"))
    q.set_defaults(run=card)
    a = p.parse_args()
    a.run(a)


if __name__ == "__main__":
    sys.exit(main())
