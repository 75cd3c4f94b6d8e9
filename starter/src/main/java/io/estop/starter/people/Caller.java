package io.estop.starter.people;

import io.estop.model.people.Person;
import io.estop.model.people.Role;
import io.estop.starter.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Predicate;
import org.springframework.http.HttpStatus;

/** The authenticated person behind a request, and what their role allows. */
public final class Caller {
  static final String ATTRIBUTE = "estop.person";

  private Caller() {}

  /** Returns who calls. Only behind {@link SignInFilter}. */
  public static Person of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Person person) {
      return person;
    }
    throw new IllegalStateException("no person behind " + request.getRequestURI());
  }

  /**
   * Returns who calls, if their role allows what they ask.
   *
   * @param allows what the role must allow
   * @param what the words after "may not"
   * @throws Problem 403 naming the person, the role and what is needed
   */
  public static Person allowed(HttpServletRequest request, Predicate<Role> allows, String what) {
    Person person = of(request);
    if (!allows.test(person.role())) {
      throw new Problem(
          HttpStatus.FORBIDDEN,
          person.name() + " has the role " + person.role() + ", which may not " + what);
    }
    return person;
  }
}
