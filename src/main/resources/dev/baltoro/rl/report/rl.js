"use strict";
{
  const { data, color, gaps, fromZero, curves } = report;
  const looks = {
    line: {}, faint: { faint: true, width: 1.25 }, points: { points: true, width: 2 }, dashed_points: { points: true, dash: [8, 4] },
    dotted_points: { points: true, dash: [2, 3] }, dashed: { dash: [6, 5], width: 1.25 }, dotted: { dash: [2, 4], width: 1.5 },
  };
  const ranges = { values: undefined, from_zero: fromZero, percent: () => [0, 100] };
  for (const plot of data.plots)
    curves(plot.id, plot.places, plot.series.map(s => ({ label: s.label, color: s.color, ...looks[s.look], values: gaps(s.values),
      ...(s.low ? { low: gaps(s.low), high: gaps(s.high), whiskers: s.look === "points" } : {}) })), { range: ranges[plot.range] });
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
