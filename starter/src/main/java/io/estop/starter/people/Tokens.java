package io.estop.starter.people;

import io.estop.model.people.Person;
import io.estop.model.people.Role;
import io.estop.starter.wiring.ConfigurationRefused;
import io.estop.starter.wiring.EstopProperties;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Who a token stands for. Keeps hashes only; needs no database, so that a press never waits. */
@Component
public final class Tokens {
  private static final Logger log = LoggerFactory.getLogger(Tokens.class);
  private static final int SHORTEST = 16;
  private static final int REHEARSAL_BYTES = 32;

  private final List<Known> known;
  // Written by the process' own warm-up, read by every request.
  private volatile @Nullable Known rehearsal;

  private record Known(byte[] hash, Person person) {}

  Tokens(EstopProperties properties) {
    this.known = known(properties.tokens());
    if (known.stream().noneMatch(one -> one.person().role().presses())) {
      log.warn("no token of OPERATOR, RISK or COMPLIANCE is configured: nobody can press here");
    }
  }

  /** Returns whom the token stands for. Takes the same time for every token. */
  public Optional<Person> person(String token) {
    byte[] hash = hash(token);
    Optional<Person> found = Optional.empty();
    for (Known one : known) {
      if (MessageDigest.isEqual(one.hash(), hash)) {
        found = Optional.of(one.person());
      }
    }
    Known own = rehearsal;
    return own != null && MessageDigest.isEqual(own.hash(), hash)
        ? Optional.of(own.person())
        : found;
  }

  /** Returns the person of that name, who must have a token. */
  public Optional<Person> named(String name) {
    return known.stream().map(Known::person).filter(one -> one.name().equals(name)).findFirst();
  }

  /** Lets this process call itself with the token it returns, until {@link #endRehearsal}. */
  public String beginRehearsal() {
    byte[] bytes = new byte[REHEARSAL_BYTES];
    new SecureRandom().nextBytes(bytes);
    String token = HexFormat.of().formatHex(bytes);
    rehearsal = new Known(hash(token), new Person("rehearsal", Role.OPERATOR));
    return token;
  }

  /** Forgets that token. */
  public void endRehearsal() {
    rehearsal = null;
  }

  private static List<Known> known(List<EstopProperties.Token> configured) {
    List<Known> known = new ArrayList<>();
    Map<String, Role> roles = new HashMap<>();
    for (int i = 0; i < configured.size(); i++) {
      String key = "estop.tokens[" + i + "]";
      Known one = known(key, configured.get(i));
      if (known.stream().anyMatch(other -> Arrays.equals(other.hash(), one.hash()))) {
        throw new ConfigurationRefused(key + ".token is the token of another entry");
      }
      Role other = roles.put(one.person().name(), one.person().role());
      if (other != null && other != one.person().role()) {
        throw new ConfigurationRefused(
            key + ".role: " + one.person().name() + " has the role " + other + " already");
      }
      known.add(one);
    }
    return List.copyOf(known);
  }

  private static Known known(String key, EstopProperties.Token configured) {
    if (configured.token().length() < SHORTEST) {
      throw new ConfigurationRefused(
          key
              + ".token must be at least "
              + SHORTEST
              + " characters but has "
              + configured.token().length());
    }
    try {
      return new Known(
          hash(configured.token()), new Person(configured.name(), role(key, configured.role())));
    } catch (ConfigurationRefused refused) {
      throw refused;
    } catch (IllegalArgumentException malformed) {
      throw new ConfigurationRefused(key + ".name: " + malformed.getMessage());
    }
  }

  private static Role role(String key, String word) {
    return Arrays.stream(Role.values())
        .filter(role -> role.name().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationRefused(
                    key
                        + ".role must be one of "
                        + Arrays.toString(Role.values())
                        + " but was: "
                        + word));
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
