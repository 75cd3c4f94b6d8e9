package io.estop.gate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is inside the gate (rule R10): one slot per thread, made at its first order, and one for each
 * admission. The applier swaps the snapshot first and lists the slots then; so an order it does not
 * list has either exited or will read the new snapshot.
 */
final class Announcements {
  private final ThreadLocal<Slot> mine = ThreadLocal.withInitial(this::register);
  // Replaced under this object's lock whenever a slot comes or goes, read without one.
  private volatile Slot[] slots = {};
  // Guarded by this: slots that belong to admissions.
  private int admissions;

  /** Keeps what one thread writes off the cache lines of another. */
  private abstract static class Apart {
    long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;
  }

  /** Of one thread or one admission. */
  static final class Slot extends Apart {
    private static final VarHandle INSIDE = flag();

    // Written by its owner, read by the applier and by orders that reduce. A flag beside the order,
    // since each write of a reference costs a second fence of the collector's.
    private volatile boolean inside;
    // Written by its owner before the flag; the last one stays.
    private @Nullable OrderRequest order;
    // Its owner only: allowed cancels that have not exited, and the place in the reduce lane.
    private int cancels;
    private int lanePlace = ReduceLane.NO_PLACE;
    // Null for an admission, which its owner closes.
    private final @Nullable WeakReference<Thread> thread;

    Slot(@Nullable Thread thread) {
      this.thread = thread == null ? null : new WeakReference<>(thread);
    }

    boolean isTaken() {
      return (boolean) INSIDE.get(this);
    }

    /** A volatile write: no later volatile read, the snapshot's above all, may pass it. */
    void announce(OrderRequest entering) {
      if (order != entering) {
        order = entering;
      }
      inside = true;
    }

    /** Returns the order inside; where it leaves meanwhile perhaps the next. */
    @Nullable OrderRequest inside() {
      return inside ? order : null;
    }

    void enterCancel() {
      cancels++;
    }

    void enterLane(int place) {
      lanePlace = place;
    }

    /** Needs no full fence: seen late, an order is listed that has finished, which harms nobody. */
    void leave(ReduceLane lane) {
      if (cancels > 0) {
        cancels--;
        return;
      }
      if (lanePlace != ReduceLane.NO_PLACE) {
        lane.exited(lanePlace);
        lanePlace = ReduceLane.NO_PLACE;
      }
      withdraw();
    }

    void withdraw() {
      INSIDE.setRelease(this, false);
    }

    private boolean isLeftBehind() {
      if (thread == null || inside) {
        return false;
      }
      Thread owner = thread.get();
      return owner == null || !owner.isAlive();
    }

    private static VarHandle flag() {
      try {
        return MethodHandles.lookup().findVarHandle(Slot.class, "inside", boolean.class);
      } catch (ReflectiveOperationException noSuchField) {
        throw new ExceptionInInitializerError(noSuchField);
      }
    }
  }

  Slot mine() {
    return mine.get();
  }

  /**
   * Announces an order that is bound to no thread.
   *
   * @param most so many admissions may be open
   * @return null where so many are
   */
  synchronized @Nullable Slot admit(OrderRequest order, int most) {
    if (admissions >= most) {
      return null;
    }
    Slot slot = new Slot(null);
    slot.announce(order);
    admissions++;
    add(slot);
    return slot;
  }

  synchronized void dismiss(Slot slot) {
    admissions--;
    List<Slot> others = new ArrayList<>(List.of(slots));
    others.remove(slot);
    slots = others.toArray(Slot[]::new);
  }

  /** Returns the ids of all orders inside. */
  List<String> list() {
    List<String> inside = new ArrayList<>();
    for (Slot slot : slots) {
      OrderRequest order = slot.inside();
      if (order != null) {
        inside.add(order.orderId);
      }
    }
    return inside;
  }

  /**
   * Returns whether an order that was announced leaves the position on its side of zero together
   * with all others inside that close the same. Two that enter at once see each other, at least one
   * the other: both were announced before either looked.
   */
  boolean reducesTogether(OrderRequest order) {
    BigDecimal left = null;
    boolean itself = true;
    for (Slot slot : slots) {
      OrderRequest other = slot.inside();
      if (other == order && itself) {
        itself = false;
      } else if (other != null && order.closesTheSameAs(other)) {
        left = (left == null ? order.positionAfter : left).subtract(other.quantity);
      }
    }
    return left == null || left.signum() >= 0;
  }

  private synchronized Slot register() {
    Slot slot = new Slot(Thread.currentThread());
    add(slot);
    return slot;
  }

  private void add(Slot added) {
    List<Slot> live = new ArrayList<>(List.of(slots));
    live.removeIf(Slot::isLeftBehind);
    live.add(added);
    slots = live.toArray(Slot[]::new);
  }
}
