#!lua flags=no-writes
-- What components say of themselves. KEYS their hashes; ARGV most fields, most bytes of a value, of
-- a hash. Answers for each key a list: '' and field, value, ...; or one sentence of trouble. What is
-- over a bound is not read.
local most_fields, most_value, most_hash = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])

local function trouble_of(key)
  local fields = redis.pcall('HLEN', key)
  if type(fields) ~= 'number' then return 'is not a hash' end
  if fields > most_fields then
    return string.format('has %d instances, more than %d', fields, most_fields)
  end
  local bytes = redis.call('MEMORY', 'USAGE', key, 'SAMPLES', '0')
  if bytes and bytes > most_hash then
    return string.format('takes %d bytes, more than %d', bytes, most_hash)
  end
  return ''
end

local function report_of(key)
  local report = {trouble_of(key)}
  if report[1] ~= '' then return report end
  for _, text in ipairs(redis.call('HGETALL', key)) do
    if #text > most_value then
      return {string.format('says %d bytes, more than %d', #text, most_value)}
    end
    report[#report + 1] = text
  end
  return report
end

local reports = {}
for at, key in ipairs(KEYS) do reports[at] = report_of(key) end
return reports
