package io.estop.model.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.Scope;
import io.estop.model.breaker.Rule.Judgement;
import io.estop.model.breaker.Rule.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuleTest {
  private static final Instant START = Instant.parse("2026-03-02T14:30:00Z");

  private RuleState state = RuleState.initial();
  private int minute;

  @Test
  void tripsAtTheLevelAfterAsManyReadingsInARowAsConfirm() {
    Rule rule = rule(Comparison.ABOVE, "25", "30", "0", 2, 1);

    assertThat(judged(rule, "31", "29", "30", "35"))
        .containsExactly(Verdict.NOTHING, Verdict.WARNS, Verdict.NOTHING, Verdict.TRIPS);
  }

  @Test
  void saysWhyWithTheReadingsThatDidIt() {
    Rule rule = rule(Comparison.ABOVE, "25", "30", "0", 2, 1);
    judged(rule, "31.50");

    Judgement judgement = judge(rule, "30");

    assertThat(judgement.why())
        .isEqualTo(
            "fear trips: vix above or at 30 points 2 times in a row: 31.50 at"
                + " 2026-03-02T14:31:00Z, 30 at 2026-03-02T14:32:00Z");
  }

  @Test
  void aSingleBadPrintTripsAndWarnsNothing() {
    Rule rule = rule(Comparison.ABOVE, "25", "30", "0", 2, 1);

    assertThat(judged(rule, "15", "999", "15", "999", "15")).containsOnly(Verdict.NOTHING);
  }

  @Test
  void belowIsTheMirrorImage() {
    Rule rule = rule(Comparison.BELOW, "0.9", "0.8", "0.05", 1, 1);

    assertThat(judged(rule, "1", "0.9", "0.8", "0.82", "0.85"))
        .containsExactly(
            Verdict.NOTHING, Verdict.WARNS, Verdict.TRIPS, Verdict.NOTHING, Verdict.CALMS);
  }

  @Test
  void warnsOnceUntilReadingsAreGoodAgain() {
    Rule rule = rule(Comparison.ABOVE, "25", "30", "0", 1, 1);

    assertThat(judged(rule, "26", "27", "24", "26"))
        .containsExactly(Verdict.WARNS, Verdict.NOTHING, Verdict.NOTHING, Verdict.WARNS);
  }

  @Test
  void aLatchedRuleTripsNoSecondTimeHoweverBadItGets() {
    Rule rule = rule(Comparison.ABOVE, "25", "30", "0", 1, 3);

    assertThat(judged(rule, "30", "80", "29", "80", "29", "29"))
        .containsExactly(
            Verdict.TRIPS,
            Verdict.NOTHING,
            Verdict.NOTHING,
            Verdict.NOTHING,
            Verdict.NOTHING,
            Verdict.NOTHING);
    assertThat(state.episode()).isEqualTo(1);
  }

  @Test
  void peopleArmItAgainOnlyAfterCalmReadingsInARowAndTheCoolDown() {
    Rule rule = rule(Comparison.ABOVE, "25", "30", "2", 1, 2);
    judged(rule, "30", "29", "28");

    assertThatThrownBy(() -> rule.rearm(state, START.plus(Duration.ofHours(2))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("1 calm readings in a row of 2");
    judged(rule, "27");
    assertThatThrownBy(() -> rule.rearm(state, START.plus(Duration.ofMinutes(30))))
        .hasMessageContaining("cools down until 2026-03-02T15:01:00Z");

    state = rule.rearm(state, START.plus(Duration.ofMinutes(31)));

    assertThat(judged(rule, "31")).containsExactly(Verdict.TRIPS);
    assertThat(state.episode()).isEqualTo(2);
    assertThatThrownBy(() -> rule.rearm(RuleState.initial(), START))
        .hasMessageContaining("is armed already");
  }

  @Test
  void aReadingThatIsNoNewerIsIgnoredAndChangesNothing() {
    Rule rule = rule(Comparison.ABOVE, "25", "30", "0", 2, 1);
    judged(rule, "31");
    RuleState before = state;

    Judgement repeated =
        rule.judge(state, new Reading(Metric.VIX, new BigDecimal("31"), at(minute)));
    Judgement older = rule.judge(state, new Reading(Metric.VIX, new BigDecimal("31"), START));

    assertThat(repeated.verdict()).isEqualTo(Verdict.IGNORED);
    assertThat(older.verdict()).isEqualTo(Verdict.IGNORED);
    assertThat(List.of(repeated.state(), older.state())).containsOnly(before);
  }

  @Test
  void aReadingOfAnotherMetricIsAnError() {
    Rule rule = rule(Comparison.ABOVE, "25", "30", "0", 1, 1);

    assertThatThrownBy(() -> rule.judge(state, new Reading(Metric.VOLUME, BigDecimal.ONE, START)))
        .hasMessageContaining("rule fear watches vix but was given volume 1 ratio");
  }

  @Test
  void aSensorThatFellSilentIsAFinding() {
    Rule rule = rule(Comparison.ABOVE, "25", "30", "0", 1, 1);
    judged(rule, "20");

    assertThat(rule.silence(state, at(minute).plus(Duration.ofMinutes(1)))).isEmpty();
    assertThat(rule.silence(state, at(minute).plus(Duration.ofSeconds(61))))
        .hasValueSatisfying(why -> assertThat(why).contains("no reading of vix since"));
  }

  @Test
  void whatItRemembersIsBoundedByItsConfirmations() {
    Rule rule = rule(Comparison.ABOVE, "10", "30", "0", 3, 1);

    for (int i = 0; i < 500; i++) {
      judged(rule, "20");
    }

    assertThat(state.alarming()).hasSize(3);
  }

  @Test
  void levelsThatCannotBeMeantAreRefused() {
    assertThatThrownBy(() -> rule(Comparison.ABOVE, "31", "30", "0", 1, 1))
        .hasMessageContaining("warn must not lie beyond trip 30 but was: 31");
    assertThatThrownBy(() -> rule(Comparison.BELOW, "0.7", "0.8", "0", 1, 1))
        .hasMessageContaining("warn must not lie beyond trip 0.8 but was: 0.7");
    assertThatThrownBy(() -> rule(Comparison.ABOVE, "25", "30", "-1", 1, 1))
        .hasMessageContaining("hysteresis must not be negative but was: -1");
    assertThatThrownBy(() -> rule(Comparison.ABOVE, "25", "30", "0", 0, 1))
        .hasMessageContaining("confirmations must be 1 to 100 but was: 0");
  }

  private List<Verdict> judged(Rule rule, String... values) {
    List<Verdict> verdicts = new ArrayList<>();
    for (String value : values) {
      verdicts.add(judge(rule, value).verdict());
    }
    return verdicts;
  }

  private Judgement judge(Rule rule, String value) {
    minute++;
    Judgement judgement =
        rule.judge(state, new Reading(Metric.VIX, new BigDecimal(value), at(minute)));
    state = judgement.state();
    return judgement;
  }

  private static Instant at(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }

  private static Rule rule(
      Comparison comparison,
      String warn,
      String trip,
      String hysteresis,
      int confirmations,
      int rearmAfter) {
    return new Rule(
        "fear",
        Metric.VIX,
        new RuleLevels(
            comparison,
            Optional.of(new BigDecimal(warn)),
            new BigDecimal(trip),
            new BigDecimal(hysteresis)),
        new RuleTiming(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(30)),
        confirmations,
        rearmAfter,
        Scope.parse("firm"),
        Optional.empty(),
        Optional.empty(),
        "risk",
        "a test");
  }
}
