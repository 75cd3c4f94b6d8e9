package io.estop.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.gate.Announcements.Slot;
import io.estop.gate.board.Acknowledgement;
import io.estop.model.trading.Account;
import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReduceLaneTest {
  private final Announcements announcements = new Announcements();
  private final ReduceLane lane = new ReduceLane();

  /** Each order announces itself and looks at the others: in whatever order the four steps run. */
  @Test
  void twoOrdersThatTogetherFlipThePositionNeverBothPass() {
    int bothDenied = 0;
    for (String interleaving : List.of("AaBb", "ABab", "ABba", "BAab", "BAba", "BbAa")) {
      OrderRequest first = sell("a", "60", "100");
      OrderRequest second = sell("b", "60", "100");
      List<Slot> slots = new ArrayList<>();
      List<String> passed = new ArrayList<>();
      for (char step : interleaving.toCharArray()) {
        OrderRequest order = Character.toLowerCase(step) == 'a' ? first : second;
        if (Character.isUpperCase(step)) {
          slots.add(Objects.requireNonNull(announcements.admit(order, 9)));
        } else if (announcements.reducesTogether(order)) {
          passed.add(order.orderId);
        }
      }
      slots.forEach(announcements::dismiss);

      assertThat(passed).as(interleaving).hasSizeLessThanOrEqualTo(1);
      bothDenied += passed.isEmpty() ? 1 : 0;
    }
    assertThat(bothDenied).as("interleavings in which each saw the other").isEqualTo(4);
  }

  @Test
  void threadsThatReduceOnePositionAtOnceNeverExceedIt() throws Exception {
    for (int round = 0; round < 300; round++) {
      Announcements racing = new Announcements();
      AtomicInteger passed = new AtomicInteger();
      CyclicBarrier start = new CyclicBarrier(2);
      CyclicBarrier looked = new CyclicBarrier(2);
      Thread[] threads = {
        racer(racing, start, looked, passed), racer(racing, start, looked, passed)
      };
      for (Thread thread : threads) {
        thread.join();
      }

      assertThat(passed.get()).as("round " + round).isLessThanOrEqualTo(1);
    }
  }

  private static Thread racer(
      Announcements racing, CyclicBarrier start, CyclicBarrier looked, AtomicInteger passed) {
    OrderRequest order = sell("o", "60", "100");
    Thread thread =
        new Thread(
            () -> {
              Slot slot = racing.mine();
              await(start);
              slot.announce(order);
              passed.addAndGet(racing.reducesTogether(order) ? 1 : 0);
              await(looked);
            });
    thread.start();
    return thread;
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Test
  void keepsTheNewestTwoHundredAndForgetsWhatNoHoldCovers() {
    for (int i = 0; i < Acknowledgement.MAX_LANE + 5; i++) {
      lane.exited(lane.enter(sell("o" + i, "1", "100")));
    }

    assertThat(lane.list(order -> true))
        .hasSize(Acknowledgement.MAX_LANE)
        .startsWith("o5")
        .endsWith("o204");
    assertThat(lane.list(order -> order.orderId.equals("o7"))).containsExactly("o7");
    assertThat(lane.list(order -> true)).containsExactly("o7");
  }

  @Test
  void anOrderThatReducesAloneIsNotHinderedByOnesOfOtherPositions() {
    OrderRequest order = sell("a", "100", "100");
    announcements.admit(order, 9);
    announcements.admit(
        OrderRequest.order("b", new Account("alpaca", "A1"), "MSFT")
            .size(Side.SELL, BigDecimal.TEN, BigDecimal.TEN)
            .build(),
        9);

    assertThat(announcements.reducesTogether(order)).isTrue();
    assertThat(lane.isOutrun(order)).isFalse();
  }

  /** What a peer let through: its reduce-only state turned 100 long into 200 short. */
  @Test
  void aHundredLongThatSellsThreeHundredDoesNotReduce() {
    assertThat(sell("a", "300", "100").reduces).isFalse();
    assertThat(sell("a", "1", "0").reduces).as("never from flat").isFalse();
  }

  private static OrderRequest sell(String id, String quantity, String position) {
    return OrderRequest.order(id, new Account("alpaca", "A1"), "AAPL")
        .size(Side.SELL, new BigDecimal(quantity), new BigDecimal(position))
        .build();
  }
}
