-- Which environment this database belongs to; a process of another one refuses to work on it.
create table environment (
  only_row boolean primary key default true check (only_row),
  id text not null
);

-- The flag: the durable truth about holds. Its version rises with every change.
create sequence board_incarnation;
create table flag_version (
  only_row boolean primary key default true check (only_row),
  version bigint not null
);
insert into flag_version (version) values (0);

create table hold (
  stop_id text primary key,
  scope text not null,
  mode text not null,
  factor numeric not null,
  action text not null,
  revision bigint not null,
  held_at timestamptz not null
);
-- Permanent: a late add of a released hold does nothing (rule R7).
create table hold_release (
  stop_id text primary key,
  released_at timestamptz not null,
  flag_version bigint not null
);

create table stop (
  stop_id text primary key,
  scope text not null,
  action text not null,
  trigger_kind text not null,
  actor text not null,
  reason text not null,
  pressed_at timestamptz not null,
  phase text not null,
  outcome text,
  outcome_text text,
  outcome_at timestamptz,
  first_flat_at timestamptz,
  rounds integer not null default 0,
  working_orders_cancelled integer not null default 0,
  workflow_id text not null,
  run_id text not null,
  changed_at timestamptz not null,
  ended_at timestamptz
);
-- A second press on a scope joins the live stop; its id answers for ever.
create table stop_alias (
  alias text primary key,
  stop_id text not null references stop,
  pressed_at timestamptz not null
);

-- Presses that Temporal has not taken yet.
create table outbox (
  stop_id text primary key,
  press text not null,
  kept_at timestamptz not null,
  delivered_at timestamptz,
  attempts integer not null default 0,
  last_error text
);

create table component (
  name text primary key,
  max_order_quantity numeric,
  max_position_quantity numeric,
  registered_at timestamptz not null
);
create table acknowledgement (
  stop_id text not null,
  component text not null,
  acknowledged_at timestamptz,
  primary key (stop_id, component)
);

-- The right of one stop to close one instrument in one account.
create table claim (
  account text not null,
  symbol text not null,
  stop_id text not null,
  quantity numeric not null,
  fence bigint not null,
  claimed_at timestamptz not null,
  primary key (account, symbol)
);

create table planned_position (
  stop_id text not null,
  number integer not null,
  batch integer not null,
  account text not null,
  symbol text not null,
  asset_class text not null,
  start_quantity numeric not null,
  open_quantity numeric not null,
  average_entry_price numeric not null,
  mark_price numeric not null,
  arrival_bid numeric,
  arrival_bid_size numeric,
  arrival_ask numeric,
  arrival_ask_size numeric,
  arrival_at timestamptz,
  method text not null,
  risk numeric not null,
  why text not null,
  fence bigint not null,
  status text not null,
  reason text not null,
  detail text not null default '',
  filled_quantity numeric not null default 0,
  filled_value numeric not null default 0,
  foreign_reduction numeric not null default 0,
  attempts integer not null default 0,
  primary key (stop_id, number)
);
-- A position that comes back after it was closed gets a row of its own.
create unique index planned_position_open on planned_position (stop_id, account, symbol)
  where status in ('OPEN', 'RESIDUAL');

-- One row per order of a stop, written before the order is sent.
create table slice (
  client_order_id text primary key,
  stop_id text not null,
  number integer not null,
  slice integer not null,
  attempt integer not null,
  account text not null,
  symbol text not null,
  asset_class text not null,
  side text not null,
  quantity numeric not null,
  limit_price numeric not null,
  time_in_force text not null,
  intended_at timestamptz not null,
  send_by timestamptz not null,
  state text not null,
  order_id text,
  filled_quantity numeric not null default 0,
  average_price numeric,
  detail text not null default '',
  changed_at timestamptz not null,
  foreign key (stop_id, number) references planned_position (stop_id, number)
);
create index slice_of_position on slice (stop_id, number);
create index slice_open on slice (account, symbol) where state in ('INTENT', 'WORKING');

-- Append-only and hash-chained: each row's hash covers the one before.
create table ledger (
  sequence bigint primary key,
  recorded_at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  details text not null,
  previous_hash text not null,
  hash text not null
);
create index ledger_subject on ledger (subject, sequence);
create table ledger_head (
  only_row boolean primary key default true check (only_row),
  sequence bigint not null,
  hash text not null
);
insert into ledger_head (sequence, hash) values (0, repeat('0', 64));
create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only: % of row % refused', tg_op, old.sequence;
end $$;
create trigger ledger_append_only before update or delete on ledger
  for each row execute function ledger_is_append_only();

create table breaker (
  scope text primary key,
  rule text not null,
  high_water_mark numeric not null,
  equity numeric not null,
  breaches integer not null,
  episode bigint not null,
  latched boolean not null,
  why text not null,
  version bigint not null,
  ticked_at timestamptz not null
);
create table breaker_trip (
  trip_id text primary key,
  scope text not null,
  rule text not null,
  why text not null,
  stop_id text not null,
  tripped_at timestamptz not null
);

-- An approval is used once.
create table approval (
  approval_hash text primary key,
  stop_id text not null,
  stage text not null,
  requester text not null,
  approver text not null,
  approved_at timestamptz not null,
  check (requester <> approver)
);

create table notice (
  subject text not null,
  channel text not null,
  event text not null,
  state text not null,
  reference text,
  detail text not null,
  attempts integer not null,
  changed_at timestamptz not null,
  primary key (subject, channel, event)
);
