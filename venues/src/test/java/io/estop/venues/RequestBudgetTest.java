package io.estop.venues;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.venues.RequestBudget.Use;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

final class RequestBudgetTest {

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - MINUTE);
  private final RequestBudget budget = new RequestBudget(10, nanos::get);

  @Test
  void givesOrdersFourFifthsAndKeepsTheRestForCancelsAndReads() {
    assertThat(take(Use.ORDER, 20)).isEqualTo(8);
    assertThat(take(Use.CANCEL_OR_READ, 20)).isEqualTo(2);

    nanos.addAndGet(MINUTE);
    assertThat(take(Use.CANCEL_OR_READ, 20)).isEqualTo(10);
    assertThat(take(Use.ORDER, 20)).isZero();
  }

  @Test
  void aSpareReadLeavesWhatIsKeptForCancelsAndReads() {
    assertThat(take(Use.SPARE_READ, 20)).isEqualTo(8);
    assertThat(take(Use.CANCEL_OR_READ, 20)).isEqualTo(2);
  }

  @Test
  void saysHowManyOrdersHaveRoomNow() {
    take(Use.CANCEL_OR_READ, 3);
    assertThat(budget.ordersNow()).isEqualTo(5);

    budget.pauseOrders(Duration.ofSeconds(30));
    assertThat(budget.ordersNow()).isZero();

    nanos.addAndGet(MINUTE);
    assertThat(budget.ordersNow()).isEqualTo(8);
  }

  @Test
  void refusesAtOnceAWaitThatIsTooLong() {
    take(Use.CANCEL_OR_READ, 10);

    assertThat(budget.await(Use.CANCEL_OR_READ, MINUTE - 1)).isFalse();
  }

  @Test
  void neverLetsMoreThroughInAnyMinute() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    long[] takenAt = new long[10_000];
    int taken = 0;
    for (int step = 0; step < 10_000; step++) {
      nanos.addAndGet(random.nextLong(MINUTE / 5));
      Use use = random.nextBoolean() ? Use.ORDER : Use.CANCEL_OR_READ;
      if (budget.await(use, 0)) {
        takenAt[taken++] = nanos.get();
        assertThat(taken > 10 && takenAt[taken - 1] - takenAt[taken - 11] < MINUTE)
            .as("eleven in a minute, seed %d", seed)
            .isFalse();
      }
      int now = budget.ordersNow();
      assertThat(now == 0 || budget.untilRoomFor(now).isZero()).as("seed %d", seed).isTrue();
      assertThat(now == 8 || !budget.untilRoomFor(now + 1).isZero()).as("seed %d", seed).isTrue();
    }
    assertThat(taken).isGreaterThan(1000);
  }

  private int take(Use use, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += budget.await(use, 0) ? 1 : 0;
    }
    return taken;
  }
}
