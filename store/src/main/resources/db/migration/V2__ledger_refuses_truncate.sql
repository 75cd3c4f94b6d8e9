-- The row trigger does not see a truncate.
create function ledger_is_not_truncated() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only: % refused', tg_op;
end $$;
create trigger ledger_not_truncated before truncate on ledger
  for each statement execute function ledger_is_not_truncated();
