package io.estop.starter.recovery;

import io.estop.model.people.Person;
import io.estop.model.people.Role;
import io.estop.starter.people.Caller;
import io.estop.starter.problem.Problem;
import io.estop.starter.problem.Values;
import io.estop.store.flag.Flag;
import io.estop.workflows.recovery.RecoveryStatus;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The staged restart over REST. A scope in a path is encoded: {@code account:paper%2FPA1}. */
@RestController
@RequestMapping("/api/v1/recoveries")
final class RecoveryController {
  private static final int LONGEST_FINDING = 4_000;
  private static final int LONGEST_WORD = 128;

  private final Recoveries recoveries;
  private final Flag flag;

  RecoveryController(Recoveries recoveries, Flag flag) {
    this.recoveries = recoveries;
    this.flag = flag;
  }

  /** Which stop is to be recovered from. */
  record StartRequest(@Nullable String scope, @Nullable String stopId) {}

  /** What went wrong, in the words of a person. */
  record FindingRequest(@Nullable String text) {}

  /** Which stage is asked for; the factor is 1 but for REDUCED. */
  record StageRequest(@Nullable String stage, @Nullable BigDecimal factor) {}

  /** Which stage is approved, and the hash of what is approved. */
  record ApprovalRequest(@Nullable String stage, @Nullable String approvalHash) {}

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  Map<String, String> start(@RequestBody StartRequest body, HttpServletRequest request) {
    Person person = Caller.allowed(request, Role::requests, "begin a recovery");
    return Map.of(
        "workflowId",
        recoveries.start(Values.scope(body.scope()), Values.stopId(body.stopId()), person));
  }

  @GetMapping("/{scope}")
  RecoveryJson status(@PathVariable String scope) {
    return json(recoveries.status(Values.scope(scope)));
  }

  @PostMapping("/{scope}/assessments")
  RecoveryJson assess(@PathVariable String scope, HttpServletRequest request) {
    Person person = Caller.allowed(request, Role::requests, "ask for an assessment");
    return json(
        recoveries.update(
            Values.scope(scope), recovery -> recovery.assess(Recoveries.signer(person))));
  }

  @PostMapping("/{scope}/finding")
  RecoveryJson sign(
      @PathVariable String scope, @RequestBody FindingRequest body, HttpServletRequest request) {
    Person person = Caller.allowed(request, Role::requests, "sign a finding");
    String text = Values.text("text", body.text(), LONGEST_FINDING);
    return json(
        recoveries.update(
            Values.scope(scope), recovery -> recovery.sign(Recoveries.signer(person), text)));
  }

  @PostMapping("/{scope}/requests")
  Map<String, String> request(
      @PathVariable String scope, @RequestBody StageRequest body, HttpServletRequest request) {
    Person person = Caller.allowed(request, Role::requests, "request a stage");
    String stage = Values.text("stage", body.stage(), LONGEST_WORD);
    RecoveryStatus status =
        recoveries.update(
            Values.scope(scope),
            recovery -> recovery.request(Recoveries.signer(person), stage, factor(stage, body)));
    String hash = status.approvalHash();
    if (hash == null) {
      throw new Problem(
          HttpStatus.CONFLICT,
          "the request of " + stage + " does not wait any more: request again");
    }
    return Map.of("approvalHash", hash);
  }

  @PostMapping("/{scope}/approvals")
  RecoveryJson approve(
      @PathVariable String scope, @RequestBody ApprovalRequest body, HttpServletRequest request) {
    Person person = Caller.allowed(request, Role::approves, "approve a stage");
    String stage = Values.text("stage", body.stage(), LONGEST_WORD);
    String hash = Values.text("approvalHash", body.approvalHash(), LONGEST_WORD);
    return json(
        recoveries.update(
            Values.scope(scope),
            recovery -> recovery.approve(Recoveries.signer(person), stage, hash)));
  }

  private static String factor(String stage, StageRequest body) {
    BigDecimal factor = body.factor();
    if (factor != null) {
      return factor.toPlainString();
    }
    if (stage.equals("REDUCED")) {
      throw Problem.value(
          "factor is missing: REDUCED needs a share of the limits above 0 and below 1, as in 0.25");
    }
    return "1";
  }

  private RecoveryJson json(RecoveryStatus status) {
    return RecoveryJson.of(status, version());
  }

  private @Nullable Long version() {
    try {
      return flag.read().version();
    } catch (DataAccessException | TransactionException unreachable) {
      return null;
    }
  }
}
