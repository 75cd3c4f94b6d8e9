package io.estop.paper.api;

import io.estop.paper.exchange.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Writes refusals as Alpaca does: a status and {@code {"code": ..., "message": ...}}. */
@RestControllerAdvice
final class ApiErrors {

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> refused(Refusal refusal) {
    return ResponseEntity.status(refusal.status()).body(body(refusal));
  }

  @ExceptionHandler
  void plain(PlainAnswer answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status().value());
    response.setContentType("text/html");
    response
        .getOutputStream()
        .write(String.valueOf(answer.getMessage()).getBytes(StandardCharsets.UTF_8));
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> unreadable(HttpMessageNotReadableException cause) {
    Throwable root = cause.getMostSpecificCause();
    return refused(Refusal.invalid("request body format is invalid: " + root.getMessage()));
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> mistyped(MethodArgumentTypeMismatchException cause) {
    return refused(Refusal.invalid("invalid " + cause.getName() + ": " + cause.getValue()));
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> impossible(IllegalArgumentException cause) {
    return refused(Refusal.invalid(String.valueOf(cause.getMessage())));
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> unknown(NoResourceFoundException cause) {
    return refused(Refusal.notFound("endpoint not found: " + cause.getResourcePath()));
  }

  static Map<String, Object> body(Refusal refusal) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("code", refusal.code());
    body.put("message", refusal.getMessage());
    body.putAll(refusal.details());
    return body;
  }
}
