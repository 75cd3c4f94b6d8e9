package io.estop.starter.alertmanager;

import io.estop.model.people.Person;
import io.estop.model.people.Role;
import io.estop.starter.alertmanager.AlertDesk.Answer;
import io.estop.starter.alertmanager.AlertDesk.Done;
import io.estop.starter.people.Caller;
import io.estop.starter.problem.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Takes notifications of an Alertmanager, version 4 of its webhook. It sends again what is answered
 * with 5xx, and counts what is answered with 4xx as failed.
 */
@RestController
final class AlertmanagerController {
  private static final Logger log = LoggerFactory.getLogger(AlertmanagerController.class);
  private static final String VERSION = "4";
  private static final int MOST_ALERTS = 1_000;

  private final AlertDesk desk;
  private final MeterRegistry meters;

  AlertmanagerController(AlertDesk desk, MeterRegistry meters) {
    this.desk = desk;
    this.meters = meters;
    for (Answer answer : Answer.values()) {
      counter(answer);
    }
  }

  /**
   * What became of a notification.
   *
   * @param truncated alerts that Alertmanager left out of it: its receiver has a max_alerts
   */
  record Answers(List<Done> alerts, long truncated) {}

  @PostMapping("/api/v1/alertmanager")
  ResponseEntity<Answers> take(@RequestBody JsonNode body, HttpServletRequest request) {
    Person sender =
        Caller.allowed(request, role -> role == Role.ALERTMANAGER, "send alerts: ALERTMANAGER may");
    JsonNode alerts = body.path("alerts");
    requireReadable(body, alerts);
    List<Done> done = new ArrayList<>();
    for (JsonNode alert : alerts) {
      Done one = desk.take(alert, sender);
      counter(one.answer()).increment();
      tell(one);
      done.add(one);
    }
    long truncated = Math.max(0, body.path("truncatedAlerts").asLong(0));
    if (truncated > 0) {
      log.error(
          "Alertmanager left {} alerts out of a notification: take max_alerts from its receiver",
          truncated);
    }
    return ResponseEntity.status(status(done)).body(new Answers(done, truncated));
  }

  private static void requireReadable(JsonNode body, JsonNode alerts) {
    String version = body.path("version").asString("");
    if (!version.equals(VERSION)) {
      throw Problem.value("version must be " + VERSION + " but was: " + version);
    }
    if (!alerts.isArray() || alerts.isEmpty() || alerts.size() > MOST_ALERTS) {
      throw Problem.value(
          "alerts must be a list of 1 to " + MOST_ALERTS + " but had " + alerts.size());
    }
  }

  private static HttpStatus status(List<Done> done) {
    if (done.stream().anyMatch(one -> one.answer() == Answer.AGAIN)) {
      return HttpStatus.SERVICE_UNAVAILABLE;
    }
    return done.stream().anyMatch(one -> one.answer() == Answer.REFUSED)
        ? HttpStatus.UNPROCESSABLE_CONTENT
        : HttpStatus.OK;
  }

  private static void tell(Done one) {
    if (one.answer() == Answer.REFUSED || one.answer() == Answer.AGAIN) {
      log.warn("alert {} of Alertmanager: {}, {}", one.alert(), one.answer(), one.why());
    }
  }

  private Counter counter(Answer answer) {
    return Counter.builder("estop.alertmanager.alert.total")
        .description("Alerts of Alertmanager by what became of them")
        .tag("answer", answer.name())
        .register(meters);
  }
}
