package io.estop.gate.board;

import java.util.regex.Pattern;

/** How ids of orders look: whatever a venue takes, as long as a line can carry it. */
public final class OrderId {
  private static final Pattern FORM = Pattern.compile("[!-~]{1,128}");

  private OrderId() {}

  /**
   * Returns the id.
   *
   * @throws IllegalArgumentException naming the value and the bound
   */
  public static String checked(String id) {
    if (!FORM.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "order id must be 1 to 128 visible ASCII characters but was: " + id);
    }
    return id;
  }
}
