package io.estop.starter.stop;

import io.estop.model.Escalations;
import io.estop.model.Phase;
import io.estop.model.Press;
import io.estop.model.StopId;
import io.estop.store.flag.Flag;
import io.estop.store.flag.Outbox;
import io.estop.store.stop.StopRow;
import io.estop.store.stop.Stops;
import io.estop.workflows.WorkflowIds;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds stops; also one that was pressed and that Temporal has not begun yet. */
@Component
public final class StopReader {
  private static final int LISTED = 200;

  private final Stops stops;
  private final Outbox outbox;
  private final Flag flag;

  StopReader(Stops stops, Outbox outbox, Flag flag) {
    this.stops = stops;
    this.flag = flag;
    this.outbox = outbox;
  }

  /** Returns the stop with that id, or the one that a press with that id joined. */
  public Optional<StopRow> find(StopId stop) {
    return stops.find(stop).or(() -> outbox.find(stop).map(StopReader::waiting));
  }

  /** Returns whether the flag has the hold of that stop: only then its press is accepted. */
  boolean isInFlag(StopId stop) {
    return flag.knows(stop);
  }

  /** Returns the newest stops, newest first. */
  List<StopRow> newest() {
    List<StopRow> begun = stops.newest(LISTED);
    Stream<StopRow> waiting =
        outbox.undelivered(LISTED).stream()
            .filter(press -> stops.find(press.stopId()).isEmpty())
            .map(StopReader::waiting);
    return Stream.concat(waiting, begun.stream())
        .sorted((left, right) -> right.pressedAt().compareTo(left.pressedAt()))
        .limit(LISTED)
        .toList();
  }

  /** Returns what is known of a stop that nobody has begun yet. */
  static StopRow waiting(Press press) {
    return new StopRow(
        press.stopId(),
        press.scope(),
        press.action(),
        press.cause(),
        press.pressedAt(),
        Phase.ACTIVATING,
        Optional.empty(),
        "",
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        WorkflowIds.stop(press.scope()),
        "",
        List.of(),
        Optional.empty(),
        Escalations.none());
  }
}
