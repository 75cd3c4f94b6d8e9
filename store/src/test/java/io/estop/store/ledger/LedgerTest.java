package io.estop.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.store.MovedClock;
import io.estop.store.RealPostgres;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {
  private static final RealPostgres postgres = RealPostgres.start();
  private final Ledger ledger = new Ledger(postgres.database(), new MovedClock());

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void empty() {
    postgres.empty();
  }

  @Test
  void keepsWhatWasRecordedInItsOrder() {
    ledger.append(entry("PRESS", 1));
    ledger.append(List.of(entry("PHASE", 2), entry("PHASE", 3)));
    ledger.append(List.of());

    assertThat(ledger.firstBreak()).isEmpty();
    assertThat(ledger.about("stop/s-1", List.of("PHASE", "PRESS"), 10))
        .extracting(LedgerRow::details)
        .containsExactly(
            "{\"a\":\"ü\\\"\\n\",\"n\":1}",
            "{\"a\":\"ü\\\"\\n\",\"n\":2}",
            "{\"a\":\"ü\\\"\\n\",\"n\":3}");
    assertThat(ledger.about("stop/s-1", List.of("PHASE"), 1))
        .extracting(LedgerRow::sequence)
        .containsExactly(3L);
    assertThat(ledger.about("stop/s-2", List.of("PHASE"), 1)).isEmpty();
  }

  @Test
  void aChangeIsAppendedOnceHoweverManySeeItAndAgainWhenItComesBack() {
    List<String> actions = List.of("ARM", "DISARM");
    LedgerEntry arm = new LedgerEntry("worker", "ARM", "countdown/1", Map.of("seconds", 60));
    LedgerEntry longer = new LedgerEntry("worker", "ARM", "countdown/1", Map.of("seconds", 90));
    LedgerEntry disarm = new LedgerEntry("worker", "DISARM", "countdown/1", Map.of("seconds", 0));

    long appended =
        IntStream.range(0, 20)
            .parallel()
            .filter(number -> ledger.appendChange(arm, actions))
            .count();
    ledger.append(new LedgerEntry("worker", "OTHER", "countdown/1", Map.of()));

    assertThat(appended).isEqualTo(1);
    assertThat(ledger.appendChange(arm, actions)).isFalse();
    assertThat(ledger.appendChange(disarm, actions)).isTrue();
    assertThat(ledger.appendChange(arm, actions)).isTrue();
    assertThat(ledger.appendChange(longer, actions)).isTrue();
    assertThat(ledger.about("countdown/1", actions, 9))
        .extracting(LedgerRow::action)
        .containsExactly("ARM", "DISARM", "ARM", "ARM");
    assertThat(ledger.firstBreak()).isEmpty();
  }

  @Test
  void appendsNothingOfABatchThatBreaks() {
    assertThatThrownBy(
            () ->
                postgres
                    .database()
                    .runInTransaction(
                        () -> {
                          ledger.append(entry("PHASE", 1));
                          throw new IllegalStateException("broken");
                        }))
        .hasMessage("broken");

    ledger.append(entry("PHASE", 2));
    assertThat(ledger.firstBreak()).isEmpty();
    assertThat(ledger.about("stop/s-1", List.of("PHASE"), 10)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "actor = 'x'",
        "action = 'x'",
        "subject = 'x'",
        "details = '{}'",
        "recorded_at = recorded_at + interval '1 microsecond'",
        "hash = repeat('1', 64)",
        "previous_hash = repeat('1', 64)"
      })
  void aChangedRowIsFound(String change) {
    five();
    tamper("update ledger set " + change + " where sequence = 3");

    assertThat(ledger.firstBreak()).contains("row 3 was changed");
  }

  @Test
  void contentThatMovedFromOneColumnToTheNextIsFound() {
    five();
    tamper("update ledger set actor = 'engineP', action = 'HASE' where sequence = 2");

    assertThat(ledger.firstBreak()).contains("row 2 was changed");
  }

  @Test
  void aRemovedRowIsFound() {
    five();
    tamper("delete from ledger where sequence = 2");

    assertThat(ledger.firstBreak()).contains("row 2 is missing");
  }

  @Test
  void aRemovedFirstRowIsFound() {
    five();
    tamper("delete from ledger where sequence = 1");

    assertThat(ledger.firstBreak()).contains("row 1 is missing");
  }

  @Test
  void aTruncatedTailIsFound() {
    five();
    tamper("delete from ledger where sequence > 3");

    assertThat(ledger.firstBreak()).contains("rows after 3 are missing");
  }

  @Test
  void aTruncatedLedgerIsFound() {
    five();
    tamper("delete from ledger");

    assertThat(ledger.firstBreak()).contains("rows after 0 are missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update ledger set actor = 'x'", "delete from ledger where sequence = 1",
        "truncate ledger", "truncate ledger cascade"
      })
  void theDatabaseRefusesToChangeRows(String statement) {
    five();

    assertThatThrownBy(() -> postgres.tamper(statement))
        .hasMessageContaining("the ledger is append-only");
    assertThat(ledger.firstBreak()).isEmpty();
  }

  @Test
  void parallelAppendsKeepTheChain() {
    IntStream.range(0, 60)
        .parallel()
        .forEach(i -> ledger.append(List.of(entry("PHASE", i), entry("PHASE", i))));

    assertThat(ledger.firstBreak()).isEmpty();
    assertThat(ledger.about("stop/s-1", List.of("PHASE"), 1_000)).hasSize(120);
  }

  @Test
  void verifiesMoreThanOnePage() {
    ledger.append(IntStream.range(0, 2_100).mapToObj(i -> entry("PHASE", i)).toList());

    assertThat(ledger.firstBreak()).isEmpty();

    tamper("delete from ledger where sequence = 2050");
    assertThat(ledger.firstBreak()).contains("row 2050 is missing");
  }

  private void five() {
    ledger.append(IntStream.rangeClosed(1, 5).mapToObj(i -> entry("PHASE", i)).toList());
  }

  private static LedgerEntry entry(String action, int number) {
    return new LedgerEntry("engine", action, "stop/s-1", Map.of("n", number, "a", "ü\"\n"));
  }

  private static void tamper(String statement) {
    postgres.tamper(
        "alter table ledger disable trigger all",
        statement,
        "alter table ledger enable trigger all");
  }
}
