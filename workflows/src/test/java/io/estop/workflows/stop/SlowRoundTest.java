package io.estop.workflows.stop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** While a stop holds: sweeps, and the venue's own lock. */
@Timeout(60)
class SlowRoundTest {
  private final Stage stage = new Stage();
  private final Hands hands = stage.hands;

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void cancelSweepsInEverySlowRoundAndShowsWhatComesBack() {
    stage.press("s-1", "CANCEL");
    stage.passUntilHolding();
    stage.temporal.sleep(Duration.ofSeconds(95));
    assertThat(hands.story).filteredOn("sweep"::equals).hasSize(3);
    assertThat(stage.stop().status().trouble()).isNull();

    hands.stubborn = List.of("o-1 came back 3 times");
    stage.temporal.sleep(Duration.ofSeconds(65));

    assertThat(stage.stop().status().trouble()).contains("o-1 came back 3 times");
    assertThat(hands.notices)
        .filteredOn(event -> event.startsWith("STUBBORN_ORDERS"))
        .as("told once, not every round")
        .hasSize(1);
    hands.stubborn = List.of();
    stage.temporal.sleep(Duration.ofSeconds(35));
    assertThat(stage.stop().status().trouble()).isNull();
  }

  @Test
  void haltSweepsNothing() {
    stage.press("s-1", "HALT");
    stage.passUntilHolding();
    stage.temporal.sleep(Duration.ofMinutes(5));

    assertThat(hands.story).doesNotContain("sweep", "lock accounts");
  }

  @Test
  void flatAccountsAreLockedAndUnlockedBeforeAnOrderIsSentAgain() {
    hands.lockable = List.of("paper/PA1");
    stage.press("s-1", "FLATTEN");
    stage.passUntilHolding();
    hands.plans.add(Hands.plan(2));
    hands.readings.add(Hands.open(1));

    stage.passUntil("worked on", () -> hands.story.contains("round 1 batch 2"));
    stage.passUntilHolding();

    assertThat(hands.story)
        .containsSubsequence(
            "outcome FLAT", "lock accounts", "unlock accounts", "round 1 batch 2", "lock accounts");
    assertThat(hands.story).as("the engine recorded it").doesNotContain("remark ACCOUNT_LOCK");
    assertThat(hands.notices).anyMatch(event -> event.startsWith("ACCOUNT_LOCK "));
  }

  @Test
  void aLockThatDoesNotWorkIsShownAndTriedAgainAndFailsNothing() {
    hands.lockFailures = List.of("paper/PA1: 403");
    stage.press("s-1", "FLATTEN");
    stage.passUntilHolding();

    assertThat(stage.stop().status().outcome()).isEqualTo("FLAT");
    stage.passUntil(
        "shown", () -> String.valueOf(stage.stop().status().trouble()).contains("PA1: 403"));
    assertThat(hands.notices)
        .filteredOn(event -> event.startsWith("ACCOUNT_LOCK_FAILED"))
        .hasSize(1);

    hands.lockFailures = List.of();
    stage.temporal.sleep(Duration.ofSeconds(65));
    assertThat(stage.stop().status().trouble()).isNull();
  }

  @Test
  void whatCannotRightlyBeSaidToBeFlatIsNotLocked() {
    hands.usual = Hands.open(1);
    stage.press("s-1", "FLATTEN");
    stage.passUntilHolding();

    assertThat(hands.story).doesNotContain("lock accounts");
  }

  @Test
  void theRecordOfAStopThatHoldsGrowsWithWhatChangesNotWithItsLooks() {
    hands.usual = Hands.open(1);
    stage.press("s-1", "FLATTEN");
    stage.passUntilHolding();
    List<String> first = List.copyOf(hands.story);

    stage.temporal.sleep(Duration.ofMinutes(10));

    List<String> later = since(first.size());
    assertThat(later).as("it looked").filteredOn("first read"::equals).hasSizeGreaterThan(10);
    assertThat(later)
        .as("and nothing of it is new to the ledger")
        .contains("ASSESSING again", "outcome RESIDUAL again")
        .doesNotContain("ASSESSING", "VERIFYING", "HOLDING", "outcome RESIDUAL");

    hands.whileSweeping = () -> hands.usual = Hands.open(2);
    assertThat(untilNews()).contains("ASSESSING", "VERIFYING", "HOLDING");
  }

  @Test
  void aBookThatChangesWhileItIsLookedAtIsNewToTheLedger() {
    hands.usual = Hands.open(1);
    stage.press("s-1", "FLATTEN");
    stage.passUntilHolding();

    hands.whileQuiet = () -> hands.usual = Hands.open(2);

    assertThat(untilNews()).contains("ASSESSING again", "VERIFYING again", "HOLDING");
  }

  /** What was told from now until the outcome was recorded as news and the stop held again. */
  private List<String> untilNews() {
    int known = hands.story.size();
    stage.passUntil(
        "news",
        () -> {
          List<String> later = since(known);
          int outcome = later.indexOf("outcome RESIDUAL");
          return outcome >= 0 && later.subList(outcome, later.size()).contains("HOLDING");
        });
    return since(known);
  }

  /** A copy: the story goes on while it is read. */
  private List<String> since(int known) {
    List<String> story = List.copyOf(hands.story);
    return story.subList(known, story.size());
  }
}
