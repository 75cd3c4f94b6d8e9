-- The board in Lua: put in front of every script by Script.java. Text format: see BoardCodec.
local MODES = {LIVE = 1, REDUCED = 2, PAPER = 3, MONITORING = 4, HALTED = 5}
local ACTIONS = {HALT = 1, CANCEL = 2, FLATTEN = 3}
local MAX_ENDED = 1000

-- By bytes: Redis sets LC_COLLATE, and Lua's own < on strings would follow it.
local function before(a, b)
  for i = 1, math.min(#a, #b) do
    local x, y = string.byte(a, i), string.byte(b, i)
    if x ~= y then return x < y end
  end
  return #a < #b
end

local function fields(line)
  local found = {}
  for field in string.gmatch(line .. '\t', '([^\t]*)\t') do found[#found + 1] = field end
  return found
end

local function run_id()
  return string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
end

local function now_millis()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function whole(number)
  return string.format('%d', number)
end

-- A value of another type counts as unreadable, never as an error that loses a press.
local function text_of(key)
  local value = redis.pcall('GET', key)
  if type(value) == 'string' then return value end
  if value then return '' end
  return nil
end

local function key_of(hold)
  return hold.stop .. '\t' .. hold.scope
end

local function hold_of(f)
  if #f ~= 8 or not string.match(f[2], '^[%w%._%-]+$') or not string.match(f[3], '^[%w%._:/%-]+$')
      or not string.match(f[4], '^%d+$') or not MODES[f[5]]
      or not (f[6] == '1' or string.match(f[6], '^0%.%d*[1-9]$')) or not ACTIONS[f[7]]
      or not string.match(f[8], '^%d%d%d%d%-%d%d%-%d%dT%d%d:%d%d:%d%d%.%d%d%d%d%d%dZ$') then
    return nil
  end
  return {stop = f[2], scope = f[3], revision = tonumber(f[4]), mode = f[5], factor = f[6],
    action = f[7], at = f[8]}
end

local function same_hold(a, b)
  return a and b and a.revision == b.revision and a.mode == b.mode and a.factor == b.factor
    and a.action == b.action and a.at == b.at
end

-- Hold.merge of the Java model. Factors are '1' or '0.' and digits without trailing zeros,
-- moments have one width: both order by bytes as they do by value.
local function merged(a, b)
  local first
  if a.revision ~= b.revision then first = a.revision > b.revision
  elseif a.mode ~= b.mode then first = MODES[a.mode] > MODES[b.mode]
  else first = not before(b.factor, a.factor) end
  local decides = first and a or b
  return {stop = a.stop, scope = a.scope, revision = decides.revision, mode = decides.mode,
    factor = decides.factor, action = ACTIONS[a.action] >= ACTIONS[b.action] and a.action or b.action,
    at = before(b.at, a.at) and b.at or a.at}
end

local function empty_board()
  return {sound = false, run = '', incarnation = 0, epoch = 0, holds = {}, releases = {},
    ended = {}, is_ended = {}, sum = ''}
end

local function has_stop(board, stop)
  for _, hold in pairs(board.holds) do
    if hold.stop == stop then return true end
  end
  return false
end

-- These four change a board and answer whether they did.
local function put_hold(board, hold)
  if board.releases[hold.stop] then return false end
  local key = key_of(hold)
  local known = board.holds[key]
  local now = known and merged(known, hold) or hold
  board.holds[key] = now
  return not same_hold(known, now)
end

local function put_release(board, stop)
  if board.releases[stop] then return false end
  board.releases[stop] = true
  for key, hold in pairs(board.holds) do
    if hold.stop == stop then board.holds[key] = nil end
  end
  return true
end

local function put_ended(board, stop)
  if board.is_ended[stop] then return false end
  board.is_ended[stop] = true
  table.insert(board.ended, stop)
  if #board.ended > MAX_ENDED then board.is_ended[table.remove(board.ended, 1)] = nil end
  return true
end

local function put_line(board, line)
  local f = fields(line)
  if f[1] == 'hold' then
    local hold = hold_of(f)
    return hold ~= nil, hold ~= nil and put_hold(board, hold)
  end
  local fits = #f == 2 and string.match(f[2], '^[%w%._%-]+$')
  if f[1] == 'release' and fits then return true, put_release(board, f[2]) end
  if f[1] == 'ended' and fits then return true, put_ended(board, f[2]) end
  return false, false
end

-- Adds lines of hold, release and ended; answers whether anything changed.
-- Known ended stops do not move a bounded list round and round: what is over the bound is left out.
local function put_lines(board, text)
  local changed = false
  for line in string.gmatch(text, '([^\n]+)') do
    local fits, did = put_line(board, line)
    if not fits then error('malformed line: ' .. line) end
    changed = changed or did
  end
  return changed
end

local function head_of(body, env)
  return string.match(body,
    '^estop%-board\t1\nenv\t' .. string.gsub(env, '%-', '%%-')
      .. '\nrun\t(%x+)\nversion\t(%d+)\t(%d+)\n(.*)$')
end

-- An unsound board gives its readable holds and nothing that would loosen one.
local function rescued(value)
  local board = empty_board()
  for line in string.gmatch(value, '([^\n]+)') do
    local hold = hold_of(fields(line))
    if hold and string.sub(line, 1, 5) == 'hold\t' then put_hold(board, hold) end
  end
  return board
end

local function parse(value, env)
  if not value then return empty_board() end
  local body, sum = string.match(value, '^(.*\n)sum\t(%x+)\n$')
  if not body or redis.sha1hex(body) ~= sum then return rescued(value) end
  local run, incarnation, epoch, rest = head_of(body, env)
  if not run then return rescued(value) end
  local board = empty_board()
  for line in string.gmatch(rest, '([^\n]+)') do
    if not put_line(board, line) then return rescued(value) end
  end
  board.sound, board.run, board.sum = true, run, sum
  board.incarnation, board.epoch = tonumber(incarnation), tonumber(epoch)
  return board
end

local function sorted(set)
  local keys = {}
  for key in pairs(set) do keys[#keys + 1] = key end
  table.sort(keys, before)
  return keys
end

local function render(board, env)
  local lines = {'estop-board\t1', 'env\t' .. env, 'run\t' .. board.run,
    'version\t' .. whole(board.incarnation) .. '\t' .. whole(board.epoch)}
  for _, key in ipairs(sorted(board.holds)) do
    local h = board.holds[key]
    lines[#lines + 1] = table.concat(
      {'hold', h.stop, h.scope, whole(h.revision), h.mode, h.factor, h.action, h.at}, '\t')
  end
  for _, stop in ipairs(sorted(board.releases)) do lines[#lines + 1] = 'release\t' .. stop end
  for _, stop in ipairs(board.ended) do lines[#lines + 1] = 'ended\t' .. stop end
  return table.concat(lines, '\n') .. '\n'
end

local function lease_of(key)
  local f = fields(text_of(key) or '')
  if #f ~= 6 then return nil end
  return {run = f[1], incarnation = tonumber(f[2]), epoch = tonumber(f[3]), sum = f[4],
    read_at = tonumber(f[5]), ends_at = tonumber(f[6])}
end

-- R3: run id, incarnation, epoch and sum, all four.
local function is_leased(lease, board, run, now)
  return lease and board.sound and board.incarnation > 0 and board.run == run and lease.run == run
    and lease.incarnation == board.incarnation and lease.epoch == board.epoch
    and lease.sum == board.sum and lease.ends_at and lease.ends_at > now
end

local function write_lease(key, board, read_at, ends_at)
  redis.call('SET', key, table.concat({board.run, whole(board.incarnation), whole(board.epoch),
    board.sum, whole(read_at), whole(ends_at)}, '\t'), 'PXAT', whole(ends_at))
end

local function publish(key, board, env)
  local body = render(board, env)
  board.sum = redis.sha1hex(body)
  board.sound = true
  local value = body .. 'sum\t' .. board.sum .. '\n'
  redis.call('SET', key, value)
  redis.call('PUBLISH', key, value)
end

local function done(board, changed)
  return {'DONE', whole(board.incarnation), whole(board.epoch), changed and '1' or '0'}
end

local function refused(reason, board)
  return {'REFUSED', reason, whole(board.incarnation), whole(board.epoch)}
end

-- Runs a change; where it changed something the epoch rises and a valid lease is re-named (R3).
-- A board that cannot be read starts anew at incarnation 0, which no keeper leases.
local function change(env, edit)
  local board = parse(text_of(KEYS[1]), env)
  local run = run_id()
  local lease = lease_of(KEYS[2])
  local carried = is_leased(lease, board, run, now_millis())
  local changed = edit(board)
  if not changed and board.sound then return done(board, false) end
  if not board.sound then board.run = run end
  board.epoch = board.epoch + 1
  publish(KEYS[1], board, env)
  if carried then write_lease(KEYS[2], board, lease.read_at, lease.ends_at) end
  return done(board, changed)
end
