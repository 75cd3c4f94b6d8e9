import { byId, grouped } from './dom.js';

const HEIGHT = 190;
const SHARES = [50, 90, 99];

let plot = null;
let latest = null;

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Returns a span in the unit that people say it in. */
export function span(seconds) {
  if (seconds < 60) return `${(Math.ceil(seconds * 10) / 10).toFixed(1)} s`;
  if (seconds < 120) return `${Math.ceil(seconds)} s`;
  return seconds < 7200 ? `${Math.ceil(seconds / 60)} min` : `${Math.ceil(seconds / 3600)} h`;
}

function isWorking(stop) {
  return !stop.endedAt && stop.phase !== 'HOLDING' && stop.phase !== 'CLOSED';
}

/** The points, and what is left now or, once nothing is worked on, a little further. */
function series(stop) {
  const points = stop.execution.riskLeft;
  const x = points.map((point) => point.millis / 1000);
  // Only for the height of the line; the figures shown are the server's.
  const y = points.map((point) => Number(point.left));
  const last = x[x.length - 1];
  const now = (Date.now() - Date.parse(stop.pressedAt)) / 1000;
  x.push(isWorking(stop) ? Math.max(now, last + 0.1) : Math.max(last * 1.04, last + 0.2));
  y.push(y[y.length - 1]);
  return [x, y];
}

/** A dot where half, nine tenths and all but a hundredth were gone. */
function dots(u) {
  u.ctx.save();
  u.ctx.fillStyle = colour('--ink');
  for (const percent of SHARES) {
    const millis = latest.execution[`risk${percent}GoneMillis`];
    if (millis === null) continue;
    const at = u.data[0].findLastIndex((x) => x <= millis / 1000 + 1e-9);
    if (at < 0) continue;
    u.ctx.beginPath();
    u.ctx.arc(u.valToPos(u.data[0][at], 'x', true), u.valToPos(u.data[1][at], 'y', true), 4 * devicePixelRatio, 0, 2 * Math.PI);
    u.ctx.fill();
  }
  u.ctx.restore();
}

function readOut(u) {
  const at = u.cursor.idx;
  byId('curve-at').textContent = at === null || at === undefined ? ''
    : `at ${span(u.data[0][at])}: ${grouped(u.data[1][at].toFixed(2), 0)}`;
}

function short(value) {
  if (value >= 1e6) return `${+(value / 1e6).toPrecision(3)}M`;
  return value >= 1e3 ? `${+(value / 1e3).toPrecision(3)}k` : String(+value.toPrecision(3));
}

function axis(values) {
  return { stroke: colour('--muted'), font: '12px system-ui, sans-serif', grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false }, values };
}

function made(data) {
  const line = { stroke: colour('--good'), fill: colour('--good-soft'), width: 2, paths: uPlot.paths.stepped({ align: 1 }), points: { show: false } };
  return new uPlot({
    width: byId('curve-plot').clientWidth,
    height: HEIGHT,
    padding: [10, 12, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 8 } },
    scales: { x: { time: false, range: (u, from, to) => [0, to] }, y: { range: (u, from, to) => [0, Math.max(to, 1e-9) * 1.02] } },
    axes: [
      { ...axis((u, all) => all.map((value) => `${+value.toFixed(2)} s`)), space: 70, size: 30 },
      { ...axis((u, all) => all.map(short)), space: 36, size: 52 }],
    series: [{}, line],
    hooks: { draw: [dots], setCursor: [readOut] },
  }, data, byId('curve-plot'));
}

function sentence(stop) {
  const e = stop.execution;
  const points = e.riskLeft;
  const gone = SHARES.filter((percent) => e[`risk${percent}GoneMillis`] !== null)
    .map((percent) => `${percent} % gone after ${span(e[`risk${percent}GoneMillis`] / 1000)}`);
  const left = `${grouped(points[points.length - 1].left, 0)} of ${grouped(points[0].left, 0)} left`;
  return `Risk left since the press, that fills can take: ${[...gone, left].join(', ')}.`;
}

function draw() {
  if (!latest || byId('curve').hidden) return;
  const data = series(latest);
  if (plot) plot.setData(data);
  else plot = made(data);
}

/** Shows how the risk went; nothing before there is any, or where nothing of it filled. */
export function showCurve(stop) {
  latest = stop;
  const points = stop.execution.riskLeft;
  const hidden = !globalThis.uPlot || !points.length || (points.length < 2 && !isWorking(stop));
  byId('curve').hidden = hidden;
  if (hidden) return;
  byId('curve-text').textContent = sentence(stop);
  draw();
}

// While the stop works, time goes on between two events.
setInterval(() => latest && isWorking(latest) && draw(), 1000);
new ResizeObserver(() => plot?.setSize({ width: byId('curve-plot').clientWidth, height: HEIGHT })).observe(byId('curve-plot'));
