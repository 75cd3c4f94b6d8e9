package io.estop.starter.wiring;

import io.estop.starter.problem.Problem;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Calls Temporal within a bound and turns its failures into one sentence. */
@Component
public final class TemporalCalls {
  private static final Logger log = LoggerFactory.getLogger(TemporalCalls.class);

  /** A query is answered by a worker's next task; more than this is a worker that is not there. */
  public static final Duration QUERY = Duration.ofSeconds(2);

  /** An update writes board and flag before it answers. */
  public static final Duration UPDATE = Duration.ofSeconds(5);

  /** Types of failures that are about who asks, not about what is asked. */
  private static final Set<String> ABOUT_THE_PERSON = Set.of("ROLE", "SAME_PERSON", "BAD_SIGNER");

  private final ExecutorService pool;

  TemporalCalls(@Qualifier("askingPool") ExecutorService pool) {
    this.pool = pool;
  }

  /**
   * Calls and waits.
   *
   * @param what is asked for, for the sentence: "the recovery of firm"
   * @throws Problem 403 or 409 where the workflow refused, 404 where it does not run, 503 where
   *     Temporal or its worker is silent
   */
  public <T> T call(String what, Duration bound, Callable<T> call) {
    Future<T> answer = pool.submit(call);
    try {
      return answer.get(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw silent(what, "no answer within " + bound.toMillis() + " ms; it may still take effect");
    } catch (ExecutionException failed) {
      throw problem(what, failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw silent(what, "interrupted");
    }
  }

  private static RuntimeException problem(String what, @Nullable Throwable cause) {
    if (cause instanceof Problem problem) {
      return problem;
    }
    if (cause instanceof WorkflowNotFoundException) {
      return new Problem(HttpStatus.NOT_FOUND, what + " does not run");
    }
    if (cause instanceof WorkflowUpdateException refused
        && refused.getCause() instanceof ApplicationFailure failure) {
      return refused(failure);
    }
    if (isSilence(cause)) {
      log.warn("Temporal does not answer for {}: {}", what, String.valueOf(cause));
      return silent(what, "Temporal or its worker is not there");
    }
    return cause instanceof RuntimeException bug ? bug : new IllegalStateException(cause);
  }

  private static Problem refused(ApplicationFailure failure) {
    String type = type(failure);
    HttpStatus status =
        ABOUT_THE_PERSON.contains(type) ? HttpStatus.FORBIDDEN : HttpStatus.CONFLICT;
    Map<String, ?> more = type.isEmpty() ? Map.of() : Map.of("refusal", type);
    return new Problem(status, failure.getOriginalMessage(), more);
  }

  // A validator's refusal loses its type on the way; a handler's one keeps it, maybe wrapped.
  private static String type(ApplicationFailure failure) {
    String type = "";
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ApplicationFailure own && own.getType().matches("[A-Z_]+")) {
        type = own.getType();
      }
    }
    return type;
  }

  private static boolean isSilence(@Nullable Throwable cause) {
    if (cause instanceof WorkflowUpdateTimeoutOrCancelledException
        || cause instanceof WorkflowQueryException) {
      return true;
    }
    if (cause instanceof StatusRuntimeException status) {
      return status.getStatus().getCode() != Status.Code.INVALID_ARGUMENT;
    }
    return cause instanceof WorkflowServiceException failed && isSilence(failed.getCause());
  }

  private static Problem silent(String what, String why) {
    return new Problem(
        HttpStatus.SERVICE_UNAVAILABLE, what + " cannot be asked now: " + why + "; ask again");
  }
}
