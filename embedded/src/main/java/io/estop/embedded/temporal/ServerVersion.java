package io.estop.embedded.temporal;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Version of a Temporal server, as {@code temporal --version} tells it. */
public record ServerVersion(int major, int minor, int patch) implements Comparable<ServerVersion> {

  /** The oldest server that has all that the workflows use. */
  public static final ServerVersion OLDEST = new ServerVersion(1, 29, 0);

  private static final Pattern IN_OUTPUT = Pattern.compile("Server (\\d+)\\.(\\d+)\\.(\\d+)");

  /** Finds the version in a line like {@code temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)}. */
  public static Optional<ServerVersion> in(String output) {
    Matcher matcher = IN_OUTPUT.matcher(output);
    return matcher.find()
        ? Optional.of(new ServerVersion(number(matcher, 1), number(matcher, 2), number(matcher, 3)))
        : Optional.empty();
  }

  /** Tells whether the workflows can run on it. */
  public boolean isEnough() {
    return compareTo(OLDEST) >= 0;
  }

  @Override
  public int compareTo(ServerVersion other) {
    return Comparator.comparingInt(ServerVersion::major)
        .thenComparingInt(ServerVersion::minor)
        .thenComparingInt(ServerVersion::patch)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}
