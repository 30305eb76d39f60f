"use strict";
// What every kind of run draws with: curves, maps of cells, and drawing them anew when width or colours change.
const report = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const color = i => css("--c" + (i % 6));
  const gaps = list => list.map(v => (v === "" ? null : v));
  const sync = uPlot.sync("steps");
  const draws = [];
  const HEIGHT = 220;
  const unit = document.documentElement.dataset.unit;

  const short = v => {
    if (v == null) return "–";
    const a = Math.abs(v);
    if (a >= 1e4) return v.toLocaleString("en", { notation: "compact", maximumSignificantDigits: 3 });
    if (a !== 0 && a < 1e-2) return v.toExponential(1).replace("e-", "e−");
    return String(+v.toPrecision(4));
  };

  // Intervals, below the curves that they belong to: whiskers at single points, a band elsewhere.
  function intervals(plot, series) {
    const pen = plot.ctx, x = i => plot.valToPos(plot.data[0][i], "x", true), y = v => plot.valToPos(v, "y", true), scale = devicePixelRatio || 1;
    pen.save();
    for (const s of series.filter(s => s.low)) {
      const known = [...s.low.keys()].filter(i => s.low[i] != null && s.high[i] != null);
      if (s.whiskers) {
        pen.strokeStyle = color(s.color);
        pen.lineWidth = 1.25 * scale;
        for (const i of known) { pen.beginPath(); pen.moveTo(x(i), y(s.low[i])); pen.lineTo(x(i), y(s.high[i])); pen.stroke(); }
      } else if (known.length) {
        pen.fillStyle = color(s.color) + "1c";
        pen.beginPath();
        known.forEach(i => pen.lineTo(x(i), y(s.high[i])));
        known.reverse().forEach(i => pen.lineTo(x(i), y(s.low[i])));
        pen.fill();
      }
    }
    pen.restore();
  }

  // One set of curves over the steps, drawn anew when the width or the colours change.
  function curves(id, steps, series, options = {}) {
    const figure = document.getElementById(id);
    if (!steps.length || !series.some(s => s.values.some(v => v != null))) {
      figure.append(Object.assign(document.createElement("p"), { textContent: "Nothing measured yet." }));
      return;
    }
    const last = s => { for (let i = s.values.length - 1; i >= 0; i--) if (s.values[i] != null) return short(s.values[i]); return "–"; };
    const holder = document.createElement("div");
    holder.setAttribute("role", "img");
    holder.setAttribute("aria-label", figure.querySelector("b").textContent + "; at " + unit + " " + steps[steps.length - 1] + ": "
      + series.map(s => s.label + " " + last(s)).join(", "));
    figure.append(holder);
    let plot = null;
    draws.push(() => {
      if (plot) { sync.unsub(plot); plot.destroy(); }
      const axis = { stroke: css("--soft"), grid: { stroke: css("--grid"), width: 1 }, ticks: { stroke: css("--grid"), width: 1 }, font: "12px system-ui, sans-serif" };
      plot = new uPlot({
        width: holder.clientWidth, height: HEIGHT,
        cursor: { sync: { key: "steps", setSeries: false }, points: { size: 6 } },
        scales: { x: { time: false, range: [0, Math.max(data.totalSteps, 1)] }, y: options.range ? { range: options.range } : {} },
        axes: [{ ...axis, values: (u, t) => t.map(short), size: 32 }, { ...axis, values: (u, t) => t.map(short), size: 62 }],
        legend: { live: true },
        hooks: { drawAxes: [u => intervals(u, series)] },
        series: [{ label: unit, value: (u, v, i, at) => (at == null ? steps[steps.length - 1] : v ?? 0).toLocaleString("en") }, ...series.map((s, i) => ({
          label: s.label, stroke: s.faint ? color(s.color ?? i) + "55" : color(s.color ?? i), width: s.width ?? 1.75,
          dash: s.dash, fill: s.fill ? color(s.color ?? i) + "22" : undefined,
          points: { show: s.points ?? false, size: 5 }, spanGaps: true, value: (u, v, i, at) => (at == null ? last(s) : short(v)) }))],
      }, [steps, ...series.map(s => s.values)], holder);
    });
  }

  const fromZero = (u, low, high) => [0, high > 0 ? high * 1.08 : 1];
  const flat = (value, n) => new Array(n).fill(value);

  // A table of coloured cells: value(row, column), row 0 on top.
  function heatMap(id, rows, columns, value, shade, label, left, right, key, group = () => "") {
    const figure = document.getElementById(id);
    const canvas = Object.assign(document.createElement("canvas"), { className: "heat" });
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", figure.querySelector("b").textContent + ": " + rows + " rows, " + columns + " columns; " + key);
    const reading = Object.assign(document.createElement("div"), { className: "reading", textContent: "point at a cell to read it" });
    const ends = Object.assign(document.createElement("div"), { className: "axis-note" });
    ends.append(...[left, right].map(t => Object.assign(document.createElement("span"), { textContent: t })));
    const legend = Object.assign(document.createElement("div"), { className: "key" });
    const ramp = document.createElement("i");
    legend.append(ramp, key);
    figure.append(canvas, ends, legend, reading);
    const height = Math.min(420, Math.max(60, rows * Math.max(3, Math.min(22, Math.floor(260 / rows)))));
    canvas.style.height = height + "px";
    draws.push(() => {
      const scale = window.devicePixelRatio || 1;
      canvas.width = Math.round(canvas.clientWidth * scale);
      canvas.height = Math.round(height * scale);
      const pen = canvas.getContext("2d"), edge = (i, n, size) => Math.round(i * size / n);
      const gap = canvas.height / rows > 8 * scale && canvas.width / columns > 8 * scale ? Math.round(scale) : 0;
      for (let r = 0; r < rows; r++) {
        const rift = r + 1 < rows && group(r) !== group(r + 1) ? Math.round(2 * scale) : gap;
        for (let c = 0; c < columns; c++) {
          pen.fillStyle = shade(value(r, c));
          const x = edge(c, columns, canvas.width), y = edge(r, rows, canvas.height);
          pen.fillRect(x, y, edge(c + 1, columns, canvas.width) - x - gap, edge(r + 1, rows, canvas.height) - y - rift);
        }
      }
      ramp.style.background = "linear-gradient(to right, " + [0, .25, .5, .75, 1].map(t => shade.at(t)).join(", ") + ")";
    });
    canvas.addEventListener("pointermove", e => {
      const box = canvas.getBoundingClientRect(), clamp = (v, n) => Math.max(0, Math.min(n - 1, v));
      const r = clamp(Math.floor((e.clientY - box.top) / box.height * rows), rows);
      const c = clamp(Math.floor((e.clientX - box.left) / box.width * columns), columns);
      reading.textContent = label(r, c) + ": " + short(value(r, c));
    });
  }

  const channels = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
  const blend = (from, to, t) => "rgb(" + channels(from).map((v, i) => Math.round(v + (channels(to)[i] - v) * t)).join(",") + ")";
  // From the ground colour over blue to a warning colour at the top of the range.
  function shades(low, high, warnFrom) {
    const at = t => (t <= warnFrom ? blend(css("--low"), css("--high"), t / warnFrom) : blend(css("--high"), css("--c1"), (t - warnFrom) / (1 - warnFrom)));
    const shade = v => (v == null ? css("--card") : at(Math.max(0, Math.min(1, (v - low) / (high - low || 1)))));
    shade.at = at;
    return shade;
  }
  const nothing = id => document.getElementById(id).append(Object.assign(document.createElement("p"), { textContent: "Nothing measured yet." }));

  // The page asks for itself again while the run goes on, but never while somebody marks text in it.
  const every = Number(document.documentElement.dataset.refresh);
  if (every) setInterval(() => { if (!document.hidden && getSelection().isCollapsed) location.reload(); }, every * 1000);

  function draw() {
    const redraw = () => draws.forEach(draw => draw());
    redraw();
    let width = innerWidth, pending = 0;
    addEventListener("resize", () => {
      if (innerWidth === width) return;
      width = innerWidth;
      cancelAnimationFrame(pending);
      pending = requestAnimationFrame(redraw);
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  }

  return { data, short, css, color, gaps, flat, fromZero, curves, heatMap, shades, nothing, draw };
})();
