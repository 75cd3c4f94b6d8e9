package io.estop.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.estop.gate.board.Holds;
import io.estop.gate.board.Limits;
import io.estop.model.hold.Hold;
import io.estop.model.hold.Mode;
import io.estop.model.trading.Account;
import io.estop.model.trading.Side;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllocationTest {
  private static final int ORDERS = 100_000;
  private static final OrderRequest ORDER =
      OrderRequest.order("o1", new Account("alpaca", "A1"), "AAPL")
          .size(Side.BUY, new BigDecimal("1.25"), new BigDecimal("-3"))
          .build();

  @Test
  void judgesWithoutAllocating() {
    Hold reduced = Holds.firm("s2").at(Mode.REDUCED, new BigDecimal("0.25"));
    Snapshot snapshot =
        Snapshot.of(
            HeldSet.of(
                List.of(Holds.on("symbol:MSFT", "s1"), reduced),
                new Limits(BigDecimal.TEN, new BigDecimal("1000"))),
            new Snapshot.Ages(0, 10, 10));
    Announcements announcements = new Announcements();

    passThrough(announcements, snapshot);
    long before = allocated();
    int allowed = passThrough(announcements, snapshot);

    assertThat(allocated() - before).isLessThan(ORDERS / 10);
    assertThat(allowed).isEqualTo(ORDERS);
  }

  private static int passThrough(Announcements announcements, Snapshot snapshot) {
    int allowed = 0;
    ReduceLane lane = new ReduceLane();
    for (int i = 0; i < ORDERS; i++) {
      Announcements.Slot slot = announcements.mine();
      slot.announce(ORDER);
      allowed += snapshot.judge(ORDER, 5).allowed() ? 1 : 0;
      slot.leave(lane);
    }
    return allowed;
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
