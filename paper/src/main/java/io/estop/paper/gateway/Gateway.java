package io.estop.paper.gateway;

import io.estop.paper.exchange.Exchange;
import io.estop.paper.faults.FaultSwitch;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/** Checks key and quota, then hands the request to the fault filter. */
final class Gateway extends OncePerRequestFilter {
  private final byte[] key;
  private final byte[] secret;
  private final Quota quota;
  private final FaultSwitch faults;
  private final OrderThrottle orders;
  private final Exchange exchange;

  Gateway(
      String key, String secret, Quota quota, FaultSwitch faults, Clock clock, Exchange exchange) {
    this.key = key.getBytes(StandardCharsets.UTF_8);
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
    this.quota = quota;
    this.faults = faults;
    this.orders = new OrderThrottle(clock);
    this.exchange = exchange;
  }

  /** Health is for start-up scripts; the stream authenticates by its first message. */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.equals("/health") || path.equals("/stream");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!matches(key, request.getHeader("APCA-API-KEY-ID"))
        || !matches(secret, request.getHeader("APCA-API-SECRET-KEY"))) {
      answer(response, 401, "{\"code\":40110000,\"message\":\"request is not authorized\"}");
      return;
    }
    boolean admin = request.getRequestURI().startsWith("/admin/");
    long waitSeconds = admin ? 0 : secondsToWait(request);
    if (!admin) {
      exchange.requestReceived(waitSeconds > 0);
    }
    if (waitSeconds > 0) {
      response.setHeader("Retry-After", Long.toString(waitSeconds));
      answer(response, 429, "{\"code\":42910000,\"message\":\"rate limit exceeded\"}");
      return;
    }
    chain.doFilter(request, response);
  }

  private long secondsToWait(HttpServletRequest request) {
    Double throttles = faults.faults().throttles();
    String call = request.getMethod() + " " + request.getRequestURI();
    if (throttles != null && faults.hitsNext(throttles, "throttle", call)) {
      return 1;
    }
    Integer perSecond = faults.faults().ordersPerSecond();
    if (perSecond != null && call.equals("POST /v2/orders") && !orders.take(perSecond)) {
      return 1;
    }
    return quota.take();
  }

  private static boolean matches(byte[] expected, @Nullable String given) {
    return given != null && MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpServletResponse response, int status, String body)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
  }
}
