package io.estop.embedded.temporal;

import io.estop.embedded.process.StartFailure;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The SDK's in-memory test server, inside this process, its clock never skipping.
 *
 * <p>Put together from the parts of the SDK's {@code TestServer}, which can only listen on all
 * addresses: this one listens on loopback alone.
 */
record MemoryServer(TestServicesStarter services, Server server, TemporalFacts facts)
    implements TemporalServer {

  private static final boolean NO_TIME_SKIPPING = true;

  static MemoryServer start(TemporalPlace place) {
    TestServicesStarter services = new TestServicesStarter(NO_TIME_SKIPPING, 0);
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), place.port()));
    GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder);
    try {
      Server server = builder.build().start();
      return new MemoryServer(
          services, server, new TemporalFacts("memory", place.address(), null, null));
    } catch (IOException e) {
      services.close();
      throw new StartFailure(
          "Temporal in memory cannot listen on port " + place.port() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public long pid() {
    throw new UnsupportedOperationException("Temporal in memory lives in this process");
  }

  @Override
  public void kill() {
    throw new UnsupportedOperationException("Temporal in memory lives in this process");
  }

  @Override
  public void restart() {
    throw new UnsupportedOperationException("Temporal in memory keeps nothing over a restart");
  }

  @Override
  public void close() {
    server.shutdownNow();
    services.close();
  }
}
