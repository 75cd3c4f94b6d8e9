#!lua flags=allow-oom
-- R4: opens a new incarnation. KEYS board lease; ARGV env, incarnation, lines.
local board = parse(text_of(KEYS[1]), ARGV[1])
local incarnation = tonumber(ARGV[2])
if board.sound and board.incarnation >= incarnation then
  return refused('NEWER_INCARNATION', board)
end
put_lines(board, ARGV[3])
board.run, board.incarnation, board.epoch = run_id(), incarnation, 1
publish_all(KEYS[1], board, ARGV[1])
return done(board, true)
