package io.estop.model.breaker.replay;

import io.estop.model.breaker.Reading;
import io.estop.model.breaker.Rule;
import io.estop.model.breaker.Rule.Judgement;
import io.estop.model.breaker.RuleState;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule over history, as it would have judged; people who arm it again as soon as they may are
 * taken for granted.
 */
public final class Replay {
  private Replay() {}

  /**
   * What a rule did.
   *
   * @param rule its name
   * @param reading at which
   * @param why one sentence
   */
  public record Event(String rule, Reading reading, String why) {}

  /**
   * All that a rule did, in the order of time.
   *
   * @param readings how many were judged
   * @param ignored how many were not, being no newer than the one before
   */
  public record Result(
      List<Event> trips, List<Event> warnings, List<Event> rearmed, int readings, int ignored) {}

  /** Plays readings, in the order of time. */
  public static Result of(Rule rule, Iterable<Reading> readings) {
    List<Event> trips = new ArrayList<>();
    List<Event> warnings = new ArrayList<>();
    List<Event> rearmed = new ArrayList<>();
    int judged = 0;
    int ignored = 0;
    RuleState state = RuleState.initial();
    for (Reading reading : readings) {
      Judgement judgement = rule.judge(state, reading);
      state = judgement.state();
      judged++;
      Event event = new Event(rule.name(), reading, judgement.why());
      switch (judgement.verdict()) {
        case TRIPS -> trips.add(event);
        case WARNS -> warnings.add(event);
        case IGNORED -> ignored++;
        case NOTHING, CALMS -> {}
      }
      if (rule.isRearmable(state, reading.at())) {
        state = rule.rearm(state, reading.at());
        rearmed.add(event);
      }
    }
    return new Result(
        List.copyOf(trips), List.copyOf(warnings), List.copyOf(rearmed), judged - ignored, ignored);
  }
}
