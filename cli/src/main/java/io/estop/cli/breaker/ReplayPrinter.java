package io.estop.cli.breaker;

import io.estop.model.breaker.Reading;
import io.estop.model.breaker.replay.Replay.Event;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Shows replays, to people or as one object.
 *
 * @param labelled days that should trip; empty: nobody said
 * @param suggests whether other levels are shown too
 */
record ReplayPrinter(Set<LocalDate> labelled, boolean suggests) {

  private record Line(Reading reading, String does) {}

  void print(PrintWriter out, Replayed replayed) {
    say(
        out,
        "%s: %d readings of %s, %.1f years",
        replayed.rule().name(),
        replayed.result().readings(),
        replayed.history().column(),
        replayed.years());
    if (replayed.history().unreadable() + replayed.history().outOfOrder() > 0) {
      say(
          out,
          "  left out: %d rows without a time or a number, %d whose time is out of order",
          replayed.history().unreadable(),
          replayed.history().outOfOrder());
    }
    for (Line line : lines(replayed)) {
      say(
          out,
          "  %-24s %-8s %s",
          replayed.when(line.reading().at()),
          line.does(),
          line.reading().value().toPlainString());
    }
    int trips = replayed.result().trips().size();
    say(
        out,
        "  %d trips (%.2f a year), %d warnings",
        trips,
        trips / replayed.years(),
        replayed.result().warnings().size());
    if (!labelled.isEmpty()) {
      long hits = replayed.tripsOn(labelled);
      say(
          out,
          "  %d of %d trips fell on one of %d labelled days: precision %s; %d of %d that the history"
              + " has were found",
          hits,
          trips,
          labelled.size(),
          trips == 0 ? "unknown" : String.format(Locale.ROOT, "%.3f", hits / (double) trips),
          replayed.found(labelled),
          replayed.covered(labelled));
    }
    if (suggests) {
      suggest(out, replayed);
    }
  }

  private static List<Line> lines(Replayed replayed) {
    List<Line> lines = new ArrayList<>();
    replayed.result().warnings().forEach(event -> lines.add(new Line(event.reading(), "warned")));
    replayed.result().trips().forEach(event -> lines.add(new Line(event.reading(), "TRIPPED")));
    replayed.result().rearmed().forEach(event -> lines.add(new Line(event.reading(), "rearmed")));
    lines.sort(Comparator.comparing(line -> line.reading().at()));
    return lines;
  }

  private static void suggest(PrintWriter out, Replayed replayed) {
    say(out, "  %12s %8s %13s", "trip level", "trips", "trips a year");
    for (Suggestion one : Suggestion.of(replayed)) {
      boolean isOwn = one.level().compareTo(replayed.rule().levels().trip()) == 0;
      say(
          out,
          "  %12s %8d %13.2f%s",
          one.level().toPlainString(),
          one.trips(),
          one.tripsPerYear(),
          isOwn ? "  <- the rule's" : "");
    }
  }

  private static void say(PrintWriter out, String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }

  /** Returns what a program reads: trips, warnings and re-arming of all rules, each in time. */
  Map<String, @Nullable Object> object(List<Replayed> replays) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("trips", events(replays, replayed -> replayed.result().trips()));
    object.put("warnings", events(replays, replayed -> replayed.result().warnings()));
    object.put("rearmed", events(replays, replayed -> replayed.result().rearmed()));
    if (!labelled.isEmpty()) {
      object.put("labelledDays", labelled.size());
      long hits = replays.stream().mapToLong(one -> one.tripsOn(labelled)).sum();
      long trips = replays.stream().mapToLong(one -> one.result().trips().size()).sum();
      object.put("tripsOnLabelledDays", hits);
      object.put("precision", trips == 0 ? null : hits / (double) trips);
      object.put("labelledDaysFound", replays.stream().mapToLong(one -> one.found(labelled)).sum());
      object.put(
          "labelledDaysCovered", replays.stream().mapToLong(one -> one.covered(labelled)).sum());
    }
    if (suggests) {
      Map<String, Object> suggestions = new LinkedHashMap<>();
      replays.forEach(one -> suggestions.put(one.rule().name(), Suggestion.of(one)));
      object.put("suggestions", suggestions);
    }
    return object;
  }

  private static List<Map<String, Object>> events(
      List<Replayed> replays, Function<Replayed, List<Event>> kind) {
    return replays.stream()
        .flatMap(replayed -> kind.apply(replayed).stream().map(event -> event(replayed, event)))
        .toList();
  }

  private static Map<String, Object> event(Replayed replayed, Event event) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("at", replayed.when(event.reading().at()));
    object.put("rule", event.rule());
    object.put("value", event.reading().value());
    object.put("why", event.why());
    return object;
  }
}
