package io.estop.embedded;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;

/**
 * One person of a stack, with a token that is random in every run.
 *
 * @param name the name that the ledger will show
 * @param role the role of docs/PROTOCOL.md
 */
public record StackIdentity(String name, String role, String token) {

  private static final SecureRandom RANDOM = new SecureRandom();

  static StackIdentity random(String name, String role) {
    return new StackIdentity(name, role, name.toLowerCase(Locale.ROOT) + "-" + secret());
  }

  static String secret() {
    byte[] bytes = new byte[18];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
