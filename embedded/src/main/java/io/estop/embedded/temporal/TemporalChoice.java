package io.estop.embedded.temporal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which Temporal server a user asked for: {@code auto}, {@code memory} or {@code HOST:PORT}. */
public sealed interface TemporalChoice {

  /** The best one that can be had on this machine. */
  record Auto() implements TemporalChoice {}

  /** The SDK's in-memory test server: nothing is durable, there is no UI. */
  record Memory() implements TemporalChoice {}

  /** A server that runs already. */
  record Given(String host, int port) implements TemporalChoice {

    /** Returns {@code HOST:PORT}. */
    public String address() {
      return host + ":" + port;
    }
  }

  /** Reads the text of the option {@code --temporal}. */
  static TemporalChoice parse(String text) {
    return switch (text) {
      case "auto" -> new Auto();
      case "memory" -> new Memory();
      default -> parseAddress(text);
    };
  }

  private static Given parseAddress(String text) {
    Matcher matcher =
        Pattern.compile("([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+]):(\\d{1,5})").matcher(text);
    if (!matcher.matches() || !isPort(matcher.group(2))) {
      throw new IllegalArgumentException(
          "temporal must be auto, memory or HOST:PORT with a port of 1 to 65535, but was: " + text);
    }
    return new Given(matcher.group(1), Integer.parseInt(matcher.group(2)));
  }

  private static boolean isPort(String digits) {
    int port = Integer.parseInt(digits);
    return port >= 1 && port <= 65_535;
  }
}
