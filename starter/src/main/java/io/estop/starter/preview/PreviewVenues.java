package io.estop.starter.preview;

import io.estop.venues.VenueReader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The venues that a preview reads. */
final class PreviewVenues implements AutoCloseable {
  private final List<VenueReader> readers = new ArrayList<>();
  private final List<String> unread = new ArrayList<>();

  PreviewVenues(List<VenueKeys> configured, String environment, Clock clock) {
    for (VenueKeys keys : configured) {
      VenueKeys.Read read = keys.read(environment);
      read.open().ifPresentOrElse(open -> add(open, clock), () -> unread.add(read.trouble()));
    }
    if (configured.isEmpty()) {
      unread.add("the starter knows no venue: set estop.venues there as for the worker");
    }
  }

  private void add(Function<Clock, VenueReader> open, Clock clock) {
    try {
      readers.add(open.apply(clock));
    } catch (IllegalArgumentException unusable) {
      unread.add("a venue is not read by the starter: " + unusable.getMessage());
    }
  }

  /** Returns what can be read. */
  List<VenueReader> readers() {
    return List.copyOf(readers);
  }

  /** Returns why something that is configured cannot be read, one sentence each. */
  List<String> unread() {
    return List.copyOf(unread);
  }

  @Override
  public void close() {
    readers.forEach(VenueReader::close);
  }
}
