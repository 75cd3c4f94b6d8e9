// Everything from the server goes into the page as text, never as markup.

/** Returns the element with that id. */
export const byId = (id) => document.getElementById(id);

/** Returns a new element with a class and children; texts become text nodes. */
export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const WORDS = { FLAT: 'good', HELD: 'hold', RESIDUAL: 'bad', UNKNOWN: 'bad' };

/** Returns the colour word of an outcome or, before there is one, of a phase. */
export function tone(outcome, phase) {
  if (outcome) return WORDS[outcome] ?? 'bad';
  return phase === 'CLOSED' ? 'calm' : 'busy';
}

export function badge(text, toneWord) {
  return make('span', `badge ${toneWord}`, text);
}

/** Returns a moment as local time, with the day where it is not today. */
export function moment(iso) {
  const at = new Date(iso);
  const time = at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  const today = at.toDateString() === new Date().toDateString();
  const node = make('time', '', today ? time : `${at.toLocaleDateString()} ${time}`);
  node.dateTime = iso;
  node.title = iso;
  return node;
}

/** Returns a decimal text with groups, and with at most so many decimals. Never calculates. */
export function grouped(text, decimals) {
  if (text === null || text === undefined) return '–';
  const [whole, fraction = ''] = text.replace('-', '').split('.');
  const sign = text.startsWith('-') ? '−' : '';
  const cut = decimals === undefined ? fraction : fraction.slice(0, decimals);
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, ',') + (cut ? `.${cut}` : '');
}

/** Calls the API; throws an error whose message is the problem's sentence. */
export async function call(path, body) {
  const options = { headers: { Accept: 'application/json' }, signal: AbortSignal.timeout(10_000) };
  if (body) {
    options.method = 'POST';
    options.headers['Content-Type'] = 'application/json';
    options.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error('The starter does not answer. If you must stop now: estop break-glass.');
  }
  const banner = byId('observe');
  if (banner) banner.hidden = response.headers.get('Estop-Observe-Only') !== 'true';
  if (response.status === 401) window.location.assign('/login');
  const answer = await response.json().catch(() => ({}));
  if (!response.ok && path !== '/actuator/health') {
    throw new Error(answer.detail ?? `The starter answered ${response.status}.`);
  }
  return answer;
}

/** Shows a sentence, or hides the place of it. */
export function say(element, sentence) {
  element.hidden = !sentence;
  element.textContent = sentence ?? '';
}
