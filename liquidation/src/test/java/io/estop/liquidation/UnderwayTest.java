package io.estop.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.StopId;
import io.estop.model.liquidation.ClientOrderId;
import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Side;
import io.estop.store.plan.SliceRow;
import io.estop.store.plan.SliceState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnderwayTest {
  private static final Duration PATIENCE = Duration.ofMillis(20);
  private static final int SILENT = 2;

  private final ExecutorService pool = Executors.newFixedThreadPool(2);
  private final CountDownLatch answers = new CountDownLatch(1);
  private final Underway underway = new Underway(new Parallel(pool, 2), this::send, PATIENCE);

  @AfterEach
  void end() {
    pool.shutdownNow();
  }

  @Test
  void anOrderThatTheVenueIsSilentAboutHoldsNoOtherUp() {
    underway.send(List.of(order(1), order(SILENT), order(3)));

    List<SliceRow> answered = underway.answered();
    while (answered.size() < 2) {
      answered.addAll(underway.answered());
    }

    assertThat(answered).extracting(one -> one.id().position()).containsExactlyInAnyOrder(1, 3);
    assertThat(underway.has(order(SILENT))).as("nobody else asks for it").isTrue();
    assertThat(underway.has(order(1))).isFalse();
    assertThat(underway.isEmpty()).isFalse();

    answers.countDown();
    assertThat(underway.rest()).singleElement().satisfies(UnderwayTest::isFinal);
    assertThat(underway.isEmpty()).isTrue();
  }

  @Test
  void whatIsWaitedForIsHandedOutOnce() {
    underway.send(List.of(order(1)));

    underway.await(Duration.ofSeconds(20));

    assertThat(underway.answeredByNow()).singleElement().satisfies(UnderwayTest::isFinal);
    assertThat(underway.answeredByNow()).isEmpty();
    assertThat(underway.rest()).isEmpty();
  }

  private static void isFinal(SliceRow order) {
    assertThat(order.state()).isEqualTo(SliceState.FINAL);
  }

  private SliceRow send(SliceRow order) {
    try {
      if (order.id().position() == SILENT && !answers.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody let it be answered");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return order.in(SliceState.FINAL, "filled");
  }

  private static SliceRow order(int position) {
    Instant now = Instant.parse("2026-01-05T15:00:00Z");
    return new SliceRow(
        new ClientOrderId(StopId.parse("s-1"), position, 1, 1),
        Account.parse("paper/a"),
        new Instrument("AAPL", AssetClass.US_EQUITY),
        Side.SELL,
        BigDecimal.TEN,
        BigDecimal.ONE,
        "IOC",
        now,
        now.plusSeconds(1),
        SliceState.INTENT,
        Optional.empty(),
        BigDecimal.ZERO,
        Optional.empty(),
        "",
        1,
        Optional.empty(),
        Optional.empty());
  }
}
