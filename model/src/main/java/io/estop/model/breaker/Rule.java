package io.estop.model.breaker;

import io.estop.model.Scope;
import io.estop.model.trading.AssetClass;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Presses the stop when readings of one metric stay beyond a level. Pure: state and reading in,
 * state and verdict out; thread-safe.
 *
 * <p>An edge trips, not a level: a rule that tripped is latched, trips no second time while
 * readings stay bad, and is armed again only by people, once enough readings in a row were calm and
 * its cool-down is over.
 *
 * @param name lower case, digits and dashes; with the number of its episode it names a trip
 * @param metric what is watched
 * @param levels where it warns and trips
 * @param timing what it says about time
 * @param confirmations bad readings in a row that warn or trip, 1 to 100; a single bad print must
 *     not trip, so one is for metrics that are settled already, as a day's close
 * @param rearmAfter calm readings in a row after which people may arm it again, 1 to 1,000
 * @param scope that it stops
 * @param assetClass of the instruments it watches; empty: all
 * @param subject that it watches, as readings name it; empty: each of them, with a state of its own
 * @param owner who answers for the levels
 * @param rationale why they are what they are
 */
public record Rule(
    String name,
    Metric metric,
    RuleLevels levels,
    RuleTiming timing,
    int confirmations,
    int rearmAfter,
    Scope scope,
    Optional<AssetClass> assetClass,
    Optional<String> subject,
    String owner,
    String rationale) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final int MOST_CONFIRMATIONS = 100;
  private static final int MOST_CALM = 1_000;

  public Rule {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name must be lower case letters, digits and dashes, at most 63, but was: " + name);
    }
    requireWithin("confirmations", confirmations, MOST_CONFIRMATIONS);
    requireWithin("rearm_after", rearmAfter, MOST_CALM);
    subject.ifPresent(Reading::requireSubject);
    requireSaid("owner", owner);
    requireSaid("rationale", rationale);
  }

  private static void requireWithin(String key, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(key + " must be 1 to " + most + " but was: " + value);
    }
  }

  private static void requireSaid(String key, String words) {
    if (words.isBlank()) {
      throw new IllegalArgumentException(key + " must be said: every threshold has one");
    }
  }

  /** Returns the rule with another number of calm readings after which it may be armed again. */
  public Rule rearmedAfter(int calmReadings) {
    return with(levels, calmReadings);
  }

  /** Returns the rule with another trip level and without a warning. */
  public Rule trippingAt(BigDecimal trip) {
    return with(
        new RuleLevels(levels.comparison(), Optional.empty(), trip, levels.hysteresis()),
        rearmAfter);
  }

  private Rule with(RuleLevels otherLevels, int calmReadings) {
    return new Rule(
        name,
        metric,
        otherLevels,
        timing,
        confirmations,
        calmReadings,
        scope,
        assetClass,
        subject,
        owner,
        rationale);
  }

  /** What a reading did. */
  public enum Verdict {
    NOTHING,
    /** Not judged: not newer than what was judged before. */
    IGNORED,
    WARNS,
    TRIPS,
    /** From now on people may arm the rule again. */
    CALMS
  }

  /**
   * A verdict and why.
   *
   * @param state from which the next reading is judged
   * @param verdict what the reading did
   * @param why one sentence with the readings that did it
   */
  public record Judgement(RuleState state, Verdict verdict, String why) {}

  /**
   * Judges one reading.
   *
   * @param state of this rule and the reading's subject
   * @throws IllegalArgumentException for a reading that it does not watch
   */
  public Judgement judge(RuleState state, Reading reading) {
    if (!watches(reading.metric(), reading.subject())) {
      throw new IllegalArgumentException(
          "rule "
              + name
              + " watches "
              + metric.word()
              + subject.map(one -> " of " + one).orElse("")
              + " but was given "
              + reading);
    }
    if (state.judgedUntil().filter(last -> !reading.at().isAfter(last)).isPresent()) {
      return new Judgement(
          state,
          Verdict.IGNORED,
          reading + " is not newer than the reading of " + state.judgedUntil().get());
    }
    return state.trippedAt().isPresent()
        ? whileLatched(state, reading)
        : whileArmed(state, reading);
  }

  /** Returns whether readings of that metric and subject are its to judge. */
  public boolean watches(Metric ofMetric, String ofSubject) {
    return ofMetric == metric && subject.filter(one -> !one.equals(ofSubject)).isEmpty();
  }

  private Judgement whileLatched(RuleState state, Reading reading) {
    int calm = levels.isCalm(reading.value()) ? Math.min(state.calm() + 1, rearmAfter) : 0;
    RuleState next = state.latched(reading.at(), calm);
    boolean calms = !isCalm(state) && isCalm(next);
    return new Judgement(
        next,
        calms ? Verdict.CALMS : Verdict.NOTHING,
        reading + ": " + calm + " calm in a row of " + rearmAfter);
  }

  private Judgement whileArmed(RuleState state, Reading reading) {
    boolean beyondTrip = levels.trips(reading.value());
    boolean beyondWarn = beyondTrip || levels.warns(reading.value());
    List<Reading> bad = beyondTrip ? followed(state.bad(), reading) : List.of();
    if (bad.size() >= confirmations) {
      return new Judgement(
          state.tripped(reading.at()), Verdict.TRIPS, sentence(bad, levels.trip(), "trips"));
    }
    List<Reading> alarming = beyondWarn ? followed(state.alarming(), reading) : List.of();
    boolean warns = alarming.size() >= confirmations && !state.warned();
    RuleState next =
        new RuleState(
            Optional.of(reading.at()),
            bad,
            alarming,
            beyondWarn && (state.warned() || warns),
            0,
            state.episode(),
            Optional.empty());
    return warns
        ? new Judgement(next, Verdict.WARNS, sentence(alarming, warnLevel(), "warns"))
        : new Judgement(next, Verdict.NOTHING, reading.toString());
  }

  private BigDecimal warnLevel() {
    return levels.warn().orElse(levels.trip());
  }

  private List<Reading> followed(List<Reading> before, Reading reading) {
    List<Reading> row = new ArrayList<>(before);
    row.add(reading);
    return List.copyOf(row.subList(Math.max(0, row.size() - confirmations), row.size()));
  }

  private String sentence(List<Reading> readings, BigDecimal level, String does) {
    return name
        + " "
        + does
        + ": "
        + metric.word()
        + of(readings.get(0).subject())
        + " "
        + levels.comparison().word()
        + " or at "
        + level.toPlainString()
        + " "
        + metric.unit().word()
        + " "
        + (readings.size() == 1 ? "once" : readings.size() + " times in a row")
        + ": "
        + readings.stream()
            .map(one -> one.value().toPlainString() + " at " + one.at())
            .collect(Collectors.joining(", "));
  }

  private static String of(String oneSubject) {
    return oneSubject.isEmpty() ? "" : " of " + oneSubject;
  }

  /** Returns whether enough readings in a row were calm and the cool-down is over. */
  public boolean isRearmable(RuleState state, Instant now) {
    return isCalm(state)
        && state
            .trippedAt()
            .filter(tripped -> !now.isBefore(tripped.plus(timing.coolDown())))
            .isPresent();
  }

  private boolean isCalm(RuleState state) {
    return state.trippedAt().isPresent() && state.calm() >= rearmAfter;
  }

  /**
   * Arms the rule again: what people do when they release.
   *
   * @throws IllegalStateException saying what is missing, where it is not to be armed yet
   */
  public RuleState rearm(RuleState state, Instant now) {
    if (!isRearmable(state, now)) {
      throw new IllegalStateException(
          state.trippedAt().isEmpty()
              ? "rule " + name + " is armed already"
              : "rule "
                  + name
                  + " has seen "
                  + state.calm()
                  + " calm readings in a row of "
                  + rearmAfter
                  + " and cools down until "
                  + state.trippedAt().get().plus(timing.coolDown()));
    }
    return state.armed();
  }

  /** Returns why the sensor counts as silent; empty where it does not. */
  public Optional<String> silence(RuleState state, Instant now) {
    if (timing.maximumAge().isZero()) {
      return Optional.empty();
    }
    return state
        .judgedUntil()
        .filter(last -> last.plus(timing.maximumAge()).isBefore(now))
        .map(
            last ->
                "rule "
                    + name
                    + " has had no reading of "
                    + metric.word()
                    + " since "
                    + last
                    + ", longer than "
                    + timing.maximumAge());
  }
}
