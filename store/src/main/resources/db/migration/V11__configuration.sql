-- Changes of the configuration while the system runs: asked for by one person, approved by another.
create table configuration_version (
  number bigint generated always as identity primary key,
  -- The version that was in force when it was proposed; 0: none.
  base bigint not null,
  -- Everything that then holds beside files and variables, as canonical JSON.
  settings text not null,
  reason text not null,
  proposer text not null,
  proposed_at timestamptz not null,
  approval_hash text not null,
  approver text,
  approved_at timestamptz,
  check (approver <> proposer),
  check ((approver is null) = (approved_at is null))
);

-- Each version is followed by one: of two proposals made on the same, the second is made anew.
create unique index configuration_version_follows on configuration_version (base)
  where approver is not null;
