import { showCurve } from './curve.js';
import { showBooks, showTasks } from './tasks.js';
import { badge, byId, call, grouped, make, moment, say, tone } from './dom.js';

const PHASES = {
  HALT: ['ACTIVATING', 'HOLDING'],
  CANCEL: ['ACTIVATING', 'CANCELLING', 'HOLDING'],
  FLATTEN: ['ACTIVATING', 'CANCELLING', 'ASSESSING', 'LIQUIDATING', 'VERIFYING', 'HOLDING'],
};
const OUTCOMES = {
  FLAT: 'The venue showed it twice: nothing is left but what is listed as worthless or dust.',
  RESIDUAL: 'Something is left that needs a person.',
  UNKNOWN: 'A venue does not answer, so nobody knows. This is not flat.',
  HELD: 'What was asked for was verified. Positions are still open.',
};
const STATUS_TONE = { OPEN: 'busy', CLOSED: 'good', WORTHLESS: 'calm', DUST: 'calm', CLAIMED_BY: 'hold', HANDED_OVER: 'hold', RESIDUAL: 'bad' };

let latest = null;

function showTitle(stop) {
  byId('action').textContent = stop.action;
  byId('scope').textContent = stop.scope;
  byId('cause').replaceChildren(make('b', '', stop.pressedBy), `: ${stop.reason}`);
  if (stop.regulatory) byId('cause').append(make('span', 'muted small', ` · ordered by ${stop.regulatory.authority} as ${stop.regulatory.reference}`));
  byId('ids').replaceChildren(moment(stop.pressedAt), ` · ${stop.trigger} · ${stop.stopId} · ${stop.workflowId}`);
  if (stop.aliases.length) byId('ids').append(` · joined by ${stop.aliases.join(', ')}`);
}

function showSteps(stop) {
  const phases = [...PHASES[stop.action]];
  if (!phases.includes(stop.phase)) phases.push(stop.phase);
  const now = phases.indexOf(stop.phase);
  byId('steps').replaceChildren(...phases.map((phase, index) => {
    const state = index < now ? 'done' : index === now ? 'now' : 'next';
    const step = make('li', state, make('span', 'dot'), make('span', 'word', phase));
    if (state === 'now') step.setAttribute('aria-current', 'step');
    return step;
  }));
}

function showOutcome(stop) {
  const place = byId('outcome');
  place.className = `outcome ${tone(stop.outcome, stop.phase)}`;
  const [word, text] = place.children;
  word.textContent = stop.outcome ?? 'IN PROGRESS';
  text.textContent = stop.outcome ? stop.outcomeText || OUTCOMES[stop.outcome] : 'Nothing is verified yet.';
  if (stop.outcomeAt) text.append(' · ', moment(stop.outcomeAt));
}

function showFollows(stop) {
  const next = stop.escalation;
  byId('follows').hidden = !next;
  if (!next) return;
  byId('follows-word').textContent = `${next.action} follows`;
  byId('follows-text').replaceChildren('at ', moment(next.dueAt), ` unless put off · asked for by ${next.askedBy}`,
    next.deferredBy ? ` · put off by ${next.deferredBy}: ${next.deferralReason}` : '');
  showTimeLeft();
}

