-- What a person has to do about a position that a stop could not close. A position of no plan has
-- no number in it. At most one task of a position is not over.
create table task (
  stop_id text not null,
  number integer not null,
  position integer,
  account text not null,
  symbol text not null,
  quantity numeric not null,
  reason text not null,
  detail text not null,
  state text not null,
  how text,
  actor text not null default '',
  words text not null default '',
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (stop_id, number)
);
create unique index task_unfinished on task (stop_id, account, symbol)
  where state in ('OPEN', 'RETRYING', 'HANDED_OVER');

-- When the books of a stop and an account were last compared, and where they differ.
create table book_reading (
  stop_id text not null,
  account text not null,
  read_at timestamptz not null,
  positions integer not null,
  failure text,
  primary key (stop_id, account)
);

create table book_difference (
  stop_id text not null,
  account text not null,
  symbol text not null,
  books numeric not null,
  venue numeric not null,
  owner text not null,
  found_at timestamptz not null,
  primary key (stop_id, account, symbol)
);
