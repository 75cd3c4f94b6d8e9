package io.estop.bench.gate;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the usual circuit breaker library asks for the same yes; it knows no board and no age. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BreakerCost {
  private final CircuitBreaker breaker = CircuitBreaker.ofDefaults("bench");

  @Benchmark
  public boolean tryAcquirePermission() {
    return breaker.tryAcquirePermission();
  }
}
