package io.estop.paper.exchange;

import java.util.Map;

/**
 * A request that the venue refuses, with Alpaca's status and code. An exception, because every
 * check of an order may refuse it and the answer is written in one place; it carries no stack.
 */
public final class Refusal extends RuntimeException {
  private final int status;
  private final int code;
  private final transient Map<String, Object> details;

  private Refusal(int status, int code, String message, Map<String, Object> details) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.details = details;
  }

  /** The request itself is malformed, or its client order id was used before. */
  public static Refusal invalid(String message) {
    return new Refusal(422, 40010001, message, Map.of());
  }

  /** The request is well-formed but breaks a rule of the market. */
  public static Refusal unprocessable(String message) {
    return new Refusal(422, 42210000, message, Map.of());
  }

  /** The account may not do this now. */
  public static Refusal forbidden(String message, Map<String, Object> details) {
    return new Refusal(403, 40310000, message, details);
  }

  /** There is no such thing. */
  public static Refusal notFound(String message) {
    return new Refusal(404, 40410000, message, Map.of());
  }

  public int status() {
    return status;
  }

  public int code() {
    return code;
  }

  /** Returns further fields of the answer, such as available and held_for_orders. */
  public Map<String, Object> details() {
    return details;
  }
}
