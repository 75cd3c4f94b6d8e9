#!lua flags=allow-oom
-- A press or a recovery stage: merges one hold. KEYS board lease; ARGV env, hold line.
local hold = hold_of(fields(ARGV[2]))
if not hold then error('malformed hold: ' .. ARGV[2]) end
local value = text_of(KEYS[1])

-- Where the hold belongs among lines that are sorted by stop and scope: a line's first byte.
local function place_of(key, body, low, high)
  while low < high do
    local at = string.find(body, '\n', math.floor((low + high) / 2), true) + 1
    if at >= high then at = low end
    local other = string.match(body, '^hold\t([^\t]*\t[^\t]*)\t', at)
    if before(other, key) then low = string.find(body, '\n', at, true) + 1 else high = at end
  end
  return low
end

local function end_of_holds(board)
  local from = board.lines_from - 1
  local next_part = string.find(board.body, '\nrelease\t', from, true)
    or string.find(board.body, '\nended\t', from, true)
  return next_part and next_part + 1 or #board.body + 1
end

-- The usual press: a stop that this sound board does not know. Spliced in, so that it costs what
-- hashing the value costs and not what reading each line in Lua would.
local function spliced(board)
  local line = line_of(hold) .. '\n'
  local body = board.body
  local at = place_of(key_of(hold), body, board.lines_from, end_of_holds(board))
  board.epoch = board.epoch + 1
  publish(KEYS[1], board, ARGV[1], board_head(board, ARGV[1])
    .. string.sub(body, board.lines_from, at - 1) .. line .. string.sub(body, at), line)
  return true
end

local function says(board, line)
  return string.find(board.body, '\n' .. line, board.lines_from - 1, true)
end

local quick = glance(value, ARGV[1])
if quick.sound and not says(quick, 'ended\t' .. hold.stop .. '\n') then
  if says(quick, line_of(hold) .. '\n') then return done(quick, false) end
  if not says(quick, 'hold\t' .. hold.stop .. '\t')
      and not says(quick, 'release\t' .. hold.stop .. '\n') then
    carrying_lease(quick, function() return spliced(quick) end)
    return done(quick, true)
  end
end

-- Everything else reads the board line by line.
local board = parse(value, ARGV[1])
if board.is_released[hold.stop] then return refused('RELEASED', board) end
-- A closed stop keeps its hold, and only its recovery changes it, by a later revision.
local known = board.holds[key_of(hold)]
-- One id names one stop of one scope; a mistyped press must not hold what nobody meant.
if not known and has_stop(board, hold.stop) then return refused('OTHER_SCOPE', board) end
if board.is_ended[hold.stop] and not (known and hold.revision > known.revision) then
  return refused('ENDED', board)
end
return change(ARGV[1], board, function(now) return put_hold(now, hold) end)
