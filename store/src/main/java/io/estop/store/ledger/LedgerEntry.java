package io.estop.store.ledger;

import java.util.Map;

/**
 * One thing to record.
 *
 * @param actor the person, rule or process that acts
 * @param action what is done, in capitals: PRESS, PHASE, ORDERS_INTENDED
 * @param subject what it is done to: {@code stop/ID}, {@code breaker/SCOPE}, {@code recovery/SCOPE}
 * @param details texts, numbers, lists and objects; amounts as text
 */
public record LedgerEntry(String actor, String action, String subject, Map<String, ?> details) {

  /** Returns the subject of everything that one stop does. */
  public static String stop(Object stopId) {
    return "stop/" + stopId;
  }
}
