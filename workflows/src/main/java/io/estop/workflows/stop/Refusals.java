package io.estop.workflows.stop;

import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import java.util.function.Supplier;

/**
 * The one wrapper of handlers: what is unexpected becomes an ApplicationFailure, since any other
 * exception would stall the workflow and leave the caller hanging.
 */
public final class Refusals {
  /** Type of a refused message. */
  public static final String REFUSED = "Refused";

  private Refusals() {}

  /** Returns what the body returns; its failure refuses the message. */
  public static <T> T guarded(Supplier<T> body) {
    try {
      return body.get();
    } catch (TemporalFailure failure) {
      throw failure;
    } catch (RuntimeException unexpected) {
      throw ApplicationFailure.newNonRetryableFailureWithCause(
          String.valueOf(unexpected.getMessage()), REFUSED, unexpected);
    }
  }

  /** Returns the failure that refuses a message with one sentence. */
  public static ApplicationFailure refuse(String sentence) {
    return ApplicationFailure.newNonRetryableFailure(sentence, REFUSED);
  }
}
