-- The board in Lua: put in front of every script that changes it by Script.java. Text format: see
-- BoardCodec.
local MODES = {LIVE = 1, REDUCED = 2, PAPER = 3, MONITORING = 4, HALTED = 5}
local ACTIONS = {HALT = 1, CANCEL = 2, FLATTEN = 3}
local MAX_RELEASES, MAX_ENDED = 250, 250
local MAX_ID, MAX_SCOPE, MAX_DIGITS = 64, 73, 15
local SUM_LINE = 45

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
  if #f ~= 8 or #f[2] > MAX_ID or #f[3] > MAX_SCOPE or #f[4] > MAX_DIGITS or #f[6] > MAX_ID
      or not string.match(f[2], '^[%w%._%-]+$') or not string.match(f[3], '^[%w%._:/%-]+$')
      or not string.match(f[4], '^%d+$') or not MODES[f[5]]
      or not (f[6] == '1' or string.match(f[6], '^0%.%d*[1-9]$')) or not ACTIONS[f[7]]
      or not string.match(f[8], '^%d%d%d%d%-%d%d%-%d%dT%d%d:%d%d:%d%d%.%d%d%d%d%d%dZ$') then
    return nil
  end
  return {stop = f[2], scope = f[3], revision = tonumber(f[4]), mode = f[5], factor = f[6],
    action = f[7], at = f[8]}
end

local function line_of(hold)
  return table.concat({'hold', hold.stop, hold.scope, whole(hold.revision), hold.mode, hold.factor,
    hold.action, hold.at}, '\t')
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

-- "Touched" are the keys of holds that were added or changed since the board was parsed.
local function empty_board()
  return {sound = false, run = '', incarnation = 0, epoch = 0, holds = {}, touched = {},
    releases = {}, is_released = {}, ended = {}, is_ended = {}, sum = ''}
end

local function has_stop(board, stop)
  for _, hold in pairs(board.holds) do
    if hold.stop == stop then return true end
  end
  return false
end

-- These change a board and answer whether they did.
local function put_hold(board, hold)
  if board.is_released[hold.stop] then return false end
  local key = key_of(hold)
  local known = board.holds[key]
  local now = known and merged(known, hold) or hold
  board.holds[key] = now
  if same_hold(known, now) then return false end
  board.touched[key] = true
  return true
end

