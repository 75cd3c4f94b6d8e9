package io.estop.paper.gateway;

import io.estop.paper.exchange.Exchange;
import io.estop.paper.faults.FaultSwitch;
import io.estop.paper.faults.Faults;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Leaves order requests without an answer: the connection hangs for a while (time-out) or closes at
 * once (disconnect). Half of them take effect first. A hanging request holds no thread.
 */
final class SilenceFilter extends OncePerRequestFilter {
  private static final Set<String> WRITES = Set.of("POST", "PUT", "DELETE", "PATCH");

  private final FaultSwitch faults;
  private final Exchange exchange;
  private final JsonMapper json;
  private final ScheduledExecutorService hangUps =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "paper-hang-ups");
            thread.setDaemon(true);
            return thread;
          });

  SilenceFilter(FaultSwitch faults, Exchange exchange, JsonMapper json) {
    this.faults = faults;
    this.exchange = exchange;
    this.json = json;
  }

  @Override
  public void destroy() {
    hangUps.shutdownNow();
  }

  /** The second pass of a request whose time to hang is over. */
  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    boolean orders = path.startsWith("/v2/orders") || path.startsWith("/v2/positions");
    return !orders || !WRITES.contains(request.getMethod());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      HangUpValve.hangUp(request);
      return;
    }
    Faults on = faults.faults();
    if (fraction(on.timeouts()) == 0 && fraction(on.disconnects()) == 0) {
      chain.doFilter(request, response);
      return;
    }
    KeptBody kept = new KeptBody(request);
    String call = call(kept);
    if (faults.hitsNext(fraction(on.timeouts()), "timeout", call)) {
      runHalf(kept, response, chain, call);
      hang(request, on.timeoutHoldMillis());
    } else if (faults.hitsNext(fraction(on.disconnects()), "disconnect", call)) {
      runHalf(kept, response, chain, call);
      HangUpValve.hangUp(request);
    } else {
      chain.doFilter(kept, response);
    }
  }

  private void runHalf(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain, String call)
      throws ServletException, IOException {
    boolean tookEffect = faults.hitsNext(0.5, "took-effect", call);
    exchange.requestUnanswered(tookEffect);
    if (tookEffect) {
      chain.doFilter(request, new ContentCachingResponseWrapper(response));
    }
  }

  private void hang(HttpServletRequest request, @Nullable Long holdMillis) {
    AsyncContext waiting = request.startAsync();
    waiting.setTimeout(0);
    long millis = holdMillis == null ? 0 : holdMillis;
    hangUps.schedule(() -> waiting.dispatch(), millis, TimeUnit.MILLISECONDS);
  }

  /** Names the call so that the same order is hit by the same faults in every run of a seed. */
  private String call(KeptBody request) {
    String name = request.getMethod() + " " + request.getRequestURI();
    if (request.body().length == 0) {
      return name;
    }
    try {
      return name + " " + json.readTree(request.body()).path("client_order_id").asString("");
    } catch (JacksonException unreadable) {
      return name + " unreadable";
    }
  }

  private static double fraction(@Nullable Double given) {
    return given == null ? 0 : given;
  }
}
