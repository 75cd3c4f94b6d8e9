package io.estop.paper.stream;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The one key pair that the venue knows. */
record Credentials(String key, String secret) {

  boolean match(String givenKey, String givenSecret) {
    return equal(key, givenKey) & equal(secret, givenSecret);
  }

  @Override
  public String toString() {
    return "Credentials[" + key + "]";
  }

  private static boolean equal(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
