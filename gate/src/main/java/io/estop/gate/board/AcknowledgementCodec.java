package io.estop.gate.board;

import io.estop.model.EnvironmentId;
import io.estop.model.hold.BoardVersion;
import io.estop.model.hold.Hold;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An acknowledgement as text, laid out like the board. */
final class AcknowledgementCodec {
  private static final String FORMAT = "estop-ack\t1";
  private static final String UNFINISHED = "unfinished\t";
  private static final int HEAD_LINES = 7;

  private AcknowledgementCodec() {}

  static String text(EnvironmentId environment, Acknowledgement acknowledgement) {
    List<String> lines = new ArrayList<>();
    lines.add(FORMAT);
    lines.add("env\t" + environment);
    lines.add("component\t" + acknowledgement.component());
    lines.add("instance\t" + acknowledgement.instance());
    lines.add("version\t" + acknowledgement.version());
    lines.add("board\t" + acknowledgement.sum());
    lines.add("at\t" + acknowledgement.redisMillis());
    acknowledgement.holds().forEach(hold -> lines.add(HoldLine.of(hold)));
    acknowledgement.unfinished().forEach(order -> lines.add(UNFINISHED + order));
    return SummedText.of(String.join("\n", lines) + "\n").toString();
  }

  /** Returns the acknowledgement that the text is; empty where it is damaged: as good as none. */
  static Optional<Acknowledgement> parse(EnvironmentId environment, String text) {
    try {
      return Optional.of(parsed(environment, SummedText.open(text).body().lines().toList()));
    } catch (IllegalArgumentException | DateTimeException malformed) {
      return Optional.empty();
    }
  }

  private static Acknowledgement parsed(EnvironmentId environment, List<String> lines) {
    if (lines.size() < HEAD_LINES
        || !lines.get(0).equals(FORMAT)
        || !lines.get(1).equals("env\t" + environment)) {
      throw new IllegalArgumentException("not an acknowledgement of " + environment);
    }
    List<Hold> holds = new ArrayList<>();
    List<String> unfinished = new ArrayList<>();
    for (String line : lines.subList(HEAD_LINES, lines.size())) {
      if (line.startsWith(UNFINISHED)) {
        unfinished.add(line.substring(UNFINISHED.length()));
      } else {
        holds.add(HoldLine.parse(line));
      }
    }
    return new Acknowledgement(
        field(lines.get(2)),
        field(lines.get(3)),
        BoardVersion.parse(field(lines.get(4))),
        field(lines.get(5)),
        Long.parseLong(field(lines.get(6))),
        holds,
        unfinished);
  }

  private static String field(String line) {
    return line.substring(line.indexOf('\t') + 1);
  }
}
