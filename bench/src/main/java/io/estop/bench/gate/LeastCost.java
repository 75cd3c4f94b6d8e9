package io.estop.bench.gate;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The least that a check costs which can grow stale: one volatile read, one {@link
 * System#nanoTime}, the gate's comparison of both ages.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LeastCost {
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private volatile Ages ages = new Ages(System.nanoTime(), HOUR, HOUR);

  private record Ages(long askedNanos, long staleAfterNanos, long leaseNanos) {}

  @Benchmark
  public boolean volatileReadAndNanoTime() {
    Ages read = ages;
    long age = System.nanoTime() - read.askedNanos();
    return age <= read.staleAfterNanos() && age < read.leaseNanos();
  }
}
