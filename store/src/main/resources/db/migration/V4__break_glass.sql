-- Entries of break-glass journals that were delivered, each once.
create table break_glass (
  entry_id text primary key,
  act text not null,
  subject text not null,
  person text not null,
  delivered_at timestamptz not null,
  delivered_by text not null
);
