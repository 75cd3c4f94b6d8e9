package io.estop.gate.board;

import io.estop.model.EnvironmentId;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A change as text, laid out like the board and as strict. */
public final class ChangeCodec {
  private static final String FORMAT = "estop-change\t1";
  private static final int HEAD_LINES = 3;

  private ChangeCodec() {}

  /** Returns the change that the text is, or why it is none. Never throws. */
  public static Published parse(EnvironmentId environment, String text) {
    try {
      List<String> lines = SummedText.open(text).lines();
      Head.check(lines, HEAD_LINES, FORMAT, environment);
      HoldLines holds = new HoldLines(Map.of(), new HashMap<>());
      lines.subList(HEAD_LINES, lines.size()).forEach(holds::add);
      return new BoardChange(environment, Head.version(lines.get(2)), holds.holds());
    } catch (IllegalArgumentException | DateTimeException malformed) {
      return new Unreadable(String.valueOf(malformed.getMessage()));
    }
  }

  /** Returns the text of a change, as the scripts publish it. */
  public static String text(BoardChange change) {
    List<String> lines = new ArrayList<>();
    lines.add(FORMAT);
    lines.add("env\t" + change.environment());
    lines.add(Head.text(change.version()));
    change.holds().stream().sorted(BoardCodec.ORDER).map(HoldLine::of).forEach(lines::add);
    return SummedText.ofLines(lines).toString();
  }
}
