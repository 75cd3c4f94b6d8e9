package io.estop.bench.gate;

import io.estop.embedded.process.Await;
import io.estop.gate.OrderRequest;
import io.estop.gate.Timing;
import io.estop.gate.TradingGate;
import io.estop.gate.Verdict;
import io.estop.model.EnvironmentId;
import io.estop.model.trading.Account;
import io.estop.model.trading.Side;
import io.lettuce.core.RedisURI;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An open gate that follows a real board; every call of the benchmark must be allowed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GateCost {
  /** System property with the port of the Redis that holds the board. */
  static final String PORT = "estop.bench.redis-port";

  static final EnvironmentId ENVIRONMENT = new EnvironmentId("bench");

  private static final Duration OPENS_WITHIN = Duration.ofSeconds(20);

  // A pause of a busy machine must not turn the measured orders into denied ones.
  private static final Timing PATIENT =
      new Timing(Duration.ofMillis(250), Duration.ofSeconds(20), Duration.ofSeconds(1));

  private final OrderRequest order =
      OrderRequest.order("bench-1", new Account("paper", "PA1"), "AAPL")
          .size(Side.BUY, BigDecimal.ONE, BigDecimal.ZERO)
          .build();
  private final TradingGate gate =
      TradingGate.builder(
              ENVIRONMENT, "bench", RedisURI.create("127.0.0.1", Integer.getInteger(PORT)))
          .timing(PATIENT)
          .start();

  @Setup(Level.Trial)
  public void open() {
    if (!Await.until(() -> gate.look(order).allowed(), OPENS_WITHIN)) {
      throw new IllegalStateException("the gate denies: " + gate.look(order));
    }
  }

  /** Fails the run where the gate has come to deny: that is another path. */
  @TearDown(Level.Iteration)
  public void stillOpen() {
    Verdict now = gate.look(order);
    if (!now.allowed()) {
      throw new IllegalStateException("the gate came to deny while it was measured: " + now);
    }
  }

  @TearDown(Level.Trial)
  public void close() {
    gate.close();
  }

  @Benchmark
  public Verdict enterAndExit() {
    Verdict verdict = gate.enter(order);
    if (verdict.allowed()) {
      gate.exit();
    }
    return verdict;
  }
}