function showTimeLeft() {
  const next = latest?.escalation;
  if (!next) return;
  const seconds = Math.max(0, Math.ceil((Date.parse(next.dueAt) - Date.now()) / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (n) => String(n).padStart(2, '0');
  byId('follows-left').textContent = seconds ? `in ${hours ? `${hours}:` : ''}${two(minutes)}:${two(seconds % 60)}` : 'now';
}

function showRisk(stop) {
  // Only for the width of the bar; the figures shown are the server's.
  const total = Number(stop.riskTotal);
  const share = total > 0 ? Math.min(100, (100 * Number(stop.riskRemoved)) / total) : 0;
  byId('risk-fill').setAttribute('width', share.toFixed(2));
  byId('risk-bar').setAttribute('aria-valuenow', Math.floor(share).toString());
  byId('risk-text').textContent = total > 0
    ? `${(Math.floor(share * 10) / 10).toFixed(1)} % · ${grouped(stop.riskRemoved, 0)} of ${grouped(stop.riskTotal, 0)}`
    : 'no positions planned';
}

function showCounts(stop) {
  const c = stop.counts;
  const shown = [['positions', c.positions], ['open', c.open, 'busy'], ['closed', c.closed, 'good'], ['worthless', c.worthless],
    ['dust', c.dust], ['claimed', c.claimed, 'hold'], ['residual', c.residual, 'bad'], ['tasks', c.tasks, 'bad'], ['orders cancelled', c.workingOrdersCancelled],
    ['orders sent', c.ordersSent], ['rounds', c.rounds]];
  if (stop.deniedAfterMillis !== undefined) shown.push(['acknowledged within', `${stop.deniedAfterMillis} ms`]);
  byId('counts').replaceChildren(...figures(shown));
}

function figures(shown) {
  return shown.map(([name, value, toneWord]) =>
    make('div', toneWord && value ? toneWord : '', make('dt', '', name), make('dd', '', String(value))));
}

function parts(split) {
  const shown = [['spread', split.spread], ['impact', split.impact], ['timing', split.timing]];
  if (Number(split.unexplained) !== 0) shown.push(['unexplained', split.unexplained]);
  return shown.map(([name, amount]) => [name, grouped(amount, 2)]);
}

function showExecution(stop) {
  const e = stop.execution;
  byId('execution-card').hidden = e.shortfall === null && !e.untold;
  byId('execution-text').textContent = e.shortfall === null ? 'shortfall unknown'
    : `shortfall ${grouped(e.shortfall, 2)} · ${grouped(e.shortfallSplit.basisPoints, 2)} bp · plan ${grouped(e.expectedCost, 2)}`;
  const shown = e.shortfallSplit ? parts(e.shortfallSplit) : [];
  if (e.untold) shown.push(['positions untold', e.untold, 'busy']);
  byId('execution').replaceChildren(...figures(shown));
}

function cell(label, className, ...content) {
  const td = make('td', className, ...content);
  td.dataset.label = label;
  return td;
}

function positionRow(position) {
  const reason = position.reason === 'NONE' ? null : make('span', position.status === 'OPEN' ? 'why busy' : 'why', position.reason);
  const detail = position.detail ? make('span', 'why plain', position.detail) : null;
  const cost = position.shortfall;
  const split = position.shortfallSplit;
  const of = split && make('span', 'why plain', [`${grouped(split.basisPoints, 2)} bp`, ...parts(split).map((part) => part.join(' '))].join(' · '));
  const plan = position.expectedCost === null ? null : make('span', 'why plain', `plan ${grouped(position.expectedCost, 2)}`);
  return make('tr', position.status === 'RESIDUAL' ? 'is-bad' : '',
    cell('Symbol', 'symbol', make('b', '', position.symbol), make('span', 'why plain', position.account)),
    cell('Class', '', position.assetClass.replace('_', ' ')),
    cell('Start → open', 'n', `${grouped(position.startQuantity)} → ${grouped(position.openQuantity)}`),
    cell('Status', '', badge(position.status, STATUS_TONE[position.status] ?? 'bad'), reason, detail),
    cell('Method', 'small', position.method),
    cell('Average fill', 'n', grouped(position.averageFill, 4)),
    cell('Shortfall', `n ${cost && cost.startsWith('-') ? 'gain' : ''}`, grouped(cost, 2), of, plan));
}

function showPositions() {
  const only = byId('only-open').checked;
  const rows = latest.positions.filter((p) => !only || p.status === 'OPEN' || p.status === 'RESIDUAL' || (p.status === 'HANDED_OVER' && p.openQuantity !== '0'));
  byId('positions').replaceChildren(...rows.map(positionRow));
  say(byId('no-positions'), rows.length ? '' : only ? 'Nothing is unresolved.' : 'No positions are planned.');
}

function showAcknowledgements(stop) {
  byId('acknowledgements').replaceChildren(...(stop.acknowledgements.length
    ? stop.acknowledgements.map((one) => make('li', '', badge(one.acknowledgedAt ? 'keeps it' : 'silent', one.acknowledgedAt ? 'good' : 'bad'),
      make('b', '', one.component), one.instances.length > 1 ? badge(`${one.instances.length} processes`, 'busy') : null,
      one.unfinished.length ? make('span', 'why', `unfinished: ${one.unfinished.join(', ')}`) : null,
      one.acknowledgedAt ? moment(one.acknowledgedAt) : null))
    : [make('li', 'muted', 'No expected component has been asked yet.')]));
}

function showEvents(stop) {
  if (!stop.events.length) {
    byId('events').replaceChildren(make('li', 'muted', 'Nothing is recorded yet.'));
    return;
  }
  byId('events').replaceChildren(...[...stop.events].reverse().map((event) =>
    make('li', '', make('span', 'event-head', moment(event.at), make('b', '', event.phase)), make('span', 'event-text', event.text))));
}

function show(stop) {
  latest = stop;
  showTitle(stop);
  showSteps(stop);
  showOutcome(stop);
  showFollows(stop);
  showRisk(stop);
  showCounts(stop);
  showCurve(stop);
  showTasks(stop);
  showExecution(stop);
  showPositions();
  showBooks(stop);
  showAcknowledgements(stop);
  showEvents(stop);
}

function live(word, toneWord) {
  byId('live').textContent = word;
  byId('live').className = `live ${toneWord}`;
}

setInterval(showTimeLeft, 1000);
byId('defer')?.addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = event.target.querySelector('button');
  button.disabled = true;
  try {
    await call(`/api/v1/stops/${encodeURIComponent(byId('stop').dataset.stop)}/escalation/deferral`,
      { seconds: 60 * Number(byId('defer-minutes').value), reason: byId('defer-reason').value });
    byId('defer-reason').value = '';
    say(byId('defer-refused'), '');
  } catch (refused) {
    say(byId('defer-refused'), refused.message);
  } finally {
    button.disabled = false;
  }
});
byId('only-open').addEventListener('change', () => latest && showPositions());
const source = new EventSource(`/api/v1/stops/${encodeURIComponent(byId('stop').dataset.stop)}/events`);
source.addEventListener('stop', (event) => {
  live('live', 'good');
  say(byId('trouble'), '');
  show(JSON.parse(event.data));
});
source.addEventListener('trouble', (event) => {
  live('stale', 'bad');
  say(byId('trouble'), `What is shown may be old: ${event.data}.`);
});
source.onopen = () => live('live', 'good');
source.onerror = () => {
  live('disconnected', 'bad');
  say(byId('trouble'), source.readyState === EventSource.CLOSED
    ? 'This stop cannot be followed: it is unknown, or too many follow. Reload to try again.'
    : 'The connection to the starter is lost; trying again. What is shown may be old.');
};
