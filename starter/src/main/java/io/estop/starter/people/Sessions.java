package io.estop.starter.people;

import io.estop.model.people.Person;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who is signed in to the console. In memory: after a restart people sign in again. */
@Component
public final class Sessions {
  /** Name of the cookie that carries a session's id. */
  public static final String COOKIE = "estop_session";

  /** How long a session lasts: one shift. */
  public static final Duration LENGTH = Duration.ofHours(12);

  private static final int MOST = 1_000;
  private static final int ID_BYTES = 32;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  // Guarded by this: written at sign-in and sign-out, read at every request. Oldest first.
  private final Map<String, Session> sessions = new LinkedHashMap<>();

  private record Session(Person person, Instant endsAt) {}

  Sessions(Clock clock) {
    this.clock = clock;
  }

  /** Opens a session and returns its id; the oldest one gives way when there are too many. */
  public synchronized String open(Person person) {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = HexFormat.of().formatHex(bytes);
    if (sessions.size() >= MOST) {
      sessions.remove(sessions.keySet().iterator().next());
    }
    sessions.put(id, new Session(person, clock.instant().plus(LENGTH)));
    return id;
  }

  /** Returns whose session it is, empty when it ended or never was. */
  public synchronized Optional<Person> person(String id) {
    Session session = sessions.get(id);
    if (session == null) {
      return Optional.empty();
    }
    if (!session.endsAt().isAfter(clock.instant())) {
      sessions.remove(id);
      return Optional.empty();
    }
    return Optional.of(session.person());
  }

  /** Ends a session. */
  public synchronized void close(String id) {
    sessions.remove(id);
  }
}
