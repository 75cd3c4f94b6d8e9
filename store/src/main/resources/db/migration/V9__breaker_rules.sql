-- What a rule remembers of one subject; kept by comparing versions, for several processes judge.
create table breaker_rule (
  scope text not null,
  rule text not null,
  subject text not null,
  state jsonb not null,
  why text not null,
  version bigint not null,
  judged_at timestamptz not null,
  primary key (scope, rule, subject)
);

-- From where a scope's fall is counted; outlives every process.
create table equity_mark (
  scope text primary key,
  mark numeric not null,
  equity numeric not null,
  version bigint not null,
  read_at timestamptz not null,
  -- Money that people moved since that day of the exchange, as far as the mark has it already.
  moved_since date,
  moved numeric,
  check ((moved is null) = (moved_since is null))
);

insert into equity_mark (scope, mark, equity, version, read_at)
  select scope, high_water_mark, equity, 1, ticked_at from breaker where equity > 0;

insert into breaker_rule (scope, rule, subject, state, why, version, judged_at)
  select scope, rule, '',
    jsonb_build_object('warned', latched, 'calm', 0, 'episode', episode, 'bad', '[]'::jsonb,
      'alarming', '[]'::jsonb)
      || case when latched then jsonb_build_object('trippedAt',
           to_char(coalesce(
             (select tripped_at from breaker_trip
               where trip_id = breaker.rule || '/' || breaker.scope || '/' || breaker.episode),
             ticked_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
         else '{}'::jsonb end,
    why, 1, ticked_at
  from breaker;

alter table breaker_trip
  add column subject text not null default '',
  add column trigger_kind text not null default 'DRAWDOWN',
  -- The stop that covered its scope already; such a trip presses nothing.
  add column joined_to text,
  add column pressed boolean not null default true,
  add column recorded boolean not null default true;
-- A trip whose stop nobody knows was not pressed yet: the latched breaker would have gone on.
update breaker_trip trip set pressed = false from breaker
  where breaker.latched
    and trip.trip_id = breaker.rule || '/' || breaker.scope || '/' || breaker.episode
    and not exists (select 1 from stop where stop.stop_id = trip.stop_id)
    and not exists (select 1 from stop_alias where alias = trip.stop_id);
alter table breaker_trip alter column trigger_kind drop default,
  alter column pressed drop default, alter column recorded drop default;
create index breaker_trip_open on breaker_trip (scope) where not (pressed and recorded);
create index breaker_trip_newest on breaker_trip (tripped_at);

-- The breaker of a scope: when it looked last, by which others see whether it still does.
alter table breaker
  add column state text not null default 'WATCHING',
  add column interval_ms bigint not null default 10000,
  -- The stop that the watchdog pressed since the last look, and whether some place took it.
  add column missed_stop text,
  add column missed_pressed boolean not null default false;
update breaker set state = 'TRIPPED' where latched;
alter table breaker drop column rule, drop column high_water_mark, drop column equity,
  drop column breaches, drop column episode, drop column latched, drop column version;
