import { badge, byId, call, make, moment, say } from './dom.js';

const TONES = { ARMED: 'good', RESTING: 'calm', PAUSED: 'hold', WARNING: 'bad', EXPIRED: 'bad', OFF: 'calm' };

/** Shows the dead man's switches, with a button for whoever may confirm. */
export async function showSwitches() {
  const place = byId('switches');
  try {
    const all = (await call('/api/v1/dead-mans-switch')).filter((one) => one.phase !== 'OFF');
    place.hidden = !all.length;
    place.replaceChildren(make('h2', '', "Dead man's switch"), ...all.map((one) => row(one, place)));
  } catch (failed) {
    say(byId('trouble'), failed.message);
  }
}

function row(one, place) {
  const line = make('p', '', badge(one.phase, TONES[one.phase] ?? 'bad'), make('b', '', ` ${one.scope} `),
    'expires ', moment(one.dueAt), make('span', 'muted small', ` · confirmed by ${one.confirmedBy} `), moment(one.confirmedAt));
  if (place.dataset.confirms !== 'true') return line;
  const button = make('button', 'quiet', 'I am here');
  button.type = 'button';
  button.addEventListener('click', () => confirm(one.scope, button));
  line.append(' ', button);
  return line;
}

async function confirm(scope, button) {
  button.disabled = true;
  try {
    await call('/api/v1/dead-mans-switch/confirm', { scope, via: 'CONSOLE', confirmationId: newId() });
  } catch (failed) {
    say(byId('trouble'), failed.message);
  }
  await showSwitches();
}

// A page over plain HTTP has no crypto.randomUUID.
function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');
}
