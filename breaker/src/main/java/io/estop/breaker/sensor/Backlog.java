package io.estop.breaker.sensor;

import static io.estop.model.breaker.Metric.QUEUE_BACKLOG;

import io.estop.model.breaker.Metric;
import io.estop.venues.Answer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** How many tasks wait in queues. */
public final class Backlog implements Sensor {
  private final String name;
  private final Supplier<Answer<Map<String, Long>>> waiting;

  /**
   * @param name as people read it
   * @param waiting tasks by the queue's name
   */
  public Backlog(String name, Supplier<Answer<Map<String, Long>>> waiting) {
    this.name = name;
    this.waiting = waiting;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<Metric> metrics() {
    return Set.of(QUEUE_BACKLOG);
  }

  @Override
  public Look look(Instant now) {
    Seen seen = new Seen(now);
    Answer<Map<String, Long>> answer = waiting.get();
    answer.failure().ifPresent(why -> seen.trouble(name + ": " + why));
    answer
        .known()
        .ifPresent(
            known ->
                known.forEach(
                    (queue, tasks) ->
                        seen.read(QUEUE_BACKLOG, Seen.subject(queue), BigDecimal.valueOf(tasks))));
    return seen.look();
  }
}
