package io.estop.starter.breaker;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** The ids of the newest readings of all senders; the oldest are forgotten. Thread-safe. */
final class RecentIds {
  private final int most;
  private final Set<String> ids = new LinkedHashSet<>();

  RecentIds(int most) {
    this.most = most;
  }

  /** Remembers an id; returns whether it is new. */
  synchronized boolean add(String sender, String id) {
    boolean fresh = ids.add(sender + "\n" + id);
    if (ids.size() > most) {
      Iterator<String> oldest = ids.iterator();
      oldest.next();
      oldest.remove();
    }
    return fresh;
  }

  /** Forgets an id whose reading was not judged, so that it may be sent again. */
  synchronized void remove(String sender, String id) {
    ids.remove(sender + "\n" + id);
  }
}
