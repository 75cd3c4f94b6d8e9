#!lua flags=no-writes
-- One atomic reading. KEYS board lease limits; ARGV sum that the reader knows, or ''.
-- Answers run, time, board ('' where missing), whether it is the known one, lease, limits.
-- The known board is told by its last line alone: this runs four times a second for every gate, and
-- the keeper reads the whole value every second.
local function text(...)
  local value = redis.pcall(...)
  return type(value) == 'string' and value or ''
end
local same = ARGV[1] ~= '' and text('GETRANGE', KEYS[1], -45, -1) == 'sum\t' .. ARGV[1] .. '\n'
local time = redis.call('TIME')
return {string.match(redis.call('INFO', 'server'), 'run_id:(%x+)'),
  time[1] .. string.format('%03d', math.floor(time[2] / 1000)),
  same and '' or text('GET', KEYS[1]), same and '1' or '0', text('GET', KEYS[2]),
  text('GET', KEYS[3])}
