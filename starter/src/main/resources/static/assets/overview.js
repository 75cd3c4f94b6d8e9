import { showPreview } from './preview.js';
import { showSwitches } from './switches.js';
import { badge, byId, call, make, moment, say, tone } from './dom.js';

const NAMES = { db: 'PostgreSQL', redis: 'Redis', temporal: 'Temporal', keeper: 'Keeper', outbox: 'Outbox', venue: 'Venue' };

function healthChip(name, part) {
  const up = part.status === 'UP';
  const details = part.details ?? {};
  const waiting = name === 'outbox' && details.undelivered > 0 ? `${details.undelivered} waiting` : '';
  const chip = make('span', `chip ${up ? (waiting ? 'busy' : 'good') : 'bad'}`,
    make('b', '', NAMES[name]), ' ', waiting || (up ? 'up' : 'down'));
  chip.title = details.text ?? details.error ?? '';
  return chip;
}

async function showHealth() {
  try {
    const health = await call('/actuator/health');
    const parts = Object.entries(health.components ?? {}).filter(([name]) => NAMES[name]);
    parts.sort(([a], [b]) => Object.keys(NAMES).indexOf(a) - Object.keys(NAMES).indexOf(b));
    byId('health').replaceChildren(...parts.map(([name, part]) => healthChip(name, part)));
    const keeper = health.components?.keeper;
    if (keeper && keeper.status !== 'UP') {
      byId('health').append(make('span', 'health-note', `Trading is not leased: ${keeper.details?.text ?? ''}`));
    }
  } catch (failed) {
    byId('health').replaceChildren(make('span', 'chip bad', failed.message));
  }
}

function stopRow(stop) {
  const label = stop.outcome ?? stop.phase;
  const link = make('a', `stop-row ${tone(stop.outcome, stop.phase)}`,
    make('span', 'stop-main', make('b', '', `${stop.action} ${stop.scope}`), badge(label, tone(stop.outcome, stop.phase))),
    make('span', 'stop-reason', stop.reason),
    make('span', 'muted small', moment(stop.pressedAt), ` · ${stop.pressedBy} · ${stop.phase} · ${stop.stopId}`));
  link.href = `/stops/${encodeURIComponent(stop.stopId)}`;
  return make('li', '', link);
}

async function showStops() {
  try {
    const stops = await call('/api/v1/stops');
    byId('stops').replaceChildren(...(stops.length
      ? stops.map(stopRow)
      : [make('li', 'muted', 'No stop has been pressed in this environment.')]));
    say(byId('trouble'), '');
  } catch (failed) {
    say(byId('trouble'), failed.message);
  }
}

const MOST_ALARMS = 8;

async function showAlarms() {
  try {
    const open = (await call('/api/v1/alarms')).filter((alarm) => !alarm.clearedAt);
    const lines = open.slice(0, MOST_ALARMS).map((alarm) => make('p', 'alert',
      make('b', '', alarm.kind), `${alarm.subject}: ${alarm.text} · since `, moment(alarm.raisedAt)));
    if (open.length > MOST_ALARMS) lines.push(make('p', 'alert', `and ${open.length - MOST_ALARMS} more alarms`));
    byId('alarms').replaceChildren(...lines);
    byId('alarms').hidden = !open.length;
  } catch (failed) {
    say(byId('trouble'), failed.message);
  }
}

const STATES = { HEARD: 'good', SILENT: 'bad', TROUBLE: 'bad', UNKNOWN: 'busy' };

function componentRow(component) {
  const live = component.instances.filter((one) => one.live);
  const ages = live.map((one) => `${(one.ageMillis / 1000).toFixed(1)} s ago, ${one.library}, board ${one.boardVersion}`);
  const limits = component.maxOrderQuantity === null ? 'no limits' : `limits ${component.maxOrderQuantity} / ${component.maxPositionQuantity}`;
  return make('li', '', badge(component.state, component.expected || component.state === 'TROUBLE' ? STATES[component.state] : 'calm'),
    make('b', '', component.name), live.length > 1 ? badge(`${live.length} processes`, 'bad') : null,
    make('span', 'muted small', component.expected ? limits : `not expected · ${limits}`),
    make('span', 'why plain', component.trouble || ages.join('; ') || 'no gate of it is heard'));
}

async function showComponents() {
  try {
    const all = await call('/api/v1/components');
    all.sort((a, b) => (STATES[a.state] === 'bad' ? 0 : 1) - (STATES[b.state] === 'bad' ? 0 : 1));
    const rows = all.slice(0, 50).map(componentRow);
    if (all.length > rows.length) rows.push(make('li', 'muted', `and ${all.length - rows.length} more: GET /api/v1/components`));
    byId('components').replaceChildren(...(rows.length ? rows : [make('li', 'muted', 'No component is registered.')]));
  } catch (failed) {
    byId('components').replaceChildren(make('li', 'muted', failed.message));
  }
}

function newStopId() {
  const random = [...crypto.getRandomValues(new Uint8Array(4))].map((b) => b.toString(16).padStart(2, '0')).join('');
  const stamp = new Date().toISOString().replace(/[-:]/g, '').slice(0, 15);
  return `console-${stamp}Z-${random}`;
}

const MEANS = {
  HALT: 'New orders will be denied at once. Working orders and positions stay as they are.',
  CANCEL: 'New orders will be denied at once and every working order is cancelled. Positions stay.',
  FLATTEN: 'New orders will be denied at once, every working order is cancelled and every position is closed, by orders with a worst price.',
};

function armPress(form) {
  const dialog = byId('confirm');
  let press = null;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const fields = new FormData(form);
    // One id per confirmed press: pressing again after a failure is the same stop.
    press = { stopId: newStopId(), scope: fields.get('scope').trim(), action: fields.get('action'), reason: fields.get('reason').trim() };
    byId('confirm-title').textContent = `${press.action} ${press.scope}?`;
    byId('confirm-text').textContent = MEANS[press.action];
    byId('confirm-reason').textContent = press.reason;
    byId('confirm-yes').textContent = `${press.action} ${press.scope} now`;
    say(byId('confirm-trouble'), '');
    byId('confirm-preview').hidden = true;
    if (press.action === 'FLATTEN') showPreview(byId('confirm-preview'), press.scope);
    dialog.showModal();
  });
  byId('confirm-no').addEventListener('click', () => dialog.close());
  byId('confirm-yes').addEventListener('click', async () => {
    byId('confirm-yes').disabled = true;
    try {
      const answer = await call('/api/v1/stops', press);
      if (answer.answer === 'ACCEPTED') {
        window.location.assign(`/stops/${encodeURIComponent(answer.stopId)}`);
        return;
      }
      const missing = answer.places.filter((place) => !place.done).map((place) => `${place.place}: ${place.detail}`);
      say(byId('confirm-trouble'), `${answer.answer}. ${missing.join('; ')}. It is retried; press again to be sure.`);
    } catch (failed) {
      say(byId('confirm-trouble'), failed.message);
    } finally {
      byId('confirm-yes').disabled = false;
    }
  });
}

function again(what, pause) {
  what().finally(() => setTimeout(() => again(what, pause), pause));
}

const form = byId('press');
if (form) armPress(form);
const ask = byId('ask-preview');
ask.addEventListener('submit', (event) => {
  event.preventDefault();
  const scope = form ? new FormData(form).get('scope') : new FormData(ask).get('preview-scope');
  showPreview(byId('preview'), scope.trim());
});
again(showHealth, 3_000);
again(showStops, 2_000);
again(showAlarms, 2_000);
again(showComponents, 3_000);
again(showSwitches, 5_000);
