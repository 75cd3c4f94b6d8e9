package io.estop.starter.alarm;

import io.estop.store.alarm.Alarm;
import io.estop.store.alarm.Alarms;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What people must see: alarms that stand, then the newest that are over. */
@RestController
@RequestMapping("/api/v1/alarms")
final class AlarmController {
  private static final int LISTED = 200;

  private final Alarms alarms;

  AlarmController(Alarms alarms) {
    this.alarms = alarms;
  }

  /** One alarm; {@code clearedAt} null while it stands. */
  record AlarmJson(
      String kind, String subject, String text, String raisedAt, @Nullable String clearedAt) {}

  @GetMapping
  List<AlarmJson> newest() {
    return alarms.newest(LISTED).stream().map(AlarmController::json).toList();
  }

  private static AlarmJson json(Alarm alarm) {
    return new AlarmJson(
        alarm.kind().name(),
        alarm.subject(),
        alarm.text(),
        alarm.raisedAt().toString(),
        alarm.clearedAt().map(Instant::toString).orElse(null));
  }
}
