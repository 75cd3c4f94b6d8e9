package io.estop.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Loopback ports: free ones, and whether somebody listens. */
public final class Ports {

  /** Below what systems give to outgoing connections, which would take a port again meanwhile. */
  private static final int FIRST = 20_000;

  private static final int LAST = 32_000;
  private static final int TRIES = 1_000;

  private Ports() {}

  /** Returns that many different ports that were free a moment ago. */
  public static List<Integer> free(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < TRIES && held.size() < count; i++) {
        hold(ThreadLocalRandom.current().nextInt(FIRST, LAST)).ifPresent(held::add);
      }
      if (held.size() < count) {
        throw new IllegalStateException(
            "after "
                + TRIES
                + " tries only "
                + held.size()
                + " of "
                + count
                + " free ports were found from "
                + FIRST
                + " to "
                + LAST
                + " on the loopback address");
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      held.forEach(Ports::close);
    }
  }

  private static Optional<ServerSocket> hold(int port) {
    try {
      return Optional.of(new ServerSocket(port, 1, loopback()));
    } catch (IOException taken) {
      return Optional.empty();
    }
  }

  /** Tells whether a server could listen on this port of the loopback address now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(loopback(), port), 1);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Tells whether a connection to the address is taken within the given time. */
  public static boolean answers(String host, int port, Duration within) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), Math.toIntExact(within.toMillis()));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
