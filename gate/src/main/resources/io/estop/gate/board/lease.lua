#!lua flags=allow-oom
-- R1, R3: renews the lease. KEYS board lease; ARGV env, run, incarnation, epoch, sum, read at, ends at.
-- "Read at" is the Redis time taken before the keeper began to read the flag.
-- The keeper has read every line; what it read is named by its sum.
local board = glance(text_of(KEYS[1]), ARGV[1])
local run, now = run_id(), now_millis()
local read_at, ends_at = tonumber(ARGV[6]), tonumber(ARGV[7])
if not board.sound then return refused('NO_BOARD', board) end
if board.incarnation == 0 then return refused('NEEDS_REFILL', board) end
if run ~= ARGV[2] or board.run ~= run or whole(board.incarnation) ~= ARGV[3]
    or whole(board.epoch) ~= ARGV[4] or board.sum ~= ARGV[5] then
  return refused('BOARD_CHANGED', board)
end
if ends_at <= now or read_at > now then return refused('LEASE_PAST_ITS_END', board) end
local known = lease_of(KEYS[2])
-- One that was read in the future dates from before the clock of Redis was set back: replaced.
if is_leased(known, board, run, now) and known.ends_at >= ends_at and known.read_at <= now then
  return done(board, false)
end
write_lease(KEYS[2], board, read_at, ends_at)
return done(board, true)
