package io.estop.embedded.client;

import tools.jackson.databind.JsonNode;

/** Status and body of one HTTP answer; the body of an empty answer is a missing node. */
public record Answer(int status, JsonNode body) {

  /** Tells whether the call did what it was asked to do. */
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** Returns the body, or throws {@link CallFailure} with what the server said against it. */
  public JsonNode orThrow(String call) {
    if (!isSuccess()) {
      throw new CallFailure(call + " was answered with " + status + ": " + complaint());
    }
    return body;
  }

  /** Returns the server's own words on why it refused. */
  public String complaint() {
    String detail = body.path("detail").asString("");
    String message = detail.isEmpty() ? body.path("message").asString("") : detail;
    return message.isEmpty() ? body.toString() : message;
  }
}
