package io.estop.halt.press;

import io.estop.halt.press.PressResult.Place;
import io.estop.model.Press;
import io.estop.model.StopId;
import io.estop.model.hold.PressAnswer;
import io.estop.store.alarm.AlarmKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The presses that the flag does not have yet, in memory and in files, until it has them. Reading
 * never waits; changes wait for the disk. Thread-safe.
 */
public final class KeptPresses {
  private static final Logger log = LoggerFactory.getLogger(KeptPresses.class);
  private static final int MOST_TROUBLES = 20;

  /** Where troubles are told that are those of no press. */
  private static final String OUTBOX = "outbox";

  /** Is told of what people must see; must not wait. */
  @FunctionalInterface
  public interface Alarm {
    /**
     * @param subject stop id, or {@code outbox}
     */
    void raise(AlarmKind kind, String subject, String text);
  }

  private final @Nullable FileOutbox files;
  private final Alarm alarm;
  // Written under this object's lock, read by presses, status and health without it.
  private final ConcurrentMap<StopId, KeptPress> kept = new ConcurrentHashMap<>();
  // Guarded by this: what a person must look at, the newest.
  private final List<String> troubles = new ArrayList<>();
  // Guarded by this.
  private boolean loaded;

  private KeptPresses(@Nullable FileOutbox files, Alarm alarm) {
    this.files = files;
    this.alarm = alarm;
  }

  /** Returns those of a folder, which is read at the first {@link #load}. */
  public static KeptPresses in(FileOutbox files, Alarm alarm) {
    return new KeptPresses(files, alarm);
  }

  /** Returns those of a process that keeps none: whoever presses there tries until it is done. */
  public static KeptPresses nowhere() {
    return new KeptPresses(null, (kind, subject, text) -> {});
  }

  /** Reads what an earlier process left; tried again until it was read once. */
  public synchronized void load() {
    if (loaded || files == null) {
      return;
    }
    try {
      FileOutbox.Content content = files.read();
      content.presses().forEach(this::found);
      content
          .damaged()
          .forEach(bad -> trouble(OUTBOX, "a kept press is damaged and was moved aside, " + bad));
      loaded = true;
    } catch (IOException unreadable) {
      trouble(OUTBOX, "kept presses cannot be read, tried again: " + unreadable);
    }
  }

  // What this process was asked since it began knows better.
  private void found(Press press) {
    log.warn("press {} is kept from before this process began", press.stopId());
    if (kept.putIfAbsent(press.stopId(), new KeptPress(press, PressAnswer.KEPT_NOT_HALTED, true))
        == null) {
      tell(press.stopId(), "its press was kept by a process that ended before PostgreSQL had it");
    }
  }

  /** Returns the press with that id, where the flag does not have it yet. */
  public Optional<KeptPress> find(StopId stop) {
    return Optional.ofNullable(kept.get(stop));
  }

  /** Returns all, in the order in which they were pressed. */
  public List<KeptPress> all() {
    return kept.values().stream()
        .sorted((left, right) -> left.press().pressedAt().compareTo(right.press().pressedAt()))
        .toList();
  }

  /** Returns what a person must look at. */
  public synchronized List<String> troubles() {
    return List.copyOf(troubles);
  }

  /**
   * Refuses a press whose id is kept for another scope, before it holds anything.
   *
   * @throws PressRefusedException if so
   */
  void requireSameScope(Press press) {
    KeptPress known = kept.get(press.stopId());
    if (known != null && !known.press().scope().equals(press.scope())) {
      throw PressRefusedException.otherScope();
    }
  }

  /**
   * Keeps a press in a file; one that is kept and goes as far stays as it is. Returns whether it is
   * there, or why not.
   */
  synchronized Place keep(Press press, PressAnswer answer) {
    requireSameScope(press);
    KeptPress known = kept.get(press.stopId());
    if (known != null && known.inFile() && known.goesAsFarAs(press.action())) {
      kept.put(press.stopId(), new KeptPress(known.press(), answer, true));
      return new Place("outbox", true, "file");
    }
    Press further = known == null ? press : known.press().goingTo(press.action());
    Place file = toFile(further);
    if (file.done() || answer == PressAnswer.HELD_NOT_DURABLE) {
      put(new KeptPress(further, answer, file.done()));
    }
    return file;
  }

  private Place toFile(Press press) {
    if (files == null) {
      return new Place("outbox", false, "this process keeps no file");
    }
    try {
      files.keep(press);
      return new Place("outbox", true, "file");
    } catch (IOException notKept) {
      trouble(press.stopId().value(), "press " + press.stopId() + " is in no file: " + notKept);
      return new Place("outbox", false, String.valueOf(notKept.getMessage()));
    }
  }

  /** Remembers a press that no file has, as long as this process lives. */
  synchronized void remember(Press press, PressAnswer answer) {
    put(new KeptPress(press, answer, false));
  }

  private void put(KeptPress one) {
    if (kept.size() >= FileOutbox.MOST && !kept.containsKey(one.press().stopId())) {
      trouble(
          OUTBOX,
          "more than " + FileOutbox.MOST + " presses wait for PostgreSQL; some are not retried");
      return;
    }
    if (kept.put(one.press().stopId(), one) == null) {
      tell(one.press().stopId(), "PostgreSQL did not take its press, which was kept");
    }
  }

  private void tell(StopId stop, String text) {
    alarm.raise(AlarmKind.PRESS_KEPT, stop.value(), text);
  }

  /** Forgets a press that the flag has, or that is over. Without one: does no I/O. */
  void settle(StopId stop) {
    if (kept.containsKey(stop)) {
      remove(stop);
    }
  }

  private synchronized void remove(StopId stop) {
    KeptPress known = kept.get(stop);
    try {
      if (known != null && known.inFile() && files != null) {
        files.remove(stop);
      }
      kept.remove(stop);
    } catch (IOException stays) {
      // Delivered once more at the next turn, which joins and does nothing.
      trouble(stop.value(), "the file of press " + stop + " cannot be removed: " + stays);
    }
  }

  /** Gives up on a press that can never be delivered: its file is kept aside for a person. */
  synchronized void giveUp(StopId stop, String why) {
    KeptPress known = kept.get(stop);
    try {
      if (known != null && known.inFile() && files != null) {
        files.setAside(stop);
      }
      kept.remove(stop);
      trouble(stop.value(), "press " + stop + " cannot be delivered and was moved aside: " + why);
    } catch (IOException stays) {
      trouble(
          stop.value(),
          "press " + stop + " cannot be delivered: " + why + "; nor moved aside: " + stays);
    }
  }

  private void trouble(String subject, String sentence) {
    if (!troubles.contains(sentence)) {
      log.error("{}", sentence);
      alarm.raise(AlarmKind.PRESS_TROUBLE, subject, sentence);
      troubles.add(sentence);
      if (troubles.size() > MOST_TROUBLES) {
        troubles.remove(0);
      }
    }
  }
}
