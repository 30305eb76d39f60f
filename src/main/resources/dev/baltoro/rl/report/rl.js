"use strict";
{
  const { data, css, color, gaps, flat, fromZero, curves } = report;
  const at = data.iteration, all = columns => Object.fromEntries(Object.entries(columns).map(([k, v]) => [k, gaps(v)]));
  const domains = Object.entries(data.domains).map(([name, columns]) => [name, all(columns)]);
  const policy = all(data.policy), sampling = all(data.sampling), time = all(data.time), step = all(data.steps);
  const bound = (value, n) => ({ label: "alarm", values: flat(value, n), dash: [6, 5], width: 1.25, color: 5 });
  const byDomain = key => domains.map(([name, columns], i) => ({ label: name, values: columns[key], color: i }));
  const percent = () => [0, 100];

  // Several curves whose places differ: the places together, and gaps where a curve has none.
  const merge = lists => [...new Set(lists.flat())].sort((a, b) => a - b);
  const spread = (places, own, values) => { const by = new Map(own.map((p, i) => [p, values[i]])); return places.map(p => by.get(p) ?? null); };

  for (const [name, columns] of domains) {
    const splits = Object.entries(data.heldOut[name] ?? {});
    const places = merge([at, ...splits.map(([, points]) => points.map(p => p.step))]);
    const of = (points, key) => spread(places, points.map(p => p.step), points.map(p => p[key]).map(v => (v === "" ? null : v)));
    const chance = (label, points, color) => ({ label, values: of(points, "chance"), dash: [2, 4], width: 1.5, color });
    const one = new Set(splits.flatMap(([, points]) => points.map(p => p.chance))).size === 1; // one line where all splits have the same
    const chances = one ? [chance("chance", splits[0][1], 4)] : splits.map(([split, points], i) => chance("chance, " + split, points, i + 1));
    curves("success-" + name, places, [
      { label: "training", values: spread(places, at, columns.share), low: spread(places, at, columns.low), high: spread(places, at, columns.high), faint: true, width: 1.25, color: 0 },
      ...splits.map(([split, points], i) => ({ label: split, values: of(points, "share"), low: of(points, "low"), high: of(points, "high"), points: true, whiskers: true, color: i + 1, width: 2 })),
      ...chances],
      { range: percent });
  }

  curves("reward", at, byDomain("reward"));
  curves("tokens", at, byDomain("tokens"), { range: fromZero });
  const solved = Object.entries(data.heldOut).flatMap(([domain, splits], color) =>
    Object.entries(splits).map(([split, points], i) => ({ label: domain + ", " + split, points, color, dash: [undefined, [8, 4], [2, 3]][i % 3] })));
  const solvedAt = merge(solved.map(s => s.points.map(p => p.step)));
  curves("solved", solvedAt, solved.map(({ points, ...line }) => ({ ...line, points: true,
    values: spread(solvedAt, points.map(p => p.step), points.map(p => (p.tokens === "" ? null : p.tokens))) })), { range: fromZero });
  curves("truncated", at, [...byDomain("truncated"), bound(data.truncationMost, at.length)], { range: fromZero });
  curves("difficulty", at, byDomain("difficulty"), { range: fromZero });
  curves("temperature", at, [{ label: "temperature", values: sampling.temperature, color: 1 }], { range: fromZero });

  const kl = [...policy.klStart, ...policy.klDrawing].filter(v => v != null);
  const showKl = data.klMost <= 4 * Math.max(...kl, 0); // far above the curves, the alarm would flatten them
  curves("kl", at, [{ label: "from the start", values: policy.klStart, color: 0 }, { label: "from the drawing weights", values: policy.klDrawing, color: 2 },
    ...(showKl ? [bound(data.klMost, at.length)] : [])], { range: fromZero });
  if (!showKl) document.querySelector("#kl figcaption").append(" (at " + report.short(data.klMost) + ", far above)");
  curves("entropy", at, [{ label: "entropy", values: policy.entropy, color: 3 }], { range: fromZero });
  curves("forgetting", data.text.step, Object.entries(data.text.loss).map(([label, values], i) => ({ label, values: gaps(values), points: values.length < 60, color: i + 1 })));
  curves("text-loss", at, [{ label: "loss", values: policy.textLoss, color: 4 }]);
  curves("gap", at, [{ label: "largest", values: policy.gapLargest, color: 4 }, { label: "mean", values: policy.gapMean, color: 0 }], { range: fromZero });
  curves("gradient", step.step, [{ label: "norm", values: step.gradient, color: 3 }], { range: fromZero });
  curves("logit", step.step, [{ label: "largest logit", values: step.logit, color: 4 }]);
  curves("imbalance", step.step, [{ label: "max / mean", values: step.imbalance, color: 2 }], { range: (u, low, high) => [Math.min(1, low), Math.max(high * 1.05, 1.5)] });
  curves("usable", at, [{ label: "usable", values: sampling.usable, color: 2 }, bound(data.usableLeast, at.length)], { range: percent });
  curves("staleness", at, [{ label: "mean", values: sampling.stalenessMean, color: 0 }, { label: "largest", values: sampling.stalenessLargest, color: 1 }], { range: fromZero });
  curves("leftovers", at, [{ label: "waiting", values: sampling.waiting, color: 0 }, { label: "too old", values: sampling.stale, color: 1 },
    { label: "failed", values: sampling.failed, color: 4 }, { label: "groups refilled", values: sampling.refilled, color: 2 }], { range: fromZero });
  curves("rate", step.step, [{ label: "rate", values: step.rate, fill: true }], { range: fromZero });
  curves("rollout-speed", at, [{ label: "rollouts", values: time.rolloutSpeed, color: 0 }, { label: "training", values: time.trainingSpeed, color: 1 }], { range: fromZero });
  curves("time", at, [{ label: "rollouts", values: time.rollout, color: 0 }, { label: "scoring", values: time.score, color: 2 },
    { label: "steps", values: time.train, color: 1 }, { label: "all", values: time.total, color: 3 }], { range: fromZero });
  curves("idle", at, [{ label: "idle", values: time.idle, color: 5, fill: true }], { range: fromZero });
  report.draw();

  const make = (name, properties, ...children) => { const it = Object.assign(document.createElement(name), properties); it.append(...children); return it; };

  // The tokens of a rollout, underlined in the colour of the weights that drew them. Everything goes in as text.
  function drawTokens(holder) {
    const t = data.transcripts[holder.dataset.key];
    holder.replaceChildren();
    if (!t || !t.id.length) return;
    const versions = [...new Set(t.version.filter(v => v != null))].sort((a, b) => a - b), shade = v => color(versions.indexOf(v));
    const number = v => (v == null ? "–" : v.toFixed(4).replace("-", "−"));
    const legend = make("div", { className: "versions" }, "Tokens; grey ones were given.", ...versions.map(v => {
      const key = make("i", {}, "weights " + v); key.style.borderColor = shade(v); return key; }));
    const strip = make("div", { className: "strip" });
    t.id.forEach((id, i) => {
      const given = t.version[i] == null, token = make("span", { className: given ? "given" : "drawn" }, (t.text[i] ?? "#" + id).replace(/\n/g, "↵\n"));
      token.title = "id " + id + (given ? " · given" : " · raw " + number(t.raw[i]) + " · drawn " + number(t.drawn[i]) + " · weights " + t.version[i]);
      if (!given) token.style.borderColor = shade(t.version[i]);
      strip.append(token);
    });
    holder.append(legend, strip);
    if (t.left) holder.append("… " + t.left.toLocaleString("en") + " tokens more in rollouts/");
  }

  const viewer = document.getElementById("viewer"), rollouts = viewer ? [...viewer.querySelectorAll(".rollout")] : [];
  if (rollouts.length) {
    const iteration = make("select"), rollout = make("select");
    const option = (value, text) => make("option", { value, textContent: text });
    iteration.append(...[...new Set(rollouts.map(r => r.dataset.iteration))].map(n => option(n, n)));
    const of = n => rollouts.filter(r => r.dataset.iteration === n).sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
    let shown = null;
    function show(one, remember) {
      shown = one;
      rollouts.forEach(r => { r.open = r === one; });
      iteration.value = one.dataset.iteration;
      rollout.replaceChildren(...of(iteration.value).map(r => option(r.id, r.dataset.title)));
      rollout.value = one.id;
      drawTokens(one.querySelector(".tokens"));
      if (remember) history.replaceState(null, "", "#" + one.id);
    }
    const move = by => { const order = [...iteration.options].reverse().flatMap(o => of(o.value)); const next = order[order.indexOf(shown) + by]; if (next) show(next, true); };
    iteration.onchange = () => show(of(iteration.value)[0], true);
    rollout.onchange = () => show(document.getElementById(rollout.value), true);
    viewer.before(make("div", { className: "chooser" }, make("label", {}, "iteration", iteration), make("label", {}, "rollout", rollout),
      make("button", { type: "button", textContent: "← before", onclick: () => move(-1) }), make("button", { type: "button", textContent: "next →", onclick: () => move(1) })));
    viewer.classList.add("chosen");
    const asked = rollouts.find(r => "#" + r.id === location.hash);
    show(asked ?? of(rollouts[0].dataset.iteration)[0], false);
    if (asked) asked.scrollIntoView({ block: "nearest" });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawTokens(shown.querySelector(".tokens")));
  }
}
