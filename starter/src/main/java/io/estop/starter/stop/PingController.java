package io.estop.starter.stop;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Does nothing, behind the same door as a press: what a press is measured against. */
@RestController
final class PingController {
  @PostMapping("/api/v1/ping")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void ping() {}
}
