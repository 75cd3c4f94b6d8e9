package io.estop.starter.stop;

import io.estop.halt.press.PressResult.Place;
import io.estop.model.Press;
import io.estop.model.StopId;
import io.estop.model.hold.PressAnswer;
import io.estop.model.liquidation.DirectiveKind;
import io.estop.model.people.Person;
import io.estop.model.people.Role;
import io.estop.starter.people.Caller;
import io.estop.starter.problem.Problem;
import io.estop.starter.problem.Values;
import io.estop.starter.stop.StopDirectives.DirectiveRequest;
import io.estop.starter.stop.StopJson.EscalationJson;
import io.estop.starter.stop.StopJson.Summary;
import io.estop.workflows.stop.StopStatus;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Stops over REST. */
@RestController
@RequestMapping("/api/v1/stops")
final class StopController {
  private final Pressing pressing;
  private final StopView view;
  private final StopFeed feed;
  private final StopClosing closing;
  private final StopDeferral deferral;
  private final StopDirectives directives;
  private final Clock clock;

  StopController(
      Pressing pressing,
      StopView view,
      StopFeed feed,
      StopClosing closing,
      StopDeferral deferral,
      StopDirectives directives,
      Clock clock) {
    this.pressing = pressing;
    this.view = view;
    this.feed = feed;
    this.closing = closing;
    this.deferral = deferral;
    this.directives = directives;
    this.clock = clock;
  }

  /**
   * What came of a press.
   *
   * @param answer what can be promised now
   */
  record PressJson(
      String stopId,
      String scope,
      String action,
      PressAnswer answer,
      List<Place> places,
      String workflowId) {}

  /** The body of a deferral. */
  record DeferralRequest(@Nullable Long seconds, @Nullable String reason) {}

  /** The body of a close; unfinished tasks end with the stop only where that is said. */
  record CloseRequest(@Nullable String reason, @Nullable Boolean leaveTasks) {}

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  PressJson press(@RequestBody StopRequest body, HttpServletRequest request) {
    Press press =
        body.toPress(Caller.allowed(request, Role::presses, "press a stop"), clock.instant());
    return pressing.press(press);
  }

  @GetMapping
  List<Summary> newest() {
    return view.newest();
  }

  @GetMapping("/{stopId}")
  StopJson one(@PathVariable String stopId) {
    StopId stop = Values.stopId(stopId);
    return view.find(stop).orElseThrow(() -> unknown(stop));
  }

  @GetMapping(path = "/{stopId}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter events(@PathVariable String stopId) {
    StopId stop = Values.stopId(stopId);
    if (view.find(stop).isEmpty()) {
      throw unknown(stop);
    }
    return feed.follow(stop);
  }

  @PostMapping("/{stopId}/close")
  StopJson close(
      @PathVariable String stopId, @RequestBody CloseRequest body, HttpServletRequest request) {
    StopId stop = Values.stopId(stopId);
    Person person = Caller.allowed(request, Role::presses, "close a stop");
    closing.close(stop, body.reason(), Boolean.TRUE.equals(body.leaveTasks()), person);
    return one(stopId);
  }

  @PostMapping("/{stopId}/escalation/deferral")
  EscalationJson defer(
      @PathVariable String stopId, @RequestBody DeferralRequest body, HttpServletRequest request) {
    Person person = Caller.allowed(request, Role::presses, "defer an escalation");
    StopStatus deferred =
        deferral.defer(Values.stopId(stopId), body.seconds(), body.reason(), person);
    if (deferred.escalation() == null) {
      throw new Problem(HttpStatus.CONFLICT, "the stop went further in the meantime");
    }
    return EscalationJson.of(deferred.escalation());
  }

  @PostMapping("/{stopId}/accelerate")
  StopJson accelerate(
      @PathVariable String stopId, @RequestBody DirectiveRequest body, HttpServletRequest request) {
    return direct(stopId, DirectiveKind.ACCELERATE, body, request);
  }

  @PostMapping("/{stopId}/pause")
  StopJson pause(
      @PathVariable String stopId, @RequestBody DirectiveRequest body, HttpServletRequest request) {
    return direct(stopId, DirectiveKind.PAUSE, body, request);
  }

  @PostMapping("/{stopId}/resume")
  StopJson resume(
      @PathVariable String stopId, @RequestBody DirectiveRequest body, HttpServletRequest request) {
    return direct(stopId, DirectiveKind.RESUME, body, request);
  }

  @PostMapping("/{stopId}/take-over")
  StopJson takeOver(
      @PathVariable String stopId, @RequestBody DirectiveRequest body, HttpServletRequest request) {
    return direct(stopId, DirectiveKind.TAKE_OVER, body, request);
  }

  @PostMapping("/{stopId}/give-back")
  StopJson giveBack(
      @PathVariable String stopId, @RequestBody DirectiveRequest body, HttpServletRequest request) {
    return direct(stopId, DirectiveKind.GIVE_BACK, body, request);
  }

  private StopJson direct(
      String stopId, DirectiveKind kind, DirectiveRequest body, HttpServletRequest request) {
    Person person = Caller.allowed(request, Role::presses, "direct a stop");
    directives.direct(Values.stopId(stopId), kind, body, person);
    return one(stopId);
  }

  private static Problem unknown(StopId stop) {
    return new Problem(HttpStatus.NOT_FOUND, "no stop has the id " + stop);
  }
}
