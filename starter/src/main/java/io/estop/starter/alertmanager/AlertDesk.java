package io.estop.starter.alertmanager;

import io.estop.breaker.configuration.LiveConfiguration;
import io.estop.halt.press.PressRefusedException;
import io.estop.halt.press.PressResult;
import io.estop.model.StopId;
import io.estop.model.hold.PressAnswer;
import io.estop.model.people.Person;
import io.estop.starter.stop.Pressing;
import io.estop.store.flag.Outbox;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.JsonNode;

/** Does what one alert asks for, once. Thread-safe. */
@Component
final class AlertDesk {
  private static final int MOST_REMEMBERED = 10_000;
  // Whether it was pressed before is asked of PostgreSQL, which must not delay a halt.
  private static final Duration ASKING = Duration.ofMillis(250);

  private final Pressing pressing;
  private final Outbox outbox;
  private final Ledger ledger;
  private final LiveConfiguration configuration;
  private final ExecutorService asking;
  private final Clock clock;
  // Alerts whose press is durable: spares a repeated notification the question.
  private final Map<StopId, Boolean> pressed =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<StopId, Boolean> eldest) {
              return size() > MOST_REMEMBERED;
            }
          });

  AlertDesk(
      Pressing pressing,
      Outbox outbox,
      Ledger ledger,
      LiveConfiguration configuration,
      @Qualifier("askingPool") ExecutorService askingPool,
      Clock clock) {
    this.pressing = pressing;
    this.outbox = outbox;
    this.ledger = ledger;
    this.configuration = configuration;
    this.asking = askingPool;
    this.clock = clock;
  }

  /** What became of an alert. */
  enum Answer {
    /** It names no scope of ours. */
    IGNORED,
    PRESSED,
    PRESSED_BEFORE,
    /** Its stop has ended: nothing was done. */
    ENDED,
    /** Rules only watch: what it would have done is recorded. */
    OBSERVED,
    /** Its severity asks for no stop: recorded. */
    NOTED,
    /** Recorded; people release. */
    RESOLVED,
    /** It cannot be meant; sent again it is refused again. */
    REFUSED,
    /** Not done or not recorded; Alertmanager sends it again. */
    AGAIN
  }

  /** One alert's answer. */
  record Done(String alert, Answer answer, String stopId, String why) {}

  /** Does what an alert asks for. */
  Done take(JsonNode node, Person sender) {
    String name = Alert.name(node);
    if (!Alert.isOurs(node)) {
      return new Done(name, Answer.IGNORED, "", "it has no label estop_scope");
    }
    try {
      Alert alert = Alert.read(node);
      String actor = sender.name();
      if (!alert.firing()) {
        return recorded(alert, actor, "ALERT_RESOLVED", Answer.RESOLVED);
      }
      if (!alert.presses()) {
        return recorded(alert, actor, "ALERT_NOTED", Answer.NOTED);
      }
      return configuration.observeOnly()
          ? recorded(alert, actor, "WOULD_TRIP", Answer.OBSERVED)
          : press(alert, actor);
    } catch (IllegalArgumentException | PressRefusedException refused) {
      return new Done(name, Answer.REFUSED, "", String.valueOf(refused.getMessage()));
    }
  }

  private Done press(Alert alert, String actor) {
    if (wasPressed(alert.stopId())) {
      return done(alert, Answer.PRESSED_BEFORE, "");
    }
    PressResult result = pressing.take(alert.press(actor, clock.instant()));
    if (result.answer() == PressAnswer.ACCEPTED) {
      pressed.put(alert.stopId(), true);
    }
    return switch (result.answer()) {
      case ENDED -> done(alert, Answer.ENDED, "its stop has ended");
      case NOT_KEPT -> done(alert, Answer.AGAIN, "no place took the press: nothing is halted");
      default -> done(alert, Answer.PRESSED, result.answer().name());
    };
  }

  private boolean wasPressed(StopId stop) {
    if (pressed.containsKey(stop)) {
      return true;
    }
    Future<Boolean> known = asking.submit(() -> outbox.find(stop).isPresent());
    try {
      return known.get(ASKING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException silent) {
      // Pressing again under the same id is safe; not pressing is not.
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Done recorded(Alert alert, String actor, String action, Answer answer) {
    String subject = "alert/" + alert.stopId();
    try {
      if (ledger.about(subject, List.of(action), 1).isEmpty()) {
        ledger.append(
            new LedgerEntry(
                actor,
                action,
                subject,
                Map.of(
                    "scope", alert.scope().toString(),
                    "action", alert.press(actor, clock.instant()).action().name(),
                    "trigger", alert.trigger().name(),
                    "reason", alert.reason())));
      }
      return done(alert, answer, "");
    } catch (DataAccessException | TransactionException silent) {
      return done(alert, Answer.AGAIN, "PostgreSQL does not answer: it is not recorded");
    }
  }

  private static Done done(Alert alert, Answer answer, String why) {
    return new Done(alert.name(), answer, alert.stopId().value(), why);
  }
}
