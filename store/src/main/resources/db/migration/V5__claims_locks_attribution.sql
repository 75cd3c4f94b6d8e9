-- A claim rests when its stop ends: the row stays, so that its fence never falls and no intent of an
-- earlier owner can pass under it again. The higher rank takes over.
alter table claim alter column stop_id drop not null;
alter table claim add column rank integer not null default 0;
alter table claim add column drill boolean not null default false;
update claim set
  rank = case when scope = 'firm' then 3 when scope like 'venue:%' then 2
    when scope like 'account:%' then 1 else 0 end,
  drill = scope like 'drill:%'
  from stop where stop.stop_id = claim.stop_id;

-- Positions, as stop:number, whose orders came before under an earlier claim: their fills count.
alter table planned_position add column inherits text[] not null default '{}';

-- Which stops want an account locked at its venue. The lock is set with the first owner and lifted
-- with the last; an account that was found locked without an owner is nobody's here.
create table account_lock (
  account text not null,
  stop_id text not null,
  locked_at timestamptz not null,
  primary key (account, stop_id)
);

-- Whose share of an account's position is how large, as the trading system says.
create table attribution (
  account text not null,
  symbol text not null,
  scope text not null,
  quantity numeric not null,
  as_of timestamptz not null,
  posted_by text not null,
  posted_at timestamptz not null,
  primary key (account, symbol, scope)
);

-- Which orders are whose, by how their client order id begins.
create table order_source (
  prefix text primary key,
  component text not null,
  scopes text[] not null
);

-- Orders that came after a stop's cancels, by what they look like.
create table swept_order (
  stop_id text not null,
  account text not null,
  source text not null,
  order_id text not null,
  swept_at timestamptz not null,
  primary key (stop_id, account, source, order_id)
);
-- A row that another stop's claim keeps from being worked is worked under no fence.
update planned_position set fence = 0 where status = 'CLAIMED_BY';
create index planned_position_of_account on planned_position (account, symbol);
