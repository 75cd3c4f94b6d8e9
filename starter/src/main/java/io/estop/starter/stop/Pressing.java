package io.estop.starter.stop;

import io.estop.halt.press.PressRefusedException;
import io.estop.halt.press.PressResult;
import io.estop.halt.press.PressService;
import io.estop.model.Press;
import io.estop.model.hold.PressAnswer;
import io.estop.starter.problem.Problem;
import io.estop.starter.stop.StopController.PressJson;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Presses for a caller, counts and times it, and says what can be promised. */
@Component
public final class Pressing {
  private final PressService presses;
  private final MeterRegistry meters;
  private final Timer timer;

  Pressing(PressService presses, MeterRegistry meters) {
    this.presses = presses;
    this.meters = meters;
    this.timer =
        Timer.builder("estop.press")
            .description("From a checked press to its answer")
            .publishPercentileHistogram()
            .register(meters);
    for (PressAnswer answer : PressAnswer.values()) {
      counter(answer.name());
    }
    counter("REFUSED");
  }

  private Counter counter(String answer) {
    return Counter.builder("estop.press.total")
        .description("Presses by what could be promised")
        .tag("answer", answer)
        .register(meters);
  }

  /**
   * Presses.
   *
   * @throws Problem 409 for an ended stop, 422 where it cannot be done as asked, 503 where no place
   *     took it
   */
  PressJson press(Press press) {
    try {
      return answered(take(press));
    } catch (PressRefusedException refused) {
      throw Problem.value(String.valueOf(refused.getMessage()));
    }
  }

  /**
   * Presses, and says what can be promised whatever that is.
   *
   * @throws PressRefusedException where it cannot be done as asked
   */
  public PressResult take(Press press) {
    Timer.Sample sample = Timer.start(meters);
    try {
      PressResult result = presses.press(press);
      counter(result.answer().name()).increment();
      return result;
    } catch (PressRefusedException refused) {
      counter("REFUSED").increment();
      throw refused;
    } finally {
      sample.stop(timer);
    }
  }

  private static PressJson answered(PressResult result) {
    if (result.answer() == PressAnswer.ENDED) {
      throw new Problem(
          HttpStatus.CONFLICT,
          "stop " + result.stopId() + " has ended and nothing was done: press with a new stop id",
          Map.of("answer", result.answer(), "stopId", result.stopId().value()));
    }
    if (result.answer() == PressAnswer.NOT_KEPT) {
      throw new Problem(
          HttpStatus.SERVICE_UNAVAILABLE,
          "no place took stop "
              + result.stopId()
              + " and nothing is halted: break glass now ('estop break-glass'), then press again",
          Map.of("answer", result.answer(), "places", result.places()));
    }
    return new PressJson(
        result.stopId().value(),
        result.scope().toString(),
        result.action().name(),
        result.answer(),
        result.places(),
        result.workflowId());
  }
}