-- The newest so many, the oldest first; what is known does not move.
local function remember(list, known, stop, most)
  if known[stop] then return false end
  known[stop] = true
  list[#list + 1] = stop
  if #list > most then known[table.remove(list, 1)] = nil end
  return true
end

-- Also where the release is known: a board that had forgotten it may hold the stop again.
local function put_release(board, stop)
  local changed = remember(board.releases, board.is_released, stop, MAX_RELEASES)
  for key, hold in pairs(board.holds) do
    if hold.stop == stop then
      board.holds[key] = nil
      changed = true
    end
  end
  return changed
end

local function put_ended(board, stop)
  return remember(board.ended, board.is_ended, stop, MAX_ENDED)
end

local function put_line(board, line)
  local f = fields(line)
  if f[1] == 'hold' then
    local hold = hold_of(f)
    return hold ~= nil, hold ~= nil and put_hold(board, hold)
  end
  local fits = #f == 2 and #f[2] <= MAX_ID and string.match(f[2], '^[%w%._%-]+$')
  if f[1] == 'release' and fits then return true, put_release(board, f[2]) end
  if f[1] == 'ended' and fits then return true, put_ended(board, f[2]) end
  return false, false
end

-- Adds lines of hold, release and ended; answers whether anything changed.
local function put_lines(board, text)
  local changed = false
  for line in string.gmatch(text, '([^\n]+)') do
    local fits, did = put_line(board, line)
    if not fits then error('malformed line: ' .. line) end
    changed = changed or did
  end
  return changed
end

-- Sum and head of a value, without its lines: costs what hashing costs, however many holds.
local function glance(value, env)
  local board = empty_board()
  local body = string.sub(value or '', 1, -SUM_LINE - 1)
  local sum = redis.sha1hex(body)
  if string.sub(value or '', -SUM_LINE) ~= 'sum\t' .. sum .. '\n' then return board end
  local from, to, run, incarnation, epoch = string.find(body,
    '^estop%-board\t1\nenv\t' .. string.gsub(env, '%-', '%%-')
      .. '\nrun\t(%x+)\nversion\t(%d+)\t(%d+)\n')
  if not from then return board end
  board.sound, board.run, board.sum = true, run, sum
  board.incarnation, board.epoch = tonumber(incarnation), tonumber(epoch)
  board.body, board.lines_from = body, to + 1
  return board
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
  local board = glance(value, env)
  if not board.sound then return rescued(value) end
  for line in string.gmatch(string.sub(board.body, board.lines_from), '([^\n]+)') do
    if not put_line(board, line) then return rescued(value) end
  end
  board.touched = {}
  return board
end

local function sorted(set)
  local keys = {}
  for key in pairs(set) do keys[#keys + 1] = key end
  table.sort(keys, before)
  return keys
end

local function head(word, env, rest)
  return word .. '\t1\nenv\t' .. env .. '\n' .. rest
end

local function version_line(board)
  return 'version\t' .. whole(board.incarnation) .. '\t' .. whole(board.epoch) .. '\n'
end

local function board_head(board, env)
  return head('estop-board', env, 'run\t' .. board.run .. '\n' .. version_line(board))
end

local function render(board, env)
  local lines = {}
  for _, key in ipairs(sorted(board.holds)) do lines[#lines + 1] = line_of(board.holds[key]) end
  for _, stop in ipairs(board.releases) do lines[#lines + 1] = 'release\t' .. stop end
  for _, stop in ipairs(board.ended) do lines[#lines + 1] = 'ended\t' .. stop end
  lines[#lines + 1] = ''
  return board_head(board, env) .. table.concat(lines, '\n')
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
    and lease.sum == board.sum and lease.read_at and lease.ends_at and lease.ends_at > now
end

local function write_lease(key, board, read_at, ends_at)
  redis.call('SET', key, table.concat({board.run, whole(board.incarnation), whole(board.epoch),
    board.sum, whole(read_at), whole(ends_at)}, '\t'), 'PXAT', whole(ends_at))
end

-- Writes a board's body and tells gates what changed: lines of hold, each ending in a line feed.
local function publish(key, board, env, body, changed)
  board.sum = redis.sha1hex(body)
  board.sound = true
  redis.call('SET', key, body .. 'sum\t' .. board.sum .. '\n')
  local message = head('estop-change', env, version_line(board)) .. changed
  redis.call('PUBLISH', key, message .. 'sum\t' .. redis.sha1hex(message) .. '\n')
end

local function publish_all(key, board, env)
  local lines = {}
  for _, name in ipairs(sorted(board.touched)) do
    if board.holds[name] then lines[#lines + 1] = line_of(board.holds[name]) .. '\n' end
  end
  publish(key, board, env, render(board, env), table.concat(lines))
end

local function done(board, changed)
  return {'DONE', whole(board.incarnation), whole(board.epoch), changed and '1' or '0'}
end

local function refused(reason, board)
  return {'REFUSED', reason, whole(board.incarnation), whole(board.epoch)}
end

-- Runs a change; where it changed something the epoch rises and a valid lease is re-named (R3).
local function carrying_lease(board, write)
  local lease = lease_of(KEYS[2])
  local carried = is_leased(lease, board, run_id(), now_millis())
  local wrote = write()
  if carried and wrote then write_lease(KEYS[2], board, lease.read_at, lease.ends_at) end
end

-- A board that cannot be read starts anew at incarnation 0, which no keeper leases.
local function change(env, board, edit)
  carrying_lease(board, function()
    board.changed = edit(board)
    if not board.changed and board.sound then return false end
    if not board.sound then board.run = run_id() end
    board.epoch = board.epoch + 1
    publish_all(KEYS[1], board, env)
    return true
  end)
  return done(board, board.changed)
end
