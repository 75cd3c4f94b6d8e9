package io.estop.starter.preview;

import io.estop.starter.problem.Values;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Previews over REST. */
@RestController
final class PreviewController {
  private final Previews previews;

  PreviewController(Previews previews) {
    this.previews = previews;
  }

  @GetMapping("/api/v1/stops/preview")
  PreviewJson preview(@RequestParam(required = false) @Nullable String scope) {
    return PreviewJson.of(previews.of(Values.scope(scope)));
  }
}
