package io.estop.starter.people;

import io.estop.model.people.Person;
import io.estop.model.people.Role;
import io.estop.starter.problem.Problem;
import io.estop.starter.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Lets nobody in without a token or a console session. Health, metrics, the sign-in page and the
 * pages' own files are open. A session may change something only from the console's own pages.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
public final class SignInFilter extends OncePerRequestFilter {
  private static final String BEARER = "Bearer ";
  private static final Set<String> READING = Set.of("GET", "HEAD");

  /** Where Slack's slash commands arrive. */
  public static final String SLACK_COMMANDS = "/api/v1/slack/commands";

  /** Where clicks on buttons in Slack arrive. */
  public static final String SLACK_INTERACTIONS = "/api/v1/slack/interactions";

  /** All that a process may call, by its role; each begins a path. */
  private static final Map<Role, Set<String>> FOR_MACHINES =
      Map.of(
          Role.COMPONENT,
              Set.of("/api/v1/gate/", "/api/v1/attributions", "/api/v1/readings", "/api/v1/ping"),
          Role.ALERTMANAGER, Set.of("/api/v1/alertmanager", "/api/v1/ping"));

  private final Tokens tokens;
  private final Sessions sessions;
  private final ProblemWriter problems;

  SignInFilter(Tokens tokens, Sessions sessions, ProblemWriter problems) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = path(request);
    return path.equals("/login")
        || path.equals("/favicon.ico")
        || path.equals("/error")
        // Slack signs its requests; who it speaks for is looked up behind the signature.
        || path.equals(SLACK_COMMANDS)
        || path.equals(SLACK_INTERACTIONS)
        || path.startsWith("/actuator/")
        || path.startsWith("/assets/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      Optional<Person> person = person(request);
      if (person.isEmpty()) {
        refuse(request, response);
        return;
      }
      requireOpen(person.get(), path(request));
      request.setAttribute(Caller.ATTRIBUTE, person.get());
    } catch (Problem refused) {
      problems.write(response, refused);
      return;
    }
    chain.doFilter(request, response);
  }

  private Optional<Person> person(HttpServletRequest request) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization != null) {
      return authorization.startsWith(BEARER)
          ? tokens.person(authorization.substring(BEARER.length()).trim())
          : Optional.empty();
    }
    Optional<Person> person = session(request).flatMap(sessions::person);
    if (person.isPresent() && !READING.contains(request.getMethod())) {
      SameOrigin.require(request);
    }
    return person;
  }

  private static void requireOpen(Person person, String path) {
    Set<String> open = FOR_MACHINES.getOrDefault(person.role(), Set.of());
    if (person.role().isMachine() && open.stream().noneMatch(path::startsWith)) {
      throw new Problem(
          HttpStatus.FORBIDDEN,
          person.name()
              + " has the role "
              + person.role()
              + ", a process, which may call nothing but "
              + String.join(", ", new TreeSet<>(open)));
    }
  }

  /** Returns the id of the console session that a request carries. */
  public static Optional<String> session(HttpServletRequest request) {
    Cookie @Nullable [] cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(Sessions.COOKIE))
            .map(Cookie::getValue)
            .findFirst();
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (path(request).startsWith("/api/") || !READING.contains(request.getMethod())) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      problems.write(
          response,
          new Problem(
              HttpStatus.UNAUTHORIZED,
              "a known token is needed: send 'Authorization: Bearer TOKEN' with one of estop.tokens"));
    } else {
      response.sendRedirect("/login");
    }
  }

  // The parsed path, as Spring maps it: decoded and without path parameters.
  private static String path(HttpServletRequest request) {
    return ServletRequestPathUtils.parse(request).pathWithinApplication().value();
  }
}
