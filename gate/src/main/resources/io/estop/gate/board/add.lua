#!lua flags=allow-oom
-- A press or a recovery stage: merges one hold. KEYS board lease; ARGV env, hold line.
local hold = hold_of(fields(ARGV[2]))
if not hold then error('malformed hold: ' .. ARGV[2]) end
local board = parse(text_of(KEYS[1]), ARGV[1])
if board.releases[hold.stop] then return refused('RELEASED', board) end
-- A closed stop keeps its hold, and only its recovery changes it, by a later revision.
local known = board.holds[key_of(hold)]
-- One id names one stop of one scope; a mistyped press must not hold what nobody meant.
if not known and has_stop(board, hold.stop) then return refused('OTHER_SCOPE', board) end
if board.is_ended[hold.stop] and not (known and hold.revision > known.revision) then
  return refused('ENDED', board)
end
return change(ARGV[1], function(now) return put_hold(now, hold) end)
