package io.estop.model.liquidation;

import io.estop.model.StopId;

/**
 * Names one order of a stop: a function of stop, position, slice and attempt, so that a re-send
 * carries the id of the first send and the venue takes it once.
 *
 * @param stopId whose order
 * @param position number of the position in the plan, from 1
 * @param slice planned part of the position, from 1
 * @param attempt rises only after the venue reported the former one's final state, from 1
 */
public record ClientOrderId(StopId stopId, int position, int slice, int attempt) {
  private static final String PREFIX = "estop:";

  public ClientOrderId {
    if (position < 1 || slice < 1 || attempt < 1) {
      throw new IllegalArgumentException(
          "position, slice and attempt count from 1 but were: "
              + position
              + ", "
              + slice
              + ", "
              + attempt);
    }
  }

  /**
   * Returns the id that {@link #toString} wrote.
   *
   * @throws IllegalArgumentException naming the text and the expected form
   */
  public static ClientOrderId parse(String text) {
    String[] parts = text.split(":", -1);
    if (!text.startsWith(PREFIX) || parts.length != 5) {
      throw malformed(text);
    }
    return new ClientOrderId(
        StopId.parse(parts[1]),
        number(parts[2], text),
        number(parts[3], text),
        number(parts[4], text));
  }

  private static int number(String part, String text) {
    try {
      return Integer.parseInt(part);
    } catch (NumberFormatException notANumber) {
      throw malformed(text);
    }
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "client order id must be 'estop:stop:position:slice:attempt' but was: " + text);
  }

  @Override
  public String toString() {
    return PREFIX + stopId + ":" + position + ":" + slice + ":" + attempt;
  }
}
