#!lua flags=allow-oom
-- Forgets instances of components that were not heard for long. KEYS their hashes; ARGV silence in
-- ms, most fields, most bytes of a hash. A hash over a bound goes as a whole: whoever lives writes
-- again with its next heartbeat. Answers how many fields or hashes went.
local time = redis.call('TIME')
local oldest = time[1] * 1000 + math.floor(time[2] / 1000) - tonumber(ARGV[1])
local gone = 0
for _, key in ipairs(KEYS) do
  local fields = redis.pcall('HLEN', key)
  if type(fields) ~= 'number' or fields > tonumber(ARGV[2])
      or (redis.call('MEMORY', 'USAGE', key, 'SAMPLES', '0') or 0) > tonumber(ARGV[3]) then
    gone = gone + redis.call('DEL', key)
  else
    for _, field in ipairs(redis.call('HKEYS', key)) do
      local at = string.match(redis.call('HGET', key, field), '\nat\t(%d+)\n')
      if not at or tonumber(at) < oldest then gone = gone + redis.call('HDEL', key, field) end
    end
  end
end
return {tostring(gone)}
