package io.estop.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.bench.faults.Fault.Kind;
import io.estop.bench.faults.Fault.Victim;
import io.estop.bench.faults.VenueLog.Accepted;
import io.estop.bench.stops.Acknowledged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the campaign would find, and what it must let pass. */
class JudgeTest {
  private static final Instant BEGAN = Instant.parse("2026-03-02T14:30:00Z");
  private static final String COMPONENT = Arena.COMPONENTS.get(0);

  private final List<Accepted> orders = new ArrayList<>();
  private final Findings findings = new Findings();
  private final Judge judge =
      new Judge(
          (symbol, since) -> orders.stream().filter(o -> !o.at().isBefore(since)).toList(),
          findings);
  private final Case one = new Case(1, "F1", "seed-1", BEGAN);

  @Test
  void findsAnOrderThatIsNewerThanTheAcknowledgementAndNotListedInIt() {
    one.saw(acknowledged(100, COMPONENT + "-1-7"));
    accepted("-1-6", 90);
    accepted("-1-7", 150);
    accepted("-1-8", 151);

    judge.orders(one);

    assertThat(findings.of(1))
        .extracting(Findings.Finding::kind)
        .containsExactly(Findings.Kind.ACCEPTED_AFTER_ACKNOWLEDGEMENT);
    assertThat(findings.of(1).get(0).what()).contains(COMPONENT + "-1-8");
  }

  @Test
  void holdsAComponentToItsOwnAcknowledgementOnly() {
    one.saw(acknowledged(100));
    orders.add(new Accepted(Arena.COMPONENTS.get(1) + "-1-1", BEGAN.plusMillis(200)));

    judge.orders(one);

    assertThat(findings.of(1)).isEmpty();
  }

  @Test
  void findsAnOrderUnderAHoldThatWasAcceptedTooLongAgo() {
    one.acceptedAt = BEGAN;
    accepted("-1-1", 3_400);
    accepted("-1-2", 3_600);

    judge.orders(one);

    assertThat(findings.of(1))
        .extracting(Findings.Finding::kind)
        .containsExactly(Findings.Kind.WRONG_LIVE);
  }

  @Test
  void findsAnOrderThatPassedWhileRedisWasGoneForLongerThanAReadingLives() {
    Case redis = caseOf(Kind.KILL, Victim.REDIS);
    redis.injectedAt = BEGAN;
    redis.healedAt = BEGAN.plusMillis(3_000);
    accepted("-1-1", 1_400);
    accepted("-1-2", 1_600);
    accepted("-1-3", 3_100);

    judge.lossOfState(redis);

    assertThat(findings.of(redis.seed))
        .extracting(Findings.Finding::kind)
        .containsExactly(Findings.Kind.NOT_DENIED);
  }

  @Test
  void expectsNoDenialFromTheLossOfOneKeeper() {
    Case starter = caseOf(Kind.KILL, Victim.STARTER);
    starter.injectedAt = BEGAN;
    starter.healedAt = BEGAN.plusMillis(9_000);
    accepted("-1-1", 8_000);

    judge.lossOfState(starter);

    assertThat(findings.of(starter.seed)).isEmpty();
  }

  private void accepted(String id, long afterMillis) {
    orders.add(new Accepted(COMPONENT + id, BEGAN.plusMillis(afterMillis)));
  }

  private static Case caseOf(Kind kind, Victim victim) {
    return LongStream.range(0, 144)
        .mapToObj(seed -> new Case(seed, "F", "seed-" + seed, BEGAN))
        .filter(c -> c.fault.kind() == kind && c.fault.victim() == victim)
        .findFirst()
        .orElseThrow();
  }

  private static Acknowledged acknowledged(long afterMillis, String... unfinished) {
    return new Acknowledged(
        COMPONENT, "instance", BEGAN.plusMillis(afterMillis), Set.of(unfinished));
  }
}
