package io.estop.halt.breakglass;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.estop.model.people.Person;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who may break the glass. Checked offline: by hashes that stand in the settings. */
public final class Identities {
  private final List<Identity> known;

  public Identities(List<Identity> known) {
    this.known = List.copyOf(known);
  }

  /**
   * One named person.
   *
   * @param person name and role
   * @param tokenHash SHA-256 of the token, lower-case hex
   */
  public record Identity(Person person, String tokenHash) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    public Identity {
      if (!FORM.matcher(tokenHash).matches()) {
        throw new IllegalArgumentException(
            "token-sha256 of " + person.name() + " must be 64 of 0-9 and a-f");
      }
    }
  }

  /** Returns whom a token stands for. Takes the same time for every token. */
  public Optional<Person> person(String token) {
    byte[] hash = sha256(token);
    Optional<Person> found = Optional.empty();
    for (Identity one : known) {
      if (MessageDigest.isEqual(HexFormat.of().parseHex(one.tokenHash()), hash)) {
        found = Optional.of(one.person());
      }
    }
    return found;
  }

  /** Returns the hash of a token as the settings name it. */
  public static String hash(String token) {
    return HexFormat.of().formatHex(sha256(token));
  }

  private static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
