package io.estop.embedded.demo;

import io.estop.embedded.Stack;
import io.estop.embedded.client.Answer;
import io.estop.embedded.client.StarterClient;
import io.estop.embedded.process.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Leads a stop back to LIVE: one person asks for each stage, another one approves it. */
final class RecoveryWalk {

  private static final List<String> STAGES = List.of("MONITORING", "PAPER", "REDUCED", "LIVE");
  private static final Duration STEP = Duration.ofSeconds(60);
  private static final String SCOPE = Demo.SCOPE;

  private final StarterClient requester;
  private final StarterClient approver;
  private final Screen screen;
  private final List<String> reached = new ArrayList<>();
  private boolean selfApprovalRefused;

  RecoveryWalk(Stack stack, Screen screen) {
    this.requester = stack.as(stack.tokens().requester());
    this.approver = stack.as(stack.tokens().approver());
    this.screen = screen;
  }

  /** Walks all four stages, or stops at the first that is not reached, having said why. */
  RecoveryResult walk(String stopId) {
    boolean begun =
        requireSoon("recovery start", () -> requester.startRecovery(SCOPE, stopId))
            && isAssessed()
            && requireSoon(
                "finding",
                () -> requester.finding(SCOPE, "Demo: prices were moved on purpose; all is well."));
    if (begun) {
      screen.says("finding signed by demo-requester");
      STAGES.stream().takeWhile(this::reach).forEach(reached::add);
    }
    return new RecoveryResult(reached, selfApprovalRefused);
  }

  private boolean isAssessed() {
    AtomicReference<String> text = new AtomicReference<>("no assessment");
    boolean passed =
        Await.until(
            () -> {
              JsonNode assessment = requester.recovery(SCOPE).body().path("assessment");
              text.set(assessment.path("text").asString("no assessment"));
              return assessment.path("passed").asBoolean(false);
            },
            STEP);
    screen.says((passed ? "assessment passed: " : "assessment not passed: ") + text.get());
    return passed;
  }

  private boolean reach(String stage) {
    AtomicReference<@Nullable Answer> asked = new AtomicReference<>();
    boolean requested =
        requireSoon(
            stage + " request",
            () -> {
              Answer answer = requester.request(SCOPE, request(stage));
              asked.set(answer);
              return answer;
            });
    Answer request = asked.get();
    if (!requested || request == null) {
      return false;
    }
    String hash = request.body().path("approvalHash").asString("");
    if (!selfApprovalRefused && !isSelfApprovalRefused(stage, hash)) {
      return false;
    }
    return requireSoon(stage + " approval", () -> approver.approve(SCOPE, stage, hash))
        && isInForce(stage);
  }

  private boolean isSelfApprovalRefused(String stage, String hash) {
    Answer own = requester.approve(SCOPE, stage, hash);
    selfApprovalRefused = !own.isSuccess();
    screen.says(
        selfApprovalRefused
            ? "approval by the requester himself was refused: " + own.complaint()
            : "approval by the requester himself was ACCEPTED, which must never be");
    return selfApprovalRefused;
  }

  private boolean isInForce(String stage) {
    boolean inForce =
        Await.until(
            () -> requester.recovery(SCOPE).body().path("stage").asString("").equals(stage), STEP);
    screen.says(
        inForce
            ? stage + " requested by demo-requester, approved by demo-approver: in force"
            : stage + " was approved but is not in force after " + STEP.toSeconds() + " s");
    return inForce;
  }

  private static Map<String, String> request(String stage) {
    return stage.equals("REDUCED")
        ? Map.of("stage", stage, "factor", "0.5")
        : Map.of("stage", stage);
  }

  // Again and again: a stage may first have to soak, an assessment to be taken.
  private boolean requireSoon(String what, Supplier<Answer> call) {
    AtomicReference<String> refusal = new AtomicReference<>("");
    boolean done =
        Await.until(
            () -> {
              Answer answer = call.get();
              refusal.set(answer.status() + " " + answer.complaint());
              return answer.isSuccess();
            },
            STEP);
    if (!done) {
      screen.says(what + " was refused for " + STEP.toSeconds() + " s: " + refusal.get());
    }
    return done;
  }
}
