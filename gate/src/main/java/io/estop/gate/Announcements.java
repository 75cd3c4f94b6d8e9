package io.estop.gate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who is inside the gate (rule R10): one slot per thread, made at its first order. The applier
 * swaps the snapshot first and lists the slots then; so an order it does not list has either exited
 * or will read the new snapshot.
 */
final class Announcements {
  private final ThreadLocal<Slot> mine = ThreadLocal.withInitial(this::register);
  // Guarded by this: threads add their slot once, the applier reads.
  private final List<Slot> slots = new ArrayList<>();

  /** Of one thread. */
  static final class Slot {
    private static final VarHandle ORDER = order();

    // Written by its thread, read by the applier.
    private volatile @Nullable OrderRequest order;
    // Its thread only: allowed cancels that have not exited.
    private int cancels;
    private final WeakReference<Thread> owner = new WeakReference<>(Thread.currentThread());

    boolean isTaken() {
      return order != null;
    }

    /** A volatile write: no later volatile read, the snapshot's above all, may pass it. */
    void announce(OrderRequest entering) {
      order = entering;
    }

    void enterCancel() {
      cancels++;
    }

    /** Needs no full fence: seen late, an order is listed that has finished, which harms nobody. */
    void leave() {
      if (cancels > 0) {
        cancels--;
      } else {
        withdraw();
      }
    }

    void withdraw() {
      ORDER.setRelease(this, null);
    }

    private boolean isLeftBehind() {
      Thread thread = owner.get();
      return order == null && (thread == null || !thread.isAlive());
    }

    private static VarHandle order() {
      try {
        return MethodHandles.lookup().findVarHandle(Slot.class, "order", OrderRequest.class);
      } catch (ReflectiveOperationException noSuchField) {
        throw new ExceptionInInitializerError(noSuchField);
      }
    }
  }

  Slot mine() {
    return mine.get();
  }

  /** Returns the ids of all orders inside. */
  synchronized List<String> list() {
    return slots.stream()
        .map(slot -> slot.order)
        .filter(Objects::nonNull)
        .map(order -> order.orderId)
        .toList();
  }

  private synchronized Slot register() {
    slots.removeIf(Slot::isLeftBehind);
    Slot slot = new Slot();
    slots.add(slot);
    return slot;
  }
}
