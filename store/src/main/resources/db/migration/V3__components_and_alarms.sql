-- A component may be registered without being waited for; its prefix attributes its orders.
alter table component add column expected boolean not null default true;
alter table component add column order_id_prefix text;
create unique index component_order_id_prefix on component (order_id_prefix);

-- By which gates a component acknowledged, and which orders they listed as unfinished.
alter table acknowledgement add column instances text[] not null default '{}';
alter table acknowledgement add column unfinished text[] not null default '{}';

-- What people must see; open until cleared, one open row per kind and subject.
create table alarm (
  alarm_id bigint generated always as identity primary key,
  kind text not null,
  subject text not null,
  text text not null,
  raised_at timestamptz not null,
  cleared_at timestamptz
);
create unique index alarm_open on alarm (kind, subject) where cleared_at is null;

-- The keeper reads the newest releases once a second.
create index hold_release_newest on hold_release (flag_version desc, stop_id);
