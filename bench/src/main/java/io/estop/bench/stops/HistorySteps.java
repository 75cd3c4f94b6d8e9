package io.estop.bench.stops;

import com.google.protobuf.util.Timestamps;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells a workflow history as lines: begin, wait for a worker, own time, and what it was. */
final class HistorySteps {

  private final Map<Long, HistoryEvent> scheduled = new HashMap<>();
  private final Map<Long, HistoryEvent> started = new HashMap<>();
  private final List<String> lines = new ArrayList<>();
  private final long begin;

  private HistorySteps(HistoryEvent first) {
    this.begin = millis(first);
    lines.add("%8s %8s %8s  %s".formatted("at ms", "waited", "took", "step"));
  }

  static List<String> of(List<HistoryEvent> events) {
    if (events.isEmpty()) {
      return List.of();
    }
    HistorySteps steps = new HistorySteps(events.get(0));
    events.forEach(steps::add);
    return List.copyOf(steps.lines);
  }

  private void add(HistoryEvent event) {
    EventType type = event.getEventType();
    if (type == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED
        || type == EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED
        || type == EventType.EVENT_TYPE_TIMER_STARTED) {
      scheduled.put(event.getEventId(), event);
    } else if (type == EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED) {
      started.put(event.getActivityTaskStartedEventAttributes().getScheduledEventId(), event);
    } else if (type == EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED) {
      started.put(event.getWorkflowTaskStartedEventAttributes().getScheduledEventId(), event);
    } else if (type == EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED) {
      line(event, event.getActivityTaskCompletedEventAttributes().getScheduledEventId());
    } else if (type == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED) {
      line(event, event.getWorkflowTaskCompletedEventAttributes().getScheduledEventId());
    } else if (type == EventType.EVENT_TYPE_TIMER_FIRED) {
      line(event, event.getTimerFiredEventAttributes().getStartedEventId());
    }
  }

  private void line(HistoryEvent end, long scheduledId) {
    HistoryEvent from = scheduled.getOrDefault(scheduledId, end);
    HistoryEvent run = started.getOrDefault(scheduledId, from);
    lines.add(
        "%8d %8d %8d  %s"
            .formatted(
                millis(from) - begin,
                millis(run) - millis(from),
                millis(end) - millis(run),
                name(from)));
  }

  private static String name(HistoryEvent event) {
    String summary = event.getUserMetadata().getSummary().getData().toStringUtf8();
    if (event.hasActivityTaskScheduledEventAttributes()) {
      return event.getActivityTaskScheduledEventAttributes().getActivityType().getName()
          + " "
          + summary;
    }
    return event.hasTimerStartedEventAttributes() ? "timer " + summary : "workflow task";
  }

  private static long millis(HistoryEvent event) {
    return Timestamps.toMillis(event.getEventTime());
  }
}
