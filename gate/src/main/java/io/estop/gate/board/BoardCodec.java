package io.estop.gate.board;

import io.estop.model.EnvironmentId;
import io.estop.model.StopId;
import io.estop.model.hold.BoardVersion;
import io.estop.model.hold.Hold;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The board as text, as docs/PROTOCOL.md lays it out. Strict: doubt is {@link Unreadable}. */
public final class BoardCodec {
  private static final String FORMAT = "estop-board\t1";
  private static final int HEAD_LINES = 4;
  private static final Comparator<Hold> ORDER =
      Comparator.comparing((Hold hold) -> hold.stopId() + "\t" + hold.scope());

  private BoardCodec() {}

  /** Returns the board that the text is, or why it is none. Never throws. */
  public static BoardValue parse(EnvironmentId environment, String text) {
    try {
      return parsed(environment, SummedText.open(text));
    } catch (IllegalArgumentException | DateTimeException malformed) {
      return new Unreadable(String.valueOf(malformed.getMessage()));
    }
  }

  /** Returns the text of a board; its sum is made anew. */
  public static String text(BoardState board) {
    String head =
        String.join(
            "\n",
            FORMAT,
            "env\t" + board.environment(),
            "run\t" + board.run(),
            "version\t" + board.version().incarnation() + "\t" + board.version().epoch());
    String rest = lines(board.content());
    return SummedText.of(head + "\n" + (rest.isEmpty() ? "" : rest + "\n")).toString();
  }

  /** Returns holds, releases and ended stops as lines, without a line feed after the last. */
  static String lines(BoardContent content) {
    List<String> lines = new ArrayList<>();
    content.holds().stream().sorted(ORDER).map(HoldLine::of).forEach(lines::add);
    content.releases().stream()
        .map(StopId::toString)
        .sorted()
        .forEach(stop -> lines.add("release\t" + stop));
    content.ended().forEach(stop -> lines.add("ended\t" + stop));
    return String.join("\n", lines);
  }

  private static BoardValue parsed(EnvironmentId environment, SummedText text) {
    List<String> lines = text.body().lines().toList();
    if (lines.size() < HEAD_LINES || !lines.get(0).equals(FORMAT)) {
      throw new IllegalArgumentException("format must be 'estop-board 1' but was: " + lines.get(0));
    }
    if (!lines.get(1).equals("env\t" + environment)) {
      throw new IllegalArgumentException(
          "environment must be " + environment + " but was: " + lines.get(1));
    }
    BoardState board =
        new BoardState(
            environment,
            field(lines.get(2), "run"),
            version(field(lines.get(3), "version")),
            content(lines.subList(HEAD_LINES, lines.size())),
            text.sum());
    if (!text(board).equals(text.toString())) {
      throw new IllegalArgumentException("lines are not in their one form and order");
    }
    return board;
  }

  private static BoardVersion version(String text) {
    return BoardVersion.parse(text.replace('\t', '.'));
  }

  private static BoardContent content(List<String> lines) {
    List<Hold> holds = new ArrayList<>();
    Set<StopId> releases = new LinkedHashSet<>();
    List<StopId> ended = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(HoldLine.WORD + "\t")) {
        holds.add(HoldLine.parse(line));
      } else if (line.startsWith("release\t")) {
        releases.add(StopId.parse(field(line, "release")));
      } else {
        ended.add(StopId.parse(field(line, "ended")));
      }
    }
    requireOnePerStopAndScope(holds);
    return new BoardContent(holds, releases, ended);
  }

  private static void requireOnePerStopAndScope(List<Hold> holds) {
    Set<String> keys =
        holds.stream().map(hold -> hold.stopId() + "\t" + hold.scope()).collect(Collectors.toSet());
    if (keys.size() != holds.size()) {
      throw new IllegalArgumentException("a stop holds one scope twice");
    }
  }

  private static String field(String line, String word) {
    if (!line.startsWith(word + "\t")) {
      throw new IllegalArgumentException("line must begin with " + word + " but was: " + line);
    }
    return line.substring(word.length() + 1);
  }
}
