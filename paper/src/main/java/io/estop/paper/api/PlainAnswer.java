package io.estop.paper.api;

import org.springframework.http.HttpStatus;

/** An answer that is not written as Alpaca's trading API writes its own; it carries no stack. */
final class PlainAnswer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final HttpStatus status;

  PlainAnswer(HttpStatus status, String body) {
    super(body, null, false, false);
    this.status = status;
  }

  HttpStatus status() {
    return status;
  }
}
