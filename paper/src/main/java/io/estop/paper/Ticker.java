package io.estop.paper;

import io.estop.paper.exchange.Exchange;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Looks at resting orders again and again, on one daemon thread. */
@Component
final class Ticker implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

  private final Exchange exchange;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "paper-ticker");
            thread.setDaemon(true);
            return thread;
          });

  Ticker(Exchange exchange, PaperProperties properties) {
    this.exchange = exchange;
    long millis = properties.tickMillis();
    executor.scheduleWithFixedDelay(this::tick, millis, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void destroy() {
    executor.shutdownNow();
  }

  /** The edge of the ticker's thread: an exception here would end it for ever, so it is logged. */
  private void tick() {
    try {
      exchange.tick();
    } catch (RuntimeException failure) {
      LOG.error("the market's tick failed", failure);
    }
  }
}
