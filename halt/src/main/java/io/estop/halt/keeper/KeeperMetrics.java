package io.estop.halt.keeper;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** What a candidate tells Prometheus, the same in every process. */
public final class KeeperMetrics implements MeterBinder {
  private final Candidate candidate;

  public KeeperMetrics(Candidate candidate) {
    this.candidate = candidate;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    Gauge.builder("estop.keeper.elected", candidate, one -> one.isElected() ? 1 : 0)
        .description("1 in the process that keeps")
        .register(meters);
    Gauge.builder("estop.lease.held", candidate, one -> one.isLeased() ? 1 : 0)
        .description("1 while the lease under which LIVE counts is renewed, by whatever process")
        .register(meters);
    Gauge.builder(
            "estop.lease.renewed.timestamp.seconds",
            candidate,
            one -> one.leasedAt().toEpochMilli() / 1_000.0)
        .description("When the lease was last seen to be renewed, in seconds since 1970")
        .register(meters);
    looks(meters, true);
    looks(meters, false);
  }

  private void looks(MeterRegistry meters, boolean leased) {
    FunctionCounter.builder("estop.keeper.look.total", candidate, one -> one.looks(leased))
        .description("Looks of this candidate, by whether the lease stood after them")
        .tag("leased", Boolean.toString(leased))
        .register(meters);
  }
}
