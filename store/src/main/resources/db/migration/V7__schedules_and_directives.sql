-- What the plan expects of a position and how it is spread over time, as the schedule writes itself; the impact is five figures with blanks between.
alter table planned_position add column schedule text;
alter table planned_position add column impact text;
alter table planned_position add column expected_cost numeric not null default 0;
alter table planned_position add column expected_millis bigint not null default 0;
alter table planned_position add column expected_requests integer not null default 0;
alter table planned_position add column wont_fit text;
alter table planned_position add column started_at timestamptz;

-- The quote against which an order was priced; and which order of its position it is: whoever works
-- on a position with an older view of it cannot write another order beside one it does not know.
alter table slice add column quote_bid numeric;
alter table slice add column quote_ask numeric;
alter table slice add column sequence integer;
update slice set sequence = attempt;
alter table slice alter column sequence set not null;
create unique index slice_sequence on slice (stop_id, number, sequence);

-- What people told a stop about its positions; read before each order.
create table directive (
  given bigint generated always as identity,
  stop_id text not null,
  id text not null,
  kind text not null,
  account text,
  symbol text,
  actor text not null,
  reason text not null,
  given_at timestamptz not null,
  primary key (stop_id, id)
);

-- A position that a person closes: no stop takes its claim.
alter table claim add column by_hand boolean not null default false;
