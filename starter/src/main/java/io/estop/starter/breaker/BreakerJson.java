package io.estop.starter.breaker;

import io.estop.model.breaker.Rule;
import io.estop.model.breaker.RuleState;
import io.estop.store.breaker.RuleRow;
import io.estop.store.breaker.Trip;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A breaker as REST shows it. Amounts are decimal texts; null where nothing is known.
 *
 * @param state WATCHING, TRIPPED, BLIND, OBSERVING, or UNKNOWN while its run does not answer
 * @param rules one for each rule and subject that was judged, and one for each rule that was not
 * @param trips the newest
 */
record BreakerJson(
    String scope,
    String workflowId,
    String state,
    String why,
    @Nullable Long ticks,
    @Nullable String highWaterMark,
    @Nullable String equity,
    @Nullable String tickedAt,
    List<RuleJson> rules,
    List<TripJson> trips,
    @Nullable String trouble) {

  /** One rule on one subject. */
  record RuleJson(
      String rule,
      String subject,
      String metric,
      String unit,
      String comparison,
      @Nullable String warn,
      String trip,
      String state,
      String why,
      long episode,
      @Nullable String judgedUntil,
      @Nullable String trippedAt,
      String owner,
      String rationale) {

    static RuleJson of(Rule rule, String subject, Optional<RuleRow> row) {
      RuleState state = row.map(RuleRow::state).orElseGet(RuleState::initial);
      return new RuleJson(
          rule.name(),
          subject,
          rule.metric().word(),
          rule.metric().unit().word(),
          rule.levels().comparison().word(),
          rule.levels().warn().map(level -> level.toPlainString()).orElse(null),
          rule.levels().trip().toPlainString(),
          word(state),
          row.map(RuleRow::why).orElse("no reading yet"),
          state.episode(),
          state.judgedUntil().map(Instant::toString).orElse(null),
          state.trippedAt().map(Instant::toString).orElse(null),
          rule.owner(),
          rule.rationale());
    }

    private static String word(RuleState state) {
      if (state.trippedAt().isPresent()) {
        return "TRIPPED";
      }
      return state.warned() ? "WARNING" : "ARMED";
    }
  }

  /** One trip. */
  record TripJson(
      String tripId,
      String rule,
      String subject,
      String trigger,
      String why,
      String stopId,
      @Nullable String joinedTo,
      String trippedAt) {

    static TripJson of(Trip trip) {
      return new TripJson(
          trip.tripId(),
          trip.rule(),
          trip.subject(),
          trip.trigger().name(),
          trip.why(),
          trip.stopId().value(),
          trip.joinedTo().map(stop -> stop.value()).orElse(null),
          trip.trippedAt().toString());
    }
  }
}
