import { call, grouped, make } from './dom.js';

const MOST_ROWS = 12;

function figure(value, name, tone) {
  return make('li', tone ?? '', make('b', '', value), name);
}

function seconds(millis) {
  return millis < 10_000 ? `${(millis / 1000).toFixed(1)} s` : `${Math.round(millis / 1000)} s`;
}

function row(position) {
  return make('li', position.wontFit ? 'is-bad' : '',
    make('span', 'preview-line', make('b', '', position.symbol), make('span', 'muted', grouped(position.quantity)),
      make('span', '', position.method), make('span', 'amount', grouped(position.expectedCost, 2))),
    make('span', 'why plain', position.wontFit ?? position.why));
}

function shown(preview) {
  const totals = preview.totals;
  const figures = make('ul', 'figures',
    figure(String(totals.orders), 'orders to cancel'),
    figure(String(totals.positions), 'positions to close'),
    figure(grouped(totals.expectedCost, 2), 'expected cost'),
    figure(seconds(totals.expectedMillis), 'expected time'),
    figure(String(totals.expectedRequests), 'requests'),
    figure(String(totals.wontFit), 'will not fit', totals.wontFit ? 'is-bad' : ''));
  // What will not fit comes first: it is what people can still do something about.
  const first = [...preview.positions.filter((one) => one.wontFit), ...preview.positions.filter((one) => !one.wontFit)];
  const rows = first.slice(0, MOST_ROWS).map(row);
  if (totals.positions > rows.length) rows.push(make('li', 'muted', `and ${totals.positions - rows.length} more, in the figures above`));
  return [
    ...preview.missing.map((why) => make('p', 'alert', `Incomplete: ${why}`)),
    figures,
    make('ul', 'plain preview-rows', ...rows),
    ...preview.unknown.map((why) => make('p', 'help', `Not told: ${why}`)),
  ];
}

/** Shows in the place what FLATTEN of the scope would do now, and nothing older. */
export function showPreview(place, scope) {
  const asked = (Number(place.dataset.asked) || 0) + 1;
  place.dataset.asked = asked;
  place.hidden = false;
  place.replaceChildren(make('p', 'muted', `Asking the venues what FLATTEN ${scope} would do …`));
  call(`/api/v1/stops/preview?scope=${encodeURIComponent(scope)}`)
    .then(shown, (failed) => [make('p', 'alert', `No preview: ${failed.message} A stop can be pressed all the same.`)])
    .then((children) => {
      if (Number(place.dataset.asked) === asked) place.replaceChildren(...children);
    });
}
