package io.estop.workflows.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.workflows.stop.LiquidationActivities.BatchResult;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people tell a stop about its positions, and how the rounds follow it. */
@Timeout(60)
class DirectiveTest {
  private final Stage stage = new Stage();
  private final Hands hands = stage.hands;

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void isRecordedBeforeItIsAnsweredAndFollowedAtOnceWhileHolding() {
    hands.usual = Hands.open(1);
    stage.press("s-1", "FLATTEN");
    stage.passUntilHolding();
    hands.plans.add(Hands.plan(3));
    int before = hands.story.size();

    stage.stop().resumeSlices(said("AAPL"));

    stage.passUntil("followed", () -> hands.story.contains("round 1 batch 3"));
    assertThat(hands.story.subList(before, hands.story.size()))
        .startsWith("directive RESUME AAPL by bob")
        .containsSubsequence("sweep", "first read", "assess", "round 1 batch 3");
    assertThat(hands.notices).anyMatch(event -> event.startsWith("DIRECTIVE RESUME"));
  }

  @Test
  void whatWasOfNoUseIsTriedAgainWhenPeopleSayMore() {
    hands.plans.add(Hands.plan(1, 2));
    hands.results.add(new BatchResult(1, 1, 1, "1", "batch 1: 1 PAUSED"));
    hands.results.add(new BatchResult(2, 1, 0, "1", "batch 2: 1 IN_FLIGHT", 30_000, null));
    stage.press("s-1", "FLATTEN");
    stage.passUntil("worked on", () -> hands.story.contains("round 1 batch 2"));

    stage.stop().accelerate(said("AAPL"));
    stage.passUntilHolding();

    assertThat(hands.story)
        .containsSubsequence("directive ACCELERATE AAPL by bob", "round 2 batch 1");
    assertThat(hands.story).contains("round 2 batch 2");
  }

  @Test
  void aBatchWithNothingDueCostsNoRound() {
    hands.plans.add(Hands.plan(1, 2));
    hands.results.add(new BatchResult(1, 1, 0, "1", "", 20_000, null));
    hands.results.add(new BatchResult(2, 1, 0, "1", ""));
    hands.results.add(new BatchResult(2, 1, 0, "1", ""));
    stage.press("s-1", "FLATTEN");
    stage.passUntilHolding();

    assertThat(hands.story)
        .containsSubsequence("round 2 batch 2", "round 3 batch 2", "round 4 batch 1");
    assertThat(hands.story).doesNotContain("round 2 batch 1", "round 3 batch 1");
  }

  @Test
  void aVenueThatHangsDelaysNoOthersRounds() throws Exception {
    CountDownLatch hung = new CountDownLatch(1);
    hands.plans.add(
        new PlanSummary(
            2, 0, 0, List.of(1, 2), "2", List.of(), Map.of("a", List.of(1), "b", List.of(2))));
    hands.whileRound = batch -> awaitIf(batch == 1, hung);
    hands.results.add(new BatchResult(2, 1, 0, "1", ""));
    hands.results.add(new BatchResult(2, 1, 0, "1", ""));
    stage.press("s-1", "FLATTEN");

    awaitStory("round 3 batch 2");
    assertThat(hands.story).doesNotContain("round 1 batch 1");

    hung.countDown();
    stage.passUntilHolding();
    assertThat(hands.story).contains("round 1 batch 1");
  }

  private static void awaitIf(boolean hangs, CountDownLatch hung) {
    try {
      if (hangs && !hung.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody let it go on");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** On the wall clock: while an activity runs Temporal's does not skip. */
  private void awaitStory(String step) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < 300 && !hands.story.contains(step); i++) {
      assertThat(never.await(100, TimeUnit.MILLISECONDS)).isFalse();
    }
    assertThat(hands.story).contains(step);
  }

  @Test
  void aClosedMarketIsWaitedForUntilItOpensAndTheBookIsClosedThen() {
    hands.usual = Hands.open(1);
    hands.plans.add(Hands.plan(1));
    java.time.Instant opens = stage.now().plus(Duration.ofMinutes(20)).plusSeconds(7);
    hands.results.add(new BatchResult(1, 1, 1, "1", "1 MARKET_CLOSED", 0, opens));
    hands.plans.add(Hands.plan(1));
    stage.press("s-1", "FLATTEN");
    stage.passUntilHolding();

    stage.temporal.sleep(Duration.ofMinutes(19));
    assertThat(hands.story).filteredOn("assess"::equals).hasSize(1);
    assertThat(hands.story).filteredOn("sweep"::equals).hasSizeGreaterThan(30);

    stage.passUntil("opened", () -> hands.story.stream().filter("assess"::equals).count() == 2);
    assertThat(stage.now()).isBetween(opens, opens.plusSeconds(3));
  }

  @Test
  void anotherBookDoesNotWaitForTheMarket() {
    hands.usual = Hands.open(1);
    hands.plans.add(Hands.plan(1));
    hands.results.add(new BatchResult(1, 1, 1, "1", "", 0, stage.now().plus(Duration.ofHours(20))));
    stage.press("s-1", "FLATTEN");
    stage.passUntilHolding();

    hands.usual = Hands.open(2);

    stage.passUntil("seen", () -> hands.story.stream().filter("assess"::equals).count() == 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {
        "bob | VIEWER | paper/PA1 | AAPL | x | role VIEWER cannot direct a stop",
        "bob | RISK | nowhere | AAPL | x | account must be 'venue/id' but was: nowhere",
        "bob | RISK | null | ' ' | x | symbol must be 1 to 64 characters",
        "bob | RISK | null | AAPL | ' ' | reason must be 1 to 500 characters",
        "bob | RISK | null | null | x | taking over needs a symbol or an account"
      })
  void whatIsMalformedIsRefusedAndChangesNothing(
      String actor, String role, String account, String symbol, String reason, String why) {
    stage.press("s-1", "FLATTEN");
    stage.passUntilHolding();

    assertThatThrownBy(
            () -> stage.stop().takeOver(new DirectiveMessage(actor, role, account, symbol, reason)))
        .isInstanceOf(WorkflowUpdateException.class)
        .hasStackTraceContaining(why);

    assertThat(hands.story).noneMatch(step -> step.startsWith("directive"));
  }

  @Test
  void whatIsGivenBackIsRecordedAndClosedInThePassThatFollows() {
    hands.usual = Hands.open(1);
    stage.press("s-1", "FLATTEN");
    stage.passUntilHolding();
    stage.stop().takeOver(said("AAPL"));
    stage.passUntil("followed", () -> hands.story.contains("directive TAKE_OVER AAPL by bob"));
    hands.plans.add(Hands.plan(3));

    stage.stop().giveBack(said("AAPL"));

    stage.passUntil("closed again", () -> hands.story.contains("round 1 batch 3"));
    assertThat(hands.story)
        .containsSubsequence("directive GIVE_BACK AAPL by bob", "assess", "round 1 batch 3");
  }

  @Test
  void aStopThatClosesNothingTakesNone() {
    stage.press("s-1", "CANCEL");
    stage.passUntilHolding();

    assertThatThrownBy(() -> stage.stop().pauseSlices(said("AAPL")))
        .hasStackTraceContaining("this stop goes to CANCEL: it closes no positions");
  }

  private static DirectiveMessage said(String symbol) {
    return new DirectiveMessage("bob", "RISK", null, symbol, "she knows better");
  }
}
