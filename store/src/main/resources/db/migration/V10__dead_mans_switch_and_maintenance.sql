-- The dead man's switch of a scope: how it is set, when somebody last confirmed, and what came of
-- it. A change counts only against the version that it was made from.
create table dead_mans_switch (
  scope text primary key,
  enabled boolean not null,
  timeout_seconds bigint not null,
  warning_seconds bigint not null,
  hours text not null,
  interval_millis bigint not null,
  confirmed_at timestamptz not null,
  confirmed_by text not null,
  confirmed_via text not null,
  episode bigint not null,
  warned boolean not null,
  expired boolean not null,
  stop_id text,
  pressed boolean not null,
  phase text not null,
  due_at timestamptz not null,
  ticked_at timestamptz not null,
  version bigint not null
);

-- Each confirmation counts once, by whichever way it arrives.
create table switch_confirmation (
  confirmation_id text primary key,
  scope text not null,
  person text not null,
  via text not null,
  confirmed_at timestamptz not null
);
create index switch_confirmation_newest on switch_confirmation (scope, confirmed_at desc);

-- A planned maintenance: asked for by one person, approved by another.
create table maintenance_window (
  window_id text primary key,
  scope text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  halt_before_seconds bigint not null,
  reason text not null,
  asked_by text not null,
  asked_at timestamptz not null,
  approved_by text check (approved_by <> asked_by),
  approved_at timestamptz,
  cancelled_by text,
  cancelled_at timestamptz,
  cancel_reason text,
  stop_id text not null,
  begun_at timestamptz
);
create index maintenance_window_live on maintenance_window (starts_at)
  where cancelled_at is null;
