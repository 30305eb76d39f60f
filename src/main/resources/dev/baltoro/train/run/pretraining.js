"use strict";
{
  const { data, short, gaps, flat, fromZero, curves, heatMap, shades, nothing } = report;
  const s = data.steps, held = data.heldOut, domains = Object.keys(held.loss);
  const entropies = n => domains.filter(d => typeof held.entropy[d] === "number")
    .map(d => ({ label: d + " unigram", values: flat(held.entropy[d], n), dash: [6, 5], width: 1.25, color: domains.indexOf(d) + 1 }));

  const loss = gaps(s.loss), smoothed = gaps(s.smoothed);
  curves("loss", s.step, [
    { label: "loss", values: loss, faint: true, width: 1, color: 0 },
    { label: "smoothed", values: smoothed, color: 0, width: 2 },
    ...entropies(s.step.length)]);
  curves("held-out", held.step, [
    ...domains.map((d, i) => ({ label: d, values: gaps(held.loss[d]), points: held.step.length < 60, color: i + 1 })),
    ...entropies(held.step.length)]);
  curves("rate", s.step, [{ label: "rate", values: gaps(s.rate), fill: true }], { range: fromZero });
  curves("gradient", s.step, [{ label: "norm", values: gaps(s.gradient), color: 3 }], { range: fromZero });
  const logits = gaps(s.logit);
  // τ far above every logit would flatten the curve: then it is only in the caption.
  const capped = data.tau !== undefined; // without QK-Clip there is no τ
  const showTau = capped && data.tau <= 4 * Math.max(...logits.filter(v => v != null), 0);
  if (capped && !showTau) document.querySelector("#logit figcaption").append(" (τ = " + short(data.tau) + ", far above)");
  curves("logit", s.step, [{ label: "largest logit", values: logits, color: 4 },
    ...(showTau ? [{ label: "τ", values: flat(data.tau, s.step.length), dash: [6, 5], width: 1.25, color: 5 }] : [])],
    { range: (u, low, high) => [Math.min(0, low), Math.max(high, showTau ? data.tau : 0, 1e-6) * 1.08] });
  curves("clipped", s.step, [{ label: "heads", values: s.clipped, fill: true, color: 5, width: 1 }], { range: (u, low, high) => [0, Math.max(1, high * 1.08)] });
  curves("imbalance", s.step, [{ label: "max / mean", values: gaps(s.imbalance), color: 2 }], { range: (u, low, high) => [Math.min(1, low), Math.max(high * 1.05, 1.5)] });
  curves("speed", s.step, [{ label: "tokens/s", values: gaps(s.speed), color: 0 }], { range: fromZero });

  const heads = data.heads;
  if (heads.columns.length && heads.rows.length) {
    const columns = heads.columns.map(gaps);
    const top = Math.max(1e-6, ...columns.flat().filter(v => v != null));
    heatMap("heads", heads.rows.length, columns.length, (r, c) => columns[c][r], shades(0, top, .7), (r, c) => heads.rows[r] + " at step " + heads.step[c],
      "step " + heads.step[0], "step " + heads.step[heads.step.length - 1], "0 to " + short(top) + "; one row a head, first layer on top", r => heads.rows[r].split(",")[0]);
  } else nothing("heads");

  if (data.loads && data.loads.share.length) {
    const share = data.loads.share.map(gaps), experts = share[0].length;
    const value = (r, c) => (share[r][c] == null ? null : share[r][c] * experts);
    heatMap("loads", share.length, experts, value, shades(0, 2, .5),
      (r, c) => "layer " + data.loads.layers[r] + ", expert " + c + " at step " + data.loads.step, "expert 0", "expert " + (experts - 1),
      "0 (idle) · 1 (even) · 2 and more; one row a layer, at step " + data.loads.step.toLocaleString("en"));
  } else nothing("loads");

  report.draw();
}
