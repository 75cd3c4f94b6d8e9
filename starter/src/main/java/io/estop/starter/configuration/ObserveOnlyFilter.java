package io.estop.starter.configuration;

import io.estop.breaker.configuration.LiveConfiguration;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Every answer says while rules only watch, so that whoever shows it can say so loudly. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ObserveOnlyFilter extends OncePerRequestFilter {
  private static final String HEADER = "Estop-Observe-Only";

  private final LiveConfiguration configuration;

  ObserveOnlyFilter(LiveConfiguration configuration) {
    this.configuration = configuration;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (configuration.observeOnly()) {
      response.setHeader(HEADER, "true");
    }
    chain.doFilter(request, response);
  }
}
