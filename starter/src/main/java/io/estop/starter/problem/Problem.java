package io.estop.starter.problem;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** A request that is refused or failed: a status and one clear sentence. */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final HttpStatus status;
  private final transient Map<String, ?> more;

  public Problem(HttpStatus status, String sentence) {
    this(status, sentence, Map.of());
  }

  /**
   * @param more further members of the answer
   */
  public Problem(HttpStatus status, String sentence, Map<String, ?> more) {
    super(sentence);
    this.status = status;
    this.more = Map.copyOf(more);
  }

  /** Returns a refusal of a value: what it was, its bound, what to do. */
  public static Problem value(String sentence) {
    return new Problem(HttpStatus.UNPROCESSABLE_CONTENT, sentence);
  }

  public HttpStatus status() {
    return status;
  }

  /** Returns the body of the answer. */
  public ProblemDetail body() {
    ProblemDetail body = ProblemDetail.forStatusAndDetail(status, String.valueOf(getMessage()));
    more.forEach(body::setProperty);
    return body;
  }
}
