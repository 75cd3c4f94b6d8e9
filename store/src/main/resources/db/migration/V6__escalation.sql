-- The steps further that a stop takes by itself, as canonical JSON: {"pending":[...]}.
alter table stop add column escalations text not null default '{"pending":[]}';
