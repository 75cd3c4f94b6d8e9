package io.estop.workflows;

import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import java.util.function.Supplier;

/**
 * The one wrapper of handlers: what is unexpected becomes an ApplicationFailure, since any other
 * exception would stall the workflow and leave the caller hanging.
 */
public final class Handlers {
  /** Type of the failure of a message that is refused. */
  public static final String REFUSED = "REFUSED";

  /** Type of the failure of a press that came while the run was ending: press again. */
  public static final String CLOSING = "CLOSING";

  private Handlers() {}

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

  /** Runs the check of a validator; what it throws arrives with its type. */
  public static void validated(Runnable check) {
    try {
      guarded(
          () -> {
            check.run();
            return true;
          });
    } catch (ApplicationFailure refusal) {
      throw new RefusedException(refusal);
    }
  }

  /** Returns the failure that refuses a message with one sentence. */
  public static ApplicationFailure refuse(String sentence) {
    return ApplicationFailure.newNonRetryableFailure(sentence, REFUSED);
  }

  /** Returns the failure that sends a press to the next run. */
  public static ApplicationFailure closing() {
    return ApplicationFailure.newNonRetryableFailure("this stop is closing: press again", CLOSING);
  }

  /** Returns whether a failure sends a press to the next run. */
  public static boolean isClosing(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ApplicationFailure refusal && CLOSING.equals(refusal.getType())) {
        return true;
      }
    }
    return false;
  }

  /**
   * What a validator throws. Temporal's SDK loses the type of an ApplicationFailure that a
   * validator throws itself; as a cause it arrives whole, so a caller looks for the innermost one.
   */
  public static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedException(ApplicationFailure refusal) {
      super(refusal.getOriginalMessage(), refusal);
    }
  }
}
