package io.estop.gate.board;

import io.estop.gate.board.Acknowledgement.GateId;
import io.estop.model.EnvironmentId;
import io.estop.model.hold.BoardVersion;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** An acknowledgement as text, laid out like the board and as strict. */
public final class AcknowledgementCodec {
  private static final String FORMAT = "estop-ack\t2";
  private static final String UNFINISHED = "unfinished";
  private static final String LANE = "lane";
  private static final int HEAD_LINES = 10;
  private static final Pattern LIBRARY = Pattern.compile("[!-~]{1,64}");
  private static final Pattern SUM = Pattern.compile("([0-9a-f]{40})?");

  private AcknowledgementCodec() {}

  /** Returns the text of an acknowledgement. */
  public static String text(EnvironmentId environment, Acknowledgement said) {
    List<String> lines = new ArrayList<>();
    lines.add(FORMAT);
    lines.add("env\t" + environment);
    lines.add("component\t" + said.gate().component());
    lines.add("instance\t" + said.gate().instance());
    lines.add("library\t" + said.gate().library());
    lines.add("started\t" + said.gate().startedMillis());
    lines.add("heartbeat\t" + said.gate().heartbeat().toMillis());
    lines.add("version\t" + said.version());
    lines.add("board\t" + said.accepted() + "\t" + said.sum());
    lines.add("at\t" + said.redisMillis());
    said.holds().stream().sorted(BoardCodec.ORDER).map(HoldLine::of).forEach(lines::add);
    said.unfinished().forEach(order -> lines.add(UNFINISHED + "\t" + order));
    said.lane().forEach(order -> lines.add(LANE + "\t" + order));
    return SummedText.ofLines(lines).toString();
  }

  /**
   * Returns the acknowledgement that the text is.
   *
   * @throws IllegalArgumentException saying why it is none: as good as none was given
   */
  public static Acknowledgement parse(EnvironmentId environment, String text) {
    try {
      List<String> lines = SummedText.open(text).lines();
      Head.check(lines, HEAD_LINES, FORMAT, environment);
      Acknowledgement parsed = parsed(lines);
      if (!text(environment, parsed).equals(text)) {
        throw new IllegalArgumentException("lines are not in their one form and order");
      }
      return parsed;
    } catch (DateTimeException malformed) {
      throw new IllegalArgumentException(malformed.getMessage(), malformed);
    }
  }

  private static Acknowledgement parsed(List<String> lines) {
    String[] board = Head.field(lines.get(8), "board").split("\t", -1);
    if (board.length != 2 || !SUM.matcher(board[1]).matches()) {
      throw new IllegalArgumentException("board must be version and sum but was: " + lines.get(8));
    }
    HoldLines holds = new HoldLines(Map.of(), new HashMap<>());
    List<String> unfinished = new ArrayList<>();
    List<String> lane = new ArrayList<>();
    for (String line : lines.subList(HEAD_LINES, lines.size())) {
      if (HoldLines.isOne(line)) {
        holds.add(line);
      } else if (line.startsWith(UNFINISHED + "\t")) {
        unfinished.add(OrderId.checked(Head.field(line, UNFINISHED)));
      } else {
        lane.add(OrderId.checked(Head.field(line, LANE)));
      }
    }
    return new Acknowledgement(
        gate(lines),
        BoardVersion.parse(Head.field(lines.get(7), "version")),
        BoardVersion.parse(board[0]),
        board[1],
        Head.number(Head.field(lines.get(9), "at")),
        holds.holds(),
        unfinished,
        lane);
  }

  private static GateId gate(List<String> lines) {
    String library = Head.field(lines.get(4), "library");
    if (!LIBRARY.matcher(library).matches()) {
      throw new IllegalArgumentException(
          "library must be 1 to 64 visible ASCII characters but was: " + library);
    }
    return new GateId(
        Head.field(lines.get(2), "component"),
        Head.field(lines.get(3), "instance"),
        library,
        Head.number(Head.field(lines.get(5), "started")),
        Duration.ofMillis(Head.number(Head.field(lines.get(6), "heartbeat"))));
  }
}
