package io.estop.starter.problem;

import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns what went wrong into problem+json. */
@RestControllerAdvice
final class Problems extends ResponseEntityExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  @ExceptionHandler(Problem.class)
  ProblemDetail problem(Problem problem) {
    return problem.body();
  }

  @ExceptionHandler({DataAccessException.class, TransactionException.class})
  ProblemDetail database(RuntimeException failed) {
    log.warn("PostgreSQL did not do what a request needs: {}", failed.getMessage());
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.SERVICE_UNAVAILABLE,
        "PostgreSQL does not answer: ask again; a press needs no PostgreSQL and still works");
  }

  // A process edge: whatever else is thrown is a bug, logged with its trace.
  @ExceptionHandler(RuntimeException.class)
  ProblemDetail bug(RuntimeException failed) {
    log.error("a request failed unexpectedly", failed);
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.INTERNAL_SERVER_ERROR, "this is a defect of the service: see its log");
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException unreadable,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ProblemDetail body = ProblemDetail.forStatusAndDetail(status, sentence(unreadable));
    return handleExceptionInternal(unreadable, body, headers, status, request);
  }

  private static String sentence(HttpMessageNotReadableException unreadable) {
    if (unreadable.getCause() instanceof UnrecognizedPropertyException unknown) {
      return "unknown field '" + unknown.getPropertyName() + "': known are " + known(unknown);
    }
    return unreadable.getCause() == null
        ? "a JSON object is needed as the body"
        : "the body is not the JSON that is needed: "
            + String.valueOf(unreadable.getCause().getMessage()).lines().findFirst().orElse("");
  }

  private static String known(UnrecognizedPropertyException unknown) {
    Collection<Object> ids = unknown.getKnownPropertyIds();
    return ids == null
        ? "none"
        : ids.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
  }
}
