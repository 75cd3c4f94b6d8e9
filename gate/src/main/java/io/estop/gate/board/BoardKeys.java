package io.estop.gate.board;

import io.estop.model.EnvironmentId;
import java.util.regex.Pattern;

/** Names in Redis. The braces keep all keys of an environment in one cluster slot. */
record BoardKeys(EnvironmentId environment) {
  private static final Pattern COMPONENT = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** Also the name of the channel. */
  String board() {
    return prefix() + "board";
  }

  String lease() {
    return prefix() + "lease";
  }

  String limits(String component) {
    return prefix() + "limits:" + checked(component);
  }

  String acknowledgement(String component) {
    return prefix() + "ack:" + checked(component);
  }

  static String checked(String component) {
    if (!COMPONENT.matcher(component).matches()) {
      throw new IllegalArgumentException(
          "component must be 1 to 64 of letters, digits, '.', '_' and '-' but was: " + component);
    }
    return component;
  }

  private String prefix() {
    return "estop:{" + environment + "}:";
  }
}
