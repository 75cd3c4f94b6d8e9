import { badge, byId, call, grouped, make, moment, say } from './dom.js';

const UNFINISHED = ['OPEN', 'RETRYING', 'HANDED_OVER'];
const TONES = { OPEN: 'bad', RETRYING: 'busy', HANDED_OVER: 'hold', DONE_BY_VENUE: 'good' };
const ACTS = {
  retry: { word: 'Try again', title: 'Try again', means: 'The stop closes it at once, within the worst price that is allowed.' },
  'hand-over': { word: 'Take over', title: 'Take over by hand', means: 'The stop cancels its orders there and leaves the position to you until you give it back. Trade only once the position shows HANDED_OVER.' },
  'give-back': { word: 'Give back', title: 'Give back to the stop', means: 'The stop closes what the venue still shows, and cancels what is left of your orders there. Trade it no more.' },
  resolve: { word: 'Resolve', title: 'Resolve', means: 'You say what becomes of it. Nothing is sold, and the outcome stays what the venue shows.' },
};
const MAY = { OPEN: ['retry', 'hand-over', 'resolve'], RETRYING: ['hand-over', 'resolve'], HANDED_OVER: ['give-back', 'resolve'] };
const FINISHED_SHOWN = 5;

let shown = '';
let asked = null;

function button(task, act) {
  const one = make('button', 'quiet', `${ACTS[act].word} …`);
  one.type = 'button';
  one.setAttribute('aria-label', `${ACTS[act].title}: ${task.symbol}, task ${task.number}`);
  one.addEventListener('click', () => ask(task, act));
  return one;
}

function row(task) {
  const acts = byId('task-dialog') ? MAY[task.state] ?? [] : [];
  const said = task.actor ? make('span', 'why plain', `${task.actor}: ${task.how ? `${task.how}, ` : ''}${task.words} · `, moment(task.changedAt)) : null;
  return make('li', UNFINISHED.includes(task.state) ? '' : 'is-done',
    make('div', 'task-what',
      make('span', 'task-head', make('span', 'muted', `${task.number}`), make('b', '', task.symbol), make('span', '', grouped(task.quantity)), badge(task.state, TONES[task.state] ?? 'calm')),
      make('span', 'why', task.reason, task.detail ? make('span', 'plain-words', ` · ${task.detail}`) : null),
      make('span', 'why plain', `${task.account} · since `, moment(task.openedAt)),
      said),
    acts.length ? make('div', 'task-acts', ...acts.map((act) => button(task, act))) : null);
}

/** Shows what is left for people; drawn anew only when it changed, so that no button moves away. */
export function showTasks(stop) {
  const now = JSON.stringify([stop.tasks, stop.counts.tasks]);
  if (now === shown) return;
  shown = now;
  byId('tasks-card').hidden = !stop.tasks.length;
  byId('tasks-card').classList.toggle('left-over', stop.counts.tasks > 0);
  const finished = stop.tasks.filter((task) => !UNFINISHED.includes(task.state));
  const waiting = stop.tasks.filter((task) => UNFINISHED.includes(task.state));
  const rows = [...waiting, ...finished.slice(-FINISHED_SHOWN)].map(row);
  const more = stop.counts.tasks - waiting.length;
  if (more > 0) rows.push(make('li', 'muted', `and ${more} more: estop task list ${stop.stopId}`));
  byId('tasks-text').textContent = stop.counts.tasks ? `${stop.counts.tasks} unfinished` : 'nothing to do';
  byId('tasks').replaceChildren(...rows);
}

function difference(one) {
  return make('li', '', make('b', '', one.symbol), `books ${grouped(one.books)}, venue ${grouped(one.venue)}`,
    badge(one.owner === null ? 'nobody owns it' : one.owner === 'plan' ? 'in the plan' : one.owner, one.owner === null ? 'bad' : 'calm'),
    make('span', 'why plain', `${one.account} · since `, moment(one.foundAt)));
}

function look(one) {
  return make('p', one.failure ? 'why' : 'why plain', `${one.account}: `,
    one.failure ? `did not say what it holds (${one.failure})` : `shows ${one.positions} positions, compared`, ' · ', moment(one.readAt));
}

/** Shows where the stop's own books and the venues differ, and when that was last looked at. */
export function showBooks(stop) {
  const { accounts, differences } = stop.reconciliation;
  const silent = accounts.filter((one) => one.failure).length;
  byId('books-card').hidden = !accounts.length;
  byId('books-text').textContent = differences.length ? `${differences.length} differ` : silent ? `${silent} silent` : 'agree';
  byId('books-text').className = `figure ${differences.length || silent ? 'is-wrong' : ''}`;
  byId('differences').replaceChildren(...differences.map(difference));
  byId('books').replaceChildren(...accounts.map(look));
}

function ask(task, act) {
  asked = { task, act };
  byId('task-title').textContent = `${ACTS[act].title}: ${grouped(task.quantity)} ${task.symbol}?`;
  byId('task-means').textContent = ACTS[act].means;
  byId('task-how-field').hidden = act !== 'resolve';
  byId('task-yes').textContent = ACTS[act].word;
  say(byId('task-refused'), '');
  byId('task-dialog').showModal();
  byId('task-reason').focus();
}

async function act(event) {
  event.preventDefault();
  const body = { reason: byId('task-reason').value.trim() };
  if (asked.act === 'resolve') body.how = byId('task-how').value;
  byId('task-yes').disabled = true;
  try {
    await call(`/api/v1/stops/${encodeURIComponent(byId('stop').dataset.stop)}/tasks/${asked.task.number}/${asked.act}`, body);
    byId('task-reason').value = '';
    byId('task-dialog').close();
  } catch (refused) {
    say(byId('task-refused'), refused.message);
  } finally {
    byId('task-yes').disabled = false;
  }
}

if (byId('task-dialog')) {
  byId('task-form').addEventListener('submit', act);
  byId('task-back').addEventListener('click', () => byId('task-dialog').close());
}
