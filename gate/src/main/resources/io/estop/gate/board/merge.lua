#!lua flags=allow-oom
-- What the flag knows, merged into a readable board. KEYS board lease; ARGV env, lines.
local board = parse(text_of(KEYS[1]), ARGV[1])
if not board.sound then return refused('NO_BOARD', board) end
return change(ARGV[1], board, function(now) return put_lines(now, ARGV[2]) end)
