"""Renders chat templates with Python's Jinja, as transformers does, for the tests of dev.baltoro.text.template.

    python tools/parity/render_templates.py

Reads every *.jinja of src/test/resources/templates and the sample conversations that the product compares templates with,
and writes rendered.json there: what Jinja makes of each conversation, by template and by the conversation's name.
Baltoro's own templates (own-*) are rendered as transformers does, where lists cannot be changed; others may change them.
The tools of a conversation are sorted by key at every depth first, as Kimi K2's tokenizer does.
"""
import json
from pathlib import Path

from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEnvironment

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "src/main/resources/dev/baltoro/text/template/samples.json"
TEMPLATES = ROOT / "src/test/resources/templates"


def tojson(value, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


def ordered(value):
    if isinstance(value, dict):
        return {key: ordered(value[key]) for key in sorted(value)}
    return [ordered(one) for one in value] if isinstance(value, list) else value


def main():
    strict = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
    lenient = SandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
    strict.filters["tojson"] = lenient.filters["tojson"] = tojson
    samples = json.loads(SAMPLES.read_text(encoding="utf-8"))
    rendered = {}
    for file in sorted(TEMPLATES.glob("*.jinja")):
        environment = strict if file.name.startswith("own-") else lenient
        template = environment.from_string(file.read_text(encoding="utf-8"))
        rendered[file.name] = {
            sample["name"]: template.render(
                messages=sample["messages"],
                tools=ordered(sample["tools"]) if sample.get("tools") else None,
                add_generation_prompt=sample["add_generation_prompt"],
                bos_token="[BOS]",
                eos_token="[EOS]",
            )
            for sample in samples
        }
    text = json.dumps(rendered, ensure_ascii=False, indent=1) + "\n"
    (TEMPLATES / "rendered.json").write_text(text, encoding="utf-8")
    print(f"{len(rendered)} templates, {len(samples)} conversations")


if __name__ == "__main__":
    main()
