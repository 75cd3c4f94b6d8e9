package io.estop.starter.people;

import io.estop.starter.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Tells whether a browser sent a request from one of our own pages. */
public final class SameOrigin {
  private SameOrigin() {}

  /**
   * Requires that it did, by Sec-Fetch-Site where the browser sends it, else by Origin.
   *
   * @throws Problem 403
   */
  public static void require(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    boolean own =
        site != null
            ? site.equals("same-origin")
            : isOurs(request.getHeader(HttpHeaders.ORIGIN), request.getHeader(HttpHeaders.HOST));
    if (!own) {
      throw new Problem(
          HttpStatus.FORBIDDEN,
          "a console session may change something only from the console's own pages");
    }
  }

  private static boolean isOurs(@Nullable String origin, @Nullable String host) {
    if (origin == null || host == null) {
      return false;
    }
    try {
      return host.equals(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
