package io.estop.starter.breaker;

import io.estop.breaker.watch.Watch;
import io.estop.breaker.watch.Watch.Taken;
import io.estop.model.breaker.Reading;
import io.estop.model.people.Person;
import io.estop.model.people.Role;
import io.estop.starter.breaker.TripPress.Pressed;
import io.estop.starter.people.Caller;
import io.estop.starter.problem.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes readings and judges them at once. What is wrong with one is said of that one and spoils no
 * other; a trip is pressed before this answers.
 */
@RestController
final class ReadingController {
  static final int MOST = 1_000;
  private static final int IDS = 100_000;
  private static final int PER_SECOND = 5_000;
  private static final int AT_ONCE = 10_000;

  private final Watch watch;
  private final TripPress presses;
  private final MeterRegistry meters;
  private final Clock clock;
  private final RecentIds ids = new RecentIds(IDS);
  private final Flood flood = new Flood(PER_SECOND, AT_ONCE, System::nanoTime);

  ReadingController(Watch watch, TripPress presses, MeterRegistry meters, Clock clock) {
    this.watch = watch;
    this.presses = presses;
    this.meters = meters;
    this.clock = clock;
  }

  /** A batch. */
  record Batch(@Nullable List<@Nullable PostedReading> readings) {}

  /** One reading that was refused: which, and why in one sentence. */
  record Refused(int index, @Nullable String id, String why) {}

  /**
   * What came of a batch.
   *
   * @param taken readings that rules judged
   * @param unwatched readings that no rule watches
   * @param ignored readings that were no news: too old, or not newer than what was judged
   * @param duplicates readings whose id was sent before
   * @param refused each with why
   * @param trips that were pressed, each with what the press was answered
   */
  record Answer(
      int taken,
      int unwatched,
      int ignored,
      int duplicates,
      List<Refused> refused,
      List<Pressed> trips) {}

  @PostMapping("/api/v1/readings")
  ResponseEntity<Object> post(@RequestBody Batch body, HttpServletRequest request) {
    Person person = Caller.allowed(request, Role::postsReadings, "post readings");
    List<@Nullable PostedReading> sent = body.readings() == null ? List.of() : body.readings();
    if (sent.isEmpty() || sent.size() > MOST) {
      throw Problem.value("readings must be 1 to " + MOST + " but were: " + sent.size());
    }
    long wait = flood.secondsToWait(sent.size());
    if (wait > 0) {
      count("flooded", sent.size());
      return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
          .header(HttpHeaders.RETRY_AFTER, String.valueOf(wait))
          .body(
              new Problem(
                      HttpStatus.TOO_MANY_REQUESTS,
                      "more than "
                          + PER_SECOND
                          + " readings a second: none of these was taken, send them again in "
                          + wait
                          + " s")
                  .body());
    }
    return ResponseEntity.ok(taken(person.name(), sent));
  }

  private Answer taken(String sender, List<@Nullable PostedReading> sent) {
    Instant now = clock.instant();
    List<Reading> readings = new ArrayList<>();
    List<String> fresh = new ArrayList<>();
    List<Refused> refused = new ArrayList<>();
    int duplicates = 0;
    for (int index = 0; index < sent.size(); index++) {
      PostedReading one = sent.get(index);
      try {
        Reading reading = checked(one, now);
        String id = one == null ? "" : String.valueOf(one.id());
        if (ids.add(sender, id)) {
          readings.add(reading);
          fresh.add(id);
        } else {
          duplicates++;
        }
      } catch (IllegalArgumentException wrong) {
        refused.add(
            new Refused(index, one == null ? null : one.id(), String.valueOf(wrong.getMessage())));
      }
    }
    Taken taken = judged(sender, readings, fresh);
    List<Pressed> trips = taken.trips().stream().map(presses::press).toList();
    count("judged", taken.judged());
    count("unwatched", taken.unwatched());
    count("ignored", taken.ignored());
    count("duplicate", duplicates);
    count("refused", refused.size());
    return new Answer(
        taken.judged(), taken.unwatched(), taken.ignored(), duplicates, refused, trips);
  }

  private static Reading checked(@Nullable PostedReading one, Instant now) {
    if (one == null) {
      throw new IllegalArgumentException("a reading is missing");
    }
    return one.checked(now);
  }

  private Taken judged(String sender, List<Reading> readings, List<String> fresh) {
    try {
      return watch.take(readings, presses);
    } catch (RuntimeException notJudged) {
      fresh.forEach(id -> ids.remove(sender, id));
      throw notJudged;
    }
  }

  private void count(String result, int readings) {
    Counter.builder("estop.readings")
        .description("Posted readings by what came of them")
        .tag("result", result)
        .register(meters)
        .increment(readings);
  }
}
