package io.estop.starter.deadman;

import io.estop.halt.deadman.DeadMansSwitches;
import io.estop.halt.deadman.SwitchLook;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.deadman.SwitchSettings;
import io.estop.model.people.Person;
import io.estop.model.people.Role;
import io.estop.starter.deadman.Confirming.Confirmed;
import io.estop.starter.people.Caller;
import io.estop.starter.problem.Problem;
import io.estop.starter.problem.Values;
import io.estop.workflows.WorkflowIds;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Dead man's switches over REST. */
@RestController
@RequestMapping("/api/v1/dead-mans-switch")
final class SwitchController {
  private static final Set<String> WAYS = Set.of("API", "CLI", "CONSOLE");
  private static final int LONGEST_ID = 64;

  private final DeadMansSwitches switches;
  private final Confirming confirming;

  SwitchController(DeadMansSwitches switches, Confirming confirming) {
    this.switches = switches;
    this.confirming = confirming;
  }

  /** The body of a confirmation: the firm's switch, over the API, under a new id where absent. */
  record ConfirmRequest(
      @Nullable String scope, @Nullable String via, @Nullable String confirmationId) {}

  /**
   * A switch as REST shows it.
   *
   * @param phase ARMED, WARNING, RESTING, PAUSED, EXPIRED or OFF
   * @param stopId of its latest expiry
   * @param told of a confirmation: whether the switch's run heard of it; null otherwise
   */
  record SwitchJson(
      String scope,
      String workflowId,
      String phase,
      String why,
      String dueAt,
      String warnAt,
      String confirmedAt,
      String confirmedBy,
      String confirmedVia,
      long episode,
      long timeoutSeconds,
      long warningSeconds,
      String hours,
      String tickedAt,
      @Nullable String stopId,
      @Nullable Boolean told) {

    static SwitchJson of(SwitchLook look, @Nullable Boolean told) {
      SwitchSettings settings = look.row().settings();
      return new SwitchJson(
          look.scope().toString(),
          WorkflowIds.deadMansSwitch(look.scope()),
          look.row().enabled() ? look.phase().name() : "OFF",
          look.row().enabled() ? look.why() : "disarmed by the configuration",
          look.dueAt().toString(),
          look.warnAt().toString(),
          look.row().state().confirmedAt().toString(),
          look.row().confirmedBy(),
          look.row().confirmedVia(),
          look.row().state().episode(),
          settings.timeout().toSeconds(),
          settings.warning().toSeconds(),
          settings.hours().toString(),
          look.row().tickedAt().toString(),
          look.row().stopId().map(StopId::value).orElse(null),
          told);
    }
  }

  @GetMapping
  List<SwitchJson> all() {
    try {
      return switches.all().stream().map(look -> SwitchJson.of(look, null)).toList();
    } catch (DataAccessException | TransactionException silent) {
      throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "PostgreSQL does not answer; ask again");
    }
  }

  @PostMapping("/confirm")
  SwitchJson confirm(@RequestBody ConfirmRequest body, HttpServletRequest request) {
    Person person = Caller.allowed(request, Role::confirms, "confirm at a dead man's switch");
    Scope scope = body.scope() == null ? Scope.firm() : Values.scope(body.scope());
    String id =
        body.confirmationId() == null
            ? UUID.randomUUID().toString()
            : Values.text("confirmationId", body.confirmationId(), LONGEST_ID);
    Confirmed confirmed = confirming.confirm(scope, person, via(body.via()), id);
    return SwitchJson.of(confirmed.look(), confirmed.told());
  }

  private static String via(@Nullable String word) {
    if (word == null) {
      return "API";
    }
    if (!WAYS.contains(word)) {
      throw Problem.value("via must be one of API, CLI, CONSOLE but was: " + word);
    }
    return word;
  }
}
