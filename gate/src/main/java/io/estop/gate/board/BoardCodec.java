package io.estop.gate.board;

import io.estop.model.EnvironmentId;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The board as text, as docs/PROTOCOL.md lays it out. Strict: doubt is {@link Unreadable}. */
public final class BoardCodec {
  private static final String FORMAT = "estop-board\t1";
  private static final int HEAD_LINES = 4;
  static final Comparator<Hold> ORDER =
      Comparator.comparing((Hold hold) -> hold.stopId() + "\t" + hold.scope());

  private BoardCodec() {}

  /** Returns the board that the text is, or why it is none. Never throws. */
  public static BoardValue parse(EnvironmentId environment, String text) {
    return parse(environment, text, Map.of(), new HashMap<>());
  }

  /**
   * The same, for a reader that knows lines of a board before.
   *
   * @param known holds by line
   * @param read takes the holds of this board by line
   */
  static BoardValue parse(
      EnvironmentId environment, String text, Map<String, Hold> known, Map<String, Hold> read) {
    try {
      return parsed(environment, SummedText.open(text), new HoldLines(known, read));
    } catch (IllegalArgumentException | DateTimeException malformed) {
      return new Unreadable(String.valueOf(malformed.getMessage()));
    }
  }

  /** Returns the text of a board; its sum is made anew. */
  public static String text(BoardState board) {
    List<String> lines = new ArrayList<>();
    lines.add(FORMAT);
    lines.add("env\t" + board.environment());
    lines.add("run\t" + board.run());
    lines.add(Head.text(board.version()));
    add(board.content(), lines::add);
    return SummedText.ofLines(lines).toString();
  }

  /** Returns holds, releases and ended stops as lines, without a line feed after the last. */
  static String lines(BoardContent content) {
    List<String> lines = new ArrayList<>();
    add(content, lines::add);
    return String.join("\n", lines);
  }

  private static void add(BoardContent content, Consumer<String> lines) {
    content.holds().stream().sorted(ORDER).map(HoldLine::of).forEach(lines);
    content.releases().forEach(stop -> lines.accept("release\t" + stop));
    content.ended().forEach(stop -> lines.accept("ended\t" + stop));
  }

  private static BoardValue parsed(EnvironmentId environment, SummedText text, HoldLines holds) {
    List<String> lines = text.lines();
    Head.check(lines, HEAD_LINES, FORMAT, environment);
    return new BoardState(
        environment,
        Head.run(lines.get(2)),
        Head.version(lines.get(3)),
        content(lines.subList(HEAD_LINES, lines.size()), holds),
        text.sum());
  }

  // Lines in their one order: holds, releases, ended stops.
  private static BoardContent content(List<String> lines, HoldLines holds) {
    int next = 0;
    while (next < lines.size() && HoldLines.isOne(lines.get(next))) {
      holds.add(lines.get(next));
      next++;
    }
    Set<StopId> releases = new LinkedHashSet<>();
    while (next < lines.size() && lines.get(next).startsWith("release\t")) {
      addNew(releases, lines.get(next), "release");
      next++;
    }
    Set<StopId> ended = new LinkedHashSet<>();
    while (next < lines.size()) {
      addNew(ended, lines.get(next), "ended");
      next++;
    }
    if (releases.size() > BoardContent.MAX_RELEASES || ended.size() > BoardContent.MAX_ENDED) {
      throw new IllegalArgumentException(
          "a board has at most 250 releases and 250 ended stops but had: "
              + releases.size()
              + " and "
              + ended.size());
    }
    return new BoardContent(holds.holds(), releases, List.copyOf(ended));
  }

  private static void addNew(Set<StopId> stops, String line, String word) {
    if (!stops.add(StopId.parse(Head.field(line, word)))) {
      throw new IllegalArgumentException("a stop stands twice: " + line);
    }
  }
}
