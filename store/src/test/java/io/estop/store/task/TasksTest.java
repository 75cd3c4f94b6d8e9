package io.estop.store.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.StopId;
import io.estop.model.liquidation.Directive;
import io.estop.model.liquidation.DirectiveKind;
import io.estop.model.trading.Account;
import io.estop.store.MovedClock;
import io.estop.store.RealPostgres;
import io.estop.store.alarm.Alarms;
import io.estop.store.ledger.Ledger;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TasksTest {
  private static final StopId STOP = StopId.parse("s-1");
  private static final StopId OTHER = StopId.parse("s-2");
  private static final Account ACCOUNT = Account.parse("paper/PA1");
  private static final RealPostgres postgres = RealPostgres.start();
  private final MovedClock clock = new MovedClock();
  private final Tasks tasks = new Tasks(postgres.database(), clock);
  private final Ledger ledger = new Ledger(postgres.database(), clock);
  private final Alarms alarms = new Alarms(postgres.database(), clock);

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void empty() {
    postgres.empty();
  }

  @Test
  void aPositionHasOneTaskHoweverOftenItIsLeftOver() {
    tasks.open(STOP, List.of(left(1, "AAPL", "100"), left(2, "MSFT", "-5")));
    tasks.open(STOP, List.of(left(1, "AAPL", "60"), left(2, "MSFT", "-5")));
    tasks.open(OTHER, List.of(left(1, "AAPL", "7")));

    assertThat(story(STOP)).containsExactly("1 AAPL 60 OPEN", "2 MSFT -5 OPEN");
    assertThat(story(OTHER)).containsExactly("1 AAPL 7 OPEN");
    assertThat(events())
        .containsExactly("OPENED [1: 100 AAPL in paper/PA1, 2: -5 MSFT in paper/PA1]");
    assertThat(alarms.open()).extracting(alarm -> alarm.subject()).containsExactly("s-2", "s-1");
  }

  @Test
  void twoThatOpenAtOnceOpenOne() {
    IntStream.range(0, 16)
        .parallel()
        .forEach(i -> tasks.open(STOP, List.of(left(i % 2, i % 2 == 0 ? "AAPL" : "MSFT", "1"))));

    assertThat(tasks.all(STOP)).extracting(TaskRow::number).containsExactly(1, 2);
    assertThat(tasks.all(STOP))
        .extracting(TaskRow::symbol)
        .containsExactlyInAnyOrder("AAPL", "MSFT");
  }

  @Test
  void whatAPersonResolvedIsNoTaskAgainWhileItIsNoLarger() {
    tasks.open(STOP, List.of(left(1, "AAPL", "100")));

    assertThat(tasks.resolve(STOP, 1, Resolution.WRITTEN_OFF, "ann", "delisted")).isTrue();
    assertThat(tasks.resolve(STOP, 1, Resolution.KEPT, "bob", "no")).isFalse();
    tasks.open(STOP, List.of(left(1, "AAPL", "100")));
    tasks.open(STOP, List.of(left(1, "AAPL", "40")));
    assertThat(story(STOP)).containsExactly("1 AAPL 100 RESOLVED WRITTEN_OFF ann: delisted");
    assertThat(alarms.open()).isEmpty();

    tasks.open(STOP, List.of(left(1, "AAPL", "101")));
    assertThat(story(STOP)).last().isEqualTo("2 AAPL 101 OPEN");
    tasks.resolve(STOP, 2, Resolution.OTHER, "ann", "again");
    tasks.open(STOP, List.of(left(1, "AAPL", "-1")));
    assertThat(story(STOP)).last().isEqualTo("3 AAPL -1 OPEN");
  }

  @Test
  void aTaskThatWasRetriedInVainWaitsForAPersonAgain() {
    tasks.open(STOP, List.of(left(1, "AAPL", "100"), left(2, "MSFT", "5")));

    tasks.told(STOP, directive(DirectiveKind.ACCELERATE, "AAPL"));
    tasks.told(STOP, directive(DirectiveKind.ACCELERATE, "AAPL"));
    assertThat(story(STOP)).first().isEqualTo("1 AAPL 100 RETRYING ann: she knows");
    tasks.open(STOP, List.of(left(1, "AAPL", "100"), left(2, "MSFT", "5")));

    assertThat(story(STOP)).first().isEqualTo("1 AAPL 100 OPEN ann: she knows");
    assertThat(events())
        .containsExactly(
            "OPENED [1: 100 AAPL in paper/PA1, 2: 5 MSFT in paper/PA1]",
            "RETRYING [1: 100 AAPL in paper/PA1]",
            "TRIED [1: 100 AAPL in paper/PA1]");
  }

  @Test
  void whatAPersonTakesOverStaysTheirsUntilTheVenueShowsItClosed() {
    tasks.open(STOP, List.of(left(1, "AAPL", "100")));
    tasks.told(STOP, directive(DirectiveKind.TAKE_OVER, "AAPL"));
    tasks.told(STOP, directive(DirectiveKind.ACCELERATE, "AAPL"));
    tasks.told(STOP, directive(DirectiveKind.PAUSE, "AAPL"));
    tasks.open(STOP, List.of(left(1, "AAPL", "60")));
    assertThat(story(STOP)).containsExactly("1 AAPL 60 HANDED_OVER ann: she knows");

    row(1, "AAPL", "HANDED_OVER", "60");
    tasks.follow(STOP);
    assertThat(story(STOP)).first().asString().contains("HANDED_OVER");
    postgres.tamper("update planned_position set open_quantity = 0");
    tasks.follow(STOP);
    tasks.follow(STOP);

    assertThat(story(STOP)).first().asString().startsWith("1 AAPL 60 DONE_BY_VENUE");
    assertThat(events()).last().isEqualTo("DONE_BY_VENUE [1: 60 AAPL in paper/PA1]");
    assertThat(alarms.open()).isEmpty();
  }

  @Test
  void aTaskEndsWithItsPositionHoweverThatEnds() {
    tasks.open(
        STOP,
        List.of(
            left(1, "AAPL", "1"), left(2, "MSFT", "1"), left(3, "IBM", "1"), left(4, "GE", "1")));
    row(1, "AAPL", "CLOSED", "0");
    row(2, "MSFT", "CLAIMED_BY", "1");
    row(3, "IBM", "DUST", "1");
    row(4, "GE", "OPEN", "1");

    tasks.follow(STOP);

    assertThat(tasks.all(STOP))
        .extracting(TaskRow::state)
        .containsExactly(
            TaskState.DONE_BY_VENUE, TaskState.CLAIMED_BY, TaskState.DONE_BY_VENUE, TaskState.OPEN);
  }

  @Test
  void aPositionOfNoPlanIsTiedToItsPlanOnceThereIsOne() {
    tasks.open(STOP, List.of(unplanned("AAPL"), unplanned("MSFT")));
    row(9, "AAPL", "OPEN", "1");

    tasks.planned(STOP);
    tasks.shown(STOP, ACCOUNT, List.of());

    assertThat(tasks.find(STOP, 1).orElseThrow().position()).contains(9);
    assertThat(tasks.find(STOP, 1).orElseThrow().state()).isEqualTo(TaskState.OPEN);
    assertThat(tasks.find(STOP, 2).orElseThrow().state()).isEqualTo(TaskState.DONE_BY_VENUE);
  }

  @Test
  void whatIsUnfinishedEndsWithTheStopInTheNameOfWhoeverEndsIt() {
    tasks.open(STOP, List.of(left(1, "AAPL", "1"), left(2, "MSFT", "1")));
    tasks.resolve(STOP, 1, Resolution.KEPT, "ann", "we want it");

    tasks.leave(STOP, "bob", "end of day");
    tasks.leave(STOP, "bob", "end of day");

    assertThat(story(STOP))
        .containsExactly("1 AAPL 1 RESOLVED KEPT ann: we want it", "2 MSFT 1 LEFT bob: end of day");
    assertThat(events()).last().isEqualTo("LEFT [2: 1 MSFT in paper/PA1]");
    assertThat(ledger.firstBreak()).isEmpty();
  }

  private List<String> story(StopId stop) {
    return tasks.all(stop).stream()
        .map(
            task ->
                task.number()
                    + " "
                    + task.symbol()
                    + " "
                    + task.quantity()
                    + " "
                    + task.state()
                    + task.how().map(how -> " " + how).orElse("")
                    + (task.actor().isEmpty() ? "" : " " + task.actor() + ": " + task.words()))
        .toList();
  }

  private List<String> events() {
    return ledger.about("stop/s-1", List.of("TASKS"), 50).stream()
        .map(row -> io.estop.store.CanonicalJson.read(row.details()))
        .map(details -> details.get("event") + " " + details.get("tasks"))
        .toList();
  }

  private static LeftOver left(int number, String symbol, String quantity) {
    return new LeftOver(
        Optional.of(number),
        ACCOUNT,
        symbol,
        new BigDecimal(quantity),
        "DEADLINE",
        "the time is over",
        false);
  }

  private static LeftOver unplanned(String symbol) {
    return new LeftOver(
        Optional.empty(),
        ACCOUNT,
        symbol,
        BigDecimal.ONE,
        Tasks.NOT_IN_PLAN,
        "nobody owns it",
        false);
  }

  private Directive directive(DirectiveKind kind, String symbol) {
    return new Directive(
        kind, Optional.of(ACCOUNT), Optional.of(symbol), "ann", "she knows", clock.instant());
  }

  private static void row(int number, String symbol, String status, String open) {
    postgres.tamper(
        """
        insert into planned_position (stop_id, number, batch, account, symbol, asset_class,
          start_quantity, open_quantity, average_entry_price, mark_price, method, risk, why, fence,
          status, reason, detail)
        values ('s-1', %d, 1, 'paper/PA1', '%s', 'us_equity', 100, %s, 1, 1, 'MARKET', 1, '', 1,
          '%s', 'NONE', '')
        """
            .formatted(number, symbol, open, status));
  }
}
