#!lua flags=no-writes
-- One atomic reading. KEYS board lease limits; ARGV sum that the reader knows, or ''.
-- Answers run, time, board ('' where missing), whether it is the known one, lease, limits.
local value = text_of(KEYS[1]) or ''
local body, sum = string.match(value, '^(.*\n)sum\t(%x+)\n$')
local same = ARGV[1] ~= '' and sum == ARGV[1] and redis.sha1hex(body) == sum
return {run_id(), whole(now_millis()), same and '' or value, same and '1' or '0',
  text_of(KEYS[2]) or '', text_of(KEYS[3]) or ''}
